package org.latentfx.view.map.tool;

import org.jspecify.annotations.Nullable;
import org.latentfx.session.explore.LatentTarget;

/**
 * Draws a line from A to B, each an image, a pin or a point of the plane. Then the path between them is searched. A
 * click is too short to count. FX thread only.
 */
final class PathDrag implements MapTool.Drag {
    private static final double SHORTEST = 8;

    private final MapTool.Target map;
    private @Nullable LatentTarget from;
    private double startX;
    private double startY;

    PathDrag(MapTool.Target map) {
        this.map = map;
    }

    @Override
    public void begin(double px, double py) {
        startX = px;
        startY = py;
        from = map.targetAt(px, py);
    }

    @Override
    public void move(double px, double py) {
        map.outline(startX, startY, px, py);
        map.preview(px, py);
    }

    @Override
    public void end(double px, double py) {
        map.outline();
        map.restore();
        LatentTarget to = map.targetAt(px, py);
        if (from != null && to != null && Math.hypot(px - startX, py - startY) >= SHORTEST) map.drawPath(from, to);
    }

    @Override
    public void cancel() {
        map.outline();
        map.restore();
    }
}
