package org.latentfx.view.map.mark;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Group;
import javafx.scene.paint.Color;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Polyline;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.plane.LineDensity;
import org.latentfx.data.ImageSet;
import org.latentfx.session.map.PlaneField;
import org.latentfx.view.kit.Palette;
import org.latentfx.view.map.paint.Axes2D;
import org.latentfx.view.map.paint.StackedRows;

/**
 * What a map of one latent has in place of rings: the line itself, over it the density of the codes against the
 * prior's, under it the names of the rows. Takes no input. FX thread only.
 */
public final class LineMarks extends Group {
    private static final double TOP = 0.1;
    private static final double LOWEST_ROW = 11;
    private static final double EDGE = 4;
    private static final double SHADE = 0.45;

    private final Line line = new Line();
    private final Polygon codes = new Polygon();
    private final Polyline prior = new Polyline();
    private final Group holes = new Group();
    private final Group names = new Group();
    private List<Object> named = List.of();

    public LineMarks() {
        setManaged(false);
        setMouseTransparent(true);
        setAutoSizeChildren(false);
        line.getStyleClass().add("map-line");
        codes.getStyleClass().add("map-line-codes");
        prior.getStyleClass().add("map-line-prior");
        getChildren().addAll(line, codes, holes, prior, names);
    }

    /** The line and the curves over it, to the scale of the higher of both. Null: not known yet. */
    public void drawDensity(
            Axes2D axes, @Nullable LineDensity density, boolean priorShown, boolean holesShown, Palette palette) {
        double at = Math.floor(axes.py(0)) + 0.5;
        line.setEndX(axes.width());
        line.setStartY(at);
        line.setEndY(at);
        codes.getPoints().clear();
        prior.getPoints().clear();
        holes.getChildren().clear();
        if (density == null) return;
        double base = axes.py(0) - StackedRows.STRIP;
        double most = Double.MIN_NORMAL;
        for (int k = 0; k < density.prior().length; k++)
            most = Math.max(most, Math.max(density.posterior()[k], density.prior()[k]));
        double unit = (base - TOP * axes.height()) / most;
        codes.setStroke(colour(palette.fog(), 1));
        codes.setFill(colour(palette.fog(), SHADE));
        codes.getPoints().setAll(curve(axes, density, density.posterior(), base, unit, true));
        if (priorShown) prior.getPoints().setAll(curve(axes, density, density.prior(), base, unit, false));
        if (holesShown) drawHoles(axes, density, base, unit, palette);
    }

    private static List<Double> curve(
            Axes2D axes, LineDensity density, float[] values, double base, double unit, boolean closed) {
        var points = new ArrayList<Double>();
        if (closed) points.addAll(List.of(axes.px(density.z(0)), base));
        for (int k = 0; k < values.length; k++) points.addAll(List.of(axes.px(density.z(k)), base - unit * values[k]));
        if (closed) points.addAll(List.of(axes.px(density.z(values.length - 1)), base));
        return points;
    }

    /** Under the prior's curve where next to no image is. */
    private void drawHoles(Axes2D axes, LineDensity density, double base, double unit, Palette palette) {
        double half = (density.z(1) - density.z(0)) * axes.scale() / 2;
        var area = new ArrayList<Double>();
        for (int k = 0; k <= density.prior().length; k++) {
            boolean hole = k < density.prior().length && density.hole(k, PlaneField.HOLE_THRESHOLD);
            if (hole) {
                double x = axes.px(density.z(k));
                double y = base - unit * density.prior()[k];
                if (area.isEmpty()) area.addAll(List.of(x - half, base));
                area.addAll(List.of(x - half, y, x + half, y));
            } else if (!area.isEmpty()) {
                area.addAll(List.of(area.get(area.size() - 2), base));
                var shape = new Polygon();
                shape.getPoints().setAll(area);
                shape.getStyleClass().add("map-line-hole");
                shape.setFill(colour(palette.hole(), SHADE));
                holes.getChildren().add(shape);
                area.clear();
            }
        }
    }

    /** The name of each row at its right end, where rows are high enough. */
    public void drawNames(Axes2D axes, StackedRows rows, int[] counts, @Nullable ImageSet images) {
        if (images == null) return;
        List<Object> now = List.of(axes.width(), axes.height(), counts, images);
        if (now.equals(named)) return;
        named = now;
        names.getChildren().clear();
        for (int c = 0; c < counts.length && rows.height() >= LOWEST_ROW; c++) {
            if (counts[c] == 0) continue;
            var name = new Text(images.className(c));
            name.getStyleClass().add("map-tick");
            names.getChildren().add(name);
            name.applyCss();
            name.setX(Math.rint(axes.width() - EDGE - name.getLayoutBounds().getWidth()));
            name.setY(Math.rint(rows.middle(c) + EDGE));
        }
    }

    private static Color colour(int argb, double opacity) {
        return Color.rgb(argb >> 16 & 0xff, argb >> 8 & 0xff, argb & 0xff, opacity);
    }
}
