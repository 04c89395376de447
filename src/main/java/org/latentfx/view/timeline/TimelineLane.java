package org.latentfx.view.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javafx.beans.value.ObservableValue;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.latentfx.model.FrozenModel;
import org.latentfx.session.run.Run;
import org.latentfx.session.run.RunLine;
import org.latentfx.session.run.Runs;
import org.latentfx.session.timeline.TimeMachine;
import org.latentfx.text.Texts;
import org.latentfx.train.Event;
import org.latentfx.train.RunState;
import org.latentfx.train.timeline.SnapshotBudget;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.kit.Palette;
import org.latentfx.view.kit.PixelView;
import org.latentfx.view.kit.Theme;
import org.latentfx.view.kit.Tips;

/**
 * The lanes of the timeline: one for the run that is looked at, with a tick for each snapshot and a diamond for each
 * event, and a thin one for each other run, which leaves the lane that it branched off. A thumb stands at the moment
 * that is looked at, and goes to any other by mouse, wheel or keys. FX thread only.
 */
final class TimelineLane extends PaintedRegion {
    private static final double INSET = 9;
    private static final double MAIN = 11;
    private static final double THUMB = 14;

    /** Between two lanes of other runs: a hand that is a little too low must not take another run. */
    private static final double APART = 7;

    /** From the middle of the lane looked at to where those of others begin. */
    private static final double BELOW = 8;

    /** Where there is no other run. */
    private static final double LEAST_HIGH = 28;

    /** More lanes than so many find no room. */
    private static final int MOST_LANES = 4;

    /** As near as this, in pixels, a snapshot is what is meant. */
    private static final double NEAR = 5;

    /** A page is this part of the run. */
    private static final int PAGES = 10;

    private final Runs runs;
    private final Run run;
    private final TimeMachine machine;
    private final ObservableValue<Boolean> dark = Theme.isDark(this);
    private final PixelView view = new PixelView();
    private final Region thumb = new Region();
    private LaneScale scale = new LaneScale(INSET, 1, 1);
    private double pointer;

    TimelineLane(Runs runs, Run run, TimeMachine machine) {
        this.runs = runs;
        this.run = run;
        this.machine = machine;
        getStyleClass().add("timeline-lane");
        thumb.getStyleClass().add("timeline-thumb");
        thumb.setManaged(false);
        thumb.setMouseTransparent(true);
        getChildren().addAll(view, thumb);
        setFocusTraversable(true);
        setCursor(Cursor.HAND);
        setAccessibleRole(AccessibleRole.SLIDER);
        setOnMouseMoved(event -> pointer = event.getX());
        setOnMousePressed(this::press);
        setOnMouseDragged(event -> drag(event.getX()));
        setOnMouseReleased(this::release);
        setOnScroll(this::scroll);
        setOnKeyPressed(this::key);
        Tips.ask(this, this::tip);
        run.historyProperty().subscribe(this::repaint);
        run.timelineProperty().subscribe(this::repaint);
        machine.momentProperty().subscribe(this::place);
        dark.subscribe(this::repaint);
    }

    /** How high all lanes are together. */
    double high() {
        int others = Math.min(MOST_LANES, runs.lines().size() - 1);
        return Math.max(LEAST_HIGH, MAIN + BELOW + APART * others + 2);
    }

    /** Other runs than the one looked at have changed. */
    void lanesChanged() {
        repaint();
    }

    // ---- gestures ----

    private void press(MouseEvent event) {
        if (event.getButton() != MouseButton.PRIMARY) return;
        requestFocus();
        RunLine other = laneAt(event.getY());
        if (other != null) runs.show(other);
        drag(event.getX());
        event.consume();
    }

    /** While the hand is on its way, from snapshot to snapshot, which are there at once. */
    private void drag(double x) {
        pointer = x;
        if (x >= scale.xOf(scale.last()) - NEAR) machine.live();
        else go(scale.nearest(x, machine.steps()));
    }

    private void release(MouseEvent event) {
        double x = event.getX();
        boolean onSnapshot = Math.abs(scale.xOf(scale.nearest(x, machine.steps())) - x) <= NEAR;
        if (event.getButton() == MouseButton.PRIMARY
                && !onSnapshot
                && !machine.momentProperty().get().live()) go(scale.stepAt(x));
    }

    private void go(long step) {
        var moment = machine.momentProperty().get();
        if (step >= 0 && (moment.live() || moment.step() != step)) machine.goTo(step);
    }

    private void scroll(ScrollEvent event) {
        double delta = event.getDeltaY() == 0 ? -event.getDeltaX() : event.getDeltaY();
        if (delta > 0) machine.earlier();
        if (delta < 0) machine.later();
        event.consume();
    }

    private void key(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) return;
        int by = event.isShiftDown() ? 1 : 0;
        switch (event.getCode()) {
            case LEFT, DOWN -> back(by);
            case RIGHT, UP -> forth(by);
            case PAGE_DOWN -> back(Math.max(1, scale.last() / PAGES));
            case PAGE_UP -> forth(Math.max(1, scale.last() / PAGES));
            case HOME -> machine.goTo(0);
            case END -> machine.live();
            default -> {
                return;
            }
        }
        event.consume();
    }

    /** By so many steps; 0: to the snapshot before. */
    private void back(long steps) {
        if (steps == 0) machine.earlier();
        else machine.goTo(Math.max(0, here() - steps));
    }

    private void forth(long steps) {
        if (steps == 0) machine.later();
        else machine.goTo(here() + steps);
    }

    private long here() {
        var moment = machine.momentProperty().get();
        return moment.live() ? run.stepProperty().get() : moment.step();
    }

    // ---- words ----

    private String tip() {
        String at = Texts.of("timeline.tip.step", scale.stepAt(pointer));
        String events = run.historyProperty().get().events().stream()
                .filter(event -> Math.abs(scale.xOf(event.step()) - pointer) <= NEAR)
                .map(Event::text)
                .collect(Collectors.joining(", "));
        return (events.isEmpty() ? at : Texts.of("timeline.tip.event", at, events)) + "\n" + size() + "\n"
                + Texts.of("timeline.tip.keys");
    }

    /** How many moments are remembered, and what they take. */
    private String size() {
        SnapshotBudget snapshots = runs.threads().snapshots();
        var size = snapshots.size();
        String all = Texts.of(
                "timeline.tip.size",
                machine.steps().size(),
                megabytes(size.inMemory()),
                megabytes(size.onDisk()),
                megabytes(snapshots.most()));
        FrozenModel model = runs.shown().modelProperty().get();
        long each = model == null ? 0 : RunState.bytes(model.configuration());
        return snapshots.beyondMemory(each) ? all + "\n" + Texts.of("timeline.tip.rare", megabytes(each)) : all;
    }

    private static String megabytes(long bytes) {
        return Figures.fixed(bytes / 1048576.0, bytes < 100 << 20 ? 1 : 0);
    }

    // ---- painting ----

    @Override
    protected void paint() {
        scale = new LaneScale(INSET, getWidth() - 2 * INSET, longest());
        double density = density();
        var image = view.cover(getWidth(), getHeight(), density);
        image.fill(0);
        var painter = new LanePainter(image, density);
        others(painter);
        main(painter);
        image.update();
        place();
    }

    private void main(LanePainter painter) {
        boolean night = dark.getValue();
        List<Long> steps = machine.steps();
        int argb = LanePainter.of(run.line().colour(), night);
        double end = scale.xOf(run.stepProperty().get());
        double begin = steps.isEmpty() ? end : scale.xOf(steps.get(0));
        painter.bar(INSET, scale.xOf(scale.last()), MAIN, 2, Palette.of(night).grid(), false);
        painter.ticks(steps, scale::xOf, MAIN - 5, 10, argb);
        painter.bar(begin, end, MAIN, 3, argb, true);
        for (Event event : run.historyProperty().get().events())
            painter.diamond(scale.xOf(event.step()), MAIN, 4, Palette.of(night).event());
    }

    private void others(LanePainter painter) {
        List<RunLine> lanes = lanes();
        for (int i = 0; i < lanes.size(); i++) {
            RunLine line = lanes.get(i);
            double y = laneY(i);
            RunLine.Branch branch = line.branch();
            double begin = branch == null ? INSET : scale.xOf(branch.step());
            int argb = LanePainter.of(line.colour(), dark.getValue());
            RunLine origin = branch == null ? null : branch.from();
            boolean leaves = origin != null && (origin == run.line() || lanes.contains(origin));
            double from = leaves && origin != run.line() ? laneY(lanes.indexOf(origin)) : MAIN;
            if (leaves && from < y) painter.branch(begin, from, y, 2, argb);
            double across = leaves && from < y ? Math.max(6, (y - from) * 1.2) : 0;
            painter.bar(begin + across, Math.max(begin + across + 2, scale.xOf(end(line))), y, 2, argb, true);
        }
    }

    private static long end(RunLine line) {
        return line.stepProperty().get();
    }

    private long longest() {
        return runs.lines().stream().mapToLong(TimelineLane::end).max().orElse(0);
    }

    /** The other runs that there is room for below the one looked at. */
    private List<RunLine> lanes() {
        int room = (int) Math.max(0, (getHeight() - MAIN - BELOW) / APART);
        var others = new ArrayList<>(runs.lines());
        others.remove(run.line());
        return others.subList(0, Math.min(room, others.size()));
    }

    private static double laneY(int index) {
        return MAIN + BELOW + APART * (index + 0.5);
    }

    /** The other run whose lane is at {@code y}; null for the one looked at. */
    private @Nullable RunLine laneAt(double y) {
        List<RunLine> lanes = lanes();
        int index = (int) Math.floor((y - MAIN - BELOW) / APART);
        return index < 0 || index >= lanes.size() ? null : lanes.get(index);
    }

    /** Puts the thumb where the moment is. */
    private void place() {
        double x = scale.xOf(here());
        thumb.resizeRelocate(Math.round(x - THUMB / 2), Math.round(MAIN - THUMB / 2), THUMB, THUMB);
        setAccessibleText(Texts.of("timeline.accessible", here()));
    }

    /** Where the moment of {@code step} is. */
    double xOf(long step) {
        return scale.xOf(step);
    }
}
