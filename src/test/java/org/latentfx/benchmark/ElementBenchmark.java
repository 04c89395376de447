package org.latentfx.benchmark;

import java.util.concurrent.TimeUnit;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
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

/** Transcendental functions, losses, Adam and noise on rows of 784 elements; {@code main} prints ns per element. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ElementBenchmark.N)
@Warmup(iterations = 3, time = 700, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class ElementBenchmark {
    static final int ROWS = 64;
    static final int ROW = 784;
    static final int N = ROWS * ROW;

    @Param({"simd", "ejml"})
    public String kernel = "simd";

    private final float[] x = new float[N];
    private final float[] y = new float[N];
    private final float[] m = new float[N];
    private final float[] v = new float[N];
    private final float[] targets = new float[N];
    private final byte[] bytes = new byte[N];
    private final Kernel.AdamStep step = Kernel.AdamStep.at(100, 1e-3);
    private Kernel operations;

    @Setup
    public void prepare() {
        operations = Kernels.named(kernel);
        operations.gaussian(1, 0, x, 0, N);
        operations.sigmoid(x, targets, 0, N);
        for (int i = 0; i < N; i++) bytes[i] = (byte) (255 * targets[i]);
    }

    @Benchmark
    public float[] exp() {
        operations.exp(x, y, 0, N);
        return y;
    }

    @Benchmark
    public float[] sigmoid() {
        operations.sigmoid(x, y, 0, N);
        return y;
    }

    @Benchmark
    public double bernoulli() {
        double sum = 0;
        for (int at = 0; at < N; at += ROW) sum += operations.bernoulli(x, at, targets, at, ROW, 0.01f, y);
        return sum;
    }

    @Benchmark
    public float[] adam() {
        operations.adam(step, x, m, v, y, 0, N);
        return y;
    }

    @Benchmark
    public float[] gaussian() {
        operations.gaussian(3, 0, y, 0, N);
        return y;
    }

    @Benchmark
    public float[] dequantise() {
        for (int at = 0; at < N; at += ROW) operations.dequantise(bytes, at, y, at, ROW);
        return y;
    }

    @Benchmark
    public float[] binarise() {
        for (int at = 0; at < N; at += ROW) operations.binarise(bytes, at, 5, at, y, at, ROW);
        return y;
    }

    public static void main(String[] unused) throws RunnerException {
        var options = new OptionsBuilder()
                .include(ElementBenchmark.class.getName())
                .verbosity(VerboseMode.SILENT)
                .build();
        System.out.printf("Java %s, ns per element%n", System.getProperty("java.version"));
        for (var result : new Runner(options).run())
            System.out.printf(
                    "%-12s %-5s %8.3f%n",
                    result.getPrimaryResult().getLabel(),
                    result.getParams().getParam("kernel"),
                    result.getPrimaryResult().getScore());
    }
}
