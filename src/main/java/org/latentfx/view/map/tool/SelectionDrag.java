package org.latentfx.view.map.tool;

import org.latentfx.session.explore.Selection;
import org.latentfx.view.map.paint.Outline;

/**
 * Draws an outline or a box and selects the visible points inside; a click selects the point there, or nothing. With
 * Shift they are added, with Alt or Ctrl taken out. FX thread only.
 */
final class SelectionDrag implements MapTool.Drag {
    private static final double CLICK = 4;

    private final MapTool.Target map;
    private final boolean boxed;
    private final Selection.Mode mode;
    private Outline outline = new Outline();
    private double startX;
    private double startY;

    /** {@code boxed}: a box between the press and the release, instead of the line drawn. */
    SelectionDrag(MapTool.Target map, Selection.Mode mode, boolean boxed) {
        this.map = map;
        this.boxed = boxed;
        this.mode = mode;
    }

    @Override
    public void begin(double px, double py) {
        startX = px;
        startY = py;
        move(px, py);
    }

    @Override
    public void move(double px, double py) {
        if (boxed) outline = Outline.box(startX, startY, px, py);
        else outline.add(px, py);
        map.outline(outline.corners());
    }

    @Override
    public void end(double px, double py) {
        move(px, py);
        map.outline();
        map.select(outline.extent() < CLICK ? clicked(px, py) : map.imagesWithin(outline), mode);
    }

    private int[] clicked(double px, double py) {
        int image = map.imageAt(px, py);
        return image < 0 ? new int[0] : new int[] {image};
    }

    @Override
    public void cancel() {
        map.outline();
    }
}
