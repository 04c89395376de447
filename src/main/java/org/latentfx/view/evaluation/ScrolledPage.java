package org.latentfx.view.evaluation;

import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import org.latentfx.view.kit.Stylesheets;

/** A tool's page as wide as its place, which scrolls where it is higher. FX thread only. */
abstract class ScrolledPage extends Region {
    private final ScrollPane scroll = new ScrollPane();

    ScrolledPage() {
        getStyleClass().add("evaluation-view");
        getStylesheets().add(Stylesheets.PANELS.address());
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        getChildren().add(scroll);
    }

    final void content(Node page) {
        scroll.setContent(page);
    }

    @Override
    protected void layoutChildren() {
        layoutInArea(
                scroll,
                snappedLeftInset(),
                snappedTopInset(),
                getWidth() - snappedLeftInset() - snappedRightInset(),
                getHeight() - snappedTopInset() - snappedBottomInset(),
                0,
                HPos.LEFT,
                VPos.TOP);
    }
}
