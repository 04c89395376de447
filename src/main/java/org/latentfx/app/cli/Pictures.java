package org.latentfx.app.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.latentfx.analysis.image.Reconstructions;
import org.latentfx.analysis.plane.Manifold;
import org.latentfx.data.ImageSet;
import org.latentfx.data.Letters;
import org.latentfx.data.PictureFormat;
import org.latentfx.io.AtomicFile;
import org.latentfx.io.PngFile;
import org.latentfx.io.plot.Mosaic;
import org.latentfx.math.RandomStream;
import org.latentfx.model.Decoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.Capability;

/**
 * The pictures that training leaves in its folder: {@code reconstructions.png} (rows of originals over outputs decoded
 * from μ) and {@code manifold.png} (two latents: the prior's mass in equal shares) or {@code samples.png} (z drawn from
 * the prior). Pixels as the model has them, one pixel between tiles. Of words the same in {@code .txt}: reconstructions
 * one a line, original and output, the others in rows and columns. Needs no display.
 */
final class Pictures {
    private static final String RECONSTRUCTIONS = "reconstructions.png";
    private static final String MANIFOLD = "manifold.png";
    private static final String SAMPLES = "samples.png";

    /** The names of all files that this may write. */
    static final List<String> NAMES =
            List.of(RECONSTRUCTIONS, MANIFOLD, SAMPLES, asText(RECONSTRUCTIONS), asText(MANIFOLD), asText(SAMPLES));

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
        if (shown.format().letters()) write(file, pairs(shown));
        else write(file, Mosaic.of(shown, COLUMNS));
    }

    private static void manifold(Path file, FrozenModel model) {
        var shown = Manifold.of(model, COLUMNS, new float[2], 0, 1);
        if (shown.format().letters()) write(file, table(shown.pixels(), shown.format()));
        else write(file, Mosaic.of(shown));
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
        if (configuration.format().letters()) write(file, table(pixels, configuration.format()));
        else write(file, Mosaic.of(pixels, count / COLUMNS, COLUMNS, configuration.format()));
    }

    private static String pairs(Reconstructions shown) {
        var text = new StringBuilder();
        int each = shown.format().values();
        for (int i = 0; i < shown.indices().length; i++)
            text.append(Letters.word(shown.originals(), i * each, shown.format()))
                    .append('\t')
                    .append(Letters.word(shown.outputs(), i * each, shown.format()))
                    .append('\n');
        return text.toString();
    }

    /** As many words a line as there are pictures. */
    private static String table(float[] values, PictureFormat format) {
        var text = new StringBuilder();
        for (int i = 0; i < values.length / format.values(); i++) {
            String word = Letters.word(values, i * format.values(), format);
            boolean last = i % COLUMNS == COLUMNS - 1;
            text.append(word).append(last ? "\n" : " ".repeat(format.height() + 1 - word.length()));
        }
        return text.toString();
    }

    private static String asText(String picture) {
        return picture.replace(".png", ".txt");
    }

    private static void write(Path file, String text) {
        Path to = file.resolveSibling(asText(String.valueOf(file.getFileName())));
        AtomicFile.write(to, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void write(Path file, Mosaic mosaic) {
        PngFile.write(file, mosaic.format(), mosaic.pixels());
    }
}
