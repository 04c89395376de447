package org.latentfx.view.codebook;

import java.util.stream.IntStream;
import javafx.beans.value.ObservableValue;
import javafx.scene.AccessibleRole;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.codebook.CodeUse;
import org.latentfx.view.kit.LinePainter;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.kit.Palette;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.PixelView;
import org.latentfx.view.kit.Theme;

/** How often each code is taken, most used first, dashed where all would be if even. FX thread only. */
final class CodeBars extends PaintedRegion {
    private final PixelView view = new PixelView();
    private final ObservableValue<Boolean> dark = Theme.isDark(this);
    private @Nullable CodeUse use;

    CodeBars() {
        view.setMouseTransparent(true);
        getChildren().add(view);
        setPickOnBounds(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        dark.addListener((property, before, now) -> repaint());
    }

    void show(CodeUse now) {
        use = now;
        repaint();
    }

    @Override
    protected void paint() {
        double density = density();
        PixelImage image = view.cover(getWidth(), getHeight(), density);
        image.fill(0);
        CodeUse now = use;
        if (now != null) paint(image, density, now);
        image.update();
    }

    private void paint(PixelImage image, double density, CodeUse now) {
        int codes = now.codebook().shape().codes();
        double[] shares = IntStream.range(0, codes)
                .mapToDouble(k -> -now.share(k))
                .sorted()
                .map(share -> -share)
                .toArray();
        Palette palette = Palette.of(dark.getValue());
        var painter = new LinePainter(image, 0, image.height());
        double most = Math.max(shares[0], 2.0 / codes);
        for (int x = 0; x < image.width(); x++) {
            double at = (double) x * codes / image.width();
            int k = (int) at;
            boolean gap =
                    image.width() >= 4 * codes && (at - k) * image.width() / codes >= image.width() / codes - density;
            if (gap) continue;
            painter.span(x, image.height() * (1 - shares[k] / most), image.height(), palette.mark(), 0.8);
        }
        int even = (int) Math.round(image.height() * (1 - 1.0 / codes / most));
        painter.dashes(even, palette.event(), 0.8, (int) Math.max(1, 3 * density));
    }
}
