package org.latentfx.app.cli;

import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.nio.file.Path;
import org.latentfx.app.start.ProcessClock;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Datasets;
import org.latentfx.io.AtomicFile;
import org.latentfx.io.CurvesCsv;
import org.latentfx.io.ModelFile;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.model.FrozenModel;
import org.latentfx.text.Texts;
import org.latentfx.train.Cadence;
import org.latentfx.train.Divergence;
import org.latentfx.train.Trainer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code train}: trains a model and leaves it in a folder, with its curves and pictures. One JSON object an epoch goes
 * to {@code out}: losses in nats per image, the training ones averaged over the epoch while it learns, the test ones
 * over the whole test set after it, z sampled once an image in both.
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
        spec.addOption(Flags.option("out", "DIR", true));
        Flags.addSettings(spec);
        Flags.addMachine(spec);
        return spec;
    }

    @Override
    public int run(ParseResult given, PrintStream out, PrintStream err) {
        var hyperparameters = Flags.hyperparameters(given);
        int threads = Flags.threads(given);
        String kernelName = Flags.kernelName(given);
        Path folder = Flags.path(given, "out");
        DataSplit data = Datasets.load(Flags.data(given));
        AtomicFile.prepareFolder(folder);
        Kernel kernel = Kernels.named(kernelName);
        try (var workers = new Workers(threads)) {
            var trainer = new Trainer(data, hyperparameters, kernel, workers);
            err.println(
                    Texts.of("cli.train.begin", data.name(), hyperparameters.epochs(), kernel.description(), threads));
            int code = OK;
            try {
                while (!trainer.finished()) {
                    out.println(epoch(trainer, err));
                    save(trainer, folder);
                }
            } catch (Divergence e) {
                err.println(e.getMessage());
                save(trainer, folder);
                code = STOPPED;
            }
            Pictures.write(folder, new FrozenModel(trainer.weights(), kernel), data.test(), hyperparameters.seed());
            err.println(Texts.of("cli.train.end", folder));
            return code;
        }
    }

    /** Trains for one epoch; its line. */
    private static JsonObject epoch(Trainer trainer, PrintStream err) {
        long begin = System.nanoTime();
        long drawn = trainer.imagesDrawn();
        var progress = new Cadence(PROGRESS_NANOS, System::nanoTime);
        progress.due();
        while (!trainer.step()) if (progress.due()) err.println(progress(trainer, drawn, begin));
        double seconds = (System.nanoTime() - begin) * 1e-9;
        var line = new JsonObject();
        line.addProperty("epoch", trainer.epochsDone());
        line.addProperty("step", trainer.stepsDone());
        line.add("train", Json.loss(trainer.lastEpoch()));
        line.add("test", Json.loss(trainer.measure(trainer.data().test())));
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
                Math.round(points.total(points.size() - 1)),
                Math.round((trainer.imagesDrawn() - drawn) * 1e9 / (System.nanoTime() - begin)));
    }

    private static void save(Trainer trainer, Path folder) {
        var content = new ModelFile.Content(
                trainer.weights(),
                trainer.hyperparameters(),
                trainer.epochsDone(),
                trainer.stepsDone(),
                trainer.data().name(),
                trainer.dataChecksum());
        ModelFile.write(folder.resolve("model.safetensors"), content);
        CurvesCsv.write(folder.resolve("curves.csv"), trainer.history());
    }
}
