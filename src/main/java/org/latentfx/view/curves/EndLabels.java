package org.latentfx.view.curves;

import java.util.ArrayList;
import javafx.geometry.HPos;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.PlotLabels;

/**
 * The newest visible values of the curves, each beside the end of its line and clear of the others: that of training
 * and, below it, that of held-out images. Made anew for each painting; FX thread only.
 *
 * @param x where the labels begin
 */
record EndLabels(PlotLabels labels, CurveLook look, double x, double width) {
    /**
     * Puts those of {@code band}, whose picture begins at {@code start}: of points {@code i} of {@code train} and
     * {@code j} of {@code heldOut}, −1 for none.
     */
    void put(CurveBand band, double start, double density, LossCurves train, int i, LossCurves heldOut, int j) {
        if (i < 0) return;
        int count = band.quantities().size();
        boolean both = j >= 0 && band.height() / density >= 2 * PlotLabels.HEIGHT * count + 4;
        double height = both ? 2 * PlotLabels.HEIGHT : PlotLabels.HEIGHT;
        double top = start + band.top() / density;
        double lowest = top + band.height() / density - height * count;
        double free = top - PlotLabels.HEIGHT / 2;
        var byValue = new ArrayList<>(band.quantities());
        byValue.sort((a, b) ->
                Float.compare(train.smoothed(b).value(i), train.smoothed(a).value(i)));
        for (Quantity quantity : byValue) {
            double value = train.smoothed(quantity).value(i) * look.factor(quantity);
            double wanted = start + band.y(value) / density - PlotLabels.HEIGHT / 2;
            double y = Math.max(free, Math.min(wanted, lowest + PlotLabels.HEIGHT / 2));
            String plain = Texts.of("curves.end", quantity.label(), Figures.loss(value));
            String fill = "-fx-fill: " + quantity.css(look.dark());
            labels.addWhole(x, y, width, HPos.LEFT, "line-name", fill, Texts.of("curves.end.train", plain), plain);
            if (both) {
                String held = Figures.loss(heldOut.raw(quantity).value(j) * look.factor(quantity));
                String words = Texts.of("curves.end.heldOut", held);
                labels.add(words, x, y + PlotLabels.HEIGHT - 2, width, HPos.LEFT, "tick", "");
            }
            free = y + height;
            lowest += height;
        }
    }
}
