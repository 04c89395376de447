package org.latentfx.view.data;

import javafx.beans.value.ObservableValue;
import javafx.scene.AccessibleRole;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.ImageSet;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.kit.PicturePainter;
import org.latentfx.view.kit.PicturePainter.Picture;
import org.latentfx.view.kit.PicturePainter.Target;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.PixelView;
import org.latentfx.view.kit.Theme;

/** A few pictures of a set, as the model will see them, row by row: the first of each class in turn. FX thread only. */
final class FirstPictures extends PaintedRegion {
    private static final int MOST_COLUMNS = 8;
    private static final int GAP = 4;

    private final PixelView view = new PixelView();
    private final ObservableValue<Boolean> dark = Theme.isDark(this);
    private @Nullable ImageSet images;

    FirstPictures() {
        setId("data-pictures");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(Texts.of("data.preview.pictures"));
        getChildren().add(view);
        dark.addListener((property, before, now) -> repaint());
    }

    /** Shows the beginning of {@code now}; nothing if it is null. */
    void show(@Nullable ImageSet now) {
        images = now;
        repaint();
    }

    @Override
    protected void paint() {
        double density = density();
        int width = (int) (getWidth() * density);
        int height = (int) (getHeight() * density);
        if (width < MOST_COLUMNS || height < MOST_COLUMNS) return;
        PixelImage image = view.fit(width, height, density);
        image.fill(0);
        ImageSet shown = images;
        if (shown != null) {
            int columns = columns(shown.size());
            int cell = Math.min(width / columns, height / (columns / 2));
            int edge = Math.max(1, cell - (int) Math.round(GAP * density));
            Ink ink = Ink.of(dark.getValue());
            float[] values = new float[shown.valuesPerImage()];
            int[] chosen = inTurn(shown.labels(), columns * columns / 2);
            for (int i = 0; i < chosen.length; i++) {
                shown.values(chosen[i], values);
                var target = Target.inside(image, i % columns * cell, i / columns * cell, edge, shown.format());
                PicturePainter.paint(new Picture(values, 0, shown.format()), target, ink::argb);
            }
        }
        image.update();
    }

    /** So many, and half as many rows, that {@code count} pictures fill the place: few are shown large. */
    static int columns(int count) {
        int columns = 2;
        while (columns < MOST_COLUMNS && columns * columns / 2 < count) columns += 2;
        return columns;
    }

    /**
     * The first {@code most} images when classes take turns, in their order: a folder of cats before a folder of dogs
     * would else look like cats alone.
     */
    static int[] inTurn(byte[] labels, int most) {
        int[] seen = new int[256];
        int[] turn = new int[labels.length];
        for (int i = 0; i < labels.length; i++) turn[i] = seen[labels[i] & 0xff]++;
        int[] chosen = new int[Math.min(most, labels.length)];
        int found = 0;
        for (int round = 0; found < chosen.length; round++)
            for (int i = 0; i < labels.length && found < chosen.length; i++) if (turn[i] == round) chosen[found++] = i;
        return chosen;
    }
}
