package org.latentfx.train;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.DataSplit;
import org.latentfx.data.PictureFormat;
import org.latentfx.math.Activation;
import org.latentfx.model.KlTerm;
import org.latentfx.model.Likelihood;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.StepSettings;
import org.latentfx.model.autoregressive.PixelOrder;
import org.latentfx.model.batch.Corruption;
import org.latentfx.model.codebook.CodebookShape;
import org.latentfx.model.codebook.Quantisation;
import org.latentfx.model.kind.Capability;
import org.latentfx.model.kind.KindOptions;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.model.prior.PriorKind;
import org.latentfx.text.Refusal;
import org.latentfx.text.Wording;
import org.latentfx.train.schedule.Schedule;

/**
 * Everything a person can set about a run: one value of each row in the {@link Settings} table. Immutable; a value is
 * checked by its row, so an instance out of range cannot exist. Any thread may use it.
 */
public final class Hyperparameters {
    private final Object[] values;

    /** @param values in the order of the rows; owned */
    private Hyperparameters(Object[] values) {
        this.values = values;
    }

    /** Each value as it usually is. */
    static Hyperparameters usual() {
        return new Hyperparameters(Settings.ALL.stream().map(Setting::usual).toArray());
    }

    @SuppressWarnings("unchecked") // only with puts values there, each a value of its row
    <T> T get(Setting<T> setting) {
        return (T) values[setting.place()];
    }

    /** The same with another value. Throws {@link Refusal} if that is out of range. */
    public <T> Hyperparameters with(Setting<T> setting, T value) {
        setting.check(value);
        var changed = values.clone();
        changed[setting.place()] = value instanceof List<?> list ? List.copyOf(list) : value;
        return new Hyperparameters(changed);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Hyperparameters same && Arrays.equals(values, same.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Settings.toTexts(this).toString();
    }

    /** Which generative model it is. */
    public ModelKind model() {
        return get(Settings.MODEL);
    }

    /** How many classes a conditional model is told apart. */
    public int classes() {
        return get(Settings.CLASSES);
    }

    /** k of an importance-weighted model. */
    public int importanceSamples() {
        return get(Settings.IMPORTANCE_SAMPLES);
    }

    /** The encoder's hidden layers; the decoder mirrors them. */
    public List<LayerSpec> hidden() {
        return get(Settings.HIDDEN);
    }

    /** Size of z. */
    public int latents() {
        return get(Settings.LATENTS);
    }

    /** What a VAE's codes are held to. */
    public PriorKind prior() {
        return get(Settings.PRIOR);
    }

    /** K of a VampPrior. */
    public int pseudoInputs() {
        return get(Settings.PSEUDO_INPUTS);
    }

    /** K of a VQ-VAE's codebook. */
    public int codes() {
        return get(Settings.CODES);
    }

    /** D, how many numbers each of these codes has. */
    public int codeSize() {
        return get(Settings.CODE_SIZE);
    }

    /** The order in which an autoregressive model draws values. */
    public PixelOrder order() {
        return get(Settings.ORDER);
    }

    /** The bend after each hidden layer. */
    public Activation activation() {
        return get(Settings.ACTIVATION);
    }

    /** What the decoder's output says about a value of the image. */
    public Likelihood likelihood() {
        return get(Settings.LIKELIHOOD);
    }

    /** σ² of the Gaussian likelihood. */
    public double variance() {
        return get(Settings.VARIANCE);
    }

    /** Draw each pixel as 0/1 with its grey value as probability, anew each time. */
    public boolean binarise() {
        return get(Settings.BINARISE);
    }

    /** What is done to an image before the encoder reads it. */
    public Corruption corruption() {
        return get(Settings.CORRUPTION);
    }

    /** The share of pixels masked, or the deviation of Gaussian noise on pixels in 0..1. */
    public double corruptionRate() {
        return get(Settings.CORRUPTION_RATE);
    }

    /** Probability with which a step does without a hidden unit. */
    public double dropout() {
        return get(Settings.DROPOUT);
    }

    /** Images per step. */
    public int batch() {
        return get(Settings.BATCH);
    }

    /** Adam's rate. */
    public double learningRate() {
        return get(Settings.LEARNING_RATE);
    }

    /** How the rate changes over the run, and the discriminator's. */
    public Schedule schedule() {
        return get(Settings.SCHEDULE);
    }

    /** Adam's rate of a GAN's discriminator. */
    public double discriminatorRate() {
        return get(Settings.DISCRIMINATOR_RATE);
    }

    /** Weight of the KL term; of a β-TCVAE that of the total correlation. */
    public double beta() {
        return get(Settings.BETA);
    }

    /** How β changes over the run, or what stands for β · KL. */
    public Schedule betaSchedule() {
        return get(Settings.BETA_SCHEDULE);
    }

    /** α, a β-TCVAE's weight of the mutual information. */
    public double informationWeight() {
        return get(Settings.INFORMATION_WEIGHT);
    }

    /** γ, a β-TCVAE's weight of the dimension-wise KL. */
    public double dimensionWeight() {
        return get(Settings.DIMENSION_WEIGHT);
    }

    /** β of a VQ-VAE, the weight of what holds codes to those they are rounded to. */
    public double commitment() {
        return get(Settings.COMMITMENT);
    }

    /** Whether dead codes of a codebook are put where codes of images lie. */
    public boolean revival() {
        return get(Settings.REVIVAL);
    }

    /** Passes over the training images after which training stops by itself. */
    public int epochs() {
        return get(Settings.EPOCHS);
    }

    /** Root of every random stream. */
    public long seed() {
        return get(Settings.SEED);
    }

    /** The rate of a step before which {@code done} epochs (with their fraction) have passed. */
    public double learningRateAt(double done) {
        return learningRate() * schedule().factor(done, epochs());
    }

    /** The same of a GAN's discriminator. */
    private double discriminatorRateAt(double done) {
        return discriminatorRate() * schedule().factor(done, epochs());
    }

    /** What is minimised of the KL by a step before which {@code done} epochs (with their fraction) have passed. */
    public KlTerm klTermAt(double done) {
        KlTerm term = betaSchedule().klTerm(beta(), done, epochs());
        return model() == ModelKind.TCVAE ? KlTerm.parts(informationWeight(), term.weight(), dimensionWeight()) : term;
    }

    /**
     * All that a step needs before which {@code done} epochs (with their fraction) have passed and {@code drawn} images
     * were drawn.
     *
     * @param t Adam's step number, from 1
     */
    public StepSettings step(double done, long drawn, long t) {
        return new StepSettings(
                seed(),
                drawn,
                binarise(),
                klTermAt(done),
                t,
                learningRateAt(done),
                discriminatorRateAt(done),
                corruption(),
                corruptionRate(),
                dropout(),
                new Quantisation(commitment(), revival()));
    }

    /** What the data that it is for are called. */
    public Wording wording() {
        return Wording.of(likelihood().ofWords());
    }

    /** Whether the prior is learnt. */
    public boolean vampPrior() {
        return model() == ModelKind.VAE && prior() == PriorKind.VAMP;
    }

    /** Whether there is a KL of each latent. */
    public boolean klPerLatent() {
        return model().variational() && !vampPrior();
    }

    /** Whether β changes as the run goes on, or something stands for β · KL. */
    public boolean betaScheduled() {
        return betaSchedule().kind() != Schedule.Kind.CONSTANT;
    }

    /** Whether what is minimised of the KL is not to be told from the KL and β as they are set. */
    public boolean keepsTerm() {
        return betaScheduled() || model() == ModelKind.TCVAE;
    }

    /**
     * Throws {@link Refusal} where such a model has to be told the class of images that have none, or one too many, and
     * where its likelihood is one of words and {@code data} are pictures, or the other way round.
     */
    public void checkFit(DataSplit data) {
        boolean letters = data.train().format().letters();
        if (model().can(Capability.ENCODES) && likelihood().ofWords() != letters)
            throw new Refusal(letters ? "training.words" : "training.pictures", data.name());
        if (!model().can(Capability.CONDITIONAL)) return;
        int found = Math.max(
                data.train().classNames().size(), data.test().classNames().size());
        if (found < 2) throw new Refusal("training.unlabelled", data.name());
        if (found > classes()) throw new Refusal("training.classes", found, classes());
    }

    /**
     * The same, told as many classes as the images of {@code data} have where the model is told any, and with a
     * likelihood of letters for words and of pixels for pictures.
     */
    public Hyperparameters fitted(DataSplit data) {
        int found = Math.max(
                data.train().classNames().size(), data.test().classNames().size());
        boolean told = model().can(Capability.CONDITIONAL) && found > 1 && found != classes();
        Hyperparameters fit = told ? Settings.CLASSES.with(this, found) : this;
        boolean letters = data.train().format().letters();
        if (letters == likelihood().ofWords()) return fit;
        return Settings.LIKELIHOOD.with(fit, letters ? Likelihood.CATEGORICAL : Likelihood.BERNOULLI);
    }

    /** The structure these hyper-parameters give to a model of such images. */
    public ModelConfiguration model(PictureFormat format) {
        // a picture without an encoder is made of sigmoids, whatever likelihood was set before
        Likelihood own = model().can(Capability.ENCODES) ? likelihood() : Likelihood.BERNOULLI;
        int numbers = model().can(Capability.AUTOREGRESSIVE) ? 1 : latents(); // the one that names a draw
        return new ModelConfiguration(model(), format, hidden(), numbers, activation(), own, variance(), options());
    }

    private KindOptions options() {
        return switch (model()) {
            case VAE -> vampPrior() ? KindOptions.pseudoInputs(pseudoInputs()) : KindOptions.NONE;
            case CVAE -> KindOptions.classes(classes());
            case IWAE -> KindOptions.samples(importanceSamples());
            case VQVAE -> KindOptions.codebook(new CodebookShape(codes(), codeSize()));
            case MADE -> KindOptions.order(order());
            case AE, TCVAE, GAN -> KindOptions.NONE;
        };
    }

    /** Why these values do not go together, as {@link Settings#checkTogether} tells; null if they do. */
    public @Nullable Refusal conflict() {
        String chosen = Settings.LIKELIHOOD.choiceLabel(likelihood());
        boolean chosenLikelihood = Settings.matters(Settings.LIKELIHOOD, this);
        if (chosenLikelihood && likelihood().density() && binarise())
            return new Refusal("setting.together", chosen, Settings.BINARISE.label());
        Schedule chosenBeta = betaSchedule();
        boolean instead = chosenBeta instanceof Schedule.Capacity || chosenBeta instanceof Schedule.FreeBits;
        if (prior() == PriorKind.VAMP && model().variational()) {
            if (model() != ModelKind.VAE) return new Refusal("setting.together.vamp.model", model().label());
            if (dropout() > 0) return new Refusal("setting.together.vamp", Settings.DROPOUT.label());
            if (likelihood().learnsVariance()) return new Refusal("setting.together.vamp", chosen);
            boolean free = chosenBeta instanceof Schedule.FreeBits; // which want a KL of each latent
            return free ? new Refusal("setting.together.vamp", Settings.BETA_SCHEDULE.choiceLabel(chosenBeta)) : null;
        }
        if (model() == ModelKind.VQVAE && latents() % codeSize() != 0)
            return new Refusal("model.codes.slots", latents(), codeSize());
        if (model() == ModelKind.TCVAE && instead)
            return new Refusal("setting.together.tcvae", Settings.BETA_SCHEDULE.choiceLabel(chosenBeta));
        if (model() != ModelKind.IWAE) return null;
        // the bound of several samples has no KL apart, and the other two are not taken into it
        if (instead) return new Refusal("setting.together.iwae.kl", Settings.BETA_SCHEDULE.choiceLabel(chosenBeta));
        return likelihood().learnsVariance() ? new Refusal("setting.together.iwae.variance", chosen) : null;
    }
}
