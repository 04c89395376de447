package org.latentfx.view.slow;

import javafx.scene.layout.Region;

/** A bar that fills its place from below by a share of it. FX thread only. */
final class Level extends Region {
    private final Region fill = new Region();
    private double share;

    Level() {
        getStyleClass().add("slow-level");
        fill.getStyleClass().add("fill");
        fill.setManaged(false);
        setMouseTransparent(true);
        getChildren().add(fill);
    }

    /** 0..1. */
    void show(double now) {
        share = Double.isNaN(now) ? 0 : Math.max(0, Math.min(1, now));
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double high = Math.round(share * getHeight());
        fill.resizeRelocate(0, getHeight() - high, getWidth(), high);
    }
}
