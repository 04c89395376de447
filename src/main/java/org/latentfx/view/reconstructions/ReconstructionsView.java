package org.latentfx.view.reconstructions;

import java.util.function.IntConsumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.image.Reconstructions;
import org.latentfx.view.kit.Stylesheets;

/**
 * The reconstructions panel: a fixed choice of held-out images, what the model makes of each (decoded from μ), and the
 * absolute difference. It has no header of its own and computes nothing of the model. FX thread only.
 */
public final class ReconstructionsView extends Region {
    private final TripletPane pane = new TripletPane();

    /** Shows {@code reconstructions}, null until there are any. */
    public ReconstructionsView(ObservableValue<@Nullable Reconstructions> reconstructions) {
        getStyleClass().add("reconstructions-view");
        getStylesheets().add(Stylesheets.PANELS.address());
        getChildren().add(pane);
        reconstructions.addListener((property, before, now) -> pane.show(now));
        pane.show(reconstructions.getValue());
    }

    /** What a click on an image does, given its index among the held-out images. */
    public void setOnImageChosen(IntConsumer action) {
        pane.onImageChosen(action);
    }

    @Override
    protected void layoutChildren() {
        double left = snappedLeftInset();
        double top = snappedTopInset();
        double width = getWidth() - left - snappedRightInset();
        double height = getHeight() - top - snappedBottomInset();
        pane.resizeRelocate(left, top, width, Math.max(0, height));
    }

    @Override
    protected double computePrefWidth(double height) {
        return 620;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 240;
    }
}
