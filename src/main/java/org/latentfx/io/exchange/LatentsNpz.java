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
import org.latentfx.model.kind.Capability;
import org.latentfx.model.kind.LossTerm;
import org.latentfx.train.History;
import org.latentfx.train.Series;

/**
 * The codes of the held-out images and the curves as one NumPy archive: {@code mu} and {@code log_var} (images ×
 * latents, f4), or {@code z} where a code is a point, {@code label} and {@code index} (images, i4; label −1 where there
 * are none), {@code class_names}, and where curves are known {@code train_step}, then one array a loss of the kind of
 * model by its key, such as {@code train_reconstruction} and {@code train_kl} in nats per image, and the same with
 * {@code held_out_}. Of a model without an encoder the curves alone. The same run gives the same bytes.
 */
final class LatentsNpz {
    private LatentsNpz() {}

    static List<AtomicFile.Part> parts(Exported from, Path out, Progress progress) {
        if (!from.can(Capability.ENCODES)) {
            var curves = curves(from.curvesAlone());
            return List.of(new AtomicFile.Part(out, body -> NumpyFile.writeArchive(body, curves)));
        }
        boolean exact = !from.frozen().configuration().kind().variational();
        return List.of(new AtomicFile.Part(out, body -> {
            var arrays = points(from.heldOutPoints(progress), exact);
            if (from.hasCurves()) arrays.addAll(curves(from.history()));
            NumpyFile.writeArchive(body, arrays);
        }));
    }

    private static List<NumpyArray> points(LatentPoints points, boolean exact) {
        ImageSet images = points.images();
        int size = images.size();
        var arrays = new ArrayList<NumpyArray>();
        arrays.add(NumpyArray.of(exact ? "z" : "mu", points.mu(), size, points.latents()));
        if (!exact) arrays.add(NumpyArray.of("log_var", points.logVar(), size, points.latents()));
        arrays.add(NumpyArray.of("label", labels(images)));
        arrays.add(NumpyArray.of("index", IntStream.range(0, size).toArray()));
        arrays.add(NumpyArray.of("class_names", images.classNames()));
        return arrays;
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
        for (int i = 0; i < series.size(); i++) steps[i] = series.step(i);
        arrays.add(NumpyArray.of(name + "_step", steps));
        for (LossTerm term : series.terms()) {
            float[] values = new float[series.size()];
            for (int i = 0; i < values.length; i++) values[i] = (float) series.value(term, i);
            arrays.add(NumpyArray.of(name + "_" + term.key(), values, values.length));
        }
    }
}
