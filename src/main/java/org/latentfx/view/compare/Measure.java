package org.latentfx.view.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.latentfx.model.kind.Capability;
import org.latentfx.model.kind.LossTerm;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.session.compare.Sheet;
import org.latentfx.text.Texts;
import org.latentfx.train.Loss;
import org.latentfx.train.Series;

/** What of the held-out losses is compared: nats per image, a probability, or a number of codes. Pure; any thread. */
enum Measure {
    /** −log p(x) where a model knows it exactly, beside the tightest bound that training measures of others. */
    LIKELIHOOD(LossTerm.NLL),
    /** −ELBO, of models that have a bound. */
    TOTAL(null),
    RECONSTRUCTION(LossTerm.RECONSTRUCTION),
    KL(LossTerm.KL),
    /** −L_k of an importance-weighted model. */
    BOUND(LossTerm.BOUND),
    MUTUAL_INFORMATION(LossTerm.MUTUAL_INFORMATION),
    TOTAL_CORRELATION(LossTerm.TOTAL_CORRELATION),
    DIMENSION_WISE_KL(LossTerm.DIMENSION_WISE_KL),
    COMMITMENT(LossTerm.COMMITMENT),
    PERPLEXITY(LossTerm.PERPLEXITY),
    DEAD_CODES(LossTerm.DEAD_CODES),
    DISCRIMINATOR(LossTerm.DISCRIMINATOR),
    GENERATOR(LossTerm.GENERATOR),
    D_REAL(LossTerm.D_REAL),
    D_FAKE(LossTerm.D_FAKE);

    private final @Nullable LossTerm term;

    Measure(@Nullable LossTerm term) {
        this.term = term;
    }

    /** NaN where the model has no such figure. */
    double of(Series series, int i) {
        if (this == LIKELIHOOD && !series.terms().contains(LossTerm.NLL))
            return (series.terms().contains(LossTerm.BOUND) ? BOUND : TOTAL).of(series, i);
        if (term != null) return series.value(term, i);
        return series.terms().contains(LossTerm.KL) ? series.total(i) : Double.NaN;
    }

    /** As above. */
    double of(Loss loss) {
        if (this == LIKELIHOOD && !loss.terms().contains(LossTerm.NLL))
            return (loss.terms().contains(LossTerm.BOUND) ? BOUND : TOTAL).of(loss);
        if (term != null) return loss.of(term);
        return loss.terms().contains(LossTerm.KL) ? loss.total() : Double.NaN;
    }

    private boolean of(ModelKind kind) {
        if (this == LIKELIHOOD) return kind.can(Capability.AUTOREGRESSIVE) || kind.variational();
        return term == null ? kind.variational() : kind.losses().contains(term);
    }

    /** Those that any run of {@code sheet} has; likelihoods beside bounds where a run has more than a bound. */
    static List<Measure> of(Sheet sheet) {
        boolean exact = sheet.runs().stream()
                .anyMatch(run -> run.facts().hyperparameters().model().can(Capability.AUTOREGRESSIVE));
        return Arrays.stream(values())
                .filter(each -> each != LIKELIHOOD || exact)
                .filter(each -> sheet.runs().stream()
                        .anyMatch(run -> each.of(run.facts().hyperparameters().model())))
                .toList();
    }

    /** The first that all runs of {@code sheet} have, or else that any has. */
    static Measure first(Sheet sheet) {
        return of(sheet).stream()
                .filter(each -> sheet.runs().stream()
                        .allMatch(run -> each.of(run.facts().hyperparameters().model())))
                .findFirst()
                .orElseGet(() -> of(sheet).get(0));
    }

    /** Whether it is one from 0 to 1 in place of nats. */
    private boolean probability() {
        return this == D_REAL || this == D_FAKE;
    }

    /** What it is in place of nats, as the end of a key; "" of nats. */
    String unit() {
        if (this == PERPLEXITY || this == DEAD_CODES) return ".codes";
        return probability() ? ".share" : "";
    }

    /** Its key in the glossary. */
    String termKey() {
        if (this == TOTAL) return "elbo";
        if (this == LIKELIHOOD) return "exact-nll";
        return this == BOUND ? "iwae" : key().replace('_', '-');
    }

    String label() {
        return Texts.of("compare." + key());
    }

    /** Its part of a text key. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
