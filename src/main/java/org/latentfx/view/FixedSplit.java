package org.latentfx.view;

import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.input.MouseEvent;

/**
 * Two parts with a divider that a person can drag; one of them keeps its size in pixels whatever happens to the window,
 * the other takes the rest. FX thread only.
 */
final class FixedSplit extends SplitPane {
    private final boolean firstIsFixed;
    private final Remembered size;
    private final double largestShare;
    private boolean dragging;

    /**
     * @param size of the fixed part, in pixels; follows when a person drags
     * @param largestShare of the whole that the fixed part takes by itself, so that it leaves room in a small window
     */
    FixedSplit(
            Orientation orientation,
            Node first,
            Node second,
            boolean firstIsFixed,
            Remembered size,
            double largestShare) {
        super(first, second);
        this.firstIsFixed = firstIsFixed;
        this.size = size;
        this.largestShare = largestShare;
        setOrientation(orientation);
        setResizableWithParent(firstIsFixed ? first : second, false);
        var length = orientation == Orientation.HORIZONTAL ? widthProperty() : heightProperty();
        length.addListener((o, before, now) -> place(now.doubleValue()));
        addEventFilter(MouseEvent.MOUSE_PRESSED, e -> dragging = onDivider(e));
        addEventFilter(MouseEvent.MOUSE_RELEASED, e -> dragging = false);
        getDividers().get(0).positionProperty().addListener((o, before, now) -> {
            if (dragging) size.set(fixedLength(now.doubleValue(), length.get()));
        });
    }

    private void place(double length) {
        if (length <= 0) return;
        double share = Math.min(size.get() / length, largestShare);
        setDividerPosition(0, firstIsFixed ? share : 1 - share);
    }

    private double fixedLength(double position, double length) {
        return firstIsFixed ? position * length : (1 - position) * length;
    }

    private boolean onDivider(MouseEvent event) {
        return event.getTarget() instanceof Node node
                && lookupAll(".split-pane-divider").stream().anyMatch(d -> d == node || d == node.getParent());
    }
}
