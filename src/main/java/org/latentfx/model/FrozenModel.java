package org.latentfx.model;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.latentfx.math.Kernel;
import org.latentfx.model.autoregressive.Drawing;
import org.latentfx.model.codebook.CodePrior;
import org.latentfx.model.codebook.Codebook;
import org.latentfx.model.kind.Capability;
import org.latentfx.model.prior.PosteriorMixture;
import org.latentfx.model.prior.Prior;
import org.latentfx.model.prior.PseudoInputs;
import org.latentfx.model.prior.StandardNormal;

/**
 * A model that learns no more: its structure, its weights, and the one kernel that computes with them. Weights are
 * packed for that kernel when they are first needed, once for all encoders and decoders. Immutable; any thread.
 */
public final class FrozenModel {
    private static final int ROWS = 100;

    private final Weights weights;
    private final Kernel kernel;
    private final int label;
    private final Told told;

    /** Of a conditional model, with the label in it. */
    private final AtomicReference<@Nullable Network> decoder = new AtomicReference<>();

    /** The networks as they are, packed when first needed and shared by all labels. */
    private static final class Told {
        private final AtomicReference<@Nullable Network> encoder = new AtomicReference<>();
        private final AtomicReference<@Nullable Network> decoder = new AtomicReference<>();
        private final AtomicReference<@Nullable Prior> prior = new AtomicReference<>();
        private final @Nullable Codebook codebook;

        Told(@Nullable Codebook codebook) {
            this.codebook = codebook;
        }
    }

    /** A conditional one is asked for class 0. */
    public FrozenModel(Weights weights, Kernel kernel) {
        this(weights, kernel, 0, new Told(codebook(weights)));
    }

    private FrozenModel(Weights weights, Kernel kernel, int label, Told told) {
        this.weights = weights;
        this.kernel = kernel;
        this.label = label;
        this.told = told;
    }

    private static @Nullable Codebook codebook(Weights of) {
        var shape = of.configuration().codebook();
        int first = of.configuration().firstCode();
        return shape.there() ? new Codebook(shape, of.values(), first, first + shape.codes() * shape.size()) : null;
    }

    /** The same model asked for another class; itself where it is told none. */
    public FrozenModel given(int label) {
        if (configuration().classes() == 0 || label == this.label) return this;
        if (label < 0 || label >= configuration().classes())
            throw new IllegalArgumentException("label: found " + label + ", expected 0 to "
                    + (configuration().classes() - 1));
        return new FrozenModel(weights, kernel, label, told);
    }

    /** As {@link #given}; of a model that has no class {@code wanted}, its first. */
    public FrozenModel asked(int wanted) {
        return given(askedLabel(wanted));
    }

    /** The label that it has then. */
    public int askedLabel(int wanted) {
        return wanted < configuration().classes() ? wanted : 0;
    }

    /**
     * The class that it is asked for: of what it decodes, and of pixels that come without one; 0 if it is told none.
     */
    public int label() {
        return label;
    }

    /** The weights of a model that is told no class: those of a conditional one for its label alone. */
    public Weights weightsGiven() {
        return configuration().classes() == 0 ? weights : weights.given(label);
    }

    public ModelConfiguration configuration() {
        return weights.configuration();
    }

    /** Whether it can be asked for {@code capability}. */
    public boolean can(Capability capability) {
        return configuration().can(capability);
    }

    /** Number of latents of a point z. */
    public int latents() {
        return configuration().latents();
    }

    /** Number of pixels of an image. */
    public int values() {
        return configuration().values();
    }

    public Weights weights() {
        return weights;
    }

    /** σ² of the pixels under a Gaussian likelihood: as it is stated, or learnt. */
    public double variance() {
        return weights.variance();
    }

    public Kernel kernel() {
        return kernel;
    }

    /** Whether another model has the same structure, so that a point z, an image or a code of one fits the other. */
    public boolean sameStructure(@Nullable FrozenModel other) {
        return other != null && other.configuration().equals(configuration());
    }

    /** Whether another is the same model, be it asked for another class or computed by another kernel. */
    public boolean sameWeights(@Nullable FrozenModel other) {
        return other != null && other.weights == weights;
    }

    /** What pictures are sampled from; a learnt one takes some milliseconds when it is first asked for. */
    public Prior prior() {
        Prior known = told.prior.get();
        if (known != null) return known;
        int k = configuration().pseudoInputs();
        Prior made = k > 0 ? mixture(k) : codebook() == null ? new StandardNormal(latents()) : codePrior();
        Prior first = told.prior.compareAndExchange(null, made);
        return first == null ? made : first;
    }

    private Prior codePrior() {
        return new CodePrior(Objects.requireNonNull(codebook()), latents());
    }

    private Prior mixture(int k) {
        float[] mu = new float[k * latents()];
        float[] logVar = new float[k * latents()];
        new Encoder(this, Math.min(k, ROWS)).encode(pseudoInputs(), k, mu, logVar);
        var mixture = new PosteriorMixture(k, latents(), kernel);
        for (int i = 0; i < k; i++) mixture.set(i, mu, i * latents(), logVar, i * latents());
        return mixture;
    }

    /** What a decoder rounds z to; null where it takes z as it is. */
    public @Nullable Codebook codebook() {
        return told.codebook;
    }

    /** Rounds {@code rows} points z, each {@code stride} behind the last, as a decoder does. */
    void round(float[] z, int rows, int stride) {
        Codebook codebook = codebook();
        for (int r = 0; codebook != null && r < rows; r++) codebook.round(z, r * stride, latents());
    }

    /** The pseudo-inputs of a learnt prior: pixels in 0..1, K × values; empty where there is none. A new array. */
    public float[] pseudoInputs() {
        var of = configuration();
        int first = of.firstPseudoInput();
        return PseudoInputs.pixels(weights.values(), first, of.pseudoInputs(), of.values(), kernel);
    }

    /** An empty picture of an autoregressive model, to be drawn. */
    public Drawing drawing() {
        var of = configuration();
        of.kind().need(Capability.AUTOREGRESSIVE);
        return new Drawing(weights.values(), of.values(), of.widths(), of.activation());
    }

    /** Packs what a decoder, an encoder and a learnt prior need, so that nobody waits for it later. Returns this. */
    public FrozenModel packed() {
        if (configuration().autoregressive()) return this;
        decoder();
        if (can(Capability.ENCODES)) encoder();
        if (configuration().pseudoInputs() > 0) prior();
        return this;
    }

    /** From pixels, and in a conditional model the class, to the heads. */
    Network encoder() {
        return network(told.encoder, weights, 0, configuration().hidden().size() + 1);
    }

    /** From z to the logits; the label is in it. */
    Network decoder() {
        return configuration().classes() == 0 ? toldDecoder() : decoder(decoder, weightsGiven());
    }

    /** From z, and in a conditional model the class, to the logits. */
    Network toldDecoder() {
        return decoder(told.decoder, weights);
    }

    private Network decoder(AtomicReference<@Nullable Network> kept, Weights from) {
        int hidden = configuration().hidden().size();
        return network(kept, from, hidden + 1, 2 * hidden + 2);
    }

    /** Nobody waits: threads that come at the same moment each pack one, and the first is kept. */
    private Network network(AtomicReference<@Nullable Network> kept, Weights of, int from, int to) {
        Network known = kept.get();
        if (known != null) return known;
        var network = Network.frozen(of, kernel, from, to);
        network.forwardOnly();
        Network first = kept.compareAndExchange(null, network);
        return first == null ? network : first;
    }
}
