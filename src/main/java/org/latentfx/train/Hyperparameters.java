package org.latentfx.train;

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
import org.latentfx.model.kind.ModelKind;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.model.prior.PriorKind;
import org.latentfx.text.Refusal;
import org.latentfx.train.schedule.Schedule;

/**
 * Everything a person can set about a run. Immutable; every value is checked by its row
 * in the {@link Settings} table, so an instance out of range cannot exist. Any thread may use it.
 *
 * @param model which generative model it is
 * @param classes how many a conditional model is told apart
 * @param importanceSamples k of an importance-weighted model
 * @param hidden the encoder's hidden layers; the decoder mirrors them
 * @param latents size of z
 * @param prior what a VAE's codes are held to
 * @param pseudoInputs K of a VampPrior
 * @param codes K of a VQ-VAE's codebook
 * @param codeSize D, numbers of each of these codes
 * @param order in which an autoregressive model draws values
 * @param variance σ² of the Gaussian likelihood
 * @param binarise draw each pixel as 0/1 with its grey value as probability, anew each time
 * @param corruption what is done to an image before the encoder reads it
 * @param corruptionRate the share of pixels masked, or the deviation of Gaussian noise on pixels in 0..1
 * @param dropout probability with which a step does without a hidden unit
 * @param batch images per step
 * @param learningRate Adam's rate
 * @param schedule how the rate changes over the run, and the discriminator's
 * @param discriminatorRate Adam's rate of a GAN's discriminator
 * @param beta weight of the KL term; of a β-TCVAE that of the total correlation
 * @param betaSchedule how β changes over the run, or what stands for β · KL
 * @param informationWeight α, a β-TCVAE's weight of the mutual information
 * @param dimensionWeight γ, a β-TCVAE's weight of the dimension-wise KL
 * @param commitment β of a VQ-VAE, the weight of what holds codes to those they are rounded to
 * @param revival whether dead codes of a codebook are put where codes of images lie
 * @param epochs passes over the training images after which training stops by itself
 * @param seed root of every random stream
 */
public record Hyperparameters(
        ModelKind model,
        int classes,
        int importanceSamples,
        List<LayerSpec> hidden,
        int latents,
        PriorKind prior,
        int pseudoInputs,
        int codes,
        int codeSize,
        PixelOrder order,
        Activation activation,
        Likelihood likelihood,
        double variance,
        boolean binarise,
        Corruption corruption,
        double corruptionRate,
        double dropout,
        int batch,
        double learningRate,
        Schedule schedule,
        double discriminatorRate,
        double beta,
        Schedule betaSchedule,
        double informationWeight,
        double dimensionWeight,
        double commitment,
        boolean revival,
        int epochs,
        long seed) {
    /** The values of an instance in the making, each to be replaced by its row in the {@link Settings} table. */
    static final class Draft {
        ModelKind model;
        int classes;
        int importanceSamples;
        List<LayerSpec> hidden;
        int latents;
        PriorKind prior;
        int pseudoInputs;
        int codes;
        int codeSize;
        PixelOrder order;
        Activation activation;
        Likelihood likelihood;
        double variance;
        boolean binarise;
        Corruption corruption;
        double corruptionRate;
        double dropout;
        int batch;
        double learningRate;
        Schedule schedule;
        double discriminatorRate;
        double beta;
        Schedule betaSchedule;
        double informationWeight;
        double dimensionWeight;
        double commitment;
        boolean revival;
        int epochs;
        long seed;

        Draft(Hyperparameters from) {
            model = from.model;
            classes = from.classes;
            importanceSamples = from.importanceSamples;
            hidden = from.hidden;
            latents = from.latents;
            prior = from.prior;
            pseudoInputs = from.pseudoInputs;
            codes = from.codes;
            codeSize = from.codeSize;
            order = from.order;
            activation = from.activation;
            likelihood = from.likelihood;
            variance = from.variance;
            binarise = from.binarise;
            corruption = from.corruption;
            corruptionRate = from.corruptionRate;
            dropout = from.dropout;
            batch = from.batch;
            learningRate = from.learningRate;
            schedule = from.schedule;
            discriminatorRate = from.discriminatorRate;
            beta = from.beta;
            betaSchedule = from.betaSchedule;
            informationWeight = from.informationWeight;
            dimensionWeight = from.dimensionWeight;
            commitment = from.commitment;
            revival = from.revival;
            epochs = from.epochs;
            seed = from.seed;
        }

        Hyperparameters finished() {
            return new Hyperparameters(
                    model,
                    classes,
                    importanceSamples,
                    hidden,
                    latents,
                    prior,
                    pseudoInputs,
                    codes,
                    codeSize,
                    order,
                    activation,
                    likelihood,
                    variance,
                    binarise,
                    corruption,
                    corruptionRate,
                    dropout,
                    batch,
                    learningRate,
                    schedule,
                    discriminatorRate,
                    beta,
                    betaSchedule,
                    informationWeight,
                    dimensionWeight,
                    commitment,
                    revival,
                    epochs,
                    seed);
        }
    }

    public Hyperparameters {
        hidden = List.copyOf(hidden);
        Settings.check(
                model,
                classes,
                importanceSamples,
                hidden,
                latents,
                prior,
                pseudoInputs,
                codes,
                codeSize,
                order,
                activation,
                likelihood,
                variance,
                binarise,
                corruption,
                corruptionRate,
                dropout,
                batch,
                learningRate,
                schedule,
                discriminatorRate,
                beta,
                betaSchedule,
                informationWeight,
                dimensionWeight,
                commitment,
                revival,
                epochs,
                seed);
    }

    /** The rate of a step before which {@code epochs} (with their fraction) are done. */
    public double learningRateAt(double epochs) {
        return learningRate * schedule.factor(epochs, this.epochs);
    }

    /** The same of a GAN's discriminator. */
    private double discriminatorRateAt(double epochs) {
        return discriminatorRate * schedule.factor(epochs, this.epochs);
    }

    /** What is minimised of the KL by a step before which {@code epochs} (with their fraction) are done. */
    public KlTerm klTermAt(double epochs) {
        KlTerm term = betaSchedule.klTerm(beta, epochs, this.epochs);
        return model == ModelKind.TCVAE ? KlTerm.parts(informationWeight, term.weight(), dimensionWeight) : term;
    }

    /**
     * All that a step needs before which {@code epochs} (with their fraction) are done and {@code drawn} images drawn.
     *
     * @param t Adam's step number, from 1
     */
    public StepSettings step(double epochs, long drawn, long t) {
        return new StepSettings(
                seed,
                drawn,
                binarise,
                klTermAt(epochs),
                t,
                learningRateAt(epochs),
                discriminatorRateAt(epochs),
                corruption,
                corruptionRate,
                dropout,
                new Quantisation(commitment, revival));
    }

    /** Whether the prior is learnt. */
    public boolean vampPrior() {
        return model == ModelKind.VAE && prior == PriorKind.VAMP;
    }

    /** Whether there is a KL of each latent. */
    public boolean klPerLatent() {
        return model.variational() && !vampPrior();
    }

    /** Whether β changes as the run goes on, or something stands for β · KL. */
    public boolean betaScheduled() {
        return betaSchedule.kind() != Schedule.Kind.CONSTANT;
    }

    /** Whether what is minimised of the KL is not to be told from the KL and β as they are set. */
    public boolean keepsTerm() {
        return betaScheduled() || model == ModelKind.TCVAE;
    }

    /**
     * Throws {@link Refusal} where such a model has to be told the class of images that have none, or one too many, and
     * where its likelihood is one of words and {@code data} are pictures, or the other way round.
     */
    public void checkFit(DataSplit data) {
        boolean letters = data.train().format().letters();
        if (model.can(Capability.ENCODES) && likelihood.ofWords() != letters)
            throw new Refusal(letters ? "training.words" : "training.pictures", data.name());
        if (!model.can(Capability.CONDITIONAL)) return;
        int found = Math.max(
                data.train().classNames().size(), data.test().classNames().size());
        if (found < 2) throw new Refusal("training.unlabelled", data.name());
        if (found > classes) throw new Refusal("training.classes", found, classes);
    }

    /**
     * The same, told as many classes as the images of {@code data} have where the model is told any, and with a
     * likelihood of letters for words and of pixels for pictures.
     */
    public Hyperparameters fitted(DataSplit data) {
        int found = Math.max(
                data.train().classNames().size(), data.test().classNames().size());
        boolean told = model.can(Capability.CONDITIONAL) && found > 1 && found != classes;
        Hyperparameters fit = told ? Settings.CLASSES.with(this, found) : this;
        boolean letters = data.train().format().letters();
        if (letters == likelihood.ofWords()) return fit;
        return Settings.LIKELIHOOD.with(fit, letters ? Likelihood.CATEGORICAL : Likelihood.BERNOULLI);
    }

    /** The structure these hyper-parameters give to a model of such images. */
    public ModelConfiguration model(PictureFormat format) {
        int told = model.can(Capability.CONDITIONAL) ? classes : 0;
        int samples = model == ModelKind.IWAE ? importanceSamples : 1;
        // a picture without an encoder is made of sigmoids, whatever likelihood was set before
        Likelihood own = model.can(Capability.ENCODES) ? likelihood : Likelihood.BERNOULLI;
        int pseudo = vampPrior() ? pseudoInputs : 0;
        var codebook = model == ModelKind.VQVAE ? new CodebookShape(codes, codeSize) : CodebookShape.NONE;
        boolean inOrder = model.can(Capability.AUTOREGRESSIVE);
        return new ModelConfiguration(
                model,
                format,
                hidden,
                inOrder ? 1 : latents, // the number that names a draw
                activation,
                own,
                variance,
                told,
                samples,
                pseudo,
                codebook,
                inOrder ? order : PixelOrder.NATURAL);
    }

    /** Why these values do not go together, as {@link Settings#checkTogether} tells; null if they do. */
    public @Nullable Refusal conflict() {
        String chosen = Settings.LIKELIHOOD.choiceLabel(likelihood);
        boolean chosenLikelihood = Settings.matters(Settings.LIKELIHOOD, this);
        if (chosenLikelihood && likelihood.density() && binarise)
            return new Refusal("setting.together", chosen, Settings.BINARISE.label());
        Schedule beta = betaSchedule;
        boolean instead = beta instanceof Schedule.Capacity || beta instanceof Schedule.FreeBits;
        if (prior == PriorKind.VAMP && model.variational()) {
            if (model != ModelKind.VAE) return new Refusal("setting.together.vamp.model", model.label());
            if (dropout > 0) return new Refusal("setting.together.vamp", Settings.DROPOUT.label());
            if (likelihood.learnsVariance()) return new Refusal("setting.together.vamp", chosen);
            boolean free = beta instanceof Schedule.FreeBits; // which want a KL of each latent
            return free ? new Refusal("setting.together.vamp", Settings.BETA_SCHEDULE.choiceLabel(beta)) : null;
        }
        if (model == ModelKind.VQVAE && latents % codeSize != 0)
            return new Refusal("model.codes.slots", latents, codeSize);
        if (model == ModelKind.TCVAE && instead)
            return new Refusal("setting.together.tcvae", Settings.BETA_SCHEDULE.choiceLabel(beta));
        if (model != ModelKind.IWAE) return null;
        // the bound of several samples has no KL apart, and the other two are not taken into it
        if (instead) return new Refusal("setting.together.iwae.kl", Settings.BETA_SCHEDULE.choiceLabel(beta));
        return likelihood.learnsVariance() ? new Refusal("setting.together.iwae.variance", chosen) : null;
    }
}
