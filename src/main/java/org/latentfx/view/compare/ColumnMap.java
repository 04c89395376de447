package org.latentfx.view.compare;

import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import javafx.beans.value.ObservableValue;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.Shape;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.plane.Plane;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.compare.CodeBox;
import org.latentfx.session.compare.ComparedRun;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.kit.Palette;
import org.latentfx.view.kit.PixelView;
import org.latentfx.view.kit.Theme;
import org.latentfx.view.map.paint.Axes2D;
import org.latentfx.view.map.paint.HomeRange;
import org.latentfx.view.map.paint.MapBackground;
import org.latentfx.view.map.paint.MapPoints;
import org.latentfx.view.map.paint.MapRaster;
import org.latentfx.view.map.paint.PlacedPoints;
import org.latentfx.view.map.paint.PlaneNames;

/**
 * The map of one run: decoded manifold, points by class, and the cross-hair that all maps of the sheet share. A drag
 * moves it, arrow keys too. FX thread only.
 */
final class ColumnMap extends PaintedRegion {
    /** What a person does on the map. */
    interface Target {
        void preview(double a, double b);

        void moveTo(double a, double b);

        void restore();
    }

    private static final double HANDLE = 6;
    private static final double KEY_STEP = 0.1;
    private static final double LARGE_KEY_STEP = 1;

    /** With one latent the points lie below the line, so far and spread so much. */
    private static final double LINE_ROW = -1.6;

    private static final double LINE_SPREAD = 1.4;

    private final ObservableValue<Boolean> dark = Theme.isDark(this);
    private final PixelView pixels = new PixelView();
    private final Line across = styled(new Line(), "map-hair");
    private final Line up = styled(new Line(), "map-hair");
    private final Circle handle = styled(new Circle(HANDLE), "map-handle");
    private final Rectangle ring = styled(new Rectangle(), "map-focus-ring");
    private final Label waiting = new Label(Texts.of("map.waiting"));
    private final Label acrossName = axis();
    private final Label upName = axis();
    private final Target target;
    private MapRaster raster = new MapRaster(1, 1, 1);
    private @Nullable ComparedRun run;
    private @Nullable Axes2D named;
    private double range = HomeRange.SMALLEST;
    private boolean dragging;
    private boolean groundStale = true;
    private boolean pointsStale = true;

    ColumnMap(Target target) {
        this.target = target;
        getStyleClass().add("compare-map");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setFocusTraversable(true);
        setCursor(Cursor.CROSSHAIR);
        pixels.setMouseTransparent(true);
        waiting.getStyleClass().add("map-waiting");
        waiting.setManaged(false);
        waiting.setMouseTransparent(true);
        ring.visibleProperty().bind(focusVisibleProperty());
        var clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
        getChildren().addAll(pixels, acrossName, upName, across, up, handle, waiting, ring);
        dark.addListener((property, before, now) -> stale(true, true));
        setOnMousePressed(this::press);
        setOnMouseDragged(this::drag);
        setOnMouseReleased(this::release);
        setOnKeyPressed(this::key);
    }

    private static Label axis() {
        var label = new Label();
        label.getStyleClass().add("compare-axis");
        label.setManaged(false);
        label.setMouseTransparent(true);
        return label;
    }

    private static <S extends Shape> S styled(S shape, String style) {
        shape.getStyleClass().add(style);
        shape.setManaged(false);
        shape.setMouseTransparent(true);
        return shape;
    }

    /** {@code range}: latent units each way that every map of the sheet shows. */
    void show(ComparedRun now, double shownRange) {
        ComparedRun before = run;
        run = now;
        boolean other = range != shownRange;
        range = shownRange;
        ComparedRun.Map old = before == null ? null : before.map();
        ComparedRun.Map map = now.map();
        if (other || old == null || map == null || old.plane() != map.plane()) stale(true, true);
        else if (!Objects.equals(old.own(), map.own())) stale(true, true);
        else stale(old.manifold() != map.manifold(), old.points() != map.points());
    }

    private void stale(boolean ground, boolean points) {
        groundStale |= ground;
        pointsStale |= points;
        repaint();
    }

    Axes2D axes() {
        Axes2D home = Axes2D.home(range, Math.max(1, getWidth()), Math.max(1, getHeight()));
        CodeBox own = own();
        return own == null ? home : home.fit(own.minX(), own.maxX(), own.minY(), own.maxY());
    }

    /** What is to be seen where no prior holds the codes; null where one does. */
    private @Nullable CodeBox own() {
        ComparedRun.Map map = run == null ? null : run.map();
        return map == null ? null : map.own();
    }

    // ---- gestures ----

    private void press(MouseEvent event) {
        requestFocus();
        if (event.getButton() != MouseButton.PRIMARY) return;
        dragging = true;
        drag(event);
        event.consume();
    }

    private void drag(MouseEvent event) {
        if (dragging) target.preview(axes().x(event.getX()), axes().y(event.getY()));
    }

    private void release(MouseEvent event) {
        if (!dragging) return;
        dragging = false;
        target.moveTo(axes().x(event.getX()), axes().y(event.getY()));
    }

    private void key(KeyEvent event) {
        ComparedRun.At at = run == null ? null : run.at();
        ComparedRun.Map map = run == null ? null : run.map();
        if (at == null || map == null || event.isControlDown() || event.isAltDown() || event.isMetaDown()) return;
        double step = event.isShiftDown() ? LARGE_KEY_STEP : KEY_STEP;
        double a = map.plane().a(at.z());
        double b = map.plane().b(at.z());
        switch (event.getCode()) {
            case LEFT -> target.moveTo(a - step, b);
            case RIGHT -> target.moveTo(a + step, b);
            case UP -> target.moveTo(a, b + step);
            case DOWN -> target.moveTo(a, b - step);
            default -> {
                return;
            }
        }
        event.consume();
    }

    // ---- drawing ----

    @Override
    protected void paint() {
        Axes2D axes = axes();
        double density = density();
        if (!raster.suits(getWidth(), getHeight(), density)) {
            raster = new MapRaster(getWidth(), getHeight(), density);
            pixels.show(raster.picture(), density);
            groundStale = true;
            pointsStale = true;
        }
        Palette palette = Palette.of(dark.getValue());
        ComparedRun.Map map = run == null ? null : run.map();
        if (groundStale) raster.drawGround(axes, MapBackground.of(map == null ? null : map.manifold()), palette);
        if (groundStale || pointsStale) {
            drawPoints(axes, map, palette);
            raster.picture().update();
        }
        groundStale = false;
        pointsStale = false;
        drawHair(axes, map);
        nameAxes(axes, map);
        FrozenModel model = run == null ? null : run.model();
        boolean encodes = model == null || model.can(Capability.ENCODES);
        waiting.setVisible(map == null || encodes && map.points() == null);
        if (waiting.isVisible()) {
            waiting.applyCss();
            waiting.autosize();
            waiting.relocate(Math.rint((getWidth() - waiting.getWidth()) / 2), Math.rint(getHeight() / 2 + 2 * HANDLE));
        }
        ring.setX(1);
        ring.setY(1);
        ring.setWidth(getWidth() - 2);
        ring.setHeight(getHeight() - 2);
    }

    private void drawPoints(Axes2D axes, ComparedRun.@Nullable Map map, Palette palette) {
        LatentPoints points = map == null ? null : map.points();
        PlacedPoints placed = map == null || points == null ? null : new PlacedPoints(points, places(map, points));
        int classes =
                points == null ? 1 : Math.max(1, points.images().classNames().size());
        var drawn = new MapPoints(
                placed,
                new boolean[classes],
                new BitSet(),
                new BitSet(),
                map == null ? Plane.latents(0, 1, 2) : map.plane(),
                null,
                map != null && map.plane().latents() > 1 && map.own() == null);
        raster.drawPoints(axes, drawn, palette);
    }

    /** What runs along each axis, and from where to where it is seen. */
    private void nameAxes(Axes2D axes, ComparedRun.@Nullable Map map) {
        acrossName.setVisible(map != null);
        upName.setVisible(map != null && map.plane().latents() > 1);
        if (map == null) return;
        String named = range(PlaneNames.across(map.shown()), axes.x(0), axes.x(getWidth()));
        String across = map.own() == null ? named : Texts.of("compare.axis.own", named);
        String up = range(PlaneNames.up(map.shown()), axes.y(getHeight()), axes.y(0));
        if (across.equals(acrossName.getText()) && up.equals(upName.getText()) && axes.equals(this.named)) return;
        this.named = axes;
        acrossName.setText(across);
        upName.setText(up);
        for (Label label : List.of(acrossName, upName)) {
            label.applyCss();
            double width = Math.min(getWidth() - 4, Math.ceil(label.prefWidth(-1)));
            double height = Math.ceil(label.prefHeight(-1));
            boolean low = label == acrossName;
            label.resizeRelocate(low ? getWidth() - width - 2 : 2, low ? getHeight() - height - 2 : 2, width, height);
        }
    }

    private static String range(String name, double from, double to) {
        int decimals = to - from >= 20 ? 0 : to - from >= 2 ? 1 : 2;
        return Texts.of("compare.axis", name, Figures.fixed(from, decimals), Figures.fixed(to, decimals));
    }

    /** With one latent the second coordinate only keeps points from hiding one another. */
    private static float[] places(ComparedRun.Map map, LatentPoints points) {
        float[] at = map.plane().project(points);
        if (points.latents() > 1) return at;
        CodeBox own = map.own();
        double unit = own == null ? 1 : (own.maxX() - own.minX()) / (2 * HomeRange.SMALLEST);
        for (int i = 0; i < points.size(); i++) {
            double jitter = (i * 0x9E3779B9 >>> 8) / (double) (1 << 24) - 0.5;
            at[2 * i + 1] = (float) (unit * (LINE_ROW + LINE_SPREAD * jitter));
        }
        return at;
    }

    private void drawHair(Axes2D axes, ComparedRun.@Nullable Map map) {
        ComparedRun.At at = run == null ? null : run.at();
        boolean known =
                at != null && map != null && at.z().length == map.plane().latents();
        for (Shape shape : new Shape[] {across, up, handle}) shape.setVisible(known);
        if (!known || at == null || map == null) return;
        double a = map.plane().a(at.z());
        double b = map.plane().b(at.z());
        double x = Math.floor(axes.px(a)) + 0.5;
        double y = Math.floor(axes.py(b)) + 0.5;
        span(up, x, 0, x, getHeight());
        span(across, 0, y, getWidth(), y);
        handle.setCenterX(axes.px(a));
        handle.setCenterY(axes.py(b));
        setAccessibleText(Texts.of(
                "compare.map.accessible",
                run == null ? "" : run.facts().name(),
                Figures.fixed(a, 2),
                Figures.fixed(b, 2)));
    }

    private static void span(Line line, double startX, double startY, double endX, double endY) {
        line.setStartX(startX);
        line.setStartY(startY);
        line.setEndX(endX);
        line.setEndY(endY);
    }
}
