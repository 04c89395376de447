package org.latentfx.benchmark;

import java.util.concurrent.TimeUnit;
import org.ejml.data.FMatrixRMaj;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.math.simd.PeakFlops;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The three products of a layer at the presets' shapes on one thread. {@code main} prints GFLOP/s and the share of the
 * measured peak of this core; its arguments, if any, are layers such as {@code 784x400}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 700, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class ProductBenchmark {
    @Param({"simd"})
    public String kernel = "simd";

    /** Rows: a batch of 128, or one of two threads' half of it. */
    @Param({"64", "128"})
    public int batch = 128;

    @Param({
        "784x400", "400x40", "20x400", "400x784", "784x128", "128x64", "64x20", "10x64", "784x512", "512x256", "256x4",
        "2x256"
    })
    public String layer = "784x400";

    private Kernel operations;
    private Kernel.PackedWeights weights;
    private FMatrixRMaj x;
    private FMatrixRMaj y;
    private FMatrixRMaj dx;
    private FMatrixRMaj dw;
    private float[] bias;

    private static int[] size(String layer) {
        String[] parts = layer.split("x");
        return new int[] {Integer.parseInt(parts[0]), Integer.parseInt(parts[1])};
    }

    @Setup
    public void prepare() {
        operations = Kernels.named(kernel);
        int in = size(layer)[0];
        int out = size(layer)[1];
        x = noise(batch, in);
        y = noise(batch, out);
        dx = new FMatrixRMaj(batch, in);
        dw = noise(in, out);
        bias = new float[out];
        weights = operations.packWeights(noise(in, out));
    }

    private FMatrixRMaj noise(int rows, int columns) {
        var a = new FMatrixRMaj(rows, columns);
        operations.gaussian(rows, columns, a.data, 0, a.data.length);
        return a;
    }

    @Benchmark
    public FMatrixRMaj forward() {
        operations.forward(x, weights, bias, Activation.RELU, y, 0, batch);
        return y;
    }

    @Benchmark
    public FMatrixRMaj backwardInput() {
        operations.backwardInput(y, weights, x, Activation.RELU, dx, 0, batch);
        return dx;
    }

    @Benchmark
    public FMatrixRMaj weightGradient() {
        operations.weightGradient(x, y, batch, dw, 0, x.numCols);
        return dw;
    }

    public static void main(String[] layers) throws RunnerException {
        double peak = PeakFlops.measure();
        var options =
                new OptionsBuilder().include(ProductBenchmark.class.getName()).verbosity(VerboseMode.SILENT);
        if (layers.length > 0) options.param("layer", layers);
        System.out.printf("Java %s, peak %.1f GFLOP/s on one thread%n", System.getProperty("java.version"), peak);
        for (var result : new Runner(options.build()).run()) {
            int[] size = size(result.getParams().getParam("layer"));
            int batch = Integer.parseInt(result.getParams().getParam("batch"));
            double rate =
                    2.0 * batch * size[0] * size[1] / result.getPrimaryResult().getScore();
            System.out.printf(
                    "%-16s batch %4d  %4d × %-4d %7.1f GFLOP/s %4.0f %%%n",
                    result.getPrimaryResult().getLabel(), batch, size[0], size[1], rate, 100 * rate / peak);
        }
    }
}
