package org.latentfx.app.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import org.latentfx.data.ImageSet;
import org.latentfx.data.Shuffle;
import org.latentfx.math.Kernel;
import org.latentfx.math.RandomStream;
import org.latentfx.math.Workers;
import org.latentfx.model.Decoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.KlTerm;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.StepSettings;
import org.latentfx.model.TrainableModel;
import org.latentfx.train.Hyperparameters;

/**
 * One kernel under measurement: trains on shuffled batches as a run does, without held-out measurements, and gathers a
 * figure a round. One thread at a time, which shares the work with the {@link Workers} given.
 */
final class KernelBench {
    private static final int DECODES_AT_MOST = 2_000;

    private final Kernel kernel;
    private final Hyperparameters hyperparameters;
    private final ImageSet images;
    private final Workers workers;
    private final ModelConfiguration configuration;
    private final Steps steps;
    private final long[] threadIds;
    private final List<Double> speeds = new ArrayList<>();
    private final List<Double> bytes = new ArrayList<>();

    KernelBench(Kernel kernel, Hyperparameters hyperparameters, ImageSet images, Workers workers) {
        this.kernel = kernel;
        this.hyperparameters = hyperparameters;
        this.images = images;
        this.workers = workers;
        configuration = hyperparameters.model(images.format());
        steps = new Steps(kernel);
        threadIds = new long[workers.threads()];
        workers.run(
                (member, members) -> threadIds[member] = Thread.currentThread().getId());
    }

    Kernel kernel() {
        return kernel;
    }

    /** A model and its way through the images, epoch after epoch. */
    private final class Steps {
        private final int[] order = new int[images.size()];
        private final TrainableModel model;
        private int at = order.length;
        private long epoch = -1;
        private long drawn;
        private long taken;

        Steps(Kernel kernel) {
            model = TrainableModel.of(configuration, hyperparameters.batch(), kernel, workers);
            model.initialize(hyperparameters.seed(), images);
        }

        /** Trains for {@code seconds}; images a second. */
        double run(double seconds) {
            long first = drawn;
            long begin = System.nanoTime();
            double passed;
            do {
                step();
                passed = (System.nanoTime() - begin) * 1e-9;
            } while (passed < seconds);
            return (drawn - first) / passed;
        }

        private void step() {
            if (at == order.length) {
                Shuffle.epoch(RandomStream.SHUFFLE.key(hyperparameters.seed()), ++epoch, order);
                at = 0;
            }
            int batch = Math.min(hyperparameters.batch(), order.length - at);
            model.step(
                    images,
                    order,
                    at,
                    batch,
                    new StepSettings(
                            hyperparameters.seed(),
                            drawn,
                            hyperparameters.binarise(),
                            KlTerm.weighted(hyperparameters.beta()),
                            ++taken,
                            hyperparameters.learningRate()));
            at += batch;
            drawn += batch;
        }
    }

    /** Trains without measuring, until the compiler had its chance. */
    void warmUp(double seconds) {
        steps.run(seconds);
    }

    /** One round; images a second. */
    double round(double seconds) {
        long allocated = allocated();
        long taken = steps.taken;
        double speed = steps.run(seconds);
        speeds.add(speed);
        bytes.add((allocated() - allocated) / (double) (steps.taken - taken));
        return speed;
    }

    /** Median images a second of the rounds so far. */
    double speed() {
        return median(speeds);
    }

    private long allocated() {
        long sum = 0;
        for (long each : ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getThreadAllocatedBytes(threadIds))
            sum += each;
        return sum;
    }

    /** The rounds' figures, then what a step's time goes to and how long decoding takes, measured now. */
    JsonObject figures(double seconds) {
        double gigaflops = flopAnImage() * speed() * 1e-9;
        var json = new JsonObject();
        json.addProperty("kernel", kernel.name());
        json.addProperty("description", kernel.description());
        json.addProperty("imagesPerSecond", Math.round(speed()));
        json.add("rounds", rounded(speeds));
        json.addProperty("gigaflops", Json.rounded(gigaflops));
        json.addProperty("bytesPerStep", Math.round(median(bytes)));
        addBreakdown(json, seconds);
        var decode = new JsonObject();
        for (int rows : new int[] {1, 64, 400}) decode.addProperty(Integer.toString(rows), decode(rows, seconds));
        json.add("decodeMicroseconds", decode);
        return json;
    }

    /** Floating-point operations of the products that one image's training takes. */
    private double flopAnImage() {
        double flop = 0;
        for (var tensor : configuration.tensors()) {
            if (tensor.bias()) continue;
            // forward, the weights' gradient, and the inputs', which the first layer does without
            flop += (tensor.offset() == 0 ? 2 : 3) * 2.0 * tensor.size();
        }
        return flop;
    }

    private void addBreakdown(JsonObject json, double seconds) {
        var timed = new TimedKernel(kernel);
        var clocked = new Steps(timed);
        clocked.run(seconds);
        timed.restart();
        long taken = clocked.taken;
        long begin = System.nanoTime();
        clocked.run(seconds);
        double all = (System.nanoTime() - begin) * (double) workers.threads();
        taken = clocked.taken - taken;
        var phases = new EnumMap<TimedKernel.Phase, Double>(TimedKernel.Phase.class);
        var operations = new JsonArray();
        double known = 0;
        for (var entry : timed.times().values()) {
            double nanos = entry.getValue().nanos();
            phases.merge(entry.getKey().phase(), nanos, Double::sum);
            known += nanos;
            var operation = new JsonObject();
            operation.addProperty("operation", entry.getKey().label());
            operation.addProperty("microsecondsPerStep", Json.rounded(nanos * 1e-3 / taken));
            if (entry.getValue().flop() > 0)
                operation.addProperty(
                        "gigaflopsPerThread", Json.rounded(entry.getValue().flop() / nanos));
            operations.add(operation);
        }
        var shares = new JsonObject();
        phases.forEach((phase, nanos) -> shares.addProperty(phase.key(), Json.rounded(nanos / all)));
        shares.addProperty("waiting-and-rest", Json.rounded((all - known) / all));
        json.add("phases", shares);
        json.add("operations", operations);
    }

    /** Median microseconds to decode {@code rows} points on this thread. */
    private double decode(int rows, double seconds) {
        var decoder = new Decoder(new FrozenModel(steps.model.weights(), kernel), rows);
        float[] z = new float[rows * configuration.latents()];
        kernel.gaussian(1, 0, z, 0, z.length);
        float[] pixels = new float[rows * configuration.values()];
        var times = new ArrayList<Double>();
        // half of the time is the compiler's
        for (long end = after(seconds / 2); System.nanoTime() < end; ) decoder.decode(z, rows, pixels);
        for (long end = after(seconds / 2);
                times.isEmpty() || times.size() < DECODES_AT_MOST && System.nanoTime() < end; ) {
            long start = System.nanoTime();
            decoder.decode(z, rows, pixels);
            times.add((System.nanoTime() - start) * 1e-3);
        }
        return Json.rounded(median(times));
    }

    /** The clock's nanoseconds {@code seconds} from now. */
    private static long after(double seconds) {
        return System.nanoTime() + (long) (seconds * 1e9);
    }

    private static JsonArray rounded(List<Double> values) {
        var array = new JsonArray();
        for (double value : values) array.add(Math.round(value));
        return array;
    }

    /** The middle one, or the mean of the two in the middle. */
    private static double median(List<Double> values) {
        var sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int n = sorted.size();
        return (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
    }
}
