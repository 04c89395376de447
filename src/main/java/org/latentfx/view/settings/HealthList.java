package org.latentfx.view.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
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
import org.latentfx.train.health.Cure;
import org.latentfx.train.health.Diagnosis;
import org.latentfx.train.health.Evidence;
import org.latentfx.train.health.Health;
import org.latentfx.view.kit.Estimator;
import org.latentfx.view.kit.IconButtons;
import org.latentfx.view.kit.PanelHeader;
import org.latentfx.view.kit.Tips;

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
    private final List<Line> made = new ArrayList<>();
    private boolean low;
    private final Cadence reading = new Cadence(READING_NANOS, System::nanoTime);
    private Consumer<Diagnosis> why = diagnosis -> {};
    private LongConsumer moment = step -> {};
    private @Nullable Doctor doctor;
    private final Label trial = new Label();

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
        trial.getStyleClass().add("health-trial");
        trial.setWrapText(true);
        trial.setMinHeight(USE_PREF_SIZE);
        trial.managedProperty().bind(trial.visibleProperty());
        trial.setVisible(false);
        getChildren().addAll(header, lines, trial);
        run.dataProperty().subscribe(this::measuredOn);
        explorer.historyProperty().subscribe(this::refresh);
        run.hyperparametersProperty().subscribe(this::refresh);
        run.statusProperty().subscribe(this::refresh);
        refresh();
    }

    /** What a click on a line's “Why?” does. */
    public void setOnWhy(Consumer<Diagnosis> action) {
        why = action;
    }

    /** Who measures what the lines rest on beside the losses, and tries their cures. */
    public void setDoctor(Doctor asked) {
        doctor = asked;
        asked.evidenceProperty().subscribe(this::refresh);
        asked.trialProperty().subscribe(now -> {
            trial.setText(now == null ? "" : now.text());
            trial.setVisible(now != null);
        });
    }

    private void treat(Diagnosis diagnosis) {
        if (doctor != null) doctor.treat(diagnosis);
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
        var shown = explorer.shownProperty().getValue();
        RunState past = shown == null ? null : shown.past();
        boolean changing = past == null && run.statusProperty().get() == Run.Status.TRAINING;
        if (changing && !reading.due()) return;
        var values = past == null ? run.hyperparametersProperty().get() : past.hyperparameters();
        var known = doctor == null ? Evidence.NONE : doctor.evidenceProperty().get();
        var found = Health.of(values, explorer.historyProperty().getValue(), known);
        measuredOn();
        while (made.size() < found.size()) made.add(new Line());
        for (int i = 0; i < found.size(); i++) made.get(i).show(found.get(i));
        if (lines.getChildren().size() != found.size()) lines.getChildren().setAll(made.subList(0, found.size()));
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
        Line gravest = null;
        for (Node node : lines.getChildren())
            if (gravest == null || ((Line) node).gravity() < gravest.gravity()) gravest = (Line) node;
        for (Node node : lines.getChildren()) ((Line) node).fold(folded, node == gravest);
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
            String images = Texts.of("health.heldOut", Trainer.heldOutImages(data.test()));
            header.detail(images, images, "");
            return;
        }
        int images = latest.images();
        long step = latest.step();
        header.detail(
                Texts.of("health.heldOut.step", images, step),
                Texts.of(
                        "health.heldOut.tip",
                        images,
                        step,
                        Estimator.sentence(run.hyperparametersProperty().get())),
                Texts.of("health.heldOut.short", step));
    }

    /** A mark, a sentence and a way to its explanation, used again for whatever is found later. */
    private final class Line extends HBox {
        private final Region mark = new Region();
        private final Label sentence = new Label();
        private final Hyperlink link = new Hyperlink(Texts.of("health.why"));
        private final Hyperlink cure = new Hyperlink();
        private final Hyperlink place = new Hyperlink();
        private final VBox actions = new VBox(cure, place);
        private String level = "";
        /** The lower the worse. */
        private int gravity;

        private @Nullable Diagnosis shown;

        Line() {
            super();
            getStyleClass().add("health-line");
            setAccessibleRole(AccessibleRole.TEXT);
            setAlignment(Pos.TOP_LEFT);
            mark.getStyleClass().add("health-mark");
            link.getStyleClass().add("why");
            link.setOnAction(event -> {
                link.setVisited(false);
                if (shown != null) why.accept(shown);
            });
            Tips.say(link, Texts.of("health.why.tip"));
            link.setMinWidth(USE_PREF_SIZE);
            sentence.setWrapText(true);
            sentence.setMinHeight(USE_PREF_SIZE);
            sentence.setMaxWidth(Double.MAX_VALUE);
            cure.getStyleClass().add("health-action");
            cure.setWrapText(true);
            cure.setMinHeight(USE_PREF_SIZE);
            Tips.say(cure, Texts.of("health.cure.tip"));
            place.getStyleClass().add("health-action");
            Tips.say(place, Texts.of("health.place.tip"));
            cure.setOnAction(event -> {
                cure.setVisited(false);
                if (shown != null) treat(shown);
            });
            place.setOnAction(event -> {
                place.setVisited(false);
                if (shown != null) moment.accept(shown.step());
            });
            for (var one : List.of(cure, place)) one.managedProperty().bind(one.visibleProperty());
            actions.managedProperty().bind(actions.visibleProperty());
            var words = new VBox(sentence, actions);
            words.setMinWidth(0);
            setHgrow(words, Priority.ALWAYS);
            getChildren().addAll(mark, words, link);
        }

        void show(Diagnosis diagnosis) {
            String now = diagnosis.level().name().toLowerCase(Locale.ROOT);
            if (!now.equals(level)) mark.getStyleClass().setAll("health-mark", now);
            level = now;
            gravity = diagnosis.level().ordinal();
            shown = diagnosis;
            sentence.setText(diagnosis.text());
            Cure remedy = doctor == null ? null : diagnosis.cure();
            cure.setVisible(remedy != null);
            cure.setText(Texts.of("health.cure", remedy == null ? "" : remedy.text()));
            place.setVisible(diagnosis.step() > 0);
            place.setText(Texts.of("health.place", diagnosis.step()));
            actions.setVisible(cure.isVisible() || place.isVisible());
            setAccessibleText(diagnosis.text());
            link.setAccessibleText(Texts.of("health.why.accessible", diagnosis.text()));
        }

        int gravity() {
            return gravity;
        }

        /** Its sentence is shown whole or not at all: its figures are never cut. */
        void fold(boolean folded, boolean gravest) {
            boolean shown = gravest || !folded;
            setVisible(shown);
            setManaged(shown);
        }
    }
}
