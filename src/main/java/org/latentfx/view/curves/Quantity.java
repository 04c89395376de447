package org.latentfx.view.curves;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.latentfx.model.kind.LossTerm;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.text.Texts;
import org.latentfx.train.Series;

/** The losses a curve can show, each with its name and its colour in both themes. Immutable. */
enum Quantity {
    /** −ELBO with β = 1: the sum of the other two. */
    TOTAL((series, i, course) -> series.total(i), 0xff539bf5, 0xff0969da),
    RECONSTRUCTION((series, i, course) -> series.reconstruction(i), 0xff3fc1a5, 0xff0b7a66),
    KL((series, i, course) -> series.kl(i), 0xfff0883e, 0xffbc4c00),
    /** What a step minimised, such as reconstruction + β × KL: shown by itself where that is not the total. */
    OBJECTIVE((series, i, course) -> series.reconstruction(i) + course.term(series, i), 0xffbc8cff, 0xff8250df),
    /** −L_k of an importance-weighted model: what it minimises, below −ELBO. */
    BOUND(LossTerm.BOUND, 0xffe3b341, 0xff9a6700),
    /** The parts of the KL of a β-TCVAE. */
    MUTUAL_INFORMATION(LossTerm.MUTUAL_INFORMATION, 0xffe3b341, 0xff9a6700),
    TOTAL_CORRELATION(LossTerm.TOTAL_CORRELATION, 0xfff47067, 0xffcf222e),
    DIMENSION_WISE_KL(LossTerm.DIMENSION_WISE_KL, 0xff8ddb8c, 0xff1a7f37),
    /** −log p(x) of a model that knows it exactly. */
    NLL(LossTerm.NLL, 0xff539bf5, 0xff0969da),
    /** What holds codes to those they are rounded to, and how a codebook is used. */
    COMMITMENT(LossTerm.COMMITMENT, 0xfff0883e, 0xffbc4c00),
    PERPLEXITY(LossTerm.PERPLEXITY, 0xff539bf5, 0xff0969da),
    DEAD_CODES(LossTerm.DEAD_CODES, 0xfff47067, 0xffcf222e),
    DISCRIMINATOR(LossTerm.DISCRIMINATOR, 0xff539bf5, 0xff0969da),
    GENERATOR(LossTerm.GENERATOR, 0xfff0883e, 0xffbc4c00),
    D_REAL(LossTerm.D_REAL, 0xff3fc1a5, 0xff0b7a66),
    D_FAKE(LossTerm.D_FAKE, 0xfff47067, 0xffcf222e);

    /** Those of every kind of model that a person chooses from. */
    static Set<Quantity> choice() {
        return EnumSet.complementOf(EnumSet.of(OBJECTIVE));
    }

    /** Those of them that are shown at first: not what would squeeze the reconstruction flat. */
    static Set<Quantity> first() {
        return EnumSet.complementOf(EnumSet.of(OBJECTIVE, COMMITMENT));
    }

    /**
     * Those that a person chooses from where the model is of {@code kind}: its own losses, and the bound if it has one.
     */
    static Set<Quantity> choice(ModelKind kind) {
        var choice = EnumSet.noneOf(Quantity.class);
        for (LossTerm term : kind.losses()) choice.add(valueOf(term.name()));
        if (kind.variational()) choice.add(TOTAL);
        return choice;
    }

    /** Reads this quantity from a series, in nats per image, as a probability or as a number of codes. */
    interface Reading {
        double of(Series series, int i, BetaCourse course);
    }

    private final Reading reading;
    private final int dark;
    private final int light;

    Quantity(LossTerm term, int dark, int light) {
        this((series, i, course) -> series.value(term, i), dark, light);
    }

    Quantity(Reading reading, int dark, int light) {
        this.reading = reading;
        this.dark = dark;
        this.light = light;
    }

    double of(Series series, int i, BetaCourse course) {
        return reading.of(series, i, course);
    }

    /** Opaque ARGB. */
    int argb(boolean onDark) {
        return onDark ? dark : light;
    }

    /** The same as a CSS colour. */
    String css(boolean onDark) {
        return String.format(Locale.ROOT, "#%06x", argb(onDark) & 0xffffff);
    }

    /** Whether it is one from 0 to 1 in place of nats. */
    boolean probability() {
        return this == D_REAL || this == D_FAKE;
    }

    /** Whether it is a number of codes in place of nats. */
    boolean count() {
        return this == PERPLEXITY || this == DEAD_CODES;
    }

    /** Whether the mean image alone has it too. */
    boolean ofPixels() {
        return this == RECONSTRUCTION || this == NLL;
    }

    /** Whether it is shown in the lower band, since it is far smaller than the others. */
    boolean low() {
        return this == KL || parts() || probability() || count();
    }

    private boolean parts() {
        return this == MUTUAL_INFORMATION || this == TOTAL_CORRELATION || this == DIMENSION_WISE_KL;
    }

    String label() {
        return Texts.of("curves.quantity." + name().toLowerCase(Locale.ROOT));
    }

    /** Its key in the glossary. */
    String term() {
        if (this == TOTAL) return "elbo";
        if (this == NLL) return "exact-nll";
        return this == BOUND ? "iwae" : name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it is in a model of {@code kind}. */
    String help(ModelKind kind) {
        boolean own = this == RECONSTRUCTION && !kind.variational() || this == TOTAL && kind == ModelKind.CVAE;
        String whose = own ? "." + kind.key() : "";
        return Texts.of("curves.quantity." + name().toLowerCase(Locale.ROOT) + whose + ".help");
    }
}
