package org.latentfx.view.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.latentfx.analysis.image.ElboBreakdown;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.ShownModel;
import org.latentfx.session.probe.ImageProbe;
import org.latentfx.session.probe.ImageProbe.Noise;
import org.latentfx.text.Texts;
import org.latentfx.train.History;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Objective;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.IconButtons;
import org.latentfx.view.kit.LatentOrder;
import org.latentfx.view.kit.LossUnit;
import org.latentfx.view.kit.Tips;

/**
 * The probed image's −ELBO as a sum: reconstruction, the KL of each latent with its μ and σ, and the total, in the
 * chosen unit; what training minimises below it where that is not the same. Each line is rounded by itself, and the
 * total says so where the lines shown do not add up to it. Where z comes from is chosen here, too. FX thread only.
 */
final class ElboBreakdownView extends Region {
    private static final int[] AVERAGED = {8, 32, 128};
    private static final double CONTROLS = 28;
    private static final double GAP = 4;
    private static final int MOST_LATENTS = 6;

    private final ImageProbe probe;
    private final Explorer explorer;
    private final ObservableValue<Hyperparameters> run;
    private final MenuButton noise = chooser("noise");
    private final Button resample;
    private final BooleanProperty alone = new SimpleBooleanProperty();
    /** Whether the code is a distribution, from which z can be drawn. */
    private final BooleanProperty variational = new SimpleBooleanProperty(true);

    private final MenuButton unitChooser = chooser("unit");
    private final List<BreakdownRow> rows = new ArrayList<>();
    private final Region rule = new Region();
    private LossUnit unit = LossUnit.NATS;
    private int[] order = {};

    /** @param run what the model is trained with */
    ElboBreakdownView(ImageProbe probe, Explorer explorer, ObservableValue<Hyperparameters> run) {
        this.probe = probe;
        this.explorer = explorer;
        this.run = run;
        getStyleClass().add("breakdown");
        rule.getStyleClass().add("rule");
        rule.setManaged(false);
        resample = IconButtons.button(Feather.REFRESH_CW, Texts.of("probe.resample"), this::draw);
        resample.setId("probe-resample");
        resample.getStyleClass().addAll("flat", "chip");
        noise.visibleProperty().bind(variational);
        resample.visibleProperty()
                .bind(variational.and(
                        probe.noiseProperty().isNotEqualTo(Noise.NONE).or(alone)));
        fillNoise();
        probe.noiseProperty().subscribe(this::nameNoise);
        probe.samplesProperty()
                .subscribe(samples -> nameNoise(probe.noiseProperty().get()));
        fillUnits();
        getChildren().addAll(noise, resample, unitChooser, rule);
        probe.breakdownProperty().subscribe(this::write);
        probe.percentileProperty().subscribe(this::write);
        run.subscribe(() -> {
            write();
            if (getParent() != null) getParent().requestLayout(); // a line more, or one less
        });
    }

    /** Another ε; the first one if there was none. */
    void draw() {
        if (probe.noiseProperty().get() == Noise.NONE)
            probe.noise(Noise.HELD, probe.samplesProperty().get());
        probe.resample();
    }

    /** Whether no other button draws ε. */
    void drawsAlone(boolean now) {
        alone.set(now);
    }

    /** How high it is with a line each for at most {@code most} latents. */
    double heightFor(int most) {
        if (!variational.get()) return CONTROLS + BreakdownRow.HEIGHT;
        return CONTROLS + 2 * GAP + (Math.min(most, explorer.latents()) + otherLines()) * BreakdownRow.HEIGHT;
    }

    /** Reconstruction, total and, where it is another, the objective. */
    private int otherLines() {
        Hyperparameters now = run.getValue();
        return now.beta() == 1 && !now.keepsTerm() ? 2 : 3;
    }

    List<BreakdownRow> rows() {
        return rows;
    }

    // ---- choices ----

    private static MenuButton chooser(String name) {
        var menu = new MenuButton();
        menu.setId("probe-" + name);
        menu.getStyleClass().addAll("flat", "chip");
        Tips.say(menu, Texts.of("probe." + name));
        menu.setMinWidth(USE_PREF_SIZE);
        return menu;
    }

    private static void name(MenuButton menu, String key, String choice) {
        menu.setText(choice);
        menu.setAccessibleText(Texts.of(key) + ": " + choice);
    }

    private void fillNoise() {
        var group = new ToggleGroup();
        for (Noise mode : Noise.values()) {
            if (mode == Noise.AVERAGED) for (int n : AVERAGED) noiseChoice(group, mode, n);
            else noiseChoice(group, mode, probe.samplesProperty().get());
        }
    }

    private void nameNoise(Noise mode) {
        String key = "probe.noise." + mode.name().toLowerCase(Locale.ROOT);
        name(noise, "probe.noise", Texts.of(key, probe.samplesProperty().get()));
    }

    private void noiseChoice(ToggleGroup group, Noise mode, int averaged) {
        String key = "probe.noise." + mode.name().toLowerCase(Locale.ROOT);
        boolean now = probe.noiseProperty().get() == mode
                && (mode != Noise.AVERAGED || probe.samplesProperty().get() == averaged);
        var item = new RadioMenuItem(Texts.of(key + ".help", averaged));
        item.setToggleGroup(group);
        item.setSelected(now);
        item.setOnAction(event -> probe.noise(mode, averaged));
        noise.getItems().add(item);
    }

    private void fillUnits() {
        var group = new ToggleGroup();
        for (LossUnit choice : LossUnit.values()) {
            var item = new RadioMenuItem(choice.ofOneImage());
            item.setToggleGroup(group);
            item.setSelected(choice == unit);
            item.setOnAction(event -> {
                unit = choice;
                name(unitChooser, "probe.unit", choice.ofOneImage());
                write();
            });
            unitChooser.getItems().add(item);
        }
        name(unitChooser, "probe.unit", unit.ofOneImage());
    }

    // ---- the lines ----

    private void write() {
        ElboBreakdown breakdown = probe.breakdownProperty().get();
        if (breakdown == null) {
            rows.forEach(row -> row.setVisible(false));
            rule.setVisible(false);
            return;
        }
        variational.set(breakdown.variational());
        double[] known = explorer.klPerLatentProperty().getValue();
        if (order.length != breakdown.kl().length) order = LatentOrder.natural(breakdown.kl().length);
        if (known.length == order.length) order = LatentOrder.next(order, known);
        int pixels = breakdown.pixels().length;
        double factor = unit.factor(pixels);
        double[] kl = Arrays.stream(breakdown.kl()).map(nats -> nats * factor).toArray();
        Objective minimised = minimised();
        double reconstruction = breakdown.reconstruction() * factor;
        var lines = breakdown.variational() && !breakdown.klPerLatent()
                ? BreakdownLine.together(reconstruction, kl[0], minimised)
                : BreakdownLine.of(reconstruction, kl, minimised, order, known, room());
        boolean exact = BreakdownLine.addUp(lines, unit.decimals());
        var formulas = new BreakdownFormulas(breakdown, unit, run.getValue(), minimised);
        while (rows.size() < lines.size()) {
            rows.add(new BreakdownRow());
            getChildren().add(rows.get(rows.size() - 1));
        }
        for (int i = 0; i < rows.size(); i++) {
            rows.get(i).setVisible(i < lines.size());
            if (i < lines.size()) write(rows.get(i), lines.get(i), formulas, exact);
        }
        rule.setVisible(breakdown.variational());
        place(lines);
    }

    /** What the last step before the model shown minimised, or what was chosen since. */
    private Objective minimised() {
        ShownModel model = explorer.shownProperty().getValue();
        if (model == null) return Objective.of(run.getValue(), History.EMPTY);
        return Objective.of(run.getValue(), model.history(), model.epoch());
    }

    /** How many lines there are for latents. */
    private int room() {
        int fit = (int) ((getHeight() - CONTROLS - 2 * GAP) / BreakdownRow.HEIGHT) - otherLines();
        return Math.max(1, Math.min(MOST_LATENTS, fit));
    }

    private void write(BreakdownRow row, BreakdownLine line, BreakdownFormulas formulas, boolean exact) {
        ElboBreakdown breakdown = formulas.breakdown();
        String written = formulas.written(line.amount());
        boolean total = line.kind() == BreakdownLine.Kind.TOTAL;
        String name = total && !exact ? Texts.of("probe.total.rounded") : line.name();
        row.show(line.kind(), name, written, () -> formula(formulas, line));
        String said = Texts.of("probe.accessible.line", name, written, unit.ofOneImage());
        switch (line.kind()) {
            case RECONSTRUCTION -> row.detail("", "", "", remark(formulas, line));
            case LATENT -> {
                int j = line.number();
                String mu = Figures.brief(breakdown.mu()[j]);
                String sigma = Figures.brief(Math.exp(breakdown.logVar()[j] / 2));
                boolean sampled =
                        probe.noiseProperty().get() != Noise.NONE && breakdown.samples().length == order.length;
                String z = sampled ? Texts.of("probe.z", Figures.brief(breakdown.samples()[j])) : "";
                row.detail(Texts.of("probe.mu", mu), Texts.of("probe.sigma", sigma), z, "");
                said = Texts.of("probe.accessible.latent", j, written, unit.ofOneImage(), mu, sigma);
            }
            case TOGETHER -> row.detail("", "", "", Texts.of("probe.kl.together.remark"));
            case TOTAL -> row.detail("", "", "", unusual());
            case OBJECTIVE ->
                row.detail(
                        "",
                        "",
                        "",
                        Texts.of("probe.objective.term", formulas.minimised().words()));
            default -> row.detail("", "", "", "");
        }
        row.setAccessibleText(said);
    }

    /** How the reconstruction was measured, in a few words. */
    private static String remark(BreakdownFormulas formulas, BreakdownLine line) {
        double spread = formulas.breakdown().standardError();
        int pixels = formulas.breakdown().pixels().length;
        String key = formulas.run().binarise() ? "probe.reconstruction.grey" : "probe.reconstruction.symbol";
        if (line.amount() < 0) key = "probe.reconstruction.density";
        if (spread == 0) return Texts.of(key);
        return Texts.of(
                "probe.reconstruction.spread",
                formulas.written(spread * formulas.unit().factor(pixels)));
    }

    private String unusual() {
        double percentile = probe.percentileProperty().get();
        return Double.isNaN(percentile) ? "" : Texts.of("probe.unusual", Figures.fixed(percentile, 0));
    }

    private String formula(BreakdownFormulas formulas, BreakdownLine line) {
        String text = formulas.of(line, explorer.model());
        double percentile = probe.percentileProperty().get();
        if (line.kind() != BreakdownLine.Kind.TOTAL || Double.isNaN(percentile)) return text;
        String share = Figures.fixed(percentile, 1);
        return text + "\n" + Texts.of("probe.formula.unusual", share, Figures.count(probe.compared()));
    }

    // ---- layout ----

    private void place(List<BreakdownLine> lines) {
        double y = CONTROLS;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).kind() == BreakdownLine.Kind.TOTAL) {
                rule.resizeRelocate(0, y + GAP - 1, getWidth(), 1);
                y += 2 * GAP;
            }
            rows.get(i).resizeRelocate(0, y, getWidth(), BreakdownRow.HEIGHT);
            y += BreakdownRow.HEIGHT;
        }
    }

    @Override
    protected void layoutChildren() {
        double wide = noise.prefWidth(-1);
        noise.resizeRelocate(-5, 0, wide, CONTROLS - 6);
        resample.resizeRelocate(wide - 3, 0, resample.prefWidth(-1), CONTROLS - 6);
        double unitWidth = unitChooser.prefWidth(-1);
        unitChooser.resizeRelocate(getWidth() - unitWidth + 5, 0, unitWidth, CONTROLS - 6);
        write();
    }
}
