package org.latentfx.view.map.paint;

import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.plane.Manifold;
import org.latentfx.analysis.plane.Thumbnail;
import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.kit.Palette;
import org.latentfx.view.kit.PicturePainter;
import org.latentfx.view.kit.PicturePainter.Picture;
import org.latentfx.view.kit.PicturePainter.Target;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.PixelView;
import org.latentfx.view.kit.Theme;

/** A small view of one model, painted: where images lie, or what is decoded where. FX thread only. */
public final class ThumbnailPicture extends PaintedRegion {
    /** What is shown of it. */
    public enum Kind {
        MAP,
        MANIFOLD
    }

    /** Both ways from z = 0; what lies farther out is drawn at the edge. */
    private static final double RANGE = 3.5;

    private static final int STRENGTH = 210;
    /** Of the edge. */
    private static final double DOT = 1 / 64.0;

    private final PixelView view = new PixelView();
    private final ObservableValue<Boolean> dark = Theme.isDark(this);
    private @Nullable Thumbnail thumbnail;
    private Kind kind = Kind.MAP;
    private @Nullable Consumer<Boolean> seen;

    public ThumbnailPicture() {
        getStyleClass().add("thumbnail-picture");
        setMouseTransparent(true);
        getChildren().add(view);
        dark.addListener((property, before, now) -> repaint());
    }

    /** Tells whether somebody can see it, now and when that may have changed. */
    public void setOnSeen(Consumer<Boolean> told) {
        seen = told;
        sightChanged();
    }

    @Override
    protected void sightChanged() {
        if (seen != null) seen.accept(isSeen());
    }

    public void show(@Nullable Thumbnail now) {
        if (now == thumbnail) return;
        thumbnail = now;
        repaint();
    }

    public void show(Kind now) {
        kind = now;
        repaint();
    }

    public PixelImage image() {
        return view.picture();
    }

    @Override
    protected void paint() {
        double density = density();
        int edge = (int) Math.max(1, Math.floor(Math.min(getWidth(), getHeight()) * density));
        PixelImage image = view.fit(edge, edge, density);
        Thumbnail now = thumbnail;
        image.fill(0);
        if (now != null && kind == Kind.MAP) points(image, now, (int) Math.max(2, Math.round(DOT * edge)));
        else if (now != null) tiles(image, now.manifold());
        image.update();
    }

    private void points(PixelImage image, Thumbnail now, int dot) {
        Palette palette = Palette.of(dark.getValue());
        int edge = image.width();
        for (int i = 0; i < now.labels().length; i++) {
            int x = at(now.places()[2 * i], edge, dot);
            int y = at(-now.places()[2 * i + 1], edge, dot);
            int colour = palette.colour(now.labels()[i] & 0xFF);
            for (int v = y; v < y + dot; v++)
                for (int u = x; u < x + dot; u++) {
                    int k = v * edge + u;
                    image.pixels()[k] = over(image.pixels()[k], colour);
                }
        }
    }

    /** Over a premultiplied pixel. */
    private static int over(int below, int colour) {
        int result = 0;
        for (int shift = 0; shift < 32; shift += 8)
            result |=
                    ((colour >>> shift & 0xFF) * STRENGTH + (below >>> shift & 0xFF) * (256 - STRENGTH) >> 8) << shift;
        return result;
    }

    private static int at(double value, int edge, int dot) {
        double share = (value + RANGE) / (2 * RANGE);
        return (int) Math.max(0, Math.min(edge - dot, Math.round(share * edge - dot / 2.0)));
    }

    private void tiles(PixelImage image, Manifold manifold) {
        int edge = image.width();
        Ink ink = Ink.of(dark.getValue());
        int side = edge / Math.max(manifold.columns(), manifold.rows());
        if (side < 1) return;
        int left = (edge - side * manifold.columns()) / 2;
        int top = (edge - side * manifold.rows()) / 2;
        for (int row = 0; row < manifold.rows(); row++)
            for (int column = 0; column < manifold.columns(); column++)
                PicturePainter.paint(
                        new Picture(manifold.pixels(), manifold.offset(row, column), manifold.format()),
                        Target.inside(image, left + column * side, top + row * side, side, manifold.format()),
                        ink::argb);
    }
}
