package org.latentfx.app.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.latentfx.analysis.image.Reconstructions;
import org.latentfx.analysis.plane.Manifold;
import org.latentfx.data.ImageSet;
import org.latentfx.io.PngFile;
import org.latentfx.math.RandomStream;
import org.latentfx.model.Decoder;
import org.latentfx.model.FrozenModel;

/**
 * The pictures that training leaves in its folder: {@code reconstructions.png} (rows of originals over outputs decoded
 * from μ) and {@code manifold.png} (two latents: the prior's mass in equal shares) or {@code samples.png} (z drawn from
 * the prior). Grey pixels as the model has them, one pixel between tiles. Needs no display.
 */
final class Pictures {
    private static final String RECONSTRUCTIONS = "reconstructions.png";
    private static final String MANIFOLD = "manifold.png";
    private static final String SAMPLES = "samples.png";

    /** The names of all files that this may write. */
    static final List<String> NAMES = List.of(RECONSTRUCTIONS, MANIFOLD, SAMPLES);

    private static final int COLUMNS = 20;
    private static final int BANDS = 5;

    private Pictures() {}

    static void write(Path folder, FrozenModel model, ImageSet images, long seed) {
        reconstructions(folder.resolve(RECONSTRUCTIONS), model, images);
        if (model.configuration().latents() == 2) manifold(folder.resolve(MANIFOLD), model);
        else samples(folder.resolve(SAMPLES), model, seed);
    }

    private static void reconstructions(Path file, FrozenModel model, ImageSet images) {
        var shown = Reconstructions.of(model, images, Reconstructions.spread(images, COLUMNS * BANDS));
        int rows = 2 * ((shown.count() + COLUMNS - 1) / COLUMNS);
        var mosaic = new Mosaic(rows, COLUMNS, shown.width(), shown.height());
        for (int i = 0; i < shown.count(); i++) {
            int row = 2 * (i / COLUMNS);
            mosaic.put(row, i % COLUMNS, shown.originals(), i);
            mosaic.put(row + 1, i % COLUMNS, shown.outputs(), i);
        }
        mosaic.write(file);
    }

    private static void manifold(Path file, FrozenModel model) {
        var manifold = Manifold.of(model, COLUMNS, new float[2], 0, 1);
        tiles(file, manifold.pixels(), COLUMNS, manifold.width(), manifold.height());
    }

    private static void samples(Path file, FrozenModel model, long seed) {
        var configuration = model.configuration();
        int count = COLUMNS * COLUMNS / 2;
        float[] z = new float[count * configuration.latents()];
        model.kernel().gaussian(RandomStream.INTERFACE.key(seed), 0, z, 0, z.length);
        float[] pixels = new float[count * configuration.pixels()];
        new Decoder(model, COLUMNS).decode(z, count, pixels);
        tiles(file, pixels, count / COLUMNS, configuration.width(), configuration.height());
    }

    private static void tiles(Path file, float[] pixels, int rows, int width, int height) {
        var mosaic = new Mosaic(rows, COLUMNS, width, height);
        for (int i = 0; i < rows * COLUMNS; i++) mosaic.put(i / COLUMNS, i % COLUMNS, pixels, i);
        mosaic.write(file);
    }

    /** One picture made of equal tiles. */
    private static final class Mosaic {
        private static final float GAP = 0.25f;

        private final int tileWidth;
        private final int tileHeight;
        private final int width;
        private final int height;
        private final float[] pixels;

        Mosaic(int rows, int columns, int tileWidth, int tileHeight) {
            this.tileWidth = tileWidth;
            this.tileHeight = tileHeight;
            width = columns * (tileWidth + 1) - 1;
            height = rows * (tileHeight + 1) - 1;
            pixels = new float[width * height];
            Arrays.fill(pixels, GAP);
        }

        /** Puts picture {@code index} of {@code source}, where pictures follow one another. */
        void put(int row, int column, float[] source, int index) {
            int from = index * tileWidth * tileHeight;
            int to = row * (tileHeight + 1) * width + column * (tileWidth + 1);
            for (int y = 0; y < tileHeight; y++)
                System.arraycopy(source, from + y * tileWidth, pixels, to + y * width, tileWidth);
        }

        void write(Path file) {
            PngFile.writeGrey(file, width, height, pixels);
        }
    }
}
