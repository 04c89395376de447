package org.latentfx.app.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.check.SelfCheck;
import org.latentfx.analysis.factor.FactorScore;
import org.latentfx.analysis.image.Evaluation;
import org.latentfx.analysis.image.MarginalLikelihood;
import org.latentfx.analysis.latent.LabelAccuracy;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.linear.LinearReference;
import org.latentfx.data.DataImport;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Factors;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Likelihood;
import org.latentfx.model.kind.Capability;
import org.latentfx.model.kind.LossTerm;
import org.latentfx.session.debug.FactorLook;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.Cadence;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Loss;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code evaluate}: measures a model on the test images of a data set and prints one JSON object: losses in nats per
 * image, mean squared error per pixel, and how often the five nearest training images (by μ) tell a test image's label.
 * With {@code --importance} also log p(x) by importance sampling, with {@code --quality} how good samples are.
 */
public final class EvaluateVerb implements Verb {
    private static final int NEIGHBOURS = 5;
    private static final int MOST_SAMPLES = 10_000;
    private static final int MOST_IMPORTANCE = 100_000;
    private static final long PROGRESS_NANOS = 5_000_000_000L;

    @Override
    public String name() {
        return "evaluate";
    }

    @Override
    public CommandSpec spec() {
        var spec = CommandSpec.create();
        Flags.addModel(spec, "model");
        Flags.addData(spec);
        spec.addOption(Flags.option("samples", "mean|N", false));
        spec.addOption(Flags.option("importance", "K", false));
        spec.addOption(Flags.option("quality", "N", false));
        spec.addOption(Flags.switchedOn("linear"));
        spec.addOption(Flags.switchedOn("factors"));
        Flags.addMachine(spec);
        return spec;
    }

    @Override
    public int run(ParseResult given, PrintStream out, PrintStream err) {
        int threads = Flags.threads(given);
        String kernelName = Flags.kernelName(given);
        int samples = samples(Flags.text(given, "samples", "1"));
        int importance = importance(Flags.text(given, "importance", "0"));
        int quality = SampleFigures.samples(Flags.text(given, "quality", "0"));
        Path file = Flags.path(given, "model");
        var model = Flags.model(file, given, err);
        var configuration = model.weights().configuration();
        DataSplit data = Flags.data(
                Flags.usualData(configuration.format()), DataImport.GUESSED.of(configuration.format()), given, err);
        if (!configuration.format().equals(data.test().format()))
            throw new Refusal(
                    "cli.evaluate.sides",
                    file,
                    configuration.format().words(),
                    data.name(),
                    data.test().format().words());
        if (importance > 0) configuration.kind().need(Capability.SCORES_IMAGES);
        if (given.hasMatchedOption("--linear")) configuration.kind().need(Capability.DECODES);
        if (given.hasMatchedOption("--factors")) configuration.kind().need(Capability.ENCODES);
        Kernel kernel = Kernels.named(kernelName);
        err.println(Texts.of("cli.evaluate.begin", file, data.name(), kernel.description(), threads));
        try (var workers = new Workers(threads)) {
            var frozen = new FrozenModel(model.weights(), kernel);
            boolean encodes = frozen.can(Capability.ENCODES);
            var json = encodes
                    ? measure(frozen, model.hyperparameters(), data, samples, workers, err)
                    : configuration.autoregressive()
                            ? SampleFigures.exact(frozen, model.hyperparameters(), data, workers, err)
                            : SampleFigures.players(frozen, model.hyperparameters(), data, workers);
            // what a model without an encoder has to be judged by
            if (!encodes && quality == 0) quality = SampleFigures.USUAL;
            if (configuration.kind().variational())
                json.add(
                        "minimised",
                        Json.minimised(
                                model.hyperparameters(), model.hyperparameters().klTermAt(model.epoch())));
            if (importance > 0)
                json.add("importance", importance(frozen, model.hyperparameters(), data, importance, workers, err));
            if (quality > 0)
                SampleFigures.add(
                        json, frozen, data, quality, model.hyperparameters().seed(), err);
            if (given.hasMatchedOption("--linear")) json.add("linear", linear(data, configuration.latents(), kernel));
            if (given.hasMatchedOption("--factors")) json.add("factors", factors(frozen, data, workers));
            out.println(json);
        }
        return OK;
    }

    private static JsonObject measure(
            FrozenModel frozen,
            Hyperparameters hyperparameters,
            DataSplit data,
            int samples,
            Workers workers,
            PrintStream err) {
        var found = Evaluation.of(
                frozen, data.test(), workers, samples, hyperparameters.binarise(), hyperparameters.seed());
        var json = Json.loss(loss(frozen, found.reconstruction(), found.kl()));
        CodebookFigures.add(json, frozen, data.test(), workers);
        if (frozen.configuration().learnsVariance())
            json.addProperty("pixelSigma", Json.rounded(Math.sqrt(frozen.variance()))); // of pixels in 0..1
        var each = new JsonArray();
        for (double kl : found.klPerLatent()) each.add(Json.rounded(kl));
        if (!each.isEmpty()) json.add("klPerLatent", each);
        json.addProperty("activeUnits", found.activeUnits());
        json.addProperty("mse", Json.rounded(found.mse()));
        double accuracy = LabelAccuracy.of(
                LatentPoints.of(frozen, data.train(), workers),
                LatentPoints.of(frozen, data.test(), workers),
                Math.min(NEIGHBOURS, data.train().size()),
                frozen.kernel(),
                workers);
        json.addProperty("knn5Accuracy", Json.rounded(accuracy));
        json.addProperty("images", found.images());
        json.add("perClass", classes(frozen, found));
        json.add("selfChecks", checks(found, frozen, hyperparameters, data, err));
        return json;
    }

    private static JsonArray checks(
            Evaluation found, FrozenModel frozen, Hyperparameters run, DataSplit data, PrintStream err) {
        var checks = SelfCheck.of(
                found,
                data.test(),
                frozen.configuration().likelihood(),
                run.binarise(),
                frozen.kernel(),
                Progress.NONE);
        var json = new JsonArray();
        for (SelfCheck check : checks) json.add(check(check, err));
        return json;
    }

    private static JsonObject check(SelfCheck check, PrintStream err) {
        if (!check.holds()) err.println(check.text());
        var json = new JsonObject();
        json.addProperty("id", check.rule().key());
        json.addProperty("holds", check.holds());
        json.addProperty("found", Json.rounded(check.found()));
        json.addProperty("limit", Json.rounded(check.limit()));
        return json;
    }

    /** log p(x) with {@code k} samples an image; tells on {@code err} how far it is. */
    private static JsonObject importance(
            FrozenModel frozen, Hyperparameters run, DataSplit data, int k, Workers workers, PrintStream err) {
        if (!run.binarise() && run.likelihood() == Likelihood.BERNOULLI) err.println(Texts.of("cli.importance.grey"));
        long begin = System.nanoTime();
        var due = new Cadence(PROGRESS_NANOS, System::nanoTime);
        due.due();
        var progress = new Progress(() -> false, share -> {
            if (due.due() && share > 0) err.println(progress(k, share, (System.nanoTime() - begin) * 1e-9));
        });
        var found = MarginalLikelihood.of(frozen, data.test(), workers, k, run.binarise(), run.seed(), progress);
        var json = new JsonObject();
        json.addProperty("k", found.k());
        json.addProperty("nll", Json.rounded(found.nll()));
        // of a single image there is none, and JSON has no word for it
        if (found.images() > 1) json.addProperty("standardError", Json.rounded(found.standardError()));
        json.addProperty("iwaeBound", Json.rounded(-found.nll()));
        json.addProperty("negativeElbo", Json.rounded(found.negativeElbo()));
        json.addProperty("effectiveSamples", Json.rounded(found.effective()));
        json.addProperty("leastEffectiveSamples", Json.rounded(found.leastEffective()));
        json.addProperty("images", found.images());
        json.addProperty("binarised", run.binarise());
        json.add("selfCheck", check(SelfCheck.of(found), err));
        return json;
    }

    private static String progress(int k, double share, double seconds) {
        return Texts.of(
                "cli.importance.progress", k, Math.round(100 * share), Math.round(seconds * (1 - share) / share));
    }

    /** What probabilistic PCA with as many latents makes of the same images: a density, so its nats may be below 0. */
    private static JsonObject linear(DataSplit data, int latents, Kernel kernel) {
        if (latents >= data.train().valuesPerImage()) throw new Refusal("cli.linear.refused", latents);
        var found = LinearReference.of(data, latents, kernel, Progress.NONE);
        var json = new JsonObject();
        json.addProperty("latents", latents);
        json.addProperty("nll", Json.rounded(found.heldOut().nll()));
        json.addProperty("reconstruction", Json.rounded(found.heldOut().reconstruction()));
        json.addProperty("kl", Json.rounded(found.heldOut().kl()));
        json.addProperty("sigma", Json.rounded(Math.sqrt(found.model().noise())));
        json.addProperty("mse", Json.rounded(found.heldOut().mse()));
        json.addProperty("knn5Accuracy", Json.rounded(found.accuracy()));
        return json;
    }

    /** How its latents go together with the known causes of the held-out images. */
    private static JsonObject factors(FrozenModel model, DataSplit data, Workers workers) {
        var known = Factors.of(data.test());
        if (known == null) throw new Refusal("cli.factors.refused", data.name());
        var found = FactorScore.of(LatentPoints.of(model, data.test(), workers), known, FactorLook.KEY, Progress.NONE);
        var json = new JsonObject();
        json.addProperty("mig", Json.rounded(found.mig()));
        json.addProperty("standardError", Json.rounded(found.standardError()));
        json.addProperty("images", found.images());
        json.addProperty("bins", FactorScore.BINS);
        var all = new JsonArray();
        for (int f = 0; f < known.all().size(); f++) {
            var one = new JsonObject();
            one.addProperty("factor", known.all().get(f).name());
            one.addProperty("values", known.all().get(f).values().size());
            one.addProperty("entropy", Json.rounded(found.entropy()[f]));
            one.addProperty("gap", Json.rounded(found.gap(f)));
            var each = new JsonArray(); // nats, a number a latent
            for (double information : found.information()[f]) each.add(Json.rounded(information));
            one.add("mutualInformation", each);
            all.add(one);
        }
        json.add("perFactor", all);
        return json;
    }

    /** Those of the two that the model has. */
    private static Loss loss(FrozenModel of, double reconstruction, double kl) {
        if (of.configuration().kind().variational()) return new Loss(reconstruction, kl);
        return Loss.of(List.of(LossTerm.RECONSTRUCTION), new double[] {reconstruction});
    }

    private static JsonArray classes(FrozenModel frozen, Evaluation found) {
        var classes = new JsonArray();
        for (var one : found.classes()) {
            var json = Json.loss(loss(frozen, one.reconstruction(), one.kl()));
            json.addProperty("class", one.name());
            json.addProperty("images", one.images());
            classes.add(json);
        }
        return classes;
    }

    /** How many z are drawn an image; 0 for the mean. */
    private static int samples(String text) {
        if (text.equals("mean")) return 0;
        if (!text.matches("[1-9]\\d{0,4}") || Integer.parseInt(text) > MOST_SAMPLES)
            throw new Refusal("cli.samples.refused", text, Integer.toString(MOST_SAMPLES));
        return Integer.parseInt(text);
    }

    /** How many samples weigh an image; 0 for none. */
    public static int importance(String text) {
        if (text.equals("0")) return 0;
        if (!text.matches("[1-9]\\d{0,5}") || Integer.parseInt(text) > MOST_IMPORTANCE)
            throw new Refusal("cli.importance.refused", text, MOST_IMPORTANCE);
        return Integer.parseInt(text);
    }
}
