package org.latentfx.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
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
 * and with somebody looking, and prints images/s of both and what looking costs: at most 3 % while somebody looks. Also
 * prints how long one measurement takes on one core. Arguments: seconds of each part, rounds.
 */
public final class SignalsBenchmark {
    private SignalsBenchmark() {}

    public static void main(String[] arguments) throws InterruptedException {
        long millis = (long) (1000 * Double.parseDouble(arguments[0]));
        int rounds = Integer.parseInt(arguments[1]);
        Executor fx = daemons();
        int threads = Runtime.getRuntime().availableProcessors();
        DataSplit data = DataFiles.load("mnist");
        Hyperparameters classic = Settings.EPOCHS.with(Preset.CLASSIC.hyperparameters(), 10_000);
        var session = on(fx, () -> new Session(Kernels.best(), threads, daemons(), daemons(), fx));
        on(fx, () -> session.run().replace(Start.fresh(data, classic)));
        measure(fx, session, true, millis); // compiles what both need
        var closed = new ArrayList<Double>();
        var open = new ArrayList<Double>();
        for (int round = 0; round < rounds; round++) {
            closed.add(measure(fx, session, false, millis));
            open.add(measure(fx, session, true, millis));
        }
        double without = median(closed);
        double with = median(open);
        System.out.printf(Locale.ROOT, "nobody looks   %,9.0f images/s%n", without);
        System.out.printf(Locale.ROOT, "somebody looks %,9.0f images/s  %+.2f %%%n", with, 100 * (with / without - 1));
        RunState state = on(fx, () -> session.run().state()).join();
        for (int i = 0; i < rounds; i++) {
            long begin = System.nanoTime();
            Signals.of(state, data, Kernels.best());
            System.out.printf(Locale.ROOT, "one measurement %.0f ms%n", (System.nanoTime() - begin) * 1e-6);
        }
        on(fx, () -> {
            session.close();
            return true;
        });
    }

    private static double measure(Executor fx, Session session, boolean watched, long millis)
            throws InterruptedException {
        on(fx, () -> {
            session.debug().signals().watch(watched);
            session.run().play();
            return true;
        });
        long before = drawn(fx, session);
        long begin = System.nanoTime();
        Thread.sleep(millis);
        long after = drawn(fx, session);
        double seconds = (System.nanoTime() - begin) * 1e-9;
        on(fx, () -> {
            session.run().pause();
            return true;
        });
        return (after - before) / seconds;
    }

    private static long drawn(Executor fx, Session session) {
        return on(fx, () -> session.run().state()).join().position().drawn();
    }

    private static double median(List<Double> rounds) {
        return rounds.stream().sorted().toList().get(rounds.size() / 2);
    }

    private static Executor daemons() {
        return Executors.newSingleThreadExecutor(task -> {
            var thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        });
    }

    private static <T> T on(Executor fx, Supplier<T> action) {
        return CompletableFuture.supplyAsync(action, fx).join();
    }
}
