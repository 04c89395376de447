package org.latentfx.view.debug;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.geometry.HPos;
import javafx.scene.AccessibleRole;
import org.latentfx.analysis.latent.LatentMarginal;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.LatentOrder;
import org.latentfx.view.kit.LinePainter;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.kit.Palette;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.PixelView;
import org.latentfx.view.kit.PlotLabels;
import org.latentfx.view.kit.SceneWording;
import org.latentfx.view.kit.Theme;
import org.latentfx.view.kit.Tips;

/**
 * A small histogram for each latent over the dashed density of the prior, the latents with the most KL first; all have
 * the same scale, from −4 to 4. FX thread only.
 */
final class MarginalPlot extends PaintedRegion {
    private static final double LEAST_WIDTH = 62;
    private static final double LEAST_HEIGHT = 48;
    private static final double MOST_HEIGHT = 220;
    private static final double GAP = 12;

    /** The prior's highest density, 1/√2π. */
    private static final double PEAK = 0.3989422804;

    /** Taller bars are cut, so that the prior stays readable beside a latent that hardly varies. */
    private static final double CUT = 1.7 * PEAK;

    private final PixelView view = new PixelView();
    private final PlotLabels labels = new PlotLabels();
    private final ObservableValue<Boolean> dark = Theme.isDark(this);
    private final Consumer<Boolean> watch;
    private List<LatentMarginal> marginals = List.of();
    private int columns = 1;
    private double wide = LEAST_WIDTH;
    private double high = LEAST_HEIGHT;
    private int pointed = -1;

    /** @param watch told whether it may be seen */
    MarginalPlot(Consumer<Boolean> watch) {
        this.watch = watch;
        getStyleClass().add("tile-grid");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(Texts.of("debug.aggregate.title"));
        getChildren().addAll(view, labels);
        dark.addListener((property, before, now) -> repaint());
        setOnMouseMoved(event -> {
            int column = (int) (event.getX() / (wide + GAP));
            int k = (int) (event.getY() / high) * columns + column;
            pointed = column < columns && k < shown() ? k : -1;
        });
        Tips.ask(this, this::words);
        sightChanged();
    }

    @Override
    protected void sightChanged() {
        watch.accept(isSeen());
    }

    void show(List<LatentMarginal> now) {
        marginals = now.stream()
                .sorted(Comparator.comparingDouble(one -> LatentOrder.collapsed(one.kl()) ? 0 : -one.kl()))
                .toList();
        pointed = -1;
        repaint();
    }

    private int shown() {
        return Math.min(marginals.size(), columns * (int) Math.max(1, getHeight() / high));
    }

    PixelImage image() {
        return view.picture();
    }

    private String words() {
        if (pointed < 0) return SceneWording.text(this, "debug.marginal.all", shown(), marginals.size());
        LatentMarginal of = marginals.get(pointed);
        return Texts.of(
                Double.isNaN(of.kl()) ? "debug.marginal.tip.point" : "debug.marginal.tip",
                of.latent(),
                Figures.fixed(of.mean(), 3),
                Figures.fixed(of.variance(), 3),
                Figures.fixed(of.kl(), 3),
                Figures.fixed(100 * of.outside(), 2));
    }

    // ---- painting ----

    @Override
    protected void paint() {
        double density = density();
        PixelImage image = view.fit(
                (int) Math.max(1, Math.ceil(getWidth() * density)),
                (int) Math.max(1, Math.ceil(getHeight() * density)),
                density);
        image.fill(0);
        labels.begin();
        arrange();
        for (int k = 0; k < shown(); k++)
            paint(marginals.get(k), k % columns * (wide + GAP), k / columns * high, image, density);
        labels.end();
        image.update();
    }

    /** As many columns as have room, and rows as high as there is room for all. */
    private void arrange() {
        int count = Math.max(1, marginals.size());
        int most = (int) Math.max(1, Math.floor((getWidth() + GAP) / (LEAST_WIDTH + GAP)));
        int fewest = (int) Math.max(1, Math.ceil(count / Math.max(1, Math.floor(getHeight() / LEAST_HEIGHT))));
        columns = Math.min(most, Math.max(fewest, Math.min(count, 2)));
        wide = (getWidth() + GAP) / columns - GAP;
        double rows = Math.ceil((double) count / columns);
        high = Math.max(LEAST_HEIGHT, Math.min(MOST_HEIGHT, Math.floor(getHeight() / rows)));
    }

    private void paint(LatentMarginal of, double x, double y, PixelImage image, double density) {
        int left = (int) Math.round(x * density);
        int across = (int) Math.round(wide * density);
        int top = (int) Math.round(y * density);
        int bottom = (int) Math.round((y + high - PlotLabels.HEIGHT - 6) * density);
        double tall = bottom - top;
        Palette palette = Palette.of(dark.getValue());
        var painter = new LinePainter(image, top, bottom + 1);
        int bars = palette.colour(0);
        float[] upper = new float[image.width()];
        Arrays.fill(upper, Float.NaN);
        for (int column = 0; column < across && left + column < image.width(); column++) {
            double z = ((column + 0.5) / across * 2 - 1) * LatentMarginal.REACH;
            int bin = (int) ((z + LatentMarginal.REACH) / LatentMarginal.WIDTH);
            double height = Math.min(CUT, of.density()[Math.min(LatentMarginal.BINS - 1, bin)]) / CUT * tall;
            painter.span(left + column, bottom - height, bottom, bars, 0.75);
            upper[left + column] = (float) (bottom - Math.min(CUT, prior(of, z)) / CUT * tall);
        }
        painter.line(upper, slopes(upper), 1.2 * density, palette.mark(), 0.9, 4 * density, 3 * density);
        String deviation = Figures.fixed(Math.sqrt(of.variance()), 2);
        labels.addWhole(
                x,
                y + high - PlotLabels.HEIGHT - 4,
                wide,
                HPos.CENTER,
                LatentOrder.collapsed(of.kl()) ? "tick" : "strong",
                "",
                Texts.of("debug.marginal", of.latent(), Figures.fixed(of.mean(), 2), deviation),
                Texts.of("debug.marginal.brief", of.latent(), deviation));
    }

    /** The prior's density at {@code z}, straight between the middles of bins. */
    private static double prior(LatentMarginal of, double z) {
        double at = (z + LatentMarginal.REACH) / LatentMarginal.WIDTH - 0.5;
        int below = (int) Math.max(0, Math.min(LatentMarginal.BINS - 2, Math.floor(at)));
        double share = Math.max(0, Math.min(1, at - below));
        return (1 - share) * of.prior()[below] + share * of.prior()[below + 1];
    }

    /** Each column reaches to the next one's height. */
    private static float[] slopes(float[] upper) {
        float[] lower = upper.clone();
        for (int i = 0; i + 1 < upper.length; i++) {
            if (Float.isNaN(upper[i]) || Float.isNaN(upper[i + 1])) continue;
            float a = upper[i];
            float b = upper[i + 1];
            upper[i] = Math.min(a, b);
            lower[i] = Math.max(a, b);
        }
        return lower;
    }
}
