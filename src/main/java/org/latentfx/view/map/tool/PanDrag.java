package org.latentfx.view.map.tool;

import org.latentfx.view.map.MapPlot;
import org.latentfx.view.map.paint.Axes2D;

/** Moves the map's window over the plane; what was pressed stays under the pointer. FX thread only. */
public final class PanDrag implements MapTool.Drag {
    private final MapPlot plot;
    private final Axes2D before;
    private double startX;
    private double startY;

    PanDrag(MapPlot plot) {
        this.plot = plot;
        before = plot.state().axes.get();
    }

    @Override
    public void begin(double px, double py) {
        startX = px;
        startY = py;
    }

    @Override
    public void move(double px, double py) {
        plot.state().axes.set(before.panned(px - startX, py - startY));
    }

    @Override
    public void end(double px, double py) {
        move(px, py);
    }

    @Override
    public void cancel() {
        plot.state().axes.set(before);
    }
}
