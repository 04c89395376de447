package org.latentfx.view.settings;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polyline;
import org.latentfx.text.Numbers;
import org.latentfx.text.Texts;
import org.latentfx.train.schedule.Schedule;
import org.latentfx.train.schedule.Schedule.Drawn;
import org.latentfx.train.schedule.Schedule.Point;
import org.latentfx.view.kit.Tips;

/**
 * A schedule as a small curve over the epoch budget, with a line where the run is. The points of a drawn one can be
 * dragged, added with a press beside them and taken away with a secondary click; with the keyboard Page Up and Page
 * Down choose a point, the arrows move it, Insert adds one and Delete takes it away. FX thread only.
 */
final class SchedulePlot extends Region {
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    private static final double HEIGHT = 82;
    private static final double TOP = 20;
    private static final double BOTTOM = 18;
    private static final double SIDE = 6;
    private static final double RADIUS = 4.5;

    /** A press nearer to a point than this takes hold of it. */
    private static final double NEAR = 10;

    private static final MathContext READABLE = new MathContext(3);
    private static final int SAMPLES = 240;
    private static final double ALONG = 0.01;
    private static final double UP = 0.05;

    private final Consumer<Schedule> ask;
    private final Polyline curve = new Polyline();
    private final Line base = new Line();
    private final Line now = new Line();
    private final Label top = new Label();
    private final Label value = new Label();
    private final Label first = new Label("0");
    private final Label last = new Label();
    private final List<Circle> handles = new ArrayList<>();
    private final ReadOnlyBooleanWrapper held = new ReadOnlyBooleanWrapper();
    private Schedule schedule = new Schedule.Constant();
    private int budget = 1;
    private double done;
    private double unit = 1;
    private double high = 1;
    private int chosen;

    /** @param ask asked with another curve when a person draws it */
    SchedulePlot(Consumer<Schedule> ask) {
        this.ask = ask;
        getStyleClass().add("schedule-plot");
        curve.getStyleClass().add("course");
        base.getStyleClass().add("base");
        now.getStyleClass().add("now");
        curve.setMouseTransparent(true);
        for (Label label : List.of(top, value, first, last)) {
            label.getStyleClass().add("hint");
            label.setMouseTransparent(true);
        }
        getChildren().addAll(base, now, curve, top, value, first, last);
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
        setMaxHeight(HEIGHT);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setOnMousePressed(this::press);
        setOnMouseDragged(this::drag);
        setOnMouseReleased(event -> held.set(false));
        setOnKeyPressed(this::key);
        widthProperty().addListener((property, before, width) -> draw());
    }

    ReadOnlyBooleanProperty heldProperty() {
        return held.getReadOnlyProperty();
    }

    /** @param height what the factor 1 stands for @param words the same in words */
    void show(Schedule next, int epochs, double height, String words) {
        schedule = next;
        unit = height;
        budget = epochs;
        boolean drawn = next instanceof Drawn;
        boolean flat = next instanceof Schedule.Constant || next instanceof Schedule.FreeBits;
        setVisible(!flat);
        setManaged(!flat);
        setFocusTraversable(drawn);
        setCursor(drawn ? Cursor.HAND : Cursor.DEFAULT);
        double most = 1;
        for (int i = 0; i <= SAMPLES; i++) most = Math.max(most, factor(i / (double) SAMPLES));
        high = most;
        top.setText(high == 1 ? words : Texts.of("schedule.top.times", Numbers.plain(high), words));
        last.setText(Texts.of("schedule.epochs", epochs));
        setAccessibleText(Texts.of("schedule.accessible", words, next.text()));
        Tips.say(this, Texts.of(drawn ? "schedule.draw" : "schedule.course"));
        draw();
    }

    /** Where the run is, in epochs with their fraction. */
    void done(double epochs) {
        done = epochs;
        placeNow();
    }

    private double factor(double share) {
        return schedule.factor(share * budget, budget);
    }

    // ---- drawing ----

    private double width() {
        return Math.max(1, getWidth() - 2 * SIDE);
    }

    private double x(double share) {
        return SIDE + share * width();
    }

    private double y(double factor) {
        return TOP + (1 - factor / high) * (HEIGHT - TOP - BOTTOM);
    }

    private void draw() {
        List<Double> points = new ArrayList<>();
        if (schedule instanceof Drawn drawn) {
            var all = drawn.points();
            add(points, 0, all.get(0).factor());
            for (Point point : all) add(points, point.at(), point.factor());
            add(points, 1, all.get(all.size() - 1).factor());
        } else {
            for (int i = 0; i <= SAMPLES; i++) add(points, i / (double) SAMPLES, factor(i / (double) SAMPLES));
        }
        curve.getPoints().setAll(points);
        base.setStartX(SIDE);
        base.setEndX(SIDE + width());
        base.setStartY(HEIGHT - BOTTOM + 0.5);
        base.setEndY(HEIGHT - BOTTOM + 0.5);
        placeHandles(schedule instanceof Drawn drawn ? drawn.points() : List.of());
        placeNow();
        requestLayout();
    }

    private void add(List<Double> points, double share, double factor) {
        points.add(x(share));
        points.add(y(factor));
    }

    private void placeHandles(List<Point> points) {
        chosen = Math.max(0, Math.min(chosen, points.size() - 1));
        while (handles.size() > points.size()) getChildren().remove(handles.remove(handles.size() - 1));
        while (handles.size() < points.size()) {
            var handle = new Circle(RADIUS);
            handle.getStyleClass().add("handle");
            handle.setMouseTransparent(true);
            handles.add(handle);
            getChildren().add(handle);
        }
        for (int i = 0; i < points.size(); i++) {
            handles.get(i).setCenterX(x(points.get(i).at()));
            handles.get(i).setCenterY(y(points.get(i).factor()));
            handles.get(i).pseudoClassStateChanged(CHOSEN, i == chosen);
        }
    }

    private void placeNow() {
        double at = Math.rint(x(Math.min(1, done / budget))) + 0.5;
        value.setText(Texts.of("schedule.now", Numbers.plain(rounded(unit * factor(Math.min(1, done / budget))))));
        now.setStartX(at);
        now.setEndX(at);
        now.setStartY(TOP);
        now.setEndY(HEIGHT - BOTTOM);
    }

    private static double rounded(double exact) {
        return new BigDecimal(exact).round(READABLE).doubleValue();
    }

    @Override
    protected void layoutChildren() {
        for (Label label : List.of(top, value, first, last)) label.autosize();
        top.relocate(SIDE, 0);
        value.relocate(getWidth() - SIDE - value.getWidth(), 0);
        first.relocate(SIDE, HEIGHT - BOTTOM + 3);
        last.relocate(getWidth() - SIDE - last.getWidth(), HEIGHT - BOTTOM + 3);
    }

    // ---- drawing by hand ----

    private void press(MouseEvent event) {
        if (!(schedule instanceof Drawn drawn)) return;
        requestFocus();
        int near = near(drawn.points(), event.getX(), event.getY());
        if (event.getButton() == MouseButton.SECONDARY) {
            if (near >= 0) remove(drawn.points(), near);
        } else if (event.getButton() == MouseButton.PRIMARY) {
            held.set(true);
            if (near >= 0) choose(near);
            else insert(drawn.points(), share(event.getX()), factorAt(event.getY()));
        }
        event.consume();
    }

    private void drag(MouseEvent event) {
        if (!held.get() || !(schedule instanceof Drawn drawn)) return;
        move(drawn.points(), share(event.getX()), factorAt(event.getY()));
        event.consume();
    }

    private double share(double x) {
        return (x - SIDE) / width();
    }

    private double factorAt(double y) {
        return high * (1 - (y - TOP) / (HEIGHT - TOP - BOTTOM));
    }

    private int near(List<Point> points, double x, double y) {
        int nearest = -1;
        double least = NEAR;
        for (int i = 0; i < points.size(); i++) {
            double distance =
                    Math.hypot(x(points.get(i).at()) - x, y(points.get(i).factor()) - y);
            if (distance <= least) {
                least = distance;
                nearest = i;
            }
        }
        return nearest;
    }

    private void choose(int point) {
        chosen = point;
        draw();
    }

    private void key(KeyEvent event) {
        if (!(schedule instanceof Drawn drawn)) return;
        var points = drawn.points();
        Point at = points.get(chosen);
        switch (event.getCode()) {
            case LEFT -> move(points, at.at() - ALONG, at.factor());
            case RIGHT -> move(points, at.at() + ALONG, at.factor());
            case UP -> move(points, at.at(), at.factor() + UP * high);
            case DOWN -> move(points, at.at(), at.factor() - UP * high);
            case PAGE_UP -> choose(Math.max(0, chosen - 1));
            case PAGE_DOWN -> choose(Math.min(points.size() - 1, chosen + 1));
            case INSERT -> insertBehind(points);
            case DELETE, BACK_SPACE -> remove(points, chosen);
            default -> {
                return;
            }
        }
        event.consume();
    }

    /** Moves the chosen point, not past its neighbours. */
    private void move(List<Point> points, double share, double factor) {
        double low = chosen == 0 ? 0 : points.get(chosen - 1).at() + ALONG;
        double most = chosen == points.size() - 1 ? 1 : points.get(chosen + 1).at() - ALONG;
        if (low > most) return;
        var next = new ArrayList<>(points);
        next.set(chosen, point(Math.max(low, Math.min(most, share)), factor));
        draw(next, chosen);
    }

    private void insert(List<Point> points, double share, double factor) {
        Point point = point(share, factor);
        int behind = 0;
        while (behind < points.size() && points.get(behind).at() < point.at()) behind++;
        boolean taken = behind < points.size() && points.get(behind).at() == point.at();
        if (points.size() >= Drawn.MOST || taken) {
            choose(Math.min(behind, points.size() - 1));
            return;
        }
        var next = new ArrayList<>(points);
        next.add(behind, point);
        draw(next, behind);
    }

    private void insertBehind(List<Point> points) {
        double from = points.get(chosen).at();
        double to = chosen == points.size() - 1 ? 1 : points.get(chosen + 1).at();
        double middle = (from + to) / 2;
        insert(points, middle, factor(middle));
    }

    private void remove(List<Point> points, int point) {
        if (points.size() < 2) return;
        var next = new ArrayList<>(points);
        next.remove(point);
        draw(next, Math.max(0, point - 1));
    }

    private void draw(List<Point> points, int nowChosen) {
        chosen = nowChosen;
        var next = new Drawn(points);
        if (next.equals(schedule)) draw();
        else ask.accept(next);
    }

    /** Of two digits each, so that its text can be read. */
    private Point point(double share, double factor) {
        return new Point(hundredths(Math.max(0, Math.min(1, share))), hundredths(Math.max(0, Math.min(high, factor))));
    }

    private static double hundredths(double value) {
        return Math.rint(value * 100) / 100;
    }
}
