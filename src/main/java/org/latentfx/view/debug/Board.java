package org.latentfx.view.debug;

import java.util.List;
import javafx.geometry.Bounds;
import javafx.geometry.Orientation;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;

/**
 * Panels in rows of as many as have room, with hairlines between them. Where there is not room for all rows it is
 * scrolled, never squeezed; panels that are scrolled away are not visible and so cost nothing. FX thread only.
 */
final class Board extends Region {
    private static final double LINE = 1;
    private static final double LEAST_WIDTH = 318;
    private static final double LEAST_HEIGHT = 236;
    private static final int MOST_COLUMNS = 3;

    private final List<Region> panels;
    private final ScrollPane scroll = new ScrollPane(this);

    Board(List<Region> panels) {
        this.panels = List.copyOf(panels);
        getStyleClass().add("debug-board");
        getChildren().addAll(panels);
        scroll.getStyleClass().add("debug-scroll");
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setMinSize(0, 0);
        scroll.vvalueProperty().addListener((property, before, now) -> showSeen());
        scroll.viewportBoundsProperty().addListener((property, before, now) -> showSeen());
    }

    /** What scrolls it. */
    Region scroll() {
        return scroll;
    }

    private int columns(double width) {
        int fit = (int) ((width + LINE) / (LEAST_WIDTH + LINE));
        return Math.max(1, Math.min(MOST_COLUMNS, fit));
    }

    private int rows(double width) {
        int columns = columns(width);
        return (panels.size() + columns - 1) / columns;
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computeMinHeight(double width) {
        int rows = rows(width < 0 ? getWidth() : width);
        return rows * (LEAST_HEIGHT + LINE) - LINE;
    }

    @Override
    protected double computePrefHeight(double width) {
        return computeMinHeight(width);
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computePrefWidth(double height) {
        return LEAST_WIDTH;
    }

    /** The last row may hold fewer, which then are wider. */
    @Override
    protected void layoutChildren() {
        int columns = columns(getWidth());
        int rows = rows(getWidth());
        for (int row = 0; row < rows; row++) {
            int first = row * columns;
            int count = Math.min(columns, panels.size() - first);
            double top = Math.rint(row * (getHeight() + LINE) / rows);
            double bottom = Math.rint((row + 1) * (getHeight() + LINE) / rows) - LINE;
            for (int column = 0; column < count; column++) {
                double left = Math.rint(column * (getWidth() + LINE) / count);
                double right = Math.rint((column + 1) * (getWidth() + LINE) / count) - LINE;
                panels.get(first + column).resizeRelocate(left, top, right - left, bottom - top);
            }
        }
        showSeen();
    }

    private void showSeen() {
        Bounds port = scroll.getViewportBounds();
        double top = scroll.getVvalue() * Math.max(0, getHeight() - port.getHeight());
        for (Region panel : panels) {
            double from = panel.getLayoutY();
            panel.setVisible(from < top + port.getHeight() && from + panel.getHeight() > top);
        }
    }
}
