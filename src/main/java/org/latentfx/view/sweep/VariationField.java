package org.latentfx.view.sweep;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;
import org.latentfx.model.Likelihood;
import org.latentfx.text.Texts;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.Setting;
import org.latentfx.train.Settings;
import org.latentfx.train.sweep.Variation;
import org.latentfx.view.kit.Tips;

/** One setting that is to vary, and its values or range as a person types them. FX thread only. */
final class VariationField extends HBox {
    static final double NAME_WIDTH = 96;

    /** Values worth a look; for others those that there are, or the usual one. */
    private static final Map<Setting<?>, String> LISTS = Map.of(
            Settings.BETA, "0.5, 1, 4",
            Settings.LATENTS, "2, 10, 20",
            Settings.LEARNING_RATE, "0.0003, 0.001, 0.003",
            Settings.BATCH, "64, 128, 256",
            Settings.HIDDEN, "200; 400; 512,256",
            Settings.VARIANCE, "0.02, 0.05, 0.1",
            Settings.IMPORTANCE_SAMPLES, "1, 5, 50",
            Settings.SEED, "1, 2, 3");

    private static final Map<Setting<?>, String> RANGES = Map.of(
            Settings.BETA, "0.5..8",
            Settings.LATENTS, "2..20",
            Settings.LEARNING_RATE, "0.0001..0.01",
            Settings.BATCH, "32..512",
            Settings.VARIANCE, "0.01..0.2");

    /** What all trials have in common. */
    private static final Set<Setting<?>> COMMON = Set.of(Settings.EPOCHS, Settings.MODEL, Settings.CLASSES);

    /** Varies where the model has no place for what varied before. */
    private static final Setting<?> OTHERWISE = Settings.LEARNING_RATE;

    private final MenuButton choice = new MenuButton();
    private final TextField values = new TextField();
    private @Nullable Setting<?> setting;
    private final boolean optional;
    private boolean range;
    private Runnable changed = () -> {};

    /** @param optional whether it may be none */
    VariationField(String id, Setting<?> initial, boolean optional) {
        this.optional = optional;
        getStyleClass().add("tool-row");
        setAlignment(Pos.CENTER_LEFT);
        choice.setId(id);
        choice.getStyleClass().add("small-menu");
        choice.setMinWidth(NAME_WIDTH);
        choice.setPrefWidth(NAME_WIDTH);
        Tips.say(choice, Texts.of("sweep.vary.tip"));
        values.setId(id + "-values");
        values.getStyleClass().add("small-field");
        values.setPrefColumnCount(11);
        setHgrow(values, Priority.ALWAYS);
        values.textProperty().subscribe(() -> changed.run());
        var group = new ToggleGroup();
        if (optional) add(group, null, initial);
        for (var one : Settings.ALL) if (!COMMON.contains(one)) add(group, one, initial);
        getChildren().addAll(choice, values);
        choose(initial);
    }

    /** Offers what means something to models as {@code run}, whatever their likelihood, but for what all share. */
    void offer(Hyperparameters run) {
        var gaussian = Settings.LIKELIHOOD.with(run, Likelihood.GAUSSIAN);
        for (var item : choice.getItems()) {
            var one = (Setting<?>) item.getUserData();
            item.setVisible(one == null || Settings.matters(one, gaussian));
        }
        if (setting == null || Settings.matters(setting, gaussian)) return;
        choose(optional ? null : OTHERWISE);
        select(setting);
    }

    private void select(@Nullable Setting<?> now) {
        for (var item : choice.getItems()) ((RadioMenuItem) item).setSelected(item.getUserData() == now);
    }

    private void add(ToggleGroup group, @Nullable Setting<?> one, Setting<?> initial) {
        var item = new RadioMenuItem(one == null ? Texts.of("sweep.vary.nothing") : one.label());
        item.setToggleGroup(group);
        item.setUserData(one);
        item.setSelected(one == initial);
        item.setOnAction(event -> choose(one));
        choice.getItems().add(item);
    }

    private void choose(@Nullable Setting<?> now) {
        setting = now;
        String name = now == null ? Texts.of("sweep.vary.nothing") : now.symbol();
        choice.setText(name);
        choice.setAccessibleText(Texts.of("sweep.vary.accessible", name));
        values.setVisible(now != null);
        if (now == null) {
            changed.run();
            return;
        }
        Tips.name(values, Texts.of("sweep.values", now.label()));
        values.setText(suggestion(now));
        changed.run();
    }

    /** Asks for {@code variation}; null for nothing. */
    void fill(@Nullable Variation variation) {
        Setting<?> asked = variation == null ? null : variation.setting();
        select(asked);
        choose(asked);
        if (variation != null)
            values.setText(variation.text().substring(variation.text().indexOf('=') + 1));
    }

    /** Suggests a range to draw from where there is one, or values. */
    void suggest(boolean ranges) {
        if (range == ranges) return;
        range = ranges;
        if (setting != null) values.setText(suggestion(setting));
        Tips.say(values, Texts.of(ranges ? "sweep.values.range" : "sweep.values.list"));
    }

    private String suggestion(Setting<?> of) {
        String found = range ? RANGES.getOrDefault(of, LISTS.get(of)) : LISTS.get(of);
        return found != null ? found : all(of);
    }

    private static <T> String all(Setting<T> of) {
        List<T> choices = of.choices();
        if (choices.isEmpty()) return of.text(Preset.MAP.hyperparameters());
        return choices.stream().map(of::format).collect(Collectors.joining(", "));
    }

    void onChange(Runnable then) {
        changed = then;
    }

    /** What is to vary; empty for nothing. Throws {@link org.latentfx.text.Refusal} if that is no list or range. */
    Optional<Variation> variation() {
        if (setting == null) return Optional.empty();
        return Optional.of(Variation.parse(setting.key() + "=" + values.getText()));
    }
}
