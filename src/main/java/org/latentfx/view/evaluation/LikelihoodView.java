package org.latentfx.view.evaluation;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.image.MarginalLikelihood;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.evaluation.HeldOutLikelihood;
import org.latentfx.session.evaluation.HeldOutLikelihood.Found;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.SceneWording;
import org.latentfx.view.kit.Tips;

/**
 * The estimate of log p(x) with a chosen number of importance samples: asked for, watched, stopped, and then told with
 * its error and how many samples count. FX thread only.
 */
final class LikelihoodView extends VBox {
    private final HeldOutLikelihood source;
    private final Label name = new Label();
    private final ToggleGroup samples = new ToggleGroup();
    private final FlowPane figures = new FlowPane();
    private final Label state = new Label();

    /** @param model the one shown */
    LikelihoodView(HeldOutLikelihood source, ObservableValue<@Nullable FrozenModel> model) {
        this.source = source;
        getStyleClass().add("likelihood-view");
        figures.getStyleClass().add("figure-cells");
        state.getStyleClass().add("quiet");
        state.setWrapText(true);
        state.setMinHeight(USE_PREF_SIZE);
        model.subscribe(now -> {
            boolean told = now != null && now.can(Capability.CONDITIONAL);
            name.setText(Texts.of(told ? "likelihood.name.cvae" : "likelihood.name"));
        });
        getChildren().addAll(controls(), figures, state);
        source.foundProperty().subscribe(this::show);
        source.progressProperty().subscribe(this::showState);
    }

    private Node controls() {
        name.setMinWidth(USE_PREF_SIZE);
        Tips.say(name, Texts.of("likelihood.name.tip"));
        Tips.term(name, "evidence");
        var estimate = button("estimate");
        estimate.setOnAction(event -> source.estimate(chosen()));
        var progress = new ProgressBar();
        progress.progressProperty().bind(source.progressProperty());
        progress.setPrefWidth(110);
        var cancel = button("cancel");
        cancel.setOnAction(event -> source.cancel());
        var running = Bindings.createBooleanBinding(this::running, source.progressProperty());
        for (Region node : List.of(progress, cancel)) {
            node.visibleProperty().bind(running);
            node.managedProperty().bind(running);
        }
        estimate.disableProperty().bind(running);
        var row = new FlowPane(name, choice(), estimate, progress, cancel);
        row.getStyleClass().add("tool-flow");
        return row;
    }

    private static Button button(String key) {
        var button = new Button(Texts.of("likelihood." + key));
        button.setId("likelihood-" + key);
        button.getStyleClass().add("chip");
        button.setMinWidth(USE_PREF_SIZE);
        Tips.say(button, Texts.of("likelihood." + key + ".tip"));
        return button;
    }

    private Node choice() {
        var row = new HBox();
        row.setAlignment(Pos.CENTER_LEFT);
        for (int k : HeldOutLikelihood.SAMPLES) {
            var one = new ToggleButton(Texts.of("likelihood.k", k));
            one.setId("likelihood-k-" + k);
            one.getStyleClass().addAll("flat", "chip");
            one.setMinWidth(USE_PREF_SIZE);
            one.setUserData(k);
            one.setToggleGroup(samples);
            Tips.say(one, Texts.of("likelihood.k.tip", k));
            row.getChildren().add(one);
        }
        samples.selectToggle(samples.getToggles().get(1));
        // one is always chosen
        samples.selectedToggleProperty().addListener((property, before, now) -> {
            if (now == null) samples.selectToggle(before);
        });
        return row;
    }

    private int chosen() {
        return (int) samples.getSelectedToggle().getUserData();
    }

    private boolean running() {
        return !Double.isNaN(source.progressProperty().get());
    }

    // ---- what is shown ----

    private void show() {
        Found found = source.foundProperty().get();
        if (found == null) figures.getChildren().clear();
        else figures.getChildren().setAll(cells(found));
        figures.setManaged(found != null);
        showState();
    }

    private void showState() {
        state.setText(words());
        state.setManaged(!state.getText().isEmpty());
        state.setVisible(state.isManaged());
    }

    private String words() {
        Found found = source.foundProperty().get();
        if (running()) {
            double left = source.secondsLeft();
            long percent = (long) Math.floor(100 * source.progressProperty().get());
            if (!(percent > 0)) return Texts.of("likelihood.running");
            return left < 90
                    ? Texts.of("likelihood.left.seconds", percent, 10 * Math.max(1, Math.round(left / 10)))
                    : Texts.of("likelihood.left.minutes", percent, Math.round(left / 60));
        }
        if (found == null) return "";
        String took = Figures.fixed(found.seconds(), found.seconds() < 10 ? 1 : 0);
        String state = SceneWording.text(
                this,
                "likelihood.state",
                found.step(),
                found.value().images(),
                found.value().k(),
                took);
        return found.crossEntropy() ? state + " " + Texts.of("likelihood.grey") : state;
    }

    private static List<Node> cells(Found found) {
        MarginalLikelihood value = found.value();
        String error = Double.isNaN(value.standardError())
                ? ""
                : Texts.of("likelihood.error", Figures.fixed(value.standardError(), 2));
        return List.of(
                EvaluationView.cell(
                        "nll",
                        Texts.of("likelihood.nll"),
                        Figures.loss(value.nll()) + error,
                        Texts.of("likelihood.nll.unit"),
                        Texts.of("likelihood.nll.tip", value.k(), Figures.exact(-value.nll()))),
                EvaluationView.cell(
                        "inference-gap",
                        Texts.of("likelihood.gap"),
                        Figures.fixed(value.negativeElbo() - value.nll(), 2),
                        Texts.of("likelihood.gap.unit"),
                        Texts.of("likelihood.gap.tip", Figures.exact(value.negativeElbo()))),
                EvaluationView.cell(
                        "effective",
                        Texts.of("likelihood.effective"),
                        Figures.fixed(value.effective(), 1),
                        Texts.of("likelihood.effective.unit", value.k(), Figures.fixed(value.leastEffective(), 1)),
                        Texts.of("likelihood.effective.tip")));
    }
}
