package org.latentfx.app.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.latentfx.data.DataImport;
import org.latentfx.data.DataSplit;
import org.latentfx.io.RunFiles;
import org.latentfx.io.data.DataFiles;
import org.latentfx.io.session.SessionFile;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.model.kind.LossTerm;
import org.latentfx.session.file.LoadedSession;
import org.latentfx.session.file.ModelRun;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.History;
import org.latentfx.train.RunState;
import org.latentfx.train.Trainer;
import org.latentfx.train.health.CheckUp;
import org.latentfx.train.health.Cure;
import org.latentfx.train.health.DataFigures;
import org.latentfx.train.health.Diagnosis;
import org.latentfx.train.health.Evidence;
import org.latentfx.train.health.Health;
import org.latentfx.train.health.Illness;
import org.latentfx.train.health.Treatment;
import org.latentfx.train.signal.Signals;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code doctor}: says what is wrong with a run, one JSON object a finding; or causes an illness in a short run and
 * says what was found and what its cure changed, one JSON object an illness.
 */
public final class DoctorVerb implements Verb {
    private static final String ALL = "all";

    /** Everything that is caused is caused on these. */
    private static final String MNIST = "mnist";

    @Override
    public String name() {
        return "doctor";
    }

    @Override
    public CommandSpec spec() {
        var spec = CommandSpec.create();
        spec.addOption(Flags.option("from", "doctor.from", "RUN|FILE", false));
        SessionFlags.add(spec);
        Flags.addData(spec, "doctor.data");
        spec.addOption(Flags.option("illness", "doctor.illness", "ID|all", false));
        spec.addOption(Flags.switchedOn("cure", "doctor.cure"));
        spec.addOption(Flags.switchedOn("list", "doctor.list"));
        Flags.addMachine(spec);
        spec.usageMessage()
                .footer(Texts.of("cli.doctor.footer").lines().map(Flags::plain).toArray(String[]::new));
        return spec;
    }

    @Override
    public int run(ParseResult given, PrintStream out, PrintStream err) {
        int threads = Flags.threads(given);
        String kernelName = Flags.kernelName(given);
        boolean from = given.hasMatchedOption("--from");
        boolean illness = given.hasMatchedOption("--illness");
        boolean list = given.hasMatchedOption("--list");
        if ((from ? 1 : 0) + (illness ? 1 : 0) + (list ? 1 : 0) != 1) throw new Refusal("cli.doctor.one");
        if (list) {
            for (Illness one : Illness.ALL) out.println(listed(one));
            return OK;
        }
        List<Illness> ill = illness ? asked(Flags.text(given, "illness", ALL)) : List.of();
        Kernel kernel = Kernels.named(kernelName);
        try (var workers = new Workers(threads)) {
            if (from) examine(given, kernel, workers, out, err);
            else cause(ill, given.hasMatchedOption("--cure"), kernel, workers, out);
        }
        return OK;
    }

    private static List<Illness> asked(String id) {
        return id.equals(ALL) ? Illness.ALL : List.of(Illness.named(id));
    }

    private static JsonObject listed(Illness illness) {
        var json = new JsonObject();
        json.addProperty("illness", illness.id());
        json.addProperty("cause", illness.cause());
        return json;
    }

    // ---- illnesses ----

    private static void cause(List<Illness> ill, boolean cure, Kernel kernel, Workers workers, PrintStream out) {
        DataSplit mnist = DataFiles.load(MNIST);
        for (Illness one : ill) {
            long begin = System.nanoTime();
            var treated = Treatment.of(one, mnist, cure, kernel, workers);
            var json = listed(one);
            Diagnosis found = treated.diagnosis();
            json.addProperty("found", found != null);
            if (found != null) json.add("diagnosis", diagnosis(found));
            json.add("before", figures(treated.before()));
            if (treated.after() != null) json.add("after", figures(treated.after()));
            json.addProperty("seconds", Json.rounded((System.nanoTime() - begin) * 1e-9));
            out.println(json);
        }
    }

    /** Losses in nats per image, shares 0..1. */
    private static JsonObject figures(CheckUp of) {
        var json = new JsonObject();
        json.addProperty("step", of.step());
        json.addProperty("imagesDrawn", of.drawn());
        json.addProperty("heldOutImages", of.images());
        if (of.heldOut().terms().contains(LossTerm.RECONSTRUCTION)) ofImages(of, json);
        else
            for (LossTerm term : of.heldOut().terms())
                json.addProperty(term.key(), Json.rounded(of.heldOut().of(term)));
        json.addProperty("varietyShare", Json.rounded(of.variety()));
        json.addProperty("deadShare", Json.rounded(of.dead()));
        json.addProperty("saturatedShare", Json.rounded(of.saturated()));
        json.addProperty("clampedShare", Json.rounded(of.clamped()));
        if (Double.isFinite(of.priorKl())) json.addProperty("priorKlPerLatent", Json.rounded(of.priorKl()));
        if (Double.isFinite(of.updateRatio())) json.addProperty("updateRatio", of.updateRatio());
        if (Double.isFinite(of.rareClass())) json.addProperty("rareClassNegativeElbo", Json.rounded(of.rareClass()));
        return json;
    }

    /** What only models that reconstruct have. */
    private static void ofImages(CheckUp of, JsonObject json) {
        json.addProperty("negativeElbo", Json.rounded(of.heldOut().total()));
        json.addProperty("reconstruction", Json.rounded(of.heldOut().reconstruction()));
        json.addProperty("kl", Json.rounded(of.heldOut().kl()));
        json.addProperty("gainOverMeanImage", Json.rounded(of.gain()));
        json.addProperty("latentsInUse", of.inUse());
        json.addProperty("latents", of.latents());
    }

    // ---- a run ----

    private static void examine(ParseResult given, Kernel kernel, Workers workers, PrintStream out, PrintStream err) {
        Path file = Flags.path(given, "from");
        RunState state;
        DataSplit data;
        if (file.toString().endsWith(SessionFile.EXTENSION)) {
            SessionFile.Content session = SessionFlags.read(file, given);
            state = session.run();
            data = given.hasMatchedOption("--data")
                    ? Flags.data(state.dataName(), session.data().how().of(state.format()), given, err)
                    : LoadedSession.data(session, file);
        } else {
            state = state(file, given, err);
            data = Flags.data(state.dataName(), DataImport.GUESSED.of(state.format()), given, err);
        }
        if (state.dataChecksum() != data.train().checksum())
            throw new Refusal("training.other-data", state.dataName(), data.name());
        for (Diagnosis found : found(state, data, kernel, workers)) out.println(diagnosis(found));
    }

    private static RunState state(Path file, ParseResult given, PrintStream err) {
        if (!Files.isDirectory(file)) return ModelRun.state(Flags.model(file, given, err), History.EMPTY);
        var run = RunFiles.read(file);
        return ModelRun.state(run.model(), run.history());
    }

    private static List<Diagnosis> found(RunState state, DataSplit data, Kernel kernel, Workers workers) {
        var trainer = new Trainer(data, state.hyperparameters(), kernel, workers);
        trainer.restore(state);
        var evidence = new Evidence(Signals.of(state, data, kernel), DataFigures.of(data));
        return Health.of(state.hyperparameters(), trainer.history().measuredAs(trainer.measureAll()), evidence);
    }

    /** {@code {"id","level","step","evidence","why","cure"}}; a step and a cure only where there are any. */
    private static JsonObject diagnosis(Diagnosis found) {
        var json = new JsonObject();
        json.addProperty("id", found.id());
        json.addProperty("level", found.level().key());
        if (found.step() >= 0) json.addProperty("step", found.step());
        json.addProperty("evidence", found.text());
        var why = new JsonArray();
        found.why().forEach(why::add);
        json.add("why", why);
        if (!found.details().isEmpty()) {
            var details = new JsonArray();
            found.details().forEach(details::add);
            json.add("details", details);
        }
        if (found.cure() != null) json.add("cure", cure(found.cure()));
        return json;
    }

    private static JsonObject cure(Cure cure) {
        var json = new JsonObject();
        json.addProperty("text", cure.text());
        var settings = new JsonObject();
        cure.settings().forEach(settings::addProperty);
        json.add("settings", settings);
        json.addProperty("data", cure.data().key());
        json.addProperty("fromStep", cure.step());
        return json;
    }
}
