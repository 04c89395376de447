package org.latentfx.view.kit;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.util.Subscription;

/**
 * A region that paints itself: many {@link #repaint} requests make one {@link #paint} in the next layout pass, and none
 * while nobody can see it. A paint that fails keeps the last picture and spares the rest of the window. The region is
 * unmanaged, so that painting never lays out the window around it; the parent gives it its size. FX thread only.
 */
public abstract class PaintedRegion extends Region {
    private static final ObservableValue<Boolean> NEVER = new SimpleBooleanProperty(false);

    private boolean stale = true;
    private boolean failing;

    /** On this region and all its ancestors while it is in a scene, on none otherwise. */
    private Subscription ancestors = Subscription.EMPTY;

    public PaintedRegion() {
        setManaged(false);
        widthProperty().addListener((property, before, now) -> repaint());
        heightProperty().addListener((property, before, now) -> repaint());
        minimised(this).addListener((property, before, now) -> mayHaveAppeared());
        sceneProperty().addListener((property, before, scene) -> {
            followAncestors();
            sightChanged();
            if (scene != null) repaint();
        });
    }

    private void followAncestors() {
        ancestors.unsubscribe();
        List<Subscription> all = new ArrayList<>();
        for (Node node = getScene() == null ? null : this; node != null; node = node.getParent()) {
            all.add(node.visibleProperty().subscribe((before, now) -> mayHaveAppeared()));
            all.add(node.parentProperty().subscribe((before, now) -> {
                followAncestors();
                mayHaveAppeared();
            }));
        }
        ancestors = Subscription.combine(all.toArray(Subscription[]::new));
    }

    private void mayHaveAppeared() {
        sightChanged();
        if (stale && isSeen()) requestLayout();
    }

    /** What is shown is out of date. */
    protected final void repaint() {
        stale = true;
        if (isSeen()) requestLayout();
    }

    /** It may have come into sight or gone out of it. */
    protected void sightChanged() {}

    /**
     * Draws everything anew for the present size. What it throws is reported once to the thread's handler; the next
     * change tries again.
     */
    protected abstract void paint();

    /** Device pixels in one logical pixel, so that pictures stay sharp on dense screens. */
    protected final double density() {
        Scene scene = getScene();
        double zoom = getLocalToSceneTransform().getMxx();
        return scene == null || scene.getWindow() == null
                ? 1
                : Math.max(1, scene.getWindow().getOutputScaleX() * zoom);
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
        try {
            paint();
            failing = false;
        } catch (RuntimeException | Error failure) {
            boolean reported = failing;
            failing = true;
            Thread thread = Thread.currentThread();
            if (!reported) thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
        }
    }
}
