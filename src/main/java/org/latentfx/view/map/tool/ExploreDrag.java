package org.latentfx.view.map.tool;

import org.jspecify.annotations.Nullable;
import org.latentfx.session.explore.Pins;

/**
 * Moves z with the pointer: previews on the way, commits once on release, so that one undo takes the whole drag back. A
 * click on a pin goes there, one on a data point takes that image. FX thread only.
 */
final class ExploreDrag implements MapTool.Drag {
    private static final double CLICK_REACH = 4;

    private final MapTool.Target map;
    private double startX;
    private double startY;
    private int pressedImage = -1;
    private Pins.@Nullable Pin pressedPin;

    ExploreDrag(MapTool.Target map) {
        this.map = map;
    }

    @Override
    public void begin(double px, double py) {
        startX = px;
        startY = py;
        pressedPin = map.pinAt(px, py);
        pressedImage = pressedPin == null ? map.imageAt(px, py) : -1;
        if (pressedImage >= 0 || pressedPin != null) return;
        map.endHover();
        map.preview(px, py);
    }

    @Override
    public void move(double px, double py) {
        boolean click = pressedImage >= 0 || pressedPin != null;
        if (click && Math.hypot(px - startX, py - startY) < CLICK_REACH) return;
        pressedImage = -1;
        pressedPin = null;
        map.endHover();
        map.preview(px, py);
    }

    @Override
    public void end(double px, double py) {
        if (pressedPin != null) map.commit(pressedPin);
        else if (pressedImage >= 0) map.choose(pressedImage);
        else map.commit(px, py);
    }

    @Override
    public void cancel() {
        map.endHover();
        map.restore();
    }
}
