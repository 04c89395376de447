package org.latentfx.app.cli;

import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.latentfx.app.start.ProcessClock;
import org.latentfx.data.DataSplit;
import org.latentfx.io.AtomicFile;
import org.latentfx.io.EventsFile;
import org.latentfx.io.FolderLock;
import org.latentfx.io.RunFiles;
import org.latentfx.io.session.SessionFile;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.LossTerm;
import org.latentfx.session.file.LoadedSession;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.Cadence;
import org.latentfx.train.Divergence;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.MemoryNeed;
import org.latentfx.train.Recipe;
import org.latentfx.train.Series;
import org.latentfx.train.Trainer;
import org.latentfx.train.health.Health;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code train}: trains a model and leaves it in a folder, with its curves and pictures. One JSON object an epoch goes
 * to {@code out}: losses in nats per image, the training ones averaged over the epoch while it learns, the test ones
 * over the whole test set after it, z sampled once an image in both. A line comes after its epoch was saved; a signal
 * saves the step reached; where saving fails training goes on, and the next epoch tries again.
 */
public final class TrainVerb implements Verb {
    private static final long PROGRESS_NANOS = 2_000_000_000L;

    @Override
    public String name() {
        return "train";
    }

    @Override
    public CommandSpec spec() {
        var spec = CommandSpec.create();
        Flags.addData(spec);
        spec.addOption(Flags.option("out", "DIR", false));
        spec.addOption(Flags.switchedOn("force"));
        spec.addOption(Flags.option("session", "FILE" + SessionFile.EXTENSION, false));
        spec.addOption(Flags.switchedOn("embed"));
        spec.addOption(Flags.option("resume", "FILE" + SessionFile.EXTENSION, false));
        SessionFlags.add(spec);
        spec.addOption(Flags.option("events", "FILE", false));
        Flags.addSettings(spec);
        Flags.addMachine(spec);
        return spec;
    }

    @Override
    public int run(ParseResult given, PrintStream out, PrintStream err) {
        var recipe = recipe(given);
        var asked = recipe.first();
        int threads = Flags.threads(given);
        String kernelName = Flags.kernelName(given);
        Path folder = given.hasMatchedOption("--out") ? Flags.path(given, "out") : null;
        Path session = given.hasMatchedOption("--session") ? Flags.path(given, "session") : null;
        if (folder == null && session == null) throw new Refusal("cli.option.missing", "--out DIR", "latentfx train");
        try (var stop = StopSignal.ofThisProcess()) {
            var origin = Origin.of(given, asked, err);
            if (folder != null) AtomicFile.prepareFolder(folder);
            try (var lock = folder == null ? null : FolderLock.take(folder);
                    var workers = new Workers(threads)) {
                List<Path> former = folder == null ? List.of() : former(folder);
                if (!former.isEmpty() && !given.hasMatchedOption("--force"))
                    throw new Refusal("cli.train.used", String.valueOf(folder), names(former));
                Kernel kernel = Kernels.named(kernelName);
                var trainer = origin.trainer(given, kernel, workers);
                int epochs = trainer.hyperparameters().epochs();
                err.println(Texts.of("cli.train.begin", trainer.data().name(), epochs, kernel.description(), threads));
                var files = folder == null ? null : new RunFiles(folder, former);
                var saving = new Saving(folder, files, session, origin.session(), origin.embeds(given), err);
                int code = train(trainer, recipe, saving, stop, out, err);
                if (folder != null && code != WRONG && !stop.asked())
                    code = Math.max(code, pictures(trainer, kernel, folder, err));
                stop.ended(code);
                return code;
            }
        }
    }

    /** The settings to begin with, and what is to change on the way; a flag goes before what a file says. */
    private static Recipe recipe(ParseResult given) {
        if (!given.hasMatchedOption("--events")) return new Recipe(Flags.hyperparameters(given), List.of());
        var read = EventsFile.read(Flags.path(given, "events"));
        boolean preset = given.hasMatchedOption("--preset");
        return new Recipe(preset ? Flags.hyperparameters(given) : Flags.changed(given, read.first()), read.changes());
    }

    /** Where a run starts: fresh on some data, or where a session file left it. */
    private record Origin(DataSplit data, Hyperparameters hyperparameters, SessionFile.@Nullable Content session) {
        static Origin of(ParseResult given, Hyperparameters asked, PrintStream err) {
            if (!given.hasMatchedOption("--resume")) return new Origin(Flags.data(given, err), asked, null);
            if (given.hasMatchedOption("--preset")) throw new Refusal("cli.resume.preset");
            Path file = Flags.path(given, "resume");
            var content = SessionFlags.read(file, given);
            if (!given.hasMatchedOption("--data")) {
                return new Origin(
                        LoadedSession.data(content, file), content.run().hyperparameters(), content);
            }
            DataSplit data =
                    Flags.data("", content.data().how().of(content.run().format()), given, err);
            return new Origin(data, content.run().hyperparameters(), content);
        }

        /** Throws {@link Refusal} where a setting was given that cannot change during a run. */
        Trainer trainer(ParseResult given, Kernel kernel, Workers workers) {
            MemoryNeed.checkTraining(hyperparameters, data, Runtime.getRuntime().maxMemory());
            var trainer = new Trainer(data, hyperparameters, kernel, workers);
            if (session != null) {
                trainer.restore(session.run());
                trainer.change(Flags.changed(given, hyperparameters));
            }
            return trainer;
        }

        /** Whether the images go into the session's file, where asked or where they were. */
        boolean embeds(ParseResult given) {
            return given.hasMatchedOption("--embed")
                    || session != null && session.data().embedded() != null;
        }
    }

    /** The files of another run that this one would overwrite or leave beside its own. */
    private static List<Path> former(Path folder) {
        return Stream.concat(RunFiles.NAMES.stream(), Pictures.NAMES.stream())
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .toList();
    }

    private static String names(List<Path> files) {
        return files.stream().map(file -> file.getFileName().toString()).collect(Collectors.joining(", "));
    }

    /** Trains until the last epoch, divergence or a signal; the exit code so far. */
    private static int train(
            Trainer trainer, Recipe recipe, Saving saving, StopSignal stop, PrintStream out, PrintStream err) {
        try {
            recipe.changeDue(trainer);
            if (trainer.finished()) {
                err.println(Texts.of("cli.train.finished", trainer.epochsDone()));
                saving.save(trainer, true);
            }
            while (!trainer.finished()) {
                long begin = System.nanoTime();
                long drawn = trainer.imagesDrawn();
                boolean epochFinished = takeEpoch(trainer, recipe, stop, err);
                double seconds = (System.nanoTime() - begin) * 1e-9;
                boolean last = trainer.finished() || stop.asked();
                // before the measurement and its line: whoever reads the line finds the files of that epoch
                if (epochFinished || trainer.stepsDone() > 0) saving.save(trainer, last);
                if (epochFinished) out.println(line(trainer, drawn, seconds));
                if (stop.asked()) return saving.stopped(trainer);
            }
            return saving.failed() ? WRONG : OK;
        } catch (Divergence e) {
            saving.save(trainer, true);
            err.println(saving.diverged(trainer, e.found()));
            return saving.failed() ? WRONG : STOPPED;
        }
    }

    /** Trains for one epoch; whether it was finished before a signal came. */
    private static boolean takeEpoch(Trainer trainer, Recipe recipe, StopSignal stop, PrintStream err) {
        long begin = System.nanoTime();
        long drawn = trainer.imagesDrawn();
        var progress = new Cadence(PROGRESS_NANOS, System::nanoTime);
        progress.due();
        while (!stop.asked()) {
            boolean epochFinished = trainer.step();
            recipe.changeDue(trainer);
            if (epochFinished) return true;
            if (progress.due()) err.println(progress(trainer, drawn, begin));
        }
        return false;
    }

    /** What is printed of the epoch just finished, which took {@code seconds} from when {@code drawn} was reached. */
    private static JsonObject line(Trainer trainer, long drawn, double seconds) {
        var line = new JsonObject();
        line.addProperty("epoch", trainer.epochsDone());
        line.addProperty("step", trainer.stepsDone());
        int values = trainer.data().train().valuesPerImage();
        line.add("train", Json.loss(trainer.lastEpoch(), values));
        if (trainer.hyperparameters().model().variational())
            line.add("minimised", Json.minimised(trainer.hyperparameters(), trainer.klTerm()));
        line.addProperty("learningRate", trainer.learningRate());
        var test = trainer.measureAll(); // what is printed and what is judged is one look
        line.add("test", Json.loss(test.loss(), values));
        line.add(
                "health",
                Json.health(
                        Health.of(trainer.hyperparameters(), trainer.history().measuredAs(test))));
        line.addProperty("imagesPerSecond", Math.round((trainer.imagesDrawn() - drawn) / seconds));
        line.addProperty("seconds", Json.rounded(seconds));
        line.addProperty("sinceProcessStart", Json.rounded(ProcessClock.secondsSinceStart()));
        return line;
    }

    private static String progress(Trainer trainer, long drawn, long begin) {
        var points = trainer.history().train();
        return Texts.of(
                "cli.train.progress",
                trainer.epochsDone() + 1,
                trainer.hyperparameters().epochs(),
                Math.round(100 * trainer.epochProgress()),
                losses(points, points.size() - 1),
                Math.round((trainer.imagesDrawn() - drawn) * 1e9 / (System.nanoTime() - begin)));
    }

    /** The loss; of a model with several, each. */
    private static String losses(Series points, int i) {
        var terms = points.terms();
        if (terms.contains(LossTerm.RECONSTRUCTION)) return Texts.of("cli.train.loss", Math.round(points.total(i)));
        return terms.stream()
                .map(term -> String.format(Locale.ENGLISH, "%s %.2f", term.label(), points.value(term, i)))
                .collect(Collectors.joining(", "));
    }

    private static int pictures(Trainer trainer, Kernel kernel, Path folder, PrintStream err) {
        try {
            var model = new FrozenModel(trainer.weights(), kernel);
            var seed = trainer.hyperparameters().seed();
            Pictures.write(folder, model, trainer.data().test(), seed);
        } catch (Refusal e) {
            err.println(e.getMessage());
            return WRONG;
        }
        err.println(Texts.of("cli.train.end", folder));
        return OK;
    }
}
