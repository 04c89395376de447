package org.latentfx.view.explain;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.beans.value.ObservableValue;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.image.ElboBreakdown;
import org.latentfx.analysis.image.MarginalLikelihood;
import org.latentfx.analysis.latent.AggregateInformation;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.Capability;
import org.latentfx.model.kind.LossTerm;
import org.latentfx.session.Session;
import org.latentfx.session.debug.DebugFigures.Aggregate;
import org.latentfx.session.debug.LiveFigure;
import org.latentfx.session.debug.LiveFigure.Measured;
import org.latentfx.session.explore.ShownModel;
import org.latentfx.text.Texts;
import org.latentfx.train.History;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Measurement;
import org.latentfx.train.Objective;
import org.latentfx.train.Series;
import org.latentfx.train.Setting;
import org.latentfx.train.Settings;
import org.latentfx.train.signal.CodeSignals;
import org.latentfx.train.signal.LayerSignals;
import org.latentfx.train.signal.Signals;
import org.latentfx.view.kit.Figures;

/**
 * The formula of a term with the numbers of the moment shown, or where to have them measured. It reads what the session
 * knows already and measures nothing. FX thread only.
 */
public final class LiveFigures {
    /** Steps of training that are averaged to compare them with the held-out loss. */
    private static final int STEPS = 100;

    /** Figures of models that are no VAE. */
    private static final Set<LossTerm> APART = EnumSet.range(LossTerm.NLL, LossTerm.D_FAKE);

    private final Session session;

    public LiveFigures(Session session) {
        this.session = session;
    }

    /** Calls {@code changed} when a figure may be another one. */
    Subscription subscribe(Runnable changed) {
        List<ObservableValue<?>> sources = List.of(
                session.explorer().shownProperty(),
                session.explorer().zProperty(),
                session.probe().breakdownProperty(),
                session.evaluation().figuresProperty(),
                session.evaluation().likelihood().foundProperty(),
                session.quality().foundProperty(),
                session.run().hyperparametersProperty(),
                session.run().imagesPerSecondProperty(),
                session.debug().aggregate().measuredProperty(),
                session.debug().signals().courseProperty());
        Subscription all = Subscription.EMPTY;
        for (ObservableValue<?> source : sources) all = all.and(source.subscribe(now -> changed.run()));
        return all;
    }

    /** What the term called {@code key} is now, in a sentence; "" where it has no number. */
    String of(String key) {
        FrozenModel model = session.explorer().model();
        String missing = NeededCapability.missing(key, model);
        if (!missing.isEmpty()) return missing;
        for (LossTerm term : APART) if (term.term().equals(key)) return apart(term);
        return switch (key) {
            case "elbo", "reconstruction", "kl", "kl-latent", "objective", "mean-image", "rate-distortion", "gap" ->
                ofLoss(key);
            case "mu", "log-variance", "sigma", "epsilon", "z" -> ofCode(key);
            case "prior" -> PriorFigure.now(session.explorer());
            case "sigma-vae" ->
                PixelSigma.now(session.explorer().shownProperty().getValue());
            case "mse", "accuracy" -> ofEvaluation(key);
            case "nll", "iwae", "inference-gap", "effective", "standard-error" -> ofLikelihood(key);
            case "frechet", "precision", "recall", "nearest-image" -> ofQuality(key);
            case "information", "marginal-kl" -> ofAggregate(key);
            case "active" -> session.evaluation().figuresProperty().get() == null ? ofSignals(key) : ofEvaluation(key);
            case "dead", "saturated", "clamp", "gradient-norm", "update-ratio" -> ofSignals(key);
            case "percentile" -> percentile();
            case "epoch", "step", "held-out", "timeline", "speed", "decode-time" -> ofRun(key);
            default -> ofSetting(key);
        };
    }

    private static String now(String key, Object... figures) {
        return Texts.of("explain." + key + ".now", figures);
    }

    private static String unmeasured(String where) {
        return Texts.of("explain.unmeasured", Texts.of("explain.measure." + where));
    }

    private static String loss(double value) {
        return Figures.amount(value, 2);
    }

    // ---- losses ----

    private String ofLoss(String key) {
        History history = session.explorer().historyProperty().getValue();
        Measurement latest = history == null ? null : history.latest();
        if (history == null || latest == null) return unmeasured("held-out");
        double reconstruction = latest.loss().reconstruction();
        double kl = latest.loss().kl();
        String images = Texts.of("explain.images", latest.images());
        return switch (key) {
            case "elbo" -> now(key, loss(reconstruction), loss(kl), loss(reconstruction + kl), images, latest.step());
            case "reconstruction" ->
                now(
                        key,
                        loss(reconstruction),
                        images,
                        latest.step(),
                        Texts.of(
                                "explain.reconstruction.now.gain",
                                loss(latest.baseline().loss()),
                                loss(latest.gain())));
            case "kl" ->
                Texts.of("explain.kl.now" + PriorFigure.learnt(session.explorer()), loss(kl), images, latest.step());
            case "kl-latent" -> latents(latest.klPerLatent());
            case "objective" -> objective(history, latest, images);
            case "mean-image" -> now(key, loss(latest.baseline().loss()));
            case "rate-distortion" -> now(key, loss(kl), loss(reconstruction), latest.step());
            default -> gap(history);
        };
    }

    private static String latents(double[] kl) {
        int most = 0;
        int least = 0;
        double sum = 0;
        for (int j = 0; j < kl.length; j++) {
            if (kl[j] > kl[most]) most = j;
            if (kl[j] < kl[least]) least = j;
            sum += kl[j];
        }
        return now("kl-latent", kl.length, loss(sum), most, loss(kl[most]), least, Figures.loss(kl[least]));
    }

    private String apart(LossTerm term) {
        History history = session.explorer().historyProperty().getValue();
        Measurement latest = history == null ? null : history.latest();
        FrozenModel model = session.explorer().model();
        if (model == null || !model.configuration().kind().losses().contains(term)) return "";
        if (latest == null) return unmeasured("held-out");
        String images = Texts.of("explain.images", latest.images());
        String kind = model.can(Capability.JUDGES) ? "player" : model.can(Capability.ENCODES) ? "rounded" : "exact-nll";
        return now(kind, term.label(), loss(latest.loss().of(term)), images, latest.step());
    }

    private String objective(History history, Measurement latest, String images) {
        var minimised = Objective.of(session.run().hyperparametersProperty().get(), history);
        Series heldOut = history.heldOut();
        double term = heldOut.size() == 0 ? Double.NaN : heldOut.term(heldOut.size() - 1);
        String rounded = latest.loss().terms().contains(LossTerm.COMMITMENT) ? ".rounded" : ".plain";
        if (!latest.loss().terms().contains(LossTerm.KL))
            return Texts.of(
                    "explain.objective.now" + rounded, loss(latest.loss().reconstruction()), images, latest.step());
        if (Double.isNaN(term)) term = minimised.beta() * latest.loss().kl();
        return now("objective", minimised.words(), loss(latest.loss().reconstruction() + term), images, latest.step());
    }

    private static String gap(History history) {
        Series heldOut = history.heldOut();
        if (heldOut.size() == 0) return unmeasured("held-out");
        int last = heldOut.size() - 1;
        int to = history.train().countUpTo(heldOut.step(last));
        int from = Math.max(0, to - STEPS);
        if (to == from) return unmeasured("held-out");
        double train = IntStream.range(from, to)
                .mapToDouble(history.train()::total)
                .average()
                .orElse(Double.NaN);
        double held = heldOut.total(last);
        return now("gap", loss(held), loss(train), loss(held - train), heldOut.step(last), to - from);
    }

    // ---- the probed image ----

    private String ofCode(String key) {
        ElboBreakdown of = session.probe().breakdownProperty().get();
        if (of == null) return unmeasured("probe");
        int j = IntStream.range(0, of.kl().length)
                .reduce((a, b) -> of.kl()[a] >= of.kl()[b] ? a : b)
                .orElse(0);
        double mu = of.mu()[j];
        double logVar = of.logVar()[j];
        double sigma = Math.exp(logVar / 2);
        double z = of.samples()[j];
        double epsilon = (z - mu) / sigma;
        return switch (key) {
            case "mu" -> now(key, j, two(mu));
            case "log-variance" -> now(key, j, two(logVar), Figures.fixed(sigma, 3));
            case "sigma" -> {
                String cost = two(0.5 * (sigma * sigma - 1 - logVar));
                yield Texts.of(
                        "explain.sigma.now" + PriorFigure.learnt(session.explorer()), j, Figures.fixed(sigma, 3), cost);
            }
            case "epsilon" -> now(key, j, two(epsilon));
            default -> now(key, j, two(mu), Figures.fixed(sigma, 3), two(epsilon), two(z));
        };
    }

    private static String two(double value) {
        return Figures.fixed(value, 2);
    }

    private String percentile() {
        double share = session.probe().percentileProperty().get();
        if (Double.isNaN(share)) return unmeasured("probe");
        return now("percentile", Figures.fixed(share, 0), session.probe().compared());
    }

    // ---- what is measured when asked for ----

    private String ofEvaluation(String key) {
        var found = session.evaluation().figuresProperty().get();
        if (found == null) return unmeasured("figures");
        var of = found.evaluation();
        String images = Texts.of("explain.images", of.images());
        return switch (key) {
            case "mse" -> now(key, Figures.fixed(of.mse(), 5), images);
            case "active" -> now(key, of.activeUnits(), found.latents(), images);
            default -> now(key, Figures.fixed(100 * found.accuracy(), 1), Figures.count(of.images()));
        };
    }

    private String ofLikelihood(String key) {
        var found = session.evaluation().likelihood().foundProperty().get();
        if (found == null) return unmeasured("likelihood");
        MarginalLikelihood of = found.value();
        String error = two(of.standardError());
        return switch (key) {
            case "nll" -> now(key, loss(of.nll()), error, of.k(), Figures.count(of.images()));
            case "iwae" -> now(key, loss(-of.nll()), of.k(), loss(-of.negativeElbo()));
            case "inference-gap" ->
                now(key, loss(of.negativeElbo()), loss(of.nll()), loss(of.negativeElbo() - of.nll()), of.k());
            case "effective" ->
                now(key, Figures.fixed(of.effective(), 1), of.k(), Figures.fixed(of.leastEffective(), 1));
            default -> now(key, error, Figures.count(of.images()));
        };
    }

    private String ofQuality(String key) {
        var found = session.quality().foundProperty().get();
        if (found == null) return unmeasured("quality");
        var of = found.value();
        return switch (key) {
            case "frechet" ->
                now(
                        key,
                        loss(of.frechet()),
                        two(of.frechetError()),
                        loss(of.floor()),
                        loss(of.ceiling()),
                        Figures.count(of.samples()));
            case "precision" ->
                now(
                        key,
                        percent(of.within().precision()),
                        percent(of.withinError().precision()));
            case "recall" ->
                now(key, percent(of.within().recall()), percent(of.withinError().recall()));
            default -> now(key, Figures.fixed(of.toTraining(), 3), Figures.fixed(of.heldOutToTraining(), 3));
        };
    }

    private static String percent(double share) {
        return Figures.fixed(100 * share, 1);
    }

    // ---- the workspace Debug ----

    private String ofAggregate(String key) {
        Aggregate measured = value(session.debug().aggregate());
        AggregateInformation of = measured == null ? null : measured.information();
        if (of == null) return unmeasured("debug");
        String error = two(of.standardError());
        String kl = loss(of.meanKl());
        String information = loss(of.mutualInformation());
        String marginal = loss(of.marginalKl());
        return key.equals("information")
                ? now(key, kl, marginal, information, error, Figures.count(of.images()), loss(of.ceiling()))
                : now(key, kl, information, marginal, error);
    }

    private String ofSignals(String key) {
        Signals of = session.debug().signals().shown();
        if (of == null) return unmeasured("debug");
        String images = Figures.count(of.images());
        CodeSignals codes = of.codes();
        return switch (key) {
            case "clamp" ->
                now(
                        key,
                        Figures.fixed(100 * codes.clamped(), 2),
                        Figures.fixed(codes.leastSigma(), 3),
                        two(codes.largestSigma()),
                        images);
            case "active" ->
                now(key, codes.active(), codes.muVariance().length, Texts.of("explain.images", of.images()));
            case "gradient-norm" -> ofLayers(key, of, layer -> Figures.power(layer.gradientNorm()));
            case "update-ratio" -> ofLayers(key, of, layer -> Figures.power(layer.updateRatio()));
            default -> now("dead", units(of, key.equals("dead")), images);
        };
    }

    private static String ofLayers(String key, Signals of, Function<LayerSignals, String> figure) {
        String all = of.layers().stream()
                .map(layer -> Texts.of("explain.layer", layer.name(), figure.apply(layer)))
                .collect(Collectors.joining(", "));
        return now(key, of.step(), all);
    }

    private static String units(Signals of, boolean dead) {
        return of.layers().stream()
                .flatMap(layer -> layer.units() == null ? Stream.of() : Stream.of(units(layer, layer.units(), dead)))
                .collect(Collectors.joining(", "));
    }

    private static String units(LayerSignals layer, LayerSignals.Units units, boolean dead) {
        return dead
                ? Texts.of("explain.dead.now.layer", layer.name(), units.dead(), units.count())
                : Texts.of("explain.saturated.now.layer", layer.name(), Figures.fixed(100 * units.saturated(), 1));
    }

    private static <T> @Nullable T value(LiveFigure<T> figure) {
        Measured<T> measured = figure.measuredProperty().get();
        return measured == null ? null : measured.value();
    }

    // ---- the run ----

    private String ofRun(String key) {
        var run = session.run();
        var data = run.dataProperty().get();
        ShownModel shown = session.explorer().shownProperty().getValue();
        if (data == null || shown == null) return "";
        int batch = run.hyperparametersProperty().get().batch();
        int train = data.train().size();
        int steps = (train + batch - 1) / batch;
        return switch (key) {
            case "epoch" ->
                now(
                        key,
                        Figures.count(train),
                        Figures.count(batch),
                        Figures.count(steps),
                        Figures.fixed((double) shown.step() / Math.max(1, steps), 2));
            case "step" -> now(key, Figures.count(shown.step()), Figures.count(steps));
            case "held-out" -> now(key, Figures.count(data.test().size()), Figures.count(train));
            case "timeline" -> now(key, shown.step(), run.stepProperty().get());
            case "speed" -> speed(run.imagesPerSecondProperty().get());
            default ->
                decodeTime(session.explorer().decodeMicrosecondsProperty().get());
        };
    }

    private static String speed(double perSecond) {
        return perSecond > 0 ? now("speed", Figures.count(Math.round(perSecond))) : "";
    }

    private static String decodeTime(double microseconds) {
        return microseconds > 0 ? now("decode-time", Figures.count(Math.round(microseconds))) : "";
    }

    // ---- settings ----

    private String ofSetting(String key) {
        var parts = new ArrayList<String>();
        Hyperparameters values = session.run().hyperparametersProperty().get();
        for (Setting<?> setting : Settings.ALL) if (setting.key().equals(key)) parts.add(value(setting, values));
        return String.join(" ", parts);
    }

    private <T> String value(Setting<T> setting, Hyperparameters values) {
        T value = setting.get(values);
        String written = setting.choices().contains(value) ? setting.choiceLabel(value) : setting.format(value);
        if (setting == Settings.BETA && values.betaScheduled()) {
            History history = session.explorer().historyProperty().getValue();
            double epochs = session.run().epochsDoneProperty().get();
            var minimised = Objective.of(values, history, epochs);
            return Texts.of("explain.setting.scheduled", setting.label(), written, minimised.shortly());
        }
        return Texts.of("explain.setting.now", setting.label(), written);
    }
}
