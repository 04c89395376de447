package org.latentfx.io.exchange;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.latentfx.analysis.Progress;
import org.latentfx.io.AtomicFile;
import org.latentfx.io.plot.GifFilm;
import org.latentfx.io.plot.MapLatents;
import org.latentfx.io.plot.Mosaic;
import org.latentfx.model.Decoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.Capability;

/**
 * A film of what each latent changes: side by side the most used latents, each going from 0 to {@value #REACH}, to
 * −{@value #REACH} and back while the others stay at 0.
 */
final class TraversalFilm {
    private static final int FRAMES = 60;
    private static final int HUNDREDTHS = 5;
    private static final int MOST_LATENTS = 8;
    private static final double REACH = 2.5;

    /** A pixel of a picture is enlarged so many times the chosen scale: films are looked at, not measured. */
    private static final int ENLARGED = 2;

    private TraversalFilm() {}

    static List<AtomicFile.Part> parts(Exported from, Path out, Progress progress) {
        from.need(Capability.DECODES);
        return List.of(new AtomicFile.Part(out, body -> {
            FrozenModel model = from.frozen();
            int[] used = MapLatents.mostUsedFirst(from.points(progress), model.configuration());
            int[] shown = Arrays.copyOf(used, Math.min(MOST_LATENTS, used.length));
            var decoder = new Decoder(model, shown.length);
            int scale = ENLARGED * from.choices().scale();
            GifFilm.write(body, FRAMES, t -> frame(model, decoder, shown, t, scale), HUNDREDTHS, progress);
        }));
    }

    private static BufferedImage frame(FrozenModel model, Decoder decoder, int[] shown, int t, int scale) {
        float[] z = new float[shown.length * model.latents()];
        double value = REACH * Math.sin(2 * Math.PI * t / FRAMES);
        for (int k = 0; k < shown.length; k++) z[k * model.latents() + shown[k]] = (float) value;
        float[] pixels = new float[shown.length * model.values()];
        decoder.decode(z, shown.length, pixels);
        var configuration = model.configuration();
        return Mosaic.of(pixels, 1, shown.length, configuration.format()).image(scale);
    }
}
