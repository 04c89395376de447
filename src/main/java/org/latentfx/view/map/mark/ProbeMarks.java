package org.latentfx.view.map.mark;

import java.util.Arrays;
import java.util.List;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.shape.Circle;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.Ellipse;
import javafx.scene.shape.HLineTo;
import javafx.scene.shape.Line;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import javafx.scene.shape.Polyline;
import javafx.scene.shape.VLineTo;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.image.ElboBreakdown;
import org.latentfx.analysis.plane.Plane;
import org.latentfx.view.map.paint.Axes2D;
import org.latentfx.view.map.paint.PosteriorEllipse;

/**
 * Marks of the probed image: its μ with the 1 σ ellipse of its posterior, z with the step σε that leads to it from μ,
 * or several samples z as a cloud of dots; and the path of a search from its start. They are projected as the map's
 * other points are. Takes no input. FX thread only.
 */
public final class ProbeMarks extends Group {
    private static final double DOT = 3;

    private final Path cloud = styled(new Path(), "map-cloud");
    private final Ellipse posterior = styled(new Ellipse(), "map-probe-posterior");
    private final Circle mean = styled(new Circle(3), "map-probe-mean");
    private final Line step = styled(new Line(), "map-probe-step");
    private final Circle sample = styled(new Circle(3.5), "map-probe-z");
    private final Polyline walk = styled(new Polyline(), "map-walk");
    private final Circle start = styled(new Circle(4), "map-walk-start");

    public ProbeMarks() {
        setManaged(false);
        setMouseTransparent(true);
        setAutoSizeChildren(false);
        getChildren().addAll(cloud, posterior, step, mean, sample, walk, start);
    }

    /** The probed image's posterior with its samples, if there are several; nothing for null or another model's. */
    public void drawPosterior(Axes2D axes, Plane plane, @Nullable ElboBreakdown probe, boolean ellipseShown) {
        int latents = plane.latents();
        boolean known = probe != null && probe.mu().length == latents;
        boolean several = known && probe != null && probe.samples().length > latents;
        boolean one = known && probe != null && !several && !Arrays.equals(probe.samples(), probe.mu());
        mean.setVisible(known);
        posterior.setVisible(known && ellipseShown);
        cloud.setVisible(several);
        step.setVisible(one);
        sample.setVisible(one);
        if (!known || probe == null) return;
        mean.setCenterX(axes.px(plane.a(probe.mu())));
        mean.setCenterY(axes.py(plane.b(probe.mu())));
        PosteriorEllipse.of(probe.logVar(), 0, plane).place(posterior, axes, mean.getCenterX(), mean.getCenterY());
        if (one) drawSample(axes.px(plane.a(probe.samples())), axes.py(plane.b(probe.samples())));
        if (several) drawCloud(axes, plane, probe.samples());
        else cloud.getElements().clear();
    }

    private void drawSample(double x, double y) {
        step.setStartX(mean.getCenterX());
        step.setStartY(mean.getCenterY());
        step.setEndX(x);
        step.setEndY(y);
        sample.setCenterX(x);
        sample.setCenterY(y);
    }

    private void drawCloud(Axes2D axes, Plane plane, float[] samples) {
        int latents = plane.latents();
        var elements = new PathElement[5 * (samples.length / latents)];
        float[] z = new float[latents];
        for (int i = 0, k = 0; k < elements.length; i++) {
            System.arraycopy(samples, i * latents, z, 0, latents);
            elements[k++] = new MoveTo(axes.px(plane.a(z)) - DOT / 2, axes.py(plane.b(z)) - DOT / 2);
            elements[k++] = new HLineTo(axes.px(plane.a(z)) + DOT / 2);
            elements[k++] = new VLineTo(axes.py(plane.b(z)) + DOT / 2);
            elements[k++] = new HLineTo(axes.px(plane.a(z)) - DOT / 2);
            elements[k++] = new ClosePath();
        }
        cloud.getElements().setAll(elements);
    }

    /** The points that a search went through, the first one ringed; nothing where there are none or another model's. */
    public void drawWalk(Axes2D axes, Plane plane, List<float[]> points) {
        boolean shown = !points.isEmpty() && points.get(0).length == plane.latents();
        walk.setVisible(shown);
        start.setVisible(shown);
        if (!shown) {
            walk.getPoints().clear();
            return;
        }
        var line = new Double[2 * points.size()];
        for (int i = 0; i < points.size(); i++) {
            line[2 * i] = axes.px(plane.a(points.get(i)));
            line[2 * i + 1] = axes.py(plane.b(points.get(i)));
        }
        walk.getPoints().setAll(line);
        start.setCenterX(line[0]);
        start.setCenterY(line[1]);
    }

    private static <N extends Node> N styled(N node, String styleClass) {
        node.getStyleClass().add(styleClass);
        return node;
    }
}
