package org.latentfx.view;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;

/**
 * The figures and names around a drawing, put anew at each painting from a stock of labels, so that painting makes no new
 * nodes once there are enough. FX thread only.
 */
final class PlotLabels extends Pane {
    /** Of one line of text. */
    static final double HEIGHT = 14;

    private int used;
    private boolean restyled;

    PlotLabels() {
        setManaged(false);
        setMouseTransparent(true);
    }

    /** Forgets what was put so far. */
    void begin() {
        used = 0;
    }

    /** Puts {@code text} into the box {@code width} wide at (x, y); {@code look} is its style class. */
    void add(String text, double x, double y, double width, Pos alignment, String look, String style) {
        if (used == getChildren().size()) {
            var fresh = new Label();
            fresh.setManaged(false);
            getChildren().add(fresh);
        }
        var label = (Label) getChildren().get(used++);
        if (!label.getStyleClass().contains(look) || !label.getStyle().equals(style)) {
            label.getStyleClass().setAll("label", look);
            label.setStyle(style);
            restyled = true;
        }
        label.setText(text);
        label.setAlignment(alignment);
        label.setVisible(true);
        label.resizeRelocate(Math.round(x), Math.round(y), width, HEIGHT);
    }

    /** Hides the labels that were not needed; the others show in their looks at once, not only from the next frame on. */
    void end() {
        for (int i = used; i < getChildren().size(); i++) getChildren().get(i).setVisible(false);
        if (restyled) applyCss();
        restyled = false;
    }
}
