package org.latentfx.view.kit;

import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.beans.value.WeakChangeListener;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import javafx.stage.Window;

/**
 * A region that paints itself: many {@link #repaint} requests make one {@link #paint} in the next layout pass, and none
 * while nobody can see it. It is unmanaged, so that painting never lays out the window around it; the parent gives it
 * its size. FX thread only.
 */
public abstract class PaintedRegion extends Region {
    private static final ObservableValue<Boolean> NEVER = new SimpleBooleanProperty(false);

    private boolean stale = true;
    private final ChangeListener<Boolean> appeared = (property, before, now) -> {
        sightChanged();
        if (stale && isSeen()) requestLayout();
    };

    public PaintedRegion() {
        setManaged(false);
        widthProperty().addListener((property, before, now) -> repaint());
        heightProperty().addListener((property, before, now) -> repaint());
        minimised(this).addListener(appeared);
        sceneProperty().addListener((observable, before, scene) -> {
            sightChanged();
            if (scene == null) return;
            for (Node node = this; node != null; node = node.getParent())
                node.visibleProperty().addListener(new WeakChangeListener<>(appeared));
            repaint();
        });
    }

    /** What is shown is out of date. */
    protected final void repaint() {
        stale = true;
        if (isSeen()) requestLayout();
    }

    /** It may have come into sight or gone out of it. */
    protected void sightChanged() {}

    /** Draws everything anew for the present size. */
    protected abstract void paint();

    /** Device pixels in one logical pixel, so that pictures stay sharp on dense screens. */
    protected final double density() {
        Scene scene = getScene();
        return scene == null || scene.getWindow() == null
                ? 1
                : Math.max(1, scene.getWindow().getOutputScaleX());
    }

    /** Whether this region is on a screen or about to be drawn off screen. */
    protected final boolean isSeen() {
        for (Node node = this; node != null; node = node.getParent()) if (!node.isVisible()) return false;
        Scene scene = getScene();
        if (scene == null) return false;
        Window window = scene.getWindow();
        return window == null || window.isShowing() && !(window instanceof Stage stage && stage.isIconified());
    }

    /** Whether the window of {@code node} is minimised. */
    public static ObservableValue<Boolean> minimised(Node node) {
        return node.sceneProperty()
                .flatMap(Scene::windowProperty)
                .flatMap(window -> window instanceof Stage stage ? stage.iconifiedProperty() : NEVER)
                .orElse(false);
    }

    @Override
    protected final void layoutChildren() {
        if (!stale || !isSeen() || getWidth() < 1 || getHeight() < 1) return;
        stale = false;
        paint();
    }
}
