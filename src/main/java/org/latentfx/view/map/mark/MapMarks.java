package org.latentfx.view.map.mark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Ellipse;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Polyline;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.path.LatentPath;
import org.latentfx.analysis.plane.Plane;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.Pins.Pin;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.map.paint.Axes2D;
import org.latentfx.view.map.paint.PlacedPoints;
import org.latentfx.view.map.paint.PosteriorEllipse;

/**
 * The thin marks over the map's pixels: ticks, ring labels, the cross-hair with its read-outs, and the posterior of one
 * image as its 1 σ ellipse, to scale. Draws what it is told; takes no input. FX thread only.
 */
public final class MapMarks extends Group {
    private static final double EDGE = 4;
    public static final double GUTTER_WIDTH = 40;
    private static final double GUTTER_HEIGHT = 20;
    private static final double HANDLE = 7;

    /** From this distance a pin is drawn as lying off the plane. */
    private static final double OFF = 0.05;

    private static final double OFF_OPACITY = 0.55;

    private final Rectangle lowerGutter = styled(new Rectangle(), "map-gutter");
    private final Rectangle rightGutter = styled(new Rectangle(), "map-gutter");
    private final Group ticks = new Group();
    private final List<Text> tickTexts = new ArrayList<>();
    private List<Object> axesDrawn = List.of();
    private final Label[] rings = {new Label(), new Label(), new Label()};
    private final Line hairX = styled(new Line(), "map-hair");
    private final Line hairY = styled(new Line(), "map-hair");
    private final Label readX = styled(new Label(), "map-read-out");
    private final Label readY = styled(new Label(), "map-read-out");
    private final Circle handle = styled(new Circle(HANDLE), "map-handle");
    private final Polyline path = styled(new Polyline(), "map-path");
    private final Ellipse posterior = styled(new Ellipse(), "map-posterior");
    private final Circle mean = styled(new Circle(3), "map-mean");

    /** All that means something on a plane of the latent space only. */
    private final Group onPlane = new Group();

    private final Polygon outline = styled(new Polygon(), "map-outline");
    private final Group pins = new Group();

    public MapMarks() {
        setManaged(false);
        setMouseTransparent(true);
        setAutoSizeChildren(false);
        onPlane.setAutoSizeChildren(false);
        onPlane.getChildren().addAll(lowerGutter, rightGutter, ticks);
        for (int i = 0; i < rings.length; i++) {
            rings[i].setText(Texts.of("map.ring", i + 1));
            onPlane.getChildren().add(styled(rings[i], "map-ring-label"));
        }
        onPlane.getChildren().addAll(path, posterior, pins, hairX, hairY, handle, readX, readY);
        getChildren().addAll(onPlane, outline, mean);
    }

    /** Whether a plane of the latent space is shown. */
    public void onPlane(boolean now) {
        onPlane.setVisible(now);
    }

    /** Ticks along the lower and right edges, and the labels of the prior rings; below only where nothing runs up. */
    public void drawAxes(Axes2D axes, String nameA, String nameB, boolean ringsShown) {
        List<Object> now = List.of(axes, nameA, nameB, ringsShown);
        if (now.equals(axesDrawn)) return;
        axesDrawn = now;
        int used = 0;
        place(lowerGutter, 0, axes.height() - GUTTER_HEIGHT, axes.width(), GUTTER_HEIGHT);
        place(rightGutter, axes.width() - GUTTER_WIDTH, 0, GUTTER_WIDTH, axes.height() - GUTTER_HEIGHT);
        boolean line = nameB.isEmpty();
        rightGutter.setVisible(!line);
        double step = axes.tickStep();
        for (long k = (long) Math.ceil(axes.x(0) / step); k * step < axes.x(axes.width()); k++) {
            String label = Figures.tick(k * step, step);
            Text text = tick(used, label);
            double x = axes.px(k * step) - text.getLayoutBounds().getWidth() / 2;
            boolean fits = x >= EDGE && x + text.getLayoutBounds().getWidth() < axes.width() - 52;
            if (fits) used += place(text, x, axes.height() - EDGE - 2);
        }
        for (long k = (long) Math.ceil(axes.y(axes.height()) / step); !line && k * step < axes.y(0); k++) {
            Text text = tick(used, Figures.tick(k * step, step));
            double y = axes.py(k * step) + 4;
            boolean fits = y > 30 && y < axes.height() - 26;
            if (fits)
                used += place(text, axes.width() - EDGE - text.getLayoutBounds().getWidth(), y);
        }
        Text nameX = tick(used, nameA);
        used += place(nameX, axes.width() - EDGE - nameX.getLayoutBounds().getWidth(), axes.height() - EDGE - 2);
        Text nameY = tick(used, nameB);
        used += place(nameY, axes.width() - EDGE - nameY.getLayoutBounds().getWidth(), 14);
        for (int i = 0; i < tickTexts.size(); i++) tickTexts.get(i).setVisible(i < used);
        for (int i = 0; i < rings.length; i++) {
            double along = (i + 1) * axes.scale() * Math.sqrt(0.5);
            rings[i].setVisible(ringsShown && !line);
            fitToText(rings[i]);
            rings[i].relocate(
                    Math.rint(axes.px(0) + along - rings[i].getWidth() / 2),
                    Math.rint(axes.py(0) - along - rings[i].getHeight() / 2));
        }
    }

    /**
     * The cross-hair at (x, y): the handle always, hair lines and read-outs as asked; the upright one only on a line.
     */
    public void drawHair(Axes2D axes, double x, double y, boolean lines, boolean line) {
        double px = axes.px(x);
        double py = axes.py(y);
        handle.setCenterX(px);
        handle.setCenterY(py);
        double sharpX = Math.floor(px) + 0.5;
        double sharpY = Math.floor(py) + 0.5;
        span(hairX, sharpX, 0, sharpX, axes.height());
        span(hairY, 0, sharpY, axes.width(), sharpY);
        readX.setText(Figures.fixed(x, 2));
        readY.setText(Figures.fixed(y, 2));
        fitToText(readX);
        fitToText(readY);
        readX.relocate(
                clamp(px - readX.getWidth() / 2, axes.width() - readX.getWidth()), axes.height() - readX.getHeight());
        readY.relocate(
                axes.width() - readY.getWidth(), clamp(py - readY.getHeight() / 2, axes.height() - readY.getHeight()));
        boolean inX = px >= 0 && px <= axes.width();
        boolean inY = py >= 0 && py <= axes.height();
        show(lines && inX, hairX, readX);
        show(lines && inY && !line, hairY, readY);
        show(inX && inY, handle);
        for (Text text : tickTexts) {
            boolean covered = readX.isVisible() && readX.getBoundsInParent().intersects(text.getBoundsInParent())
                    || readY.isVisible() && readY.getBoundsInParent().intersects(text.getBoundsInParent());
            text.setOpacity(covered ? 0 : 1);
        }
    }

    /** A way through the latent space as its frames fall on the plane; nothing for null. */
    public void drawPath(Axes2D axes, Plane plane, @Nullable LatentPath way) {
        boolean shown = way != null;
        show(shown, path);
        path.getPoints().clear();
        if (way == null || !shown) return;
        for (LatentPath.Frame frame : way.frames()) {
            path.getPoints().add(axes.px(plane.a(frame.z())));
            path.getPoints().add(axes.py(plane.b(frame.z())));
        }
    }

    /** The posterior N(μ, σ²) of image {@code i} on the plane: its mean and its 1 σ ellipse; nothing for −1. */
    public void drawPosterior(Axes2D axes, @Nullable PlacedPoints placed, Plane plane, int i, boolean ellipseShown) {
        boolean known = placed != null && i >= 0 && i < placed.size() && !Float.isNaN(placed.a(i));
        show(known, mean);
        show(known && ellipseShown, posterior);
        if (!known || placed == null) return;
        double x = axes.px(placed.a(i));
        double y = axes.py(placed.b(i));
        PosteriorEllipse.of(placed.points(), i, plane).place(posterior, axes, x, y);
        mean.setCenterX(x);
        mean.setCenterY(y);
    }

    /** A closed line through the corners (x, y, x, y …, in pixels). */
    public void drawOutline(double[] corners) {
        outline.getPoints().setAll(Arrays.stream(corners).boxed().toList());
    }

    /** Each pin as a dot and its name; weaker where it lies off the plane that goes through z. */
    public void drawPins(Axes2D axes, Explorer explorer, List<Pin> list) {
        Plane plane = explorer.plane();
        while (pins.getChildren().size() > list.size())
            pins.getChildren().remove(pins.getChildren().size() - 1);
        while (pins.getChildren().size() < list.size())
            pins.getChildren().add(new Group(styled(new Circle(4), "map-pin-dot"), styled(new Label(), "map-pin")));
        for (int i = 0; i < list.size(); i++) {
            float[] z = list.get(i).z();
            Group mark = (Group) pins.getChildren().get(i);
            Label name = (Label) mark.getChildren().get(1);
            name.setText(list.get(i).name());
            fitToText(name);
            name.relocate(5, -5 - name.getHeight());
            mark.setTranslateX(Math.rint(axes.px(plane.a(z))));
            mark.setTranslateY(Math.rint(axes.py(plane.b(z))));
            mark.setOpacity(distance(z, explorer.lift(plane.a(z), plane.b(z))) < OFF ? 1 : OFF_OPACITY);
        }
    }

    /** Euclidean, in latent units. */
    public static double distance(float[] z, float[] other) {
        double sum = 0;
        for (int j = 0; j < z.length; j++) sum += (z[j] - other[j]) * (z[j] - other[j]);
        return Math.sqrt(sum);
    }

    private Text tick(int i, String label) {
        if (i == tickTexts.size()) {
            Text text = styled(new Text(), "map-tick");
            tickTexts.add(text);
            ticks.getChildren().add(text);
            text.applyCss();
        }
        tickTexts.get(i).setText(label);
        return tickTexts.get(i);
    }

    private static void fitToText(Label label) {
        // A label has its font once it has its skin. Applying CSS to each new text would cost more than the rest.
        if (label.getSkin() == null) label.applyCss();
        label.autosize();
    }

    private static void place(Rectangle area, double x, double y, double width, double height) {
        area.setX(x);
        area.setY(y);
        area.setWidth(width);
        area.setHeight(height);
    }

    private static int place(Text text, double x, double y) {
        text.setX(Math.rint(x));
        text.setY(Math.rint(y));
        return 1;
    }

    private static void span(Line line, double fromX, double fromY, double toX, double toY) {
        line.setStartX(fromX);
        line.setStartY(fromY);
        line.setEndX(toX);
        line.setEndY(toY);
    }

    private static void show(boolean visible, Node... nodes) {
        for (Node node : nodes) node.setVisible(visible);
    }

    private static double clamp(double value, double most) {
        return Math.rint(Math.max(0, Math.min(most, value)));
    }

    private static <N extends Node> N styled(N node, String styleClass) {
        node.getStyleClass().add(styleClass);
        return node;
    }
}
