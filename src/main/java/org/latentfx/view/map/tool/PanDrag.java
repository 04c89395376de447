package org.latentfx.view.map.tool;

import org.latentfx.view.map.paint.Axes2D;

/** Pans the map: what was pressed stays under the pointer. FX thread only. */
public final class PanDrag implements MapTool.Drag {
    private final MapTool.Target map;
    private final Axes2D before;
    private double startX;
    private double startY;

    PanDrag(MapTool.Target map) {
        this.map = map;
        before = map.axes();
    }

    @Override
    public void begin(double px, double py) {
        startX = px;
        startY = py;
    }

    @Override
    public void move(double px, double py) {
        map.show(before.panned(px - startX, py - startY));
    }

    @Override
    public void end(double px, double py) {
        move(px, py);
    }

    @Override
    public void cancel() {
        map.show(before);
    }
}
