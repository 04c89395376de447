package org.latentfx.view.slow;

import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Point2D;
import javafx.scene.Group;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Shape;

/** A line with a head at its end. FX thread only. */
final class Arrow extends Group {
    private static final double HEAD = 6;
    private static final double HALF = 3.5;
    private static final PseudoClass ACTIVE = PseudoClass.getPseudoClass("active");

    private final Path line = new Path();
    private final Polygon head = new Polygon();

    Arrow() {
        setManaged(false);
        setMouseTransparent(true);
        getChildren().addAll(line, head);
    }

    /** @param backwards whether the head is at the first point */
    void show(List<Point2D> points, String look, boolean active, boolean backwards) {
        dress(line, "slow-arrow", look, active);
        dress(head, "slow-head", look, active);
        int last = points.size() - 1;
        Point2D tip = points.get(backwards ? 0 : last);
        Point2D before = points.get(backwards ? 1 : last - 1);
        Point2D along = tip.subtract(before).normalize();
        Point2D base = tip.subtract(along.multiply(HEAD));
        var elements = new ArrayList<PathElement>();
        for (int i = 0; i <= last; i++) {
            Point2D at = i == (backwards ? 0 : last) ? base : points.get(i);
            elements.add(i == 0 ? new MoveTo(at.getX(), at.getY()) : new LineTo(at.getX(), at.getY()));
        }
        line.getElements().setAll(elements);
        head.getPoints()
                .setAll(
                        tip.getX(),
                        tip.getY(),
                        base.getX() - HALF * along.getY(),
                        base.getY() + HALF * along.getX(),
                        base.getX() + HALF * along.getY(),
                        base.getY() - HALF * along.getX());
    }

    private static void dress(Shape shape, String kind, String look, boolean active) {
        shape.getStyleClass().setAll(kind, look);
        shape.pseudoClassStateChanged(ACTIVE, active);
        shape.applyCss(); // it changes during layout, and would be drawn once as it was
    }
}
