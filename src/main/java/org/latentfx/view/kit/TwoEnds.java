package org.latentfx.view.kit;

import javafx.geometry.Orientation;
import javafx.scene.layout.Region;

/**
 * Two groups of controls at the two ends of one line, or one below the other if the line is too short. Layout only. FX
 * thread only.
 */
public final class TwoEnds extends Region {
    private static final double GAP = 8;
    private static final double BELOW = 4;

    private final Region left;
    private final Region right;
    private final double least;
    private final boolean grows;

    /** @param least width that the right group needs to stay on the line; if it {@code grows}, it takes all the rest */
    public TwoEnds(Region left, Region right, double least, boolean grows) {
        this.left = left;
        this.right = right;
        this.least = least;
        this.grows = grows;
        getChildren().addAll(left, right);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    private boolean together(double width) {
        return width < 0 || left.prefWidth(-1) + GAP + least <= width;
    }

    @Override
    protected double computePrefHeight(double width) {
        double first = left.prefHeight(-1);
        double second = right.prefHeight(-1);
        return together(width) ? Math.max(first, second) : first + BELOW + second;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefWidth(double height) {
        return left.prefWidth(-1) + GAP + least;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double high = left.prefHeight(-1);
        double taken = Math.min(width, left.prefWidth(-1));
        left.resizeRelocate(0, 0, taken, high);
        if (together(width)) {
            double room = width - taken - GAP;
            double used = grows ? room : Math.min(room, right.prefWidth(-1));
            right.resizeRelocate(width - used, 0, used, right.prefHeight(-1));
        } else {
            double used = grows ? width : Math.min(width, right.prefWidth(-1));
            right.resizeRelocate(0, high + BELOW, used, right.prefHeight(-1));
        }
    }
}
