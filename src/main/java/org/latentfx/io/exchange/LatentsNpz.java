package org.latentfx.io.exchange;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.data.ImageSet;
import org.latentfx.io.AtomicFile;
import org.latentfx.io.data.NumpyArray;
import org.latentfx.io.data.NumpyFile;
import org.latentfx.train.History;
import org.latentfx.train.Series;

/**
 * The codes of the held-out images and the curves as one NumPy archive: {@code mu} and {@code log_var} (images ×
 * latents, f4), {@code label} and {@code index} (images, i4; label −1 where there are none), {@code class_names}, and
 * where curves are known {@code train_step}, {@code train_reconstruction}, {@code train_kl} and the same with {@code
 * held_out_}, in nats per image. The same run gives the same bytes.
 */
final class LatentsNpz {
    private LatentsNpz() {}

    static List<AtomicFile.Part> parts(Exported from, Path out, Progress progress) {
        return List.of(new AtomicFile.Part(out, body -> {
            var arrays = new ArrayList<>(points(from.heldOutPoints(progress)));
            if (from.hasCurves()) arrays.addAll(curves(from.history()));
            NumpyFile.writeArchive(body, arrays);
        }));
    }

    private static List<NumpyArray> points(LatentPoints points) {
        ImageSet images = points.images();
        int size = images.size();
        return List.of(
                NumpyArray.of("mu", points.mu(), size, points.latents()),
                NumpyArray.of("log_var", points.logVar(), size, points.latents()),
                NumpyArray.of("label", labels(images)),
                NumpyArray.of("index", IntStream.range(0, size).toArray()),
                NumpyArray.of("class_names", images.classNames()));
    }

    /** One class index an image; −1 where the images have none. */
    static int[] labels(ImageSet images) {
        int[] labels = new int[images.size()];
        for (int i = 0; i < labels.length; i++)
            labels[i] = images.classNames().isEmpty() ? -1 : images.labels()[i] & 0xff;
        return labels;
    }

    private static List<NumpyArray> curves(History history) {
        var arrays = new ArrayList<NumpyArray>();
        add(arrays, "train", history.train());
        add(arrays, "held_out", history.heldOut());
        return arrays;
    }

    private static void add(List<NumpyArray> arrays, String name, Series series) {
        long[] steps = new long[series.size()];
        float[] reconstruction = new float[series.size()];
        float[] kl = new float[series.size()];
        for (int i = 0; i < series.size(); i++) {
            steps[i] = series.step(i);
            reconstruction[i] = (float) series.reconstruction(i);
            kl[i] = (float) series.kl(i);
        }
        arrays.add(NumpyArray.of(name + "_step", steps));
        arrays.add(NumpyArray.of(name + "_reconstruction", reconstruction, series.size()));
        arrays.add(NumpyArray.of(name + "_kl", kl, series.size()));
    }
}
