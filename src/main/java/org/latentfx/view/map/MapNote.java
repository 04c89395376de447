package org.latentfx.view.map;

import java.util.ArrayList;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Tips;

/**
 * A line over the map's lower edge about what it does not show: points outside the view with a button that fits them
 * in, codes that are no numbers, posteriors left out. Hidden while it shows everything. FX thread only.
 */
final class MapNote extends HBox {
    private static final double ABOVE = 26;

    private final Label words = new Label();
    private final Button fit = new Button(Texts.of("map.outside.fit"));

    MapNote(Runnable onFit) {
        getStyleClass().add("map-note");
        setId("map-note");
        setAlignment(Pos.CENTER);
        setManaged(false);
        setPickOnBounds(false);
        setVisible(false);
        words.setMinWidth(0);
        fit.setId("map-note-fit");
        fit.setMinWidth(USE_PREF_SIZE);
        Tips.say(fit, Texts.of("map.fit.tip"));
        fit.setOnAction(event -> onFit.run());
        getChildren().addAll(words, fit);
    }

    /** @param drawn how many of {@code outlined} posteriors are drawn */
    void tell(PointCount points, int drawn, int outlined) {
        var parts = new ArrayList<String>();
        if (points.broken() > 0) parts.add(Texts.of("map.broken", points.broken(), points.all()));
        if (drawn < outlined) parts.add(Texts.of("map.outlined", drawn, outlined));
        if (points.outside() > 0)
            parts.add(
                    points.outside() == points.all()
                            ? Texts.of("map.outside.all", points.all())
                            : Texts.of("map.outside", points.outside(), points.all()));
        String text = String.join(" · ", parts);
        setVisible(!parts.isEmpty());
        fit.setVisible(points.outside() > 0);
        fit.setManaged(fit.isVisible());
        if (text.equals(words.getText())) return;
        words.setText(text);
        Tips.say(words, text);
    }

    /** In the middle of the lower edge of a map of that size, above the ticks. */
    void place(double width, double height) {
        if (!isVisible()) return;
        applyCss();
        double wide = Math.min(width, Math.ceil(prefWidth(-1)));
        double high = prefHeight(wide);
        resizeRelocate(Math.rint((width - wide) / 2), Math.rint(height - ABOVE - high), wide, high);
    }
}
