package org.latentfx.view.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.quality.ClassHistogram;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.kit.Tips;

/**
 * What share of the samples each class has, as bars, each with a mark at the class's share of the training images; the
 * figures stand in one row above. It tells whether anybody sees it. FX thread only.
 */
final class ClassBars extends PaintedRegion {
    private static final double WIDEST = 44;
    private static final double LINE = 15;

    /** Narrower columns have no room for figures, and then for names. */
    private static final double FIGURES = 24;

    private static final double NAMES = 11;

    private final Consumer<Boolean> seen;
    private final List<Bar> bars = new ArrayList<>();
    private @Nullable ClassHistogram shown;
    private double[] target = {};

    /** One class. */
    private static final class Bar {
        final Region fill = new Region();
        final Region mark = new Region();
        final Label name = new Label();
        final Label figure = new Label();

        Bar() {
            fill.getStyleClass().add("class-fill");
            mark.getStyleClass().add("class-mark");
            name.getStyleClass().add("class-name");
            figure.getStyleClass().add("class-figure");
            name.setAlignment(Pos.CENTER);
            figure.setAlignment(Pos.CENTER);
        }

        List<Region> nodes() {
            return List.of(fill, mark, name, figure);
        }
    }

    /** @param seen told whether somebody can see it, when that may have changed */
    ClassBars(Consumer<Boolean> seen) {
        this.seen = seen;
        getStyleClass().add("class-bars");
        sightChanged();
    }

    /**
     * @param histogram null for empty bars
     * @param target share of each class in the training images, 0..1
     */
    void show(@Nullable ClassHistogram histogram, double[] target, List<String> names) {
        shown = histogram;
        this.target = target;
        if (bars.size() != target.length) {
            bars.clear();
            for (int c = 0; c < target.length; c++) bars.add(new Bar());
            getChildren()
                    .setAll(bars.stream().flatMap(bar -> bar.nodes().stream()).toList());
        }
        for (int c = 0; c < target.length; c++) say(c, names.get(c));
        repaint();
    }

    private void say(int c, String className) {
        Bar bar = bars.get(c);
        bar.name.setText(className);
        ClassHistogram now = shown;
        double share = now == null ? 0 : now.share(c);
        bar.figure.setText(now == null ? "" : Figures.fixed(100 * share, share < 0.0995 ? 1 : 0));
        String tip = Texts.of(
                now == null ? "quality.class.unknown" : "quality.class.tip",
                className,
                Figures.fixed(100 * share, 1),
                Figures.fixed(now == null ? 0 : 100 * now.error(c), 1),
                Figures.fixed(100 * target[c], 1));
        for (Region node : bar.nodes()) Tips.say(node, tip);
    }

    @Override
    protected void sightChanged() {
        if (seen != null) seen.accept(isSeen());
    }

    @Override
    protected void paint() {
        if (bars.isEmpty()) return;
        double most = 0;
        for (int c = 0; c < target.length; c++)
            most = Math.max(most, Math.max(1.5 * target[c], shown == null ? 0 : shown.share(c)));
        double column = Math.min(WIDEST, getWidth() / bars.size());
        double high = getHeight() - 2 * LINE;
        for (int c = 0; c < bars.size(); c++) {
            Bar bar = bars.get(c);
            double x = Math.rint(c * column);
            double width = Math.max(1, Math.rint((c + 1) * column) - x - (column > NAMES ? 4 : 1));
            double tall = shown == null ? 0 : Math.rint(high * shown.share(c) / most);
            bar.fill.resizeRelocate(x, LINE + high - tall, width, tall);
            double mark = Math.rint(high * target[c] / most);
            bar.mark.resizeRelocate(x, LINE + high - mark, width, 2);
            bar.figure.setVisible(column >= FIGURES);
            bar.name.setVisible(column >= NAMES);
            bar.figure.resizeRelocate(x - 2, 0, width + 4, LINE);
            bar.name.resizeRelocate(x - 2, LINE + high, width + 4, LINE);
        }
    }
}
