package org.latentfx.view.curves;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.text.Texts;
import org.latentfx.train.Cadence;
import org.latentfx.train.History;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.view.curves.CurveBand.Chosen;
import org.latentfx.view.curves.CurveLook.Scale;
import org.latentfx.view.kit.Estimator;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.LossUnit;
import org.latentfx.view.kit.PanelHeader;
import org.latentfx.view.kit.Stylesheets;
import org.latentfx.view.kit.Theme;
import org.latentfx.view.kit.Tips;

/**
 * The curves panel: −ELBO, reconstruction and KL of training and held-out images over the steps of a {@link Run}, with
 * the controls for what is shown. It reads the run and never changes it. FX thread only.
 */
public final class CurvesView extends Region {
    /** Below this width the header has room for signs only. */
    private static final double NARROW = 420;

    private static final double NARROW_IF_CROWDED = 560;
    private static final PseudoClass TIGHT = PseudoClass.getPseudoClass("tight");

    private static final int[] TIME_CONSTANTS = {0, 20, 50, 200, 1000};

    /** While training, lines are painted as a whole, so not at each update. */
    private static final long REPAINT_NANOS = 180_000_000L;

    private final Cadence repaint = new Cadence(REPAINT_NANOS, System::nanoTime);
    private final ObservableValue<Boolean> dark = Theme.isDark(this);
    private final IntegerProperty pixels = new SimpleIntegerProperty(784);
    private final ObjectProperty<Hyperparameters> run = new SimpleObjectProperty<>(Preset.MAP.hyperparameters());
    private final CurvePlot plot = new CurvePlot();
    private final HBox controls = new HBox();
    private final List<ToggleButton> quantities = new ArrayList<>();
    private final List<RadioMenuItem> units = new ArrayList<>();
    private final ToggleButton follow = follow();
    private final ToggleButton log = log();
    private final CheckMenuItem fitting = new CheckMenuItem(Texts.of("curves.fitting"));
    private final PanelHeader header = new PanelHeader(Texts.of("curves.title"), controls);

    /** Shows {@code history}, while {@code training} not at each change. */
    public CurvesView(ObservableValue<History> history, ObservableValue<Boolean> training) {
        getStyleClass().add("curves-view");
        getStylesheets().add(Stylesheets.PANELS.address());
        controls.getStyleClass().add("curve-controls");
        for (Quantity quantity : Quantity.choice()) controls.getChildren().add(toggle(quantity));
        controls.getChildren().addAll(log, follow, options());
        getChildren().addAll(header, plot);
        plot.setAccessibleText(Texts.of("curves.accessible"));
        dark.addListener((property, before, now) -> change(look -> look));
        pixels.addListener((property, before, now) -> change(look -> look));
        run.addListener((property, before, now) -> {
            plot.run(now);
            change(look -> look);
        });
        history.addListener((property, before, now) -> {
            if (!training.getValue() || repaint.due()) plot.show(now);
        });
        plot.chosenProperty().addListener((property, before, now) -> change(look -> look));
        training.addListener((property, before, now) -> plot.show(history.getValue()));
        plot.show(history.getValue());
        change(look -> look);
    }

    /** Pixels in one image, for reading losses per pixel. */
    public IntegerProperty pixelsProperty() {
        return pixels;
    }

    /** What the run is trained with, which tells what its losses are of. */
    public ObjectProperty<Hyperparameters> runProperty() {
        return run;
    }

    /** Marks the moment of the past that {@code step} tells; null for none. */
    public void followMoment(ObservableValue<@Nullable Long> step) {
        step.subscribe(now -> {
            plot.moment().show(now);
            plot.momentChanged();
        });
    }

    /** What a click on a step or an event does. */
    public void setOnStepChosen(LongConsumer action) {
        plot.moment().setOnChosen(action);
    }

    @Override
    protected void layoutChildren() {
        double left = snappedLeftInset();
        double top = snappedTopInset();
        double width = getWidth() - left - snappedRightInset();
        double height = getHeight() - top - snappedBottomInset();
        boolean narrow = width < (crowded() ? NARROW_IF_CROWDED : NARROW);
        follow.setContentDisplay(narrow ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.TEXT_ONLY);
        controls.pseudoClassStateChanged(TIGHT, narrow);
        double head = header.prefHeight(width);
        header.resizeRelocate(left, top, width, head);
        plot.resizeRelocate(left, top + head, width, Math.max(0, height - head));
    }

    /** Whether there are four quantities or more, whose chips take more room. */
    private boolean crowded() {
        return quantities.stream().filter(ToggleButton::isVisible).count() > 3;
    }

    @Override
    protected double computePrefWidth(double height) {
        return 560;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 240;
    }

    private void change(UnaryOperator<CurveLook> step) {
        ModelKind kind = run.get().model();
        plot.look(step.apply(plot.look()).with(kind).with(pixels.get(), dark.getValue()));
        String unit = plot.look().unit().label(run.get().wording());
        String words =
                switch (plot.chosenProperty().get()) {
                    case NOTHING -> unit;
                    case CUT -> Texts.of("curves.unit.cut", unit);
                    case LOG -> Texts.of("curves.unit.log", unit);
                };
        header.detail(words, Estimator.ofCurves(run.get(), unit), unit);
        Scale scale = plot.look().scale();
        fitting.setSelected(scale == Scale.FITTING);
        log.setSelected(scale == Scale.LOG || plot.chosenProperty().get() == Chosen.LOG);
        for (LossUnit each : LossUnit.values())
            units.get(each.ordinal()).setText(each.label(run.get().wording()));
        units.get(LossUnit.NATS_PER_PIXEL.ordinal()).setVisible(plot.look().perPixel());
        for (ToggleButton button : quantities) {
            var quantity = (Quantity) button.getUserData();
            button.setStyle("-curve-colour: " + quantity.css(dark.getValue()));
            button.setVisible(Quantity.choice(kind).contains(quantity));
            button.setManaged(button.isVisible());
            button.setSelected(plot.look().shown().contains(quantity));
            if (button.isVisible()) say(button, quantity.help(kind));
        }
    }

    // ---- controls ----

    private ToggleButton toggle(Quantity quantity) {
        ToggleButton button = button(quantity.label(), quantity.label(), quantity.name());
        button.getStyleClass().add("quantity");
        Tips.about(button, quantity.term());
        var swatch = new Region();
        swatch.getStyleClass().add("swatch");
        button.setGraphic(swatch);
        button.setUserData(quantity);
        quantities.add(button);
        button.setOnAction(event -> {
            var chosen = EnumSet.copyOf(plot.look().chosen());
            if (button.isSelected()) chosen.add(quantity);
            else if (plot.look().shown().size() > 1) chosen.remove(quantity);
            change(look -> look.with(chosen));
        });
        return button;
    }

    private ToggleButton log() {
        ToggleButton button = button(Texts.of("curves.log"), Texts.of("curves.log.help"), "log");
        button.setOnAction(event -> change(look -> look.with(button.isSelected() ? Scale.LOG : Scale.LINEAR)));
        return button;
    }

    private ToggleButton follow() {
        ToggleButton button = button(Texts.of("curves.follow"), Texts.of("curves.follow.help"), "follow");
        button.setGraphic(new FontIcon(Feather.CHEVRONS_RIGHT));
        button.setSelected(true);
        button.setOnAction(event -> plot.follow(button.isSelected()));
        plot.followingProperty().addListener((property, before, following) -> button.setSelected(following));
        return button;
    }

    private static ToggleButton button(String text, String help, String id) {
        var button = new ToggleButton(text);
        button.setId("curves-" + id.toLowerCase(Locale.ROOT));
        button.getStyleClass().addAll("flat", "chip");
        say(button, help);
        button.setMinWidth(USE_PREF_SIZE);
        return button;
    }

    private static void say(ToggleButton button, String help) {
        Tips.say(button, help);
        button.setAccessibleText(help);
    }

    private MenuButton options() {
        var menu = new MenuButton(null, new FontIcon(Feather.SLIDERS));
        menu.setId("curves-options");
        menu.getStyleClass().addAll("flat", "chip", "no-arrow");
        Tips.say(menu, Texts.of("curves.options"));
        menu.setAccessibleText(Texts.of("curves.options"));
        menu.setMinWidth(USE_PREF_SIZE);
        var group = new ToggleGroup();
        for (LossUnit unit : LossUnit.values()) {
            boolean first = unit == plot.look().unit();
            RadioMenuItem item = choice(group, "", first, () -> change(look -> look.with(unit)));
            menu.getItems().add(item);
            units.add(item);
        }
        menu.getItems().add(new SeparatorMenuItem());
        var constants = new ToggleGroup();
        for (int constant : TIME_CONSTANTS) {
            String text = constant == 0
                    ? Texts.of("curves.smoothing.none")
                    : Texts.of("curves.smoothing", Figures.count(constant));
            boolean first = constant == plot.look().timeConstant();
            menu.getItems().add(choice(constants, text, first, () -> change(look -> look.withTimeConstant(constant))));
        }
        var all = new CheckMenuItem(Texts.of("curves.all"));
        all.setOnAction(event -> change(look -> look.withAll(all.isSelected())));
        var whole = new MenuItem(Texts.of("curves.fit"));
        whole.setOnAction(event -> plot.fit());
        fitting.setOnAction(event -> change(
                look -> look.with(fitting.isSelected() ? Scale.FITTING : log.isSelected() ? Scale.LOG : Scale.LINEAR)));
        menu.getItems().addAll(new SeparatorMenuItem(), fitting, all, whole);
        return menu;
    }

    private static RadioMenuItem choice(ToggleGroup group, String text, boolean first, Runnable chosen) {
        var item = new RadioMenuItem(text);
        item.setToggleGroup(group);
        item.setSelected(first);
        item.setOnAction(event -> chosen.run());
        return item;
    }
}
