package org.latentfx.view.window.place;

import javafx.geometry.Bounds;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;

/**
 * Shows a part of what is too large for its place, with scroll bars, and all of it where there is room. What takes the
 * keyboard comes into sight. Unlike a scroll pane it leaves every key to the window. FX thread only.
 */
public final class Reach extends Region {
    private static final double BAR = 10;

    private final Region content;
    private final ScrollBar across = bar(Orientation.HORIZONTAL);
    private final ScrollBar down = bar(Orientation.VERTICAL);

    public Reach(Region content) {
        this.content = content;
        var clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
        setMinSize(0, 0);
        getChildren().addAll(content, across, down);
        addEventHandler(ScrollEvent.SCROLL, this::scroll);
        sceneProperty().flatMap(scene -> scene.focusOwnerProperty()).subscribe(owner -> {
            if (owner != null) bringIntoSight(owner);
        });
    }

    private ScrollBar bar(Orientation orientation) {
        var bar = new ScrollBar();
        bar.setOrientation(orientation);
        bar.setFocusTraversable(false);
        bar.valueProperty().subscribe(this::requestLayout);
        return bar;
    }

    private void scroll(ScrollEvent event) {
        if (!across.isVisible() && !down.isVisible()) return;
        boolean sideways = event.isShiftDown() || !down.isVisible();
        ScrollBar bar = sideways ? across : down;
        double delta = event.getDeltaY() == 0 ? event.getDeltaX() : event.getDeltaY();
        move(bar, bar.getValue() - delta);
        event.consume();
    }

    private static void move(ScrollBar bar, double to) {
        bar.setValue(Math.max(0, Math.min(bar.getMax(), to)));
    }

    private void bringIntoSight(Node owner) {
        boolean within = false;
        for (Node n = owner; n != null; n = n.getParent()) within |= n == content;
        if (!within || !across.isVisible() && !down.isVisible()) return;
        Bounds at = content.sceneToLocal(owner.localToScene(owner.getLayoutBounds()));
        reveal(across, at.getMinX(), at.getMaxX(), getWidth());
        reveal(down, at.getMinY(), at.getMaxY(), getHeight());
    }

    private static void reveal(ScrollBar bar, double from, double to, double room) {
        if (from < bar.getValue()) move(bar, from);
        else if (to > bar.getValue() + room - BAR) move(bar, Math.min(from, to - room + BAR));
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double height = getHeight();
        double least = content.minWidth(-1);
        double lowest = content.minHeight(-1);
        boolean wide = least > width + 0.5;
        boolean high = lowest + (wide ? BAR : 0) > height + 0.5;
        wide |= high && least + BAR > width + 0.5;
        double roomAcross = width - (high ? BAR : 0);
        double roomDown = height - (wide ? BAR : 0);
        place(across, wide, least - roomAcross, roomAcross, 0, height - BAR, roomAcross, BAR);
        place(down, high, lowest - roomDown, roomDown, width - BAR, 0, BAR, roomDown);
        content.resizeRelocate(
                wide ? -Math.rint(across.getValue()) : 0,
                high ? -Math.rint(down.getValue()) : 0,
                Math.max(least, roomAcross),
                Math.max(lowest, roomDown));
    }

    private static void place(
            ScrollBar bar, boolean needed, double hidden, double room, double x, double y, double w, double h) {
        bar.setVisible(needed);
        if (!needed) return;
        bar.setMax(hidden);
        bar.setVisibleAmount(hidden * room / (hidden + room));
        move(bar, bar.getValue());
        bar.resizeRelocate(x, y, w, h);
    }
}
