package org.latentfx.view.slow;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import javafx.scene.layout.Region;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;

/**
 * One number for each latent as bars from a zero line, side by side; values out of range end at the edge. FX thread
 * only.
 */
final class LatentBars extends Region {
    private static final double WIDEST = 22;

    private final Path axis = new Path();
    private final Path bars = new Path();
    private final double least;
    private final double most;
    private int count;
    private IntToDoubleFunction value = j -> 0;

    /**
     * @param look style class, which has the colour
     * @param least at the lower edge
     * @param most at the upper edge
     */
    LatentBars(String look, double least, double most) {
        this.least = least;
        this.most = most;
        axis.getStyleClass().addAll("slow-bars", "axis");
        bars.getStyleClass().addAll("slow-bars", look);
        for (Path path : List.of(axis, bars)) path.setManaged(false);
        setMouseTransparent(true);
        getChildren().addAll(axis, bars);
    }

    void show(int latents, IntToDoubleFunction of) {
        count = latents;
        value = of;
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        int drawn = (int) Math.min(count, Math.max(1, Math.floor(getWidth() / 2)));
        double step = count == 0 ? 0 : Math.min(WIDEST, getWidth() / drawn);
        double left = (getWidth() - step * drawn) / 2;
        var lines = new ArrayList<PathElement>();
        for (int j = 0; j < drawn; j++) {
            double x = left + (j + 0.5) * step;
            lines.add(new MoveTo(x, y(0)));
            lines.add(new LineTo(x, y(value.applyAsDouble(j))));
        }
        bars.getElements().setAll(lines);
        bars.setStrokeWidth(Math.max(1, step * 0.62));
        axis.getElements().setAll(new MoveTo(0, y(0)), new LineTo(getWidth(), y(0)));
    }

    private double y(double value) {
        double held = Double.isNaN(value) ? 0 : Math.max(least, Math.min(most, value));
        return getHeight() * (most - held) / (most - least);
    }
}
