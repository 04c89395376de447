package org.latentfx.app.cli;

import java.nio.file.Path;
import java.util.List;
import org.latentfx.analysis.image.Reconstructions;
import org.latentfx.analysis.plane.Manifold;
import org.latentfx.data.ImageSet;
import org.latentfx.io.PngFile;
import org.latentfx.io.plot.Mosaic;
import org.latentfx.math.RandomStream;
import org.latentfx.model.Decoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.Capability;

/**
 * The pictures that training leaves in its folder: {@code reconstructions.png} (rows of originals over outputs decoded
 * from μ) and {@code manifold.png} (two latents: the prior's mass in equal shares) or {@code samples.png} (z drawn from
 * the prior). Pixels as the model has them, one pixel between tiles. Needs no display.
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
        if (model.can(Capability.ENCODES)) reconstructions(folder.resolve(RECONSTRUCTIONS), model, images);
        if (model.latents() == 2 && model.configuration().sampledFromNormal())
            manifold(folder.resolve(MANIFOLD), model);
        else samples(folder.resolve(SAMPLES), model, seed);
    }

    private static void reconstructions(Path file, FrozenModel model, ImageSet images) {
        var shown = Reconstructions.of(model, images, Reconstructions.spread(images, COLUMNS * BANDS));
        write(file, Mosaic.of(shown, COLUMNS));
    }

    private static void manifold(Path file, FrozenModel model) {
        write(file, Mosaic.of(Manifold.of(model, COLUMNS, new float[2], 0, 1)));
    }

    private static void samples(Path file, FrozenModel model, long seed) {
        var configuration = model.configuration();
        int count = COLUMNS * COLUMNS / 2;
        float[] z = new float[count * configuration.latents()];
        model.prior().draw(model.kernel(), RandomStream.INTERFACE.key(seed), 0, count, z);
        float[] pixels = new float[count * configuration.values()];
        byte[] labels = new byte[count];
        int classes = configuration.classes(); // a line of each, one after the other
        for (int i = 0; i < count && classes > 0; i++) labels[i] = (byte) (i / COLUMNS % classes);
        new Decoder(model, COLUMNS).decode(z, labels, 0, count, pixels);
        write(file, Mosaic.of(pixels, count / COLUMNS, COLUMNS, configuration.format()));
    }

    private static void write(Path file, Mosaic mosaic) {
        PngFile.write(file, mosaic.format(), mosaic.pixels());
    }
}
