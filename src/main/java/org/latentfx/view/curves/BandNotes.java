package org.latentfx.view.curves;

import java.util.ArrayList;
import javafx.geometry.HPos;
import org.latentfx.text.Texts;
import org.latentfx.train.Hyperparameters;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.PlotLabels;

/**
 * The words within a band, in its upper right corner, where lines are rarest; a line's name is above the line. Curves
 * are fainter under them, so that both can be read. A low band has room for few: the curves come first. FX thread only.
 */
final class BandNotes {
    /** The share of a band's height that words may lie over, and the height of the first, which they always may. */
    private static final double MOST = 0.4;

    private static final double FIRST = 1.5 * PlotLabels.HEIGHT;
    private static final double AROUND = 6;

    /** A band lower than this has room for words in one line only: where there is less to hide. */
    private static final double LOW = 5 * PlotLabels.HEIGHT;

    /** About how wide words are. */
    private static final double WIDE = 160;

    /** In 256ths, what is left of a curve under words. */
    private static final int FAINT = 70;

    private final PlotLabels labels;
    private final PixelImage picture;
    private final double left;
    private final double top;
    private final double width;
    private final double density;

    /** @param left of the plot that {@code picture} fills, like the others in pixels of the window */
    BandNotes(PlotLabels labels, PixelImage picture, double left, double top, double width, double density) {
        this.labels = labels;
        this.picture = picture;
        this.left = left;
        this.top = top;
        this.width = width;
        this.density = density;
    }

    /**
     * @param baseline what the level line shows, in the unit shown; NaN without one
     * @param run what the curves are of
     */
    void put(CurveBand band, double baseline, Hyperparameters run) {
        double first = top + band.top() / density;
        double bottom = first + band.height() / density;
        double y = first;
        double taken = first; // nothing else is said below
        var notes = new ArrayList<>(band.notes());
        if (band.negative() && run.likelihood().density())
            notes.add(new String[] {Texts.of("curves.density"), Texts.of("curves.density.short")});
        String key = band.probabilities() ? "curves.untold" : "curves.baseline";
        String name = run.wording().of(key, Figures.loss(baseline));
        if (baseline >= band.axis().high()) notes.add(0, new String[] {Texts.of("curves.baseline.above", name)});
        else if (baseline <= band.axis().low()) notes.add(0, new String[] {Texts.of("curves.baseline.below", name)});
        else if (!Double.isNaN(baseline) && (!band.probabilities() || bottom - first >= LOW)) {
            double line = top + band.y(baseline) / density;
            boolean above = line - PlotLabels.HEIGHT >= first;
            note(above ? line - PlotLabels.HEIGHT : line + 1, name);
            taken = line + (above ? 2 : PlotLabels.HEIGHT + 1);
            if (line < first + (above ? 2 : 1) * PlotLabels.HEIGHT) y = line + (above ? 2 : PlotLabels.HEIGHT + 1);
        }
        double lowest = Math.min(bottom, first + Math.max(FIRST, MOST * (bottom - first)));
        int fitting = (int) Math.max(0, (lowest - y - 1) / (PlotLabels.HEIGHT - 1));
        int lines = Math.min(notes.size(), fitting);
        double end = bottom - lines * (PlotLabels.HEIGHT - 1) - 1;
        // the curves run where words usually are
        if (end >= taken && ink(y, lines) > ink(end, lines)) y = end;
        for (String[] choices : notes.subList(0, lines)) {
            note(y, choices);
            y += PlotLabels.HEIGHT - 1;
        }
    }

    /** How much is painted where so many lines of words from {@code y} on would lie: the sum of opacities in 256ths. */
    private long ink(double y, int lines) {
        long sum = 0;
        double height = lines * (PlotLabels.HEIGHT - 1) + 1;
        int bottom = Math.min(picture.height(), (int) ((y - top + height) * density));
        for (int row = Math.max(0, (int) ((y - top) * density)); row < bottom; row++)
            for (int column = Math.max(0, picture.width() - (int) (WIDE * density)); column < picture.width(); column++)
                sum += picture.pixels()[row * picture.width() + column] >>> 24;
        return sum;
    }

    private void note(double y, String... choices) {
        double words = labels.addWhole(left, y, width - 2, HPos.RIGHT, "note", "", choices) + AROUND;
        picture.fade(
                (int) ((width - words) * density),
                (int) ((y - top) * density),
                (int) (words * density),
                (int) (PlotLabels.HEIGHT * density),
                FAINT);
    }
}
