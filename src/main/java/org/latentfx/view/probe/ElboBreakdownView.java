package org.latentfx.view.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.latentfx.analysis.image.ElboBreakdown;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.probe.ImageProbe;
import org.latentfx.session.probe.ImageProbe.Noise;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.IconButtons;
import org.latentfx.view.kit.LatentOrder;
import org.latentfx.view.kit.LossUnit;
import org.latentfx.view.kit.Tips;

/**
 * The probed image's −ELBO as a sum: reconstruction, the KL of each latent with its μ and σ, and the total, in the
 * chosen unit. The rounded lines add up exactly. Where z comes from is chosen here, too. FX thread only.
 */
final class ElboBreakdownView extends Region {
    private static final int[] AVERAGED = {8, 32, 128};
    private static final double CONTROLS = 28;
    private static final double GAP = 4;
    private static final int MOST_LATENTS = 6;

    private final ImageProbe probe;
    private final Explorer explorer;
    private final MenuButton noise = chooser("noise");
    private final Button resample;
    private final MenuButton unitChooser = chooser("unit");
    private final List<BreakdownRow> rows = new ArrayList<>();
    private final Region rule = new Region();
    private LossUnit unit = LossUnit.NATS;
    private int[] order = {};

    ElboBreakdownView(ImageProbe probe, Explorer explorer) {
        this.probe = probe;
        this.explorer = explorer;
        getStyleClass().add("breakdown");
        rule.getStyleClass().add("rule");
        rule.setManaged(false);
        resample = IconButtons.button(Feather.REFRESH_CW, Texts.of("probe.resample"), probe::resample);
        resample.setId("probe-resample");
        resample.getStyleClass().addAll("flat", "chip");
        resample.visibleProperty().bind(probe.noiseProperty().isNotEqualTo(Noise.NONE));
        fillNoise();
        probe.noiseProperty().subscribe(this::nameNoise);
        probe.samplesProperty()
                .subscribe(samples -> nameNoise(probe.noiseProperty().get()));
        fillUnits();
        getChildren().addAll(noise, resample, unitChooser, rule);
        probe.breakdownProperty().subscribe(this::write);
        probe.percentileProperty().subscribe(this::write);
    }

    /** How high it is with a line each for at most {@code most} latents. */
    double heightFor(int most) {
        return CONTROLS + 2 * GAP + (Math.min(most, explorer.latents()) + 2) * BreakdownRow.HEIGHT;
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
        double[] known = explorer.klPerLatentProperty().getValue();
        if (order.length != breakdown.kl().length) order = LatentOrder.natural(breakdown.kl().length);
        if (known.length == order.length) order = LatentOrder.next(order, known);
        int pixels = breakdown.pixels().length;
        ElboBreakdown.Sheet sheet = breakdown.sheet(unit.factor(pixels), unit.decimals());
        List<BreakdownLine> lines = BreakdownLine.of(sheet, order, known, room());
        while (rows.size() < lines.size()) {
            rows.add(new BreakdownRow());
            getChildren().add(rows.get(rows.size() - 1));
        }
        for (int i = 0; i < rows.size(); i++) {
            rows.get(i).setVisible(i < lines.size());
            if (i < lines.size()) write(rows.get(i), lines.get(i), breakdown, sheet);
        }
        rule.setVisible(true);
        place(lines.size());
    }

    /** How many lines there are for latents. */
    private int room() {
        int fit = (int) ((getHeight() - CONTROLS - 2 * GAP) / BreakdownRow.HEIGHT) - 2;
        return Math.max(1, Math.min(MOST_LATENTS, fit));
    }

    private void write(BreakdownRow row, BreakdownLine line, ElboBreakdown breakdown, ElboBreakdown.Sheet sheet) {
        String written = written(sheet, line.units());
        var formulas = new BreakdownFormulas(breakdown, sheet, unit);
        row.show(line, written, () -> formula(formulas, line));
        String said = Texts.of("probe.accessible.line", line.name(), written, unit.ofOneImage());
        switch (line.kind()) {
            case RECONSTRUCTION -> {
                boolean averaged = breakdown.standardError() > 0;
                double spread = breakdown.standardError() * unit.factor(breakdown.pixels().length);
                String plain = Texts.of("probe.reconstruction.symbol");
                String mean = Texts.of("probe.reconstruction.spread", Figures.fixed(spread, unit.decimals()));
                row.detail("", "", "", averaged ? mean : plain);
            }
            case LATENT -> {
                int j = line.number();
                String mu = Figures.fixed(breakdown.mu()[j], 2);
                String sigma = Figures.fixed(Math.exp(breakdown.logVar()[j] / 2), 2);
                boolean sampled =
                        probe.noiseProperty().get() != Noise.NONE && breakdown.samples().length == order.length;
                String z = sampled ? Texts.of("probe.z", Figures.fixed(breakdown.samples()[j], 2)) : "";
                row.detail(Texts.of("probe.mu", mu), Texts.of("probe.sigma", sigma), z, "");
                said = Texts.of("probe.accessible.latent", j, written, unit.ofOneImage(), mu, sigma);
            }
            case TOTAL -> row.detail("", "", "", unusual());
            default -> row.detail("", "", "", "");
        }
        row.setAccessibleText(said);
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

    /** A number of the sheet with a true minus sign. */
    static String written(ElboBreakdown.Sheet sheet, long units) {
        return sheet.text(units).replace('-', '−');
    }

    // ---- layout ----

    private void place(int lines) {
        double y = CONTROLS;
        for (int i = 0; i < lines; i++) {
            if (i == lines - 1) {
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
