package org.latentfx.view.window;

import javafx.geometry.Orientation;
import javafx.geometry.Point2D;
import javafx.scene.Cursor;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;

/**
 * Two parts with a hairline between them that a person can drag; one of them keeps its size in pixels whatever happens
 * to the window, the other takes the rest, and neither goes below its minimum. FX thread only.
 */
public final class FixedSplit extends Region {
    private static final double LINE = 1;
    private static final double GRIP = 7;

    private final boolean horizontal;
    private final Region first;
    private final Region second;
    private final boolean firstIsFixed;
    private final Remembered size;
    private final double largestShare;
    private final Region divider = new Region();
    private double grabbedAt;

    /**
     * @param size of the fixed part, in pixels; follows when a person drags
     * @param largestShare of the whole that the fixed part takes, so that it leaves room in a small window
     */
    public FixedSplit(
            Orientation orientation,
            Region first,
            Region second,
            boolean firstIsFixed,
            Remembered size,
            double largestShare) {
        horizontal = orientation == Orientation.HORIZONTAL;
        this.first = first;
        this.second = second;
        this.firstIsFixed = firstIsFixed;
        this.size = size;
        this.largestShare = largestShare;
        getStyleClass().addAll("fixed-split", horizontal ? "horizontal" : "vertical");
        divider.getStyleClass().add("divider");
        divider.setCursor(horizontal ? Cursor.H_RESIZE : Cursor.V_RESIZE);
        divider.setOnMousePressed(e -> grabbedAt = along(e) - fixedLength() * sign());
        divider.setOnMouseDragged(e -> {
            size.set(clamp((along(e) - grabbedAt) * sign(), 1));
            requestLayout();
        });
        getChildren().addAll(first, second, divider);
    }

    /** The fixed part's length now, in pixels. */
    public double fixedLength() {
        Region fixed = firstIsFixed ? first : second;
        return horizontal ? fixed.getWidth() : fixed.getHeight();
    }

    private double sign() {
        return firstIsFixed ? 1 : -1;
    }

    private double along(MouseEvent event) {
        Point2D here = sceneToLocal(event.getSceneX(), event.getSceneY());
        return horizontal ? here.getX() : here.getY();
    }

    private double minimum(Region part) {
        return horizontal ? part.minWidth(-1) : part.minHeight(-1);
    }

    /** The nearest length that the fixed part may have; the minimum of the other part comes before its own. */
    private double clamp(double wanted, double share) {
        double whole = (horizontal ? getWidth() : getHeight()) - LINE;
        double least = minimum(firstIsFixed ? first : second);
        double most = whole - minimum(firstIsFixed ? second : first);
        return Math.rint(Math.min(Math.max(Math.min(wanted, whole * share), least), Math.max(0, most)));
    }

    @Override
    protected void layoutChildren() {
        double fixed = clamp(size.get(), largestShare);
        double whole = horizontal ? getWidth() : getHeight();
        double split = firstIsFixed ? fixed : whole - LINE - fixed;
        if (horizontal) {
            first.resizeRelocate(0, 0, split, getHeight());
            second.resizeRelocate(split + LINE, 0, whole - split - LINE, getHeight());
            divider.resizeRelocate(split - (GRIP - LINE) / 2, 0, GRIP, getHeight());
        } else {
            first.resizeRelocate(0, 0, getWidth(), split);
            second.resizeRelocate(0, split + LINE, getWidth(), whole - split - LINE);
            divider.resizeRelocate(0, split - (GRIP - LINE) / 2, getWidth(), GRIP);
        }
    }

    @Override
    protected double computeMinWidth(double height) {
        return horizontal
                ? first.minWidth(-1) + LINE + second.minWidth(-1)
                : Math.max(first.minWidth(-1), second.minWidth(-1));
    }

    @Override
    protected double computeMinHeight(double width) {
        return horizontal
                ? Math.max(first.minHeight(-1), second.minHeight(-1))
                : first.minHeight(-1) + LINE + second.minHeight(-1);
    }
}
