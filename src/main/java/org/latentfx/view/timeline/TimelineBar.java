package org.latentfx.view.timeline;

import java.util.List;
import javafx.animation.PauseTransition;
import javafx.beans.InvalidationListener;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.latentfx.session.run.Run;
import org.latentfx.session.run.RunLine;
import org.latentfx.session.run.Runs;
import org.latentfx.session.timeline.TimeMachine;
import org.latentfx.text.Texts;
import org.latentfx.train.RunState;
import org.latentfx.view.command.Actions;
import org.latentfx.view.command.Keys;
import org.latentfx.view.kit.IconButtons;
import org.latentfx.view.kit.Tips;

/**
 * The timeline under the window: play, the lanes, which moment is looked at in words, a fork from there, and the way
 * back to the newest one. It shows a {@link TimeMachine} and gives it commands. FX thread only.
 */
public final class TimelineBar extends HBox {
    private static final PseudoClass PAST = PseudoClass.getPseudoClass("past");

    /** Below this width words are short. */
    private static final double ROOMY = 1240;

    /** What takes longer than this shows how far it is. */
    private static final Duration MOMENT = Duration.millis(500);

    private final Runs runs;
    private final Run run;
    private final TimeMachine machine;
    private final Actions actions;
    private final TimelineLane lane;
    private final LaneRoom room;
    private final Label words = new Label();
    private final ProgressBar progress = new ProgressBar();
    private final Button cancel;
    private final Button live = new Button();
    private final PauseTransition patience = new PauseTransition(MOMENT);
    private final ListChangeListener<RunLine> lines = change -> followLines();
    private final InvalidationListener stepped;

    /** @param actions what the buttons with keys do */
    public TimelineBar(Runs runs, Run run, TimeMachine machine, Actions actions) {
        this.runs = runs;
        this.run = run;
        this.machine = machine;
        this.actions = actions;
        getStyleClass().add("timeline-bar");
        Tips.about(this, "timeline");
        setAlignment(Pos.CENTER_LEFT);
        lane = new TimelineLane(runs, run, machine);
        stepped = observable -> lane.lanesChanged();
        cancel = IconButtons.button(Feather.X, Texts.of("timeline.cancel"), machine::cancel);
        cancel.setId("timeline-cancel");
        words.setId("timeline-words");
        words.setMinWidth(0);
        progress.setAccessibleText(Texts.of("timeline.progress"));
        room = new LaneRoom(lane);
        setHgrow(room, Priority.ALWAYS);
        getChildren().addAll(play(), room, words, progress, cancel, fork(), live());
        patience.setOnFinished(event -> showProgress(true));
        machine.progressProperty().subscribe(this::progressed);
        machine.momentProperty().subscribe(this::say);
        machine.shownProperty().subscribe(this::say);
        run.stepProperty().subscribe(this::say);
        run.statusProperty().subscribe(this::say);
        widthProperty().subscribe(this::say);
        runs.lines().addListener(lines);
        runs.shownProperty().subscribe(this::followLines);
    }

    /** The lanes, which are as wide as there is room. */
    private static final class LaneRoom extends Pane {
        private final TimelineLane lane;

        LaneRoom(TimelineLane lane) {
            this.lane = lane;
            getChildren().add(lane);
            setMinWidth(80);
            fit();
        }

        /** As high as there are lanes. */
        void fit() {
            double high = lane.high();
            setMinHeight(high);
            setPrefHeight(high);
            setMaxHeight(high);
        }

        @Override
        protected void layoutChildren() {
            lane.resizeRelocate(0, 0, getWidth(), getHeight());
        }
    }

    private Button play() {
        var button = IconButtons.button(Feather.PLAY, Keys.PLAY_PAST, actions);
        button.setId("timeline-play");
        button.getStyleClass().addAll("flat", "timeline-button");
        var icon = (FontIcon) button.getGraphic();
        machine.playingProperty().subscribe(now -> {
            icon.setIconCode(now ? Feather.PAUSE : Feather.PLAY);
            String label = Texts.of(now ? "timeline.pause" : "timeline.play");
            IconButtons.name(button, label, Texts.of("keys.tooltip", label, Keys.PLAY_PAST.shortcut()));
        });
        return button;
    }

    private Button fork() {
        var button = IconButtons.button(Feather.GIT_BRANCH, Keys.FORK, actions);
        button.setId("timeline-fork");
        button.getStyleClass().addAll("flat", "timeline-button");
        button.visibleProperty().bind(machine.shownProperty().isNotNull());
        button.managedProperty().bind(button.visibleProperty());
        return button;
    }

    private Button live() {
        live.setId("timeline-live");
        live.getStyleClass().add("live-button");
        live.setText(Texts.of("timeline.live"));
        live.setMinWidth(USE_PREF_SIZE);
        live.setOnAction(event -> actions.run(Keys.LIVE));
        Tips.say(live, Keys.LIVE.tooltip());
        return live;
    }

    /** Other runs move along their own lanes, and are followed for as long as they are there. */
    private void followLines() {
        for (RunLine line : runs.lines()) {
            line.stepProperty().removeListener(stepped);
            if (line != run.line()) line.stepProperty().addListener(stepped);
        }
        room.fit();
        lane.lanesChanged();
    }

    private void progressed(Number share) {
        boolean computing = !Double.isNaN(share.doubleValue());
        progress.setProgress(computing ? share.doubleValue() : 0);
        if (!computing) {
            patience.stop();
            showProgress(false);
        } else if (patience.getStatus() != PauseTransition.Status.RUNNING && !progress.isVisible()) {
            patience.playFromStart();
        }
        say();
    }

    private void showProgress(boolean now) {
        for (var node : List.of(progress, cancel)) {
            node.setVisible(now);
            node.setManaged(now);
        }
        say();
    }

    private void say() {
        boolean past = !machine.momentProperty().get().live();
        pseudoClassStateChanged(PAST, past);
        String size = getWidth() < ROOMY ? ".short" : "";
        words.setText(
                past
                        ? past(size)
                        : Texts.of("timeline.words.live", run.stepProperty().get()));
    }

    /** Such as "step 1,200 of 9,380 · live goes on". */
    private String past(String size) {
        long newest = run.stepProperty().get();
        RunState there = machine.shownProperty().get();
        long asked = machine.momentProperty().get().step();
        if (progress.isVisible() && there != null && there.position().step() != asked)
            return Texts.of("timeline.words.computing", asked, there.position().step());
        boolean training = run.statusProperty().get() == Run.Status.TRAINING;
        return Texts.of(
                "timeline.words.past" + size,
                there == null ? asked : there.position().step(),
                newest,
                Texts.of(training ? "timeline.words.goes-on" : "timeline.words.waits"));
    }
}
