package org.latentfx.view.debug;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.geometry.Orientation;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import org.latentfx.view.kit.Missing;

/**
 * Panels in rows of as many as have room, with hairlines between them; those that the model shown does not have come
 * last, and rows of them alone are as high as a sentence. Where there is not room for all rows it is
 * scrolled, never squeezed; panels that are scrolled away are not visible and so cost nothing. FX thread only.
 */
final class Board extends Region {
    private static final double LINE = 1;
    private static final double LEAST_WIDTH = 318;
    private static final double LEAST_HEIGHT = 236;
    private static final double SENTENCE = 84;
    private static final int MOST_COLUMNS = 3;

    private final List<Region> panels;
    private final ScrollPane scroll = new ScrollPane(this);

    Board(List<Region> panels) {
        this.panels = List.copyOf(panels);
        getStyleClass().add("debug-board");
        getChildren().addAll(panels);
        for (Region panel : panels) panel.setManaged(false); // what changes within one lays out no other
        for (Region panel : panels)
            if (panel instanceof Missing one)
                one.missingProperty().addListener((property, before, now) -> requestLayout());
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

    private static boolean missing(Region panel) {
        return panel instanceof Missing one && one.missingProperty().get();
    }

    /** In the order in which they are shown, row by row. */
    private List<List<Region>> rows(double width) {
        var order = new ArrayList<Region>(panels);
        order.sort(Comparator.comparing(Board::missing)); // stable
        int columns = columns(width);
        var rows = new ArrayList<List<Region>>();
        for (int first = 0; first < order.size(); first += columns)
            rows.add(order.subList(first, Math.min(order.size(), first + columns)));
        return rows;
    }

    private static boolean low(List<Region> row) {
        return row.stream().allMatch(Board::missing);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computeMinHeight(double width) {
        return rows(width < 0 ? getWidth() : width).stream()
                        .mapToDouble(row -> (low(row) ? SENTENCE : LEAST_HEIGHT) + LINE)
                        .sum()
                - LINE;
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
        List<List<Region>> rows = rows(getWidth());
        long lows = rows.stream().filter(Board::low).count();
        double free = getHeight() + LINE - lows * (SENTENCE + LINE);
        double y = 0;
        for (List<Region> row : rows) {
            double top = Math.rint(y);
            y += low(row) ? SENTENCE + LINE : free / (rows.size() - lows);
            double bottom = Math.rint(y) - LINE;
            int count = row.size();
            for (int column = 0; column < count; column++) {
                double left = Math.rint(column * (getWidth() + LINE) / count);
                double right = Math.rint((column + 1) * (getWidth() + LINE) / count) - LINE;
                row.get(column).resizeRelocate(left, top, right - left, bottom - top);
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
