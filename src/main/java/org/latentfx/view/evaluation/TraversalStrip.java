package org.latentfx.view.evaluation;

import javafx.beans.value.ObservableValue;
import javafx.scene.AccessibleRole;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.factor.Traversals;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.kit.PicturePainter;
import org.latentfx.view.kit.PicturePainter.Picture;
import org.latentfx.view.kit.PicturePainter.Target;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.PixelView;
import org.latentfx.view.kit.Theme;
import org.latentfx.view.kit.Tips;

/** One picture with one of its latents at several values, side by side. FX thread only. */
final class TraversalStrip extends PaintedRegion {
    static final double EDGE = 28;
    static final double WIDTH = Traversals.FRAMES * (EDGE + 1);

    private final PixelView view = new PixelView();
    private final ObservableValue<Boolean> dark = Theme.isDark(this);
    private @Nullable Traversals traversals;
    private int latent;

    TraversalStrip() {
        getStyleClass().add("traversal-strip");
        view.setMouseTransparent(true);
        getChildren().add(view);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        dark.addListener((property, before, now) -> repaint());
    }

    void show(Traversals now, int latent) {
        traversals = now;
        this.latent = latent;
        String words = Texts.of(
                "factors.strip.tip",
                latent,
                Figures.fixed(now.middle()[latent] - now.reach()[latent], 1),
                Figures.fixed(now.middle()[latent] + now.reach()[latent], 1));
        Tips.say(this, words);
        setAccessibleText(words);
        repaint();
    }

    PixelImage image() {
        return view.picture();
    }

    @Override
    protected void paint() {
        Traversals now = traversals;
        if (now == null) return;
        double density = density();
        int edge = (int) Math.round(EDGE * density);
        int step = (int) Math.round((EDGE + 1) * density);
        PixelImage image = view.fit(Traversals.FRAMES * step, edge, density);
        // pictures may be as bright as the page: what lies between them is seen
        image.fill(dark.getValue() ? 0xff30363d : 0xffd0d7de);
        Ink ink = Ink.of(dark.getValue());
        for (int k = 0; k < Traversals.FRAMES; k++)
            PicturePainter.paint(
                    new Picture(now.pixels(), now.at(latent, k), now.format()),
                    Target.inside(image, k * step, 0, edge, now.format()),
                    ink::argb);
        image.update();
    }
}
