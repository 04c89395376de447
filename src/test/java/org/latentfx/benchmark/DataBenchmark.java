package org.latentfx.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Shuffle;
import org.latentfx.io.data.DataFiles;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.model.FrozenModel;
import org.latentfx.train.Preset;
import org.latentfx.train.Trainer;

/**
 * Prints what an image costs, in processor time of all threads, as sets grow: to read, to prepare for training, to
 * shuffle, to learn from and to encode, and its bytes of memory. Each figure is to stay as it is from the first line
 * to the last. Needs some 3 GB of disk and, to prove it, a heap of 4 GiB.
 */
public final class DataBenchmark {
    private static final int STEPS = 300;

    /** How many training images, their sides and channels; a tenth as many are held out. */
    private record Size(int images, int side, int channels) {}

    private static final List<Size> SIZES = List.of(
            new Size(10_000, 28, 1),
            new Size(10_000, 28, 1),
            new Size(100_000, 28, 1),
            new Size(1_000_000, 28, 1),
            new Size(20_000, 64, 3),
            new Size(200_000, 64, 3));

    private DataBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        System.out.printf("heap: %d MiB%n", Runtime.getRuntime().maxMemory() >> 20);
        for (var size : SIZES) {
            Path folder = Files.createTempDirectory("latentfx-bench");
            try {
                write(folder, "train", size.images, size);
                write(folder, "t10k", size.images / 10, size);
                measure(folder, size);
            } finally {
                try (var files = Files.list(folder)) {
                    for (Path file : files.toList()) Files.delete(file);
                }
                Files.delete(folder);
            }
        }
    }

    private static void measure(Path folder, Size size) {
        long before = used();
        long start = processorNanos();
        DataSplit data = DataFiles.load(folder.toString());
        double read = micros(start, size.images);
        double bytes = (double) (used() - before) / (1.1 * size.images);
        Kernel kernel = Kernels.best();
        try (var workers = new Workers(Runtime.getRuntime().availableProcessors())) {
            start = processorNanos();
            var trainer = new Trainer(data, Preset.MAP.hyperparameters(), kernel, workers);
            double prepare = micros(start, size.images);
            int[] order = new int[size.images];
            start = processorNanos();
            Shuffle.epoch(1, 0, order);
            double shuffle = micros(start, size.images);
            for (int i = 0; i < STEPS / 10; i++) trainer.step();
            long drawn = trainer.imagesDrawn();
            start = processorNanos();
            for (int i = 0; i < STEPS; i++) trainer.step();
            double learn = micros(start, trainer.imagesDrawn() - drawn);
            var model = new FrozenModel(trainer.weights(), kernel);
            start = processorNanos();
            LatentPoints.of(model, data.test(), workers);
            double encode = micros(start, data.test().size());
            System.out.printf(
                    Locale.ROOT,
                    "%,9d of %d x %d x %d: an image takes %.2f us to read, %.2f to prepare, %.3f to shuffle, "
                            + "%.1f to learn from, %.1f to encode; %.0f bytes%n",
                    size.images,
                    size.side,
                    size.side,
                    size.channels,
                    read,
                    prepare,
                    shuffle,
                    learn,
                    encode,
                    bytes);
        }
    }

    private static double micros(long start, long images) {
        return (processorNanos() - start) * 1e-3 / images;
    }

    /** Of all threads: other programs on the machine do not count. */
    private static long processorNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Bright squares anywhere on black. */
    private static void write(Path folder, String part, int count, Size size) throws IOException {
        var random = new SplittableRandom(count);
        int side = size.side;
        byte[] image = new byte[side * side * size.channels];
        int axes = size.channels == 1 ? 3 : 4;
        try (var out = open(folder.resolve(part + "-images-idx" + axes + "-ubyte"))) {
            int[] header = {0x800 + axes, count, side, side, size.channels};
            for (int i = 0; i <= axes; i++) out.writeInt(header[i]);
            for (int i = 0; i < count; i++) {
                Arrays.fill(image, (byte) 0);
                int corner = random.nextInt(side * side / 2);
                for (int p = 0; p < side * side / 4; p++) image[corner + p] = (byte) (p % side < side / 2 ? -1 : 0);
                out.write(image);
            }
        }
        try (var out = open(folder.resolve(part + "-labels-idx1-ubyte"))) {
            for (int header : new int[] {0x801, count}) out.writeInt(header);
            for (int i = 0; i < count; i++) out.write(i % 10);
        }
    }

    private static DataOutputStream open(Path file) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 20));
    }
}
