package org.latentfx.view.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.health.Doctor;
import org.latentfx.session.run.Run;
import org.latentfx.text.Texts;
import org.latentfx.train.Cadence;
import org.latentfx.train.RunState;
import org.latentfx.train.Trainer;
import org.latentfx.train.health.Diagnosis;
import org.latentfx.train.health.Evidence;
import org.latentfx.train.health.Health;
import org.latentfx.view.kit.Estimator;
import org.latentfx.view.kit.IconButtons;
import org.latentfx.view.kit.PanelHeader;
import org.latentfx.view.kit.SceneWording;

/**
 * The state of a run in plain words: one line for each {@link Diagnosis}, its level shown by shape and colour. FX
 * thread only.
 */
public final class HealthList extends VBox {
    /** The height of what a healthy run says, reserved so that what stands below moves little. */
    private static final double ROOM = 84;

    /** Of three lines of text, which most sentences need. */
    private static final double FOLDED = 48;

    /** While training, sentences stand for so long, that they can be read. */
    private static final long READING_NANOS = 1_000_000_000L;

    private final Explorer explorer;
    private final Run run;
    private final ToggleButton more =
            IconButtons.dress(new ToggleButton(), Feather.CHEVRON_UP, Texts.of("health.more"), Texts.of("health.more"));
    private final PanelHeader header = new PanelHeader(Texts.of("health.title"), more);
    private final VBox lines = new VBox();
    private final List<HealthLine> made = new ArrayList<>();
    private List<HealthPlace> places = List.of();

    /** The finding whose moment is looked at, or soon will be. */
    private @Nullable HealthPlace chosen;

    private boolean arrived;

    /** The keyboard leaves a link that goes out of sight. */
    private boolean showing;

    /** Which run the places are of. */
    private @Nullable Object of;

    private boolean low;
    private final Cadence reading = new Cadence(READING_NANOS, System::nanoTime);
    private Consumer<Diagnosis> why = diagnosis -> {};
    private LongConsumer moment = step -> {};
    private @Nullable Doctor doctor;
    private final TrialNote trial = new TrialNote();

    public HealthList(Explorer explorer, Run run) {
        this.explorer = explorer;
        this.run = run;
        getStyleClass().add("health-list");
        lines.getStyleClass().add("health-lines");
        more.getStyleClass().addAll("flat", "header-button");
        more.setId("health-more");
        more.setVisible(false);
        more.setManaged(false);
        more.setOnAction(event -> fold());
        getChildren().addAll(header, lines, trial);
        run.dataProperty().subscribe(this::measuredOn);
        explorer.historyProperty().subscribe(this::refresh);
        run.hyperparametersProperty().subscribe(this::refresh);
        run.statusProperty().subscribe(this::refresh);
        for (var here : List.of(lines.hoverProperty(), lines.focusWithinProperty()))
            here.addListener((property, before, now) -> {
                if (!now && !showing) show();
            });
        refresh();
    }

    /** What a click on a line's “Why?” does. */
    public void setOnWhy(Consumer<Diagnosis> action) {
        why = action;
    }

    /** Who measures what the lines rest on beside the losses, and tries their cures. */
    public void setDoctor(Doctor asked) {
        doctor = asked;
        asked.evidenceProperty().subscribe((before, now) -> {
            // beside the bars of the same look, which have changed already
            if (before != null && now.classes() != before.classes()) show();
            else refresh();
        });
        trial.follow(asked);
    }

    private HealthLine line() {
        return new HealthLine(new HealthLine.Actions(
                place -> why.accept(place.finding()),
                place -> {
                    if (doctor != null) doctor.treat(place.finding());
                },
                place -> {
                    chosen = place;
                    arrived = false;
                    moment.accept(place.finding().step());
                }));
    }

    /** What a click on a step does: that which the lines rest on, or where a line shows on the curve. */
    public void setOnMoment(LongConsumer action) {
        moment = action;
        header.setOnDetail(() -> {
            var latest = explorer.historyProperty().getValue().latest();
            if (latest != null) action.accept(latest.step());
        });
    }

    private void refresh() {
        if (past() != null || run.statusProperty().get() != Run.Status.TRAINING || reading.due()) show();
    }

    private @Nullable RunState past() {
        var shown = explorer.shownProperty().getValue();
        return shown == null ? null : shown.past();
    }

    /** Whether the pointer is at the lines, or the keyboard: then they stay where they are. */
    private boolean held() {
        Node focused =
                getScene() == null || !lines.isFocusWithin() ? null : getScene().getFocusOwner();
        return lines.isHover() || focused != null && focused.isFocusVisible();
    }

    private void show() {
        showing = true;
        try {
            place();
        } finally {
            showing = false;
        }
    }

    private void place() {
        RunState past = past();
        var values = past == null ? run.hyperparametersProperty().get() : past.hyperparameters();
        var known = doctor == null ? Evidence.NONE : doctor.evidenceProperty().get();
        var history = explorer.historyProperty().getValue();
        var found = Health.of(values, history, known);
        measuredOn();
        boolean same = of == run.timelineProperty().get();
        of = run.timelineProperty().get();
        if (!same || past == null && arrived) chosen = null;
        arrived = chosen != null && (arrived || past != null);
        var latest = history.latest();
        boolean held = same && held();
        places = HealthPlace.of(places, found, latest == null ? 0 : latest.step(), held, chosen);
        while (made.size() < places.size()) made.add(line());
        for (int i = 0; i < places.size(); i++) {
            HealthPlace place = places.get(i);
            boolean looked = chosen != null
                    && chosen.finding().id().equals(place.finding().id());
            made.get(i).show(place, held, looked, doctor != null);
        }
        if (lines.getChildren().size() != places.size()) lines.getChildren().setAll(made.subList(0, places.size()));
        fold();
    }

    /** With little room: the gravest line alone and a button for all. */
    public void low(boolean now) {
        if (low == now) return;
        low = now;
        more.setVisible(now);
        more.setManaged(now);
        fold();
    }

    private void fold() {
        boolean folded = low && !more.isSelected();
        HealthLine gravest = null;
        for (Node node : lines.getChildren())
            if (gravest == null || ((HealthLine) node).gravity() < gravest.gravity()) gravest = (HealthLine) node;
        for (Node node : lines.getChildren()) ((HealthLine) node).fold(folded, node == gravest);
        lines.setMinHeight(folded ? FOLDED : Math.min(ROOM, heightOfAll(getWidth())));
    }

    /** How high it is with every line. */
    public double fullHeight(double width) {
        return header.prefHeight(width) + Math.max(ROOM, heightOfAll(width));
    }

    private double heightOfAll(double width) {
        double sum = lines.getSpacing() * Math.max(0, lines.getChildren().size() - 1);
        for (Node line : lines.getChildren()) sum += line.prefHeight(width);
        return sum;
    }

    /** What the sentences are based on, and how old that is. */
    private void measuredOn() {
        var data = run.dataProperty().get();
        if (data == null) return;
        var latest = explorer.historyProperty().getValue().latest();
        if (latest == null) {
            String images = SceneWording.text(this, "health.heldOut", Trainer.heldOutImages(data.test()));
            header.detail(images, images, "");
            return;
        }
        int images = latest.images();
        long step = latest.step();
        header.detail(
                SceneWording.text(this, "health.heldOut.step", images, step),
                Texts.of(
                        "health.heldOut.tip",
                        images,
                        step,
                        Estimator.sentence(run.hyperparametersProperty().get())),
                SceneWording.text(this, "health.heldOut.short", step));
    }
}
