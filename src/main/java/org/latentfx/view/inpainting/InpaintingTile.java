package org.latentfx.view.inpainting;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import org.latentfx.view.kit.Tips;

/** A picture with its name above and two lines of figures below. Layout only. FX thread only. */
final class InpaintingTile extends Region {
    static final double LINES = 42;

    private final Region picture;
    private final Label name = line("tile-name");
    private final Label figure = line("tile-figure");
    private final Label note = line("tile-figure");

    InpaintingTile(Region picture, String text) {
        this.picture = picture;
        setManaged(false); // figures change in every frame and must not lay out the window
        name.setText(text);
        getChildren().addAll(picture, name, figure, note);
    }

    /** The lines below the name, and what explains them. */
    void say(String figures, String notes, String explanation) {
        figure.setText(figures);
        note.setText(notes);
        for (Label label : new Label[] {name, figure, note}) Tips.say(label, explanation);
    }

    /** The height that is not empty. */
    double filled() {
        return getHeight() - (notes().isEmpty() ? LINES / 3 : 0);
    }

    String figures() {
        return figure.getText();
    }

    String notes() {
        return note.getText();
    }

    private static Label line(String style) {
        var label = new Label();
        label.getStyleClass().add(style);
        label.setAlignment(Pos.CENTER_LEFT);
        return label;
    }

    @Override
    protected void layoutChildren() {
        double edge = Math.max(0, Math.min(getWidth(), getHeight() - LINES));
        picture.resizeRelocate(0, 0, edge, edge);
        name.resizeRelocate(0, edge, getWidth(), LINES / 3);
        figure.resizeRelocate(0, edge + LINES / 3, getWidth(), LINES / 3);
        note.resizeRelocate(0, edge + 2 * LINES / 3, getWidth(), LINES / 3);
    }
}
