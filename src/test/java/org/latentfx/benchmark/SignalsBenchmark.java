package org.latentfx.benchmark;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.latentfx.data.DataSplit;
import org.latentfx.io.data.DataFiles;
import org.latentfx.math.Kernels;
import org.latentfx.session.Session;
import org.latentfx.session.run.Run.Start;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.RunState;
import org.latentfx.train.Settings;
import org.latentfx.train.signal.Signals;

/**
 * Trains the preset {@code classic} in a session without a window, in turn with nobody looking at the layers' signals
 * and with somebody looking, each first in every other round, and prints images/s of both and what looking costs, at
 * most 3 %, with the standard error over the rounds. Also prints what the session's background thread took of all
 * cores in both: images/s swing by some per cent with whatever else a machine does, the time of a thread does not, and
 * the difference is what the signals take. And how long one measurement takes on one core. Arguments: seconds of each
 * part, rounds.
 */
public final class SignalsBenchmark {
    /** What a part begins with: the end of the last measurement, and training finding its pace. */
    private static final int SETTLE_MILLIS = 2000;

    private final Executor fx = daemon(new AtomicReference<>());
    private final AtomicReference<Thread> background = new AtomicReference<>();
    private final int threads = Runtime.getRuntime().availableProcessors();
    private final Session session;
    private final long millis;

    /** @param share of all cores that the background thread took, 0..1 */
    private record Part(double imagesPerSecond, double share) {}

    private SignalsBenchmark(DataSplit data, Hyperparameters hyperparameters, long millis) {
        this.millis = millis;
        session =
                on(() -> new Session(Kernels.best(), threads, daemon(new AtomicReference<>()), daemon(background), fx));
        on(() -> session.run().replace(Start.fresh(data, hyperparameters)));
    }

    public static void main(String[] arguments) throws InterruptedException {
        long millis = (long) (1000 * Double.parseDouble(arguments[0]));
        int rounds = Integer.parseInt(arguments[1]);
        DataSplit data = DataFiles.load("mnist");
        var benchmark =
                new SignalsBenchmark(data, Settings.EPOCHS.with(Preset.CLASSIC.hyperparameters(), 10_000), millis);
        benchmark.compare(rounds);
        RunState state = benchmark.on(() -> benchmark.session.run().state()).join();
        for (int i = 0; i < rounds; i++) {
            long begin = System.nanoTime();
            Signals.of(state, data, Kernels.best());
            System.out.printf(Locale.ROOT, "one measurement %.0f ms%n", (System.nanoTime() - begin) * 1e-6);
        }
        benchmark.on(() -> {
            benchmark.session.close();
            return true;
        });
    }

    private void compare(int rounds) throws InterruptedException {
        measure(true); // compiles what both need
        measure(false);
        var closed = new ArrayList<Part>();
        var open = new ArrayList<Part>();
        for (int round = 0; round < rounds; round++) {
            boolean openFirst = round % 2 == 1;
            (openFirst ? open : closed).add(measure(openFirst));
            (openFirst ? closed : open).add(measure(!openFirst));
        }
        double[] cost = IntStream.range(0, rounds)
                .mapToDouble(i -> 100 * (open.get(i).imagesPerSecond / closed.get(i).imagesPerSecond - 1))
                .toArray();
        double mean = Arrays.stream(cost).average().orElseThrow();
        double variance = Arrays.stream(cost).map(c -> (c - mean) * (c - mean)).sum() / (rounds - 1);
        print("nobody looks  ", closed);
        print("somebody looks", open);
        System.out.printf(
                Locale.ROOT,
                "looking takes %.2f %% of all cores%n",
                100 * (median(open, Part::share) - median(closed, Part::share)));
        System.out.printf(
                Locale.ROOT,
                "looking costs %+.2f ± %.2f %% of images/s (standard error, %d rounds of %.0f s)%n",
                mean,
                Math.sqrt(variance / rounds),
                rounds,
                millis * 1e-3);
    }

    private static void print(String name, List<Part> parts) {
        System.out.printf(
                Locale.ROOT,
                "%s %,9.0f images/s, background work takes %.2f %% of all cores%n",
                name,
                median(parts, Part::imagesPerSecond),
                100 * median(parts, Part::share));
    }

    private Part measure(boolean watched) throws InterruptedException {
        on(() -> {
            session.debug().signals().watch(watched);
            session.run().play();
            return true;
        });
        Thread.sleep(SETTLE_MILLIS);
        long before = drawn();
        long used = used();
        long begin = System.nanoTime();
        Thread.sleep(millis);
        long after = drawn();
        long nanos = System.nanoTime() - begin;
        var part = new Part((after - before) / (nanos * 1e-9), (used() - used) / (double) (threads * nanos));
        on(() -> {
            session.run().pause();
            return true;
        });
        return part;
    }

    /** Nanoseconds of a processor that the background thread has taken. */
    private long used() {
        Thread thread = background.get();
        return thread == null ? 0 : ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId());
    }

    private long drawn() {
        return on(() -> session.run().state()).join().position().drawn();
    }

    private static double median(List<Part> parts, ToDoubleFunction<Part> figure) {
        return parts.stream().mapToDouble(figure).sorted().toArray()[parts.size() / 2];
    }

    /** @param made takes the thread when there is one */
    private static Executor daemon(AtomicReference<Thread> made) {
        return Executors.newSingleThreadExecutor(task -> {
            var thread = new Thread(task);
            thread.setDaemon(true);
            made.set(thread);
            return thread;
        });
    }

    private <T> T on(Supplier<T> action) {
        return CompletableFuture.supplyAsync(action, fx).join();
    }
}
