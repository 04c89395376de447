package org.latentfx.view.map;

import javafx.scene.Cursor;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.ZoomEvent;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.plane.Plane;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.Selection;
import org.latentfx.view.map.tool.MapTool;
import org.latentfx.view.map.tool.PanDrag;

/** What mouse, wheel and keys do on the map. It draws nothing. FX thread only. */
final class MapInput {
    private static final double KEY_STEP = 0.1;

    private final MapPlot plot;
    private final MapGestures gestures;
    private final MapState state;
    private final Explorer explorer;
    private MapTool.@Nullable Drag drag;
    private boolean keyMoving;

    MapInput(MapPlot plot, MapGestures gestures, MapState state, Explorer explorer) {
        this.plot = plot;
        this.gestures = gestures;
        this.state = state;
        this.explorer = explorer;
    }

    /** Takes the plot's events. */
    void listen() {
        plot.setOnMousePressed(this::press);
        plot.setOnMouseDragged(event -> {
            if (drag != null) drag.move(event.getX(), event.getY());
        });
        plot.setOnMouseReleased(event -> {
            if (drag != null) drag.end(event.getX(), event.getY());
            drag = null;
            plot.setCursor(state.tool.get().cursor());
        });
        plot.setOnMouseMoved(event -> gestures.hover(event.getX(), event.getY()));
        plot.setOnMouseExited(event -> {
            if (drag == null) gestures.endHover();
        });
        plot.setOnScroll(this::scroll);
        plot.setOnZoom(this::pinch);
        plot.setOnKeyPressed(this::keyPressed);
        plot.setOnKeyReleased(event -> endKeyMove());
        plot.focusedProperty().addListener((source, before, now) -> endKeyMove());
    }

    private void press(MouseEvent event) {
        plot.requestFocus();
        endKeyMove();
        if (drag != null) drag.cancel();
        boolean primary = event.getButton() == MouseButton.PRIMARY;
        boolean removing = event.isAltDown() || event.isShortcutDown();
        Selection.Mode mode =
                event.isShiftDown() ? Selection.Mode.ADD : removing ? Selection.Mode.REMOVE : Selection.Mode.REPLACE;
        drag = primary ? state.tool.get().start(gestures, mode) : MapTool.PAN.start(gestures, mode);
        drag.begin(event.getX(), event.getY());
        if (drag instanceof PanDrag) plot.setCursor(Cursor.CLOSED_HAND);
    }

    private void scroll(ScrollEvent event) {
        if (event.isInertia() || event.getDeltaY() == 0) return;
        zoom(event.getX(), event.getY(), Math.exp(event.getDeltaY() * 0.004));
        event.consume();
    }

    private void pinch(ZoomEvent event) {
        zoom(event.getX(), event.getY(), event.getZoomFactor());
        event.consume();
    }

    private void zoom(double px, double py, double factor) {
        state.axes.set(state.axes.get().zoomed(px, py, factor));
    }

    private void keyPressed(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) return;
        double step = (event.isShiftDown() ? 10 * KEY_STEP : KEY_STEP) * state.scale.get();
        switch (event.getCode()) {
            case LEFT, KP_LEFT -> nudge(-step, 0);
            case RIGHT, KP_RIGHT -> nudge(step, 0);
            case UP, KP_UP -> nudge(0, step);
            case DOWN, KP_DOWN -> nudge(0, -step);
            case ESCAPE -> {
                if (drag == null) return;
                drag.cancel();
                drag = null;
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    /** Steps z; the whole time a key is held is one move to undo. */
    private void nudge(double dx, double dy) {
        if (!state.onPlane()) return;
        if (!keyMoving) {
            gestures.endHover();
            keyMoving = true;
        }
        float[] z = explorer.z();
        Plane plane = explorer.plane();
        explorer.preview(explorer.lift(plane.a(z) + dx, plane.b(z) + dy));
    }

    private void endKeyMove() {
        if (!keyMoving) return;
        keyMoving = false;
        explorer.moveTo(explorer.z());
    }
}
