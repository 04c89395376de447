package org.latentfx.view.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Settings;
import org.latentfx.train.sweep.SweepPlan;
import org.latentfx.train.sweep.SweepPlan.Method;
import org.latentfx.train.sweep.Variation;
import org.latentfx.view.kit.Tips;

/**
 * Asks what to sweep or search: how, over which one or two settings and values, for how many epochs. All else is as in
 * the run that is looked at. What is typed is a plan or one sentence that says why it is none. FX thread only.
 */
final class SweepForm extends VBox {
    private static final String USUAL_TRIALS = "9";
    private static final int SHORT = 5;

    private final ObservableValue<Hyperparameters> run;
    private final ToggleGroup methods = new ToggleGroup();
    private final VariationField first = new VariationField("sweep-first", Settings.BETA, false);
    private final VariationField second = new VariationField("sweep-second", Settings.LATENTS, true);
    private final TextField epochs = field("epochs", "3");
    private final TextField trials = field("trials", USUAL_TRIALS);
    private final Label problem = new Label();
    private boolean touched;
    private final ReadOnlyObjectWrapper<@Nullable SweepPlan> plan = new ReadOnlyObjectWrapper<>();

    SweepForm(ObservableValue<Hyperparameters> run) {
        this.run = run;
        getStyleClass().add("sweep-form");
        var count = row(label("trials"), trials);
        count.setId("sweep-trials-row");
        problem.getStyleClass().add("quiet");
        problem.setWrapText(true);
        problem.setMinHeight(USE_PREF_SIZE);
        problem.setId("sweep-problem");
        getChildren().addAll(methods(), first, second, row(label("epochs"), epochs), count, problem);
        methods.selectedToggleProperty().addListener((property, before, now) -> {
            if (now == null) methods.selectToggle(before);
            boolean searching = method() != Method.GRID;
            first.suggest(searching);
            second.suggest(searching);
            count.setVisible(searching);
            count.setManaged(searching);
            read();
        });
        count.setVisible(false);
        count.setManaged(false);
        first.onChange(this::read);
        second.onChange(this::read);
        epochs.textProperty().subscribe(this::read);
        trials.textProperty().subscribe(this::read);
        run.subscribe(now -> {
            boolean before = touched;
            first.offer(now);
            second.offer(now);
            read();
            touched = before;
        });
        touched = false;
    }

    /** What is asked for; null while it is none, which is said. */
    ReadOnlyObjectProperty<@Nullable SweepPlan> planProperty() {
        return plan.getReadOnlyProperty();
    }

    /** Whether anything was chosen or typed since the form was made or filled. */
    boolean touched() {
        return touched;
    }

    /** Asks for what {@code plan} asked for; all else is as in the run that is looked at. */
    void fill(SweepPlan plan) {
        methods.getToggles().stream()
                .filter(one -> one.getUserData() == plan.method())
                .forEach(methods::selectToggle);
        var variations = plan.variations();
        first.fill(variations.get(0));
        second.fill(variations.size() > 1 ? variations.get(1) : null);
        epochs.setText(String.valueOf(plan.base().epochs()));
        if (plan.method() != Method.GRID) trials.setText(String.valueOf(plan.trials()));
        touched = false;
    }

    private Node methods() {
        var row = new HBox();
        row.getStyleClass().add("tool-row");
        for (Method method : Method.values()) {
            String key = method.name().toLowerCase(Locale.ROOT);
            var one = new ToggleButton(Texts.of("sweep.method." + key));
            one.setId("sweep-method-" + key);
            one.getStyleClass().addAll("flat", "chip");
            one.setMinWidth(USE_PREF_SIZE);
            one.setUserData(method);
            one.setToggleGroup(methods);
            Tips.say(one, Texts.of("sweep.method." + key + ".tip"));
            row.getChildren().add(one);
        }
        methods.selectToggle(methods.getToggles().get(0));
        return row;
    }

    private Method method() {
        return (Method) methods.getSelectedToggle().getUserData();
    }

    private static TextField field(String key, String value) {
        var field = new TextField(value);
        field.setId("sweep-" + key);
        field.getStyleClass().add("small-field");
        field.setPrefColumnCount(SHORT);
        Tips.name(field, Texts.of("sweep." + key));
        Tips.say(field, Texts.of("sweep." + key + ".tip"));
        return field;
    }

    private static Label label(String key) {
        var label = new Label(Texts.of("sweep." + key));
        label.getStyleClass().add("row-name");
        label.setPrefWidth(VariationField.NAME_WIDTH);
        return label;
    }

    private static HBox row(Region... nodes) {
        var row = new HBox(nodes);
        row.getStyleClass().add("tool-row");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    // ---- what is asked for ----

    private void read() {
        touched = true;
        try {
            SweepPlan asked = asked();
            problem.setText(summary(asked));
            problem.getStyleClass().remove("problem");
            plan.set(asked);
        } catch (Refusal e) {
            problem.setText(e.getMessage());
            if (!problem.getStyleClass().contains("problem"))
                problem.getStyleClass().add("problem");
            plan.set(null);
        }
    }

    private SweepPlan asked() {
        List<Variation> variations = new ArrayList<>();
        for (var field : List.of(first, second)) field.variation().ifPresent(variations::add);
        var base = Settings.EPOCHS.withText(run.getValue(), epochs.getText());
        Method method = method();
        var asked = method == Method.GRID
                ? SweepPlan.grid(base, variations)
                : new SweepPlan(base, variations, method, trials(), base.seed());
        asked.settings(); // whether they go together
        return asked;
    }

    private int trials() {
        String text = trials.getText().strip();
        return Optional.of(text)
                .filter(t -> t.matches("\\d{1,5}"))
                .map(Integer::valueOf)
                .orElseThrow(() ->
                        new Refusal("sweep.trials.refused", text, SweepPlan.LEAST_SEARCHED, SweepPlan.MOST_TRIALS));
    }

    private static String summary(SweepPlan asked) {
        int count = asked.settings().size();
        int epochs = asked.base().epochs();
        var rungs = asked.rungs();
        if (rungs.size() == 1)
            return Texts.of("sweep.summary", count, epochs, asked.score().words());
        String stages = rungs.subList(0, rungs.size() - 1).stream()
                .map(rung -> String.valueOf(rung.epochs()))
                .collect(Collectors.joining(Texts.of("sweep.summary.and")));
        return Texts.of(
                "sweep.summary.halving", count, stages, epochs, asked.score().words());
    }
}
