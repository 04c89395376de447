package org.latentfx.app.reproduce;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.latentfx.app.cli.EvaluateVerb;
import org.latentfx.app.cli.Flags;
import org.latentfx.app.cli.Json;
import org.latentfx.app.cli.StopSignal;
import org.latentfx.app.cli.Verb;
import org.latentfx.app.reproduce.TrainedRun.Figure;
import org.latentfx.io.AtomicFile;
import org.latentfx.io.FolderLock;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code reproduce NAME}: trains on MNIST, or sprites, what a publication did and prints our figure beside the
 * published one as one JSON object: {@code figure}, {@code ours}, {@code error}, {@code published}, {@code source};
 * where runs of other settings are set beside it, {@code others}. {@code --list} tells what there is; with {@code
 * --out} each run is kept, and one that was stopped goes on.
 */
public final class ReproduceVerb implements Verb {
    private static final String LIST = "--list";

    @Override
    public String name() {
        return "reproduce";
    }

    @Override
    public CommandSpec spec() {
        var spec = CommandSpec.create();
        spec.addPositional(PositionalParamSpec.builder()
                .index("0")
                .arity("0..1")
                .paramLabel("NAME")
                .type(String.class)
                .description(Texts.of("cli.reproduce.name", Reproduction.names()))
                .build());
        spec.addOption(Flags.switchedOn("list", "reproduce.list"));
        spec.addOption(Flags.option("epochs", "reproduce.epochs", "N", false));
        spec.addOption(Flags.option("importance", "reproduce.importance", "K", false));
        spec.addOption(Flags.option("out", "reproduce.out", "DIR", false));
        Flags.addMachine(spec);
        return spec;
    }

    @Override
    public int run(ParseResult given, PrintStream out, PrintStream err) {
        if (given.hasMatchedOption(LIST)) {
            for (var one : Reproduction.values()) out.println(described(one));
            return OK;
        }
        String name = given.matchedPositionalValue(0, "");
        if (name.isEmpty()) throw new Refusal("cli.reproduce.missing", Reproduction.names());
        var asked = Reproduction.named(name);
        int epochs = Settings.EPOCHS.parse(Flags.text(given, "epochs", String.valueOf(asked.epochs())));
        int k = EvaluateVerb.importance(Flags.text(given, "importance", "5000"));
        Kernel kernel = Kernels.named(Flags.kernelName(given));
        Path folder = given.hasMatchedOption("--out") ? Flags.path(given, "out") : null;
        int threads = Flags.threads(given);
        if (folder != null) AtomicFile.prepareFolder(folder);
        try (var stop = StopSignal.ofThisProcess();
                var lock = folder == null ? null : FolderLock.take(folder);
                var workers = new Workers(threads)) {
            var runs = new Runs(kernel, workers, folder, stop::asked, err);
            int code = compare(asked, epochs, k, runs, out);
            stop.ended(code);
            return code;
        }
    }

    /** Trains, measures and prints; the exit code. */
    private static int compare(Reproduction asked, int epochs, int k, Runs runs, PrintStream out) {
        String name = asked.key();
        var preset = asked.preset();
        var json = described(asked);
        json.addProperty("epochs", epochs);
        try {
            var found = asked.figure(runs.of(asked, name, asked.settings(preset), epochs), k);
            add(json, "ours", "error", found);
            if (found.k() > 0) json.addProperty("importance", found.k());
            Preset beside = asked.beside();
            if (beside != null) {
                json.addProperty("beside", beside.key());
                var run = runs.of(asked, name + "-" + beside.key(), asked.settings(beside), epochs);
                add(json, "besideFigure", "besideError", asked.figure(run, k));
            }
            var others = new JsonArray();
            for (var settings : asked.others()) {
                var one = new JsonObject();
                one.add("settings", different(preset.hyperparameters(), settings));
                var run = runs.of(asked, name + "-other-" + (others.size() + 1), settings, epochs);
                add(one, "figure", "error", asked.figure(run, k));
                others.add(one);
            }
            if (!others.isEmpty()) json.add("others", others);
        } catch (CancellationException stopped) {
            return STOPPED; // what is kept of it has been said
        }
        out.println(json);
        return runs.allKept() ? OK : WRONG;
    }

    private static void add(JsonObject json, String value, String error, Figure found) {
        json.addProperty(value, Json.rounded(found.value()));
        if (Double.isFinite(found.error())) json.addProperty(error, Json.rounded(found.error()));
    }

    private static JsonObject described(Reproduction one) {
        var json = new JsonObject();
        json.addProperty("name", one.key());
        json.addProperty("preset", one.preset().key());
        json.add("settings", different(one.preset().hyperparameters(), one.settings(one.preset())));
        json.addProperty("epochs", one.epochs());
        Reproduction first = one.first();
        if (first != null) {
            json.addProperty("first", first.key());
            json.addProperty("firstEpochs", first.epochs());
        }
        json.addProperty("figure", Texts.of("cli.reproduce." + one.key() + ".figure"));
        if (one.published() != null) json.addProperty("published", one.published());
        json.addProperty("source", Texts.of("cli.reproduce." + one.key() + ".source"));
        return json;
    }

    /** The settings that are not the preset's. */
    private static JsonObject different(Hyperparameters preset, Hyperparameters own) {
        var settings = new JsonObject();
        for (var setting : Settings.differences(preset, own)) settings.addProperty(setting.key(), setting.text(own));
        return settings;
    }
}
