package org.latentfx.io.exchange;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.latent.Neighbours;
import org.latentfx.analysis.samples.SampledPictures;
import org.latentfx.data.IdxFile;
import org.latentfx.data.ImageSet;
import org.latentfx.data.PictureFormat;
import org.latentfx.io.AtomicFile;
import org.latentfx.io.data.NumpyArray;
import org.latentfx.io.data.NumpyFile;
import org.latentfx.model.kind.Capability;

/**
 * Pictures decoded from the prior as a data set of their own, to train others with: one NumPy archive with
 * {@code images} (count × height × width, in colour × 3, bytes), {@code z} (count × latents), and where the images have
 * classes {@code labels} and {@code class_names}; beside it the same as IDX, {@code STEM-images-idx3-ubyte} (in colour
 * {@code idx4}) and {@code STEM-labels-idx1-ubyte}. A label is a guess: the commonest class among the held-out images
 * whose codes are nearest to z. A conditional model is asked for its classes in turn, which are the labels; a model
 * without an encoder gives none. The same seed gives the same bytes.
 */
final class LabelledSamples {
    private static final int NEIGHBOURS = 5;
    private static final int IDX_LABELS = 0x0801;

    /** What is written; {@code labels} are empty where the images have no classes. */
    private record Samples(SampledPictures drawn, byte[] pixels, byte[] labels, List<String> classes) {}

    private LabelledSamples() {}

    static List<AtomicFile.Part> parts(Exported from, Path out, Progress progress) {
        var once = new Once<>(() -> samples(from, progress));
        var archive = new AtomicFile.Part(out, body -> NumpyFile.writeArchive(body, arrays(once.get())));
        String name = String.valueOf(out.getFileName());
        String stem = name.endsWith(".npz") ? name.substring(0, name.length() - 4) : name;
        boolean colour = from.frozen().configuration().format().inColour();
        var images = new AtomicFile.Part(
                out.resolveSibling(stem + "-images-idx" + (colour ? 4 : 3) + "-ubyte"),
                body -> writeImages(body, once.get()));
        var labels = new AtomicFile.Part(
                out.resolveSibling(stem + "-labels-idx1-ubyte"), body -> writeLabels(body, once.get()));
        boolean guessed = from.can(Capability.ENCODES)
                && !from.data().get().test().classNames().isEmpty();
        return guessed || from.can(Capability.CONDITIONAL)
                ? List.of(archive, images, labels)
                : List.of(archive, images);
    }

    private static Samples samples(Exported from, Progress progress) {
        if (from.can(Capability.CONDITIONAL)) return asked(from, progress);
        if (!from.can(Capability.ENCODES)) {
            int count = from.choices().count();
            var drawn = SampledPictures.ofPrior(from.frozen(), from.choices().seed(), count, false, progress);
            return new Samples(drawn, bytes(drawn.pixels()), new byte[0], List.of());
        }
        LatentPoints points = from.heldOutPoints(new Progress(progress.cancelled(), share -> {}));
        var half = new Progress(progress.cancelled(), share -> progress.done().accept(share / 2));
        int count = from.choices().count();
        var drawn = SampledPictures.ofPrior(from.frozen(), from.choices().seed(), count, false, half);
        ImageSet images = points.images();
        byte[] labels = new byte[images.classNames().isEmpty() ? 0 : count];
        for (int i = 0; i < labels.length; i++) {
            if (i % 16 == 0) progress.at(count + i, 2 * count);
            labels[i] = (byte) Neighbours.ofLatent(points, drawn.point(i), NEIGHBOURS)
                    .vote(images)
                    .label();
        }
        progress.at(1, 1);
        return new Samples(drawn, bytes(drawn.pixels()), labels, images.classNames());
    }

    private static Samples asked(Exported from, Progress progress) {
        var names = from.data().get().test().classNames();
        int classes = from.frozen().configuration().classes();
        byte[] labels = new byte[from.choices().count()];
        for (int i = 0; i < labels.length; i++) labels[i] = (byte) (i % classes);
        var drawn = SampledPictures.ofPrior(from.frozen(), from.choices().seed(), labels, progress);
        return new Samples(drawn, bytes(drawn.pixels()), labels, names);
    }

    private static byte[] bytes(float[] pixels) {
        byte[] bytes = new byte[pixels.length];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) Math.round(255 * pixels[i]);
        return bytes;
    }

    /** Pictures, rows, columns and, in colour, channels. */
    private static int[] axes(SampledPictures drawn) {
        PictureFormat format = drawn.format();
        int[] all = {drawn.count(), format.height(), format.width(), format.channels()};
        return Arrays.copyOf(all, format.inColour() ? 4 : 3);
    }

    private static List<NumpyArray> arrays(Samples samples) {
        var drawn = samples.drawn;
        var images = NumpyArray.of("images", samples.pixels, axes(drawn));
        var z = NumpyArray.of("z", drawn.z(), drawn.count(), drawn.latents());
        if (samples.labels.length == 0) return List.of(images, z);
        return List.of(
                images,
                NumpyArray.of("labels", samples.labels, samples.labels.length),
                z,
                NumpyArray.of("class_names", samples.classes));
    }

    private static void writeImages(OutputStream body, Samples samples) throws IOException {
        boolean colour = samples.drawn.format().inColour();
        int[] magic = {colour ? IdxFile.COLOUR_IMAGES : IdxFile.GREY_IMAGES};
        int[] header = IntStream.concat(Arrays.stream(magic), Arrays.stream(axes(samples.drawn)))
                .toArray();
        writeIdx(body, header, samples.pixels);
    }

    private static void writeLabels(OutputStream body, Samples samples) throws IOException {
        writeIdx(body, new int[] {IDX_LABELS, samples.labels.length}, samples.labels);
    }

    private static void writeIdx(OutputStream body, int[] header, byte[] bytes) throws IOException {
        var out = new DataOutputStream(body);
        for (int number : header) out.writeInt(number);
        out.write(bytes);
        out.flush();
    }
}
