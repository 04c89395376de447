package org.latentfx.view.map.tool;

import org.jspecify.annotations.Nullable;
import org.latentfx.session.explore.LatentTarget;
import org.latentfx.view.map.MapPlot;

/**
 * Draws from A to B, each an image, a pin or a point of the plane, whichever is under the pointer; the way between them is
 * then found. A click is too short for one. FX thread only.
 */
final class PathDrag implements MapTool.Drag {
    private static final double SHORTEST = 8;

    private final MapPlot plot;
    private @Nullable LatentTarget from;
    private double startX;
    private double startY;

    PathDrag(MapPlot plot) {
        this.plot = plot;
    }

    @Override
    public void begin(double px, double py) {
        startX = px;
        startY = py;
        from = plot.placeAt(px, py);
    }

    @Override
    public void move(double px, double py) {
        plot.showOutline(startX, startY, px, py);
        plot.previewAt(px, py);
    }

    @Override
    public void end(double px, double py) {
        plot.showOutline();
        plot.explorer().restore();
        LatentTarget to = plot.placeAt(px, py);
        if (from != null && to != null && Math.hypot(px - startX, py - startY) >= SHORTEST) plot.drawPath(from, to);
    }

    @Override
    public void cancel() {
        plot.showOutline();
        plot.explorer().restore();
    }
}
