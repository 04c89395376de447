package org.latentfx.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.latentfx.data.DataSplit;
import org.latentfx.io.data.DataFiles;
import org.latentfx.math.Kernels;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.run.Run.Start;
import org.latentfx.session.run.RunLine;
import org.latentfx.session.run.RunThreads;
import org.latentfx.session.run.Runs;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;

/**
 * Trains one run of the preset {@code classic} and three of them at once, in turn, and prints images/s of each and what
 * the three reach together against the one alone: each is to get 25 to 40 %, all together at least 90 %. Arguments:
 * seconds of each part, rounds.
 */
public final class RunsBenchmark {
    private RunsBenchmark() {}

    public static void main(String[] arguments) throws InterruptedException {
        long millis = (long) (1000 * Double.parseDouble(arguments[0]));
        int rounds = Integer.parseInt(arguments[1]);
        var fx = Executors.newSingleThreadExecutor(task -> {
            var thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        });
        int threads = Runtime.getRuntime().availableProcessors();
        var shared = new RunThreads(Kernels.best(), threads, fx, () -> {}, System::nanoTime);
        DataSplit data = DataFiles.load("mnist");
        Hyperparameters classic = Settings.EPOCHS.with(Preset.CLASSIC.hyperparameters(), 10_000);
        var runs = on(fx, () -> new Runs(shared, classic, new UndoStack(), Long.MAX_VALUE, System.err::println));
        List<RunLine> lines = on(fx, () -> {
            RunLine first = runs.shown();
            first.replace(Start.fresh(data, classic));
            return List.of(first, runs.another(first, classic), runs.another(first, classic));
        });
        measure(fx, lines, millis); // compiles what all need
        var alone = new ArrayList<double[]>();
        var together = new ArrayList<double[]>();
        for (int round = 0; round < rounds; round++) {
            alone.add(measure(fx, lines.subList(0, 1), millis));
            together.add(measure(fx, lines, millis));
        }
        print(median(alone, 0), together, lines.size());
        on(fx, () -> {
            runs.end();
            return true;
        });
    }

    private static void print(double alone, List<double[]> together, int lines) {
        System.out.printf(Locale.ROOT, "alone     %,9.0f images/s%n", alone);
        double total = 0;
        for (int i = 0; i < lines; i++) {
            double one = median(together, i);
            total += one;
            System.out.printf(Locale.ROOT, "of three  %,9.0f images/s  %5.1f %%%n", one, 100 * one / alone);
        }
        System.out.printf(Locale.ROOT, "together  %,9.0f images/s  %5.1f %%%n", total, 100 * total / alone);
    }

    private static double median(List<double[]> rounds, int line) {
        double[] all = rounds.stream().mapToDouble(one -> one[line]).sorted().toArray();
        return all[all.length / 2];
    }

    /** Images a second of each of {@code lines} while all of them train. */
    private static double[] measure(Executor fx, List<RunLine> lines, long millis) throws InterruptedException {
        long[] before = drawn(fx, lines);
        long begin = System.nanoTime();
        on(fx, () -> {
            lines.forEach(RunLine::play);
            return true;
        });
        Thread.sleep(millis);
        on(fx, () -> {
            lines.forEach(RunLine::pause);
            return true;
        });
        long[] after = drawn(fx, lines);
        double seconds = (System.nanoTime() - begin) * 1e-9;
        return IntStream.range(0, after.length)
                .mapToDouble(i -> (after[i] - before[i]) / seconds)
                .toArray();
    }

    private static long[] drawn(Executor fx, List<RunLine> lines) {
        var states = on(fx, () -> lines.stream().map(RunLine::state).toList());
        return states.stream()
                .mapToLong(state -> state.join().position().drawn())
                .toArray();
    }

    private static <T> T on(Executor fx, Supplier<T> action) {
        return CompletableFuture.supplyAsync(action, fx).join();
    }
}
