package org.latentfx.view;

/**
 * Moves z with the pointer: previews on the way, commits once on release, so that one undo takes the whole drag back. A
 * click on a data point takes that image instead. FX thread only.
 */
final class ExploreDrag implements MapTool.Drag {
    private static final double CLICK_REACH = 4;

    private final MapPlot plot;
    private double startX;
    private double startY;
    private int pressedImage = -1;

    ExploreDrag(MapPlot plot) {
        this.plot = plot;
    }

    @Override
    public void begin(double px, double py) {
        startX = px;
        startY = py;
        pressedImage = plot.imageAt(px, py);
        if (pressedImage >= 0) return;
        plot.endHover();
        plot.previewAt(px, py);
    }

    @Override
    public void move(double px, double py) {
        if (pressedImage >= 0 && Math.hypot(px - startX, py - startY) < CLICK_REACH) return;
        pressedImage = -1;
        plot.endHover();
        plot.previewAt(px, py);
    }

    @Override
    public void end(double px, double py) {
        if (pressedImage >= 0) plot.choose(pressedImage);
        else plot.moveTo(px, py);
    }

    @Override
    public void cancel() {
        plot.endHover();
        plot.explorer().restore();
    }
}
