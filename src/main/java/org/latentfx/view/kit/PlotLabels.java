package org.latentfx.view.kit;

import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.layout.Pane;
import javafx.scene.text.Text;

/**
 * The texts around a plot. Each painting sets them anew from a pool, so that it creates no nodes once there are enough.
 * Plain {@code Text} nodes need no layout, so one frame is enough. FX thread only.
 */
public final class PlotLabels extends Pane {
    /** Of one line of text. */
    public static final double HEIGHT = 14;

    private static final String ELLIPSIS = "…";

    private int used;

    public PlotLabels() {
        setManaged(false);
        setMouseTransparent(true);
    }

    /** Forgets what was put so far. */
    public void begin() {
        used = 0;
    }

    /** Puts {@code words} into the box {@code width} wide at (x, y); {@code look} is its style class. */
    public void add(String words, double x, double y, double width, HPos alignment, String look, String style) {
        Text text = next(look, style);
        text.setText(words);
        for (int letters = words.length() - 1; letters > 0 && widthOf(text) > width; letters--)
            text.setText(words.substring(0, letters).concat(ELLIPSIS));
        double free = Math.max(0, width - widthOf(text));
        double left = x + (alignment == HPos.RIGHT ? free : alignment == HPos.CENTER ? free / 2 : 0);
        text.relocate(
                Math.round(left),
                Math.round(y + (HEIGHT - text.getLayoutBounds().getHeight()) / 2));
        text.setVisible(true);
    }

    /** Puts the first of {@code choices} that is no wider than {@code width}, or the last; how wide it is. */
    public double addWhole(
            double x, double y, double width, HPos alignment, String look, String style, String... choices) {
        Text text = next(look, style);
        used--; // it is taken again below
        for (String words : choices) {
            text.setText(words);
            if (widthOf(text) <= width) break;
        }
        add(text.getText(), x, y, width, alignment, look, style);
        return widthOf(text);
    }

    /** The next text of the pool. Its style is applied at once, so that it can be measured in this frame. */
    private Text next(String look, String style) {
        boolean fresh = used == getChildren().size();
        if (fresh) {
            var text = new Text();
            text.setManaged(false);
            text.setTextOrigin(VPos.TOP);
            getChildren().add(text);
        }
        var text = (Text) getChildren().get(used++);
        if (fresh || !text.getStyleClass().contains(look) || !text.getStyle().equals(style)) {
            text.getStyleClass().setAll(look);
            text.setStyle(style);
            text.applyCss();
        }
        return text;
    }

    private static double widthOf(Text text) {
        return text.getLayoutBounds().getWidth();
    }

    /** Hides the texts that were not needed. */
    public void end() {
        for (int i = used; i < getChildren().size(); i++) getChildren().get(i).setVisible(false);
    }
}
