package org.latentfx.view.map.tool;

import org.latentfx.view.map.MapPlot;

/** Marks the place where the button is released with a pin; z stays where it is. FX thread only. */
final class PinDrag implements MapTool.Drag {
    private final MapPlot plot;

    PinDrag(MapPlot plot) {
        this.plot = plot;
    }

    @Override
    public void begin(double px, double py) {
        plot.previewAt(px, py);
    }

    @Override
    public void move(double px, double py) {
        plot.previewAt(px, py);
    }

    @Override
    public void end(double px, double py) {
        plot.explorer().restore();
        plot.pin(px, py);
    }

    @Override
    public void cancel() {
        plot.explorer().restore();
    }
}
