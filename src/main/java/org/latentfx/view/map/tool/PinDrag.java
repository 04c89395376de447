package org.latentfx.view.map.tool;

/** Pins the point where the button is released; z stays where it is. FX thread only. */
final class PinDrag implements MapTool.Drag {
    private final MapTool.Target map;

    PinDrag(MapTool.Target map) {
        this.map = map;
    }

    @Override
    public void begin(double px, double py) {
        map.preview(px, py);
    }

    @Override
    public void move(double px, double py) {
        map.preview(px, py);
    }

    @Override
    public void end(double px, double py) {
        map.restore();
        map.pin(px, py);
    }

    @Override
    public void cancel() {
        map.restore();
    }
}
