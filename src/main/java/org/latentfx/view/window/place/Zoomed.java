package org.latentfx.view.window.place;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.scene.layout.Region;
import javafx.scene.transform.Scale;

/**
 * One part of the window drawn larger or smaller as a whole: text, controls and pictures alike, so that nothing is left
 * out and no style sheet has to know. Painted pictures ask how large a pixel is and stay sharp. FX thread only.
 */
public final class Zoomed extends Region {
    private final Region content;
    private final DoubleProperty factor = new SimpleDoubleProperty(1);

    public Zoomed(Region content) {
        this.content = content;
        var scale = new Scale(1, 1);
        scale.xProperty().bind(factor);
        scale.yProperty().bind(factor);
        content.getTransforms().add(scale);
        factor.addListener((property, before, now) -> requestLayout());
        getChildren().add(content);
    }

    /** How many times as large as usual; 1 at first. */
    public DoubleProperty factorProperty() {
        return factor;
    }

    @Override
    protected void layoutChildren() {
        content.resizeRelocate(0, 0, getWidth() / factor.get(), getHeight() / factor.get());
    }

    @Override
    protected double computeMinWidth(double height) {
        return content.minWidth(-1) * factor.get();
    }

    @Override
    protected double computeMinHeight(double width) {
        return content.minHeight(-1) * factor.get();
    }

    @Override
    protected double computePrefWidth(double height) {
        return content.prefWidth(-1) * factor.get();
    }

    @Override
    protected double computePrefHeight(double width) {
        return content.prefHeight(-1) * factor.get();
    }
}
