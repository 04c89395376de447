package org.latentfx.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Sprites;
import org.latentfx.io.session.SessionFile;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.train.History;
import org.latentfx.train.Loss;
import org.latentfx.train.Preset;
import org.latentfx.train.RunState;
import org.latentfx.train.Trainer;

/**
 * Kills processes in the middle of saving a session of the preset "classic" with 50 epochs of history, again and again,
 * and says whether the file could be read each time and how long that took. Run it with the tests' class path.
 */
final class SessionKills {
    private static final int STEPS = 50 * 469;

    private SessionKills() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 2) saveForEver(Path.of(arguments[1]));
        int times = arguments.length == 0 ? 100 : Integer.parseInt(arguments[0]);
        Path folder = Files.createTempDirectory("kills");
        Path file = folder.resolve("killed.latentfx");
        SessionFile.write(file, content(0));
        var random = new Random(1);
        long most = 0;
        long last = 0;
        for (int i = 0; i < times; i++) {
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            SessionKills.class.getName(),
                            "child",
                            file.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            child.getInputStream().read(); // it has begun to save
            Thread.sleep(random.nextInt(3000));
            child.destroyForcibly().waitFor();
            long begin = System.nanoTime();
            last = SessionFile.read(file).run().position().drawn();
            most = Math.max(most, System.nanoTime() - begin);
        }
        System.out.printf(
                "%d kills, each left a readable file of %d bytes; the last one is save %d; longest reading %d ms%n",
                times, Files.size(file), last, most / 1_000_000);
    }

    private static void saveForEver(Path file) {
        var first = content(1);
        System.out.println("saving");
        for (long i = 1; ; i++) SessionFile.write(file, numbered(first, i));
    }

    private static SessionFile.Content numbered(SessionFile.Content content, long number) {
        var run = content.run();
        var at = run.position();
        var position =
                new RunState.Position(at.step(), at.adamSteps(), at.epoch(), at.inEpoch(), number, new Loss(0, 0));
        return with(run, position, run.history());
    }

    private static SessionFile.Content content(long number) {
        var data = new DataSplit(
                "sprites",
                Sprites.generate(300, 1).images(),
                Sprites.generate(10, 2).images());
        var run = new Trainer(data, Preset.CLASSIC.hyperparameters(), Kernels.named("ejml"), new Workers(1)).state();
        var history = History.EMPTY;
        for (int step = 1; step <= STEPS; step++) history = history.plusTrain(step, 80 + 1.0 / step, 25.123);
        return with(run, new RunState.Position(STEPS, STEPS, 50, 0, number, new Loss(0, 0)), history);
    }

    private static SessionFile.Content with(RunState run, RunState.Position position, History history) {
        var state = new RunState(
                run.hyperparameters(),
                run.dataName(),
                run.dataChecksum(),
                run.format(),
                position,
                run.values(),
                run.firstMoments(),
                run.secondMoments(),
                history);
        return new SessionFile.Content(
                state,
                new SessionFile.Source(300, org.latentfx.data.DataImport.GUESSED, null),
                SessionFile.Shown.NOTHING,
                Instant.EPOCH);
    }
}
