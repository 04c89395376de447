package org.latentfx.view.window;

import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import org.latentfx.session.explore.DecodedPoint;
import org.latentfx.session.explore.Explorer;
import org.latentfx.text.Texts;
import org.latentfx.view.decoder.DecoderView;
import org.latentfx.view.kit.DecodedPicture;

/** The picture decoded at z, as large as its place, and z below it: what stands beside a large map. FX thread only. */
final class PictureAside extends Region {
    private static final double MARGIN = 16;
    private static final int FIGURES = 2;

    /** Of the width; the point is read from afar. */
    private static final double FONT = 0.05;

    private final DecodedPicture picture = new DecodedPicture();
    private final Label point = new Label();

    /** @param as the class decoded, in words; empty for none */
    PictureAside(Explorer explorer, ObservableValue<String> as) {
        getStyleClass().add("picture-aside");
        picture.setId("picture-aside");
        point.getStyleClass().add("picture-point");
        point.setAlignment(Pos.CENTER);
        getChildren().addAll(picture, point);
        explorer.pointProperty().subscribe(this::show);
        explorer.zProperty().subscribe(z -> tell(z, as.getValue()));
        as.subscribe(words -> tell(explorer.z(), words));
    }

    private void tell(float[] z, String as) {
        String text = (DecoderView.text(z, FIGURES) + " " + as).strip();
        point.setText("z = " + text);
        picture.setAccessibleText(Texts.of("decoder.picture", text));
    }

    private void show(DecodedPoint now) {
        if (now.model() == null) return;
        var configuration = now.model().configuration();
        picture.show(now.picture(), configuration.format());
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double size = Math.max(13, Math.min(32, getWidth() * FONT));
        point.setStyle("-fx-font-size: " + Math.rint(size) + "px;");
        double line = 2 * size;
        double room = Math.min(getWidth() - 2 * MARGIN, getHeight() - 2 * MARGIN - line) - 2;
        double edge = picture.edge(room) + 2;
        double top = Math.max(MARGIN, Math.rint((getHeight() - edge - line) / 2));
        picture.resizeRelocate(Math.rint((getWidth() - edge) / 2), top, edge, edge);
        point.resizeRelocate(MARGIN, top + edge, getWidth() - 2 * MARGIN, line);
    }
}
