package org.latentfx.analysis.quality;

import org.latentfx.analysis.Progress;
import org.latentfx.math.RandomStream;
import org.latentfx.model.Decoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.classifier.Classifier;
import org.latentfx.model.classifier.Classifier.Verdicts;

/**
 * What a classifier takes a model's samples for. A value.
 *
 * @param counts samples of each class
 * @param certainty how sure the classifier is, a mean over samples from 1/classes to 1
 */
public record ClassHistogram(int[] counts, int samples, double certainty) {
    private static final int ROWS = 100;

    /** Of {@code samples} pictures from the prior; of a conditional model as many of each class are asked for. */
    public static ClassHistogram of(
            FrozenModel model, Classifier classifier, int samples, long seed, Progress progress) {
        var decoder = new Decoder(model, ROWS);
        long key = RandomStream.bits(RandomStream.INTERFACE.key(seed), ~0L);
        float[] z = new float[ROWS * model.latents()];
        byte[] labels = new byte[ROWS];
        float[] pictures = new float[ROWS * model.values()];
        int[] counts = new int[classifier.classes()];
        double certainty = 0;
        for (int done = 0; done < samples; done += ROWS) {
            progress.at(done, samples);
            int rows = Math.min(ROWS, samples - done);
            model.prior().draw(model.kernel(), key, (long) done * model.latents(), ROWS, z);
            for (int r = 0; r < rows; r++) labels[r] = (byte) ((done + r) % classifier.classes());
            decoder.decode(z, labels, 0, rows, pictures);
            var some = of(classifier.judge(pictures, rows));
            for (int c = 0; c < counts.length; c++) counts[c] += some.counts[c];
            certainty += some.certainty * rows / samples;
        }
        return new ClassHistogram(counts, samples, certainty);
    }

    /** Of samples that have been judged. */
    static ClassHistogram of(Verdicts verdicts) {
        int[] counts = new int[verdicts.classes()];
        double certainty = 0;
        for (int i = 0; i < verdicts.images(); i++) {
            counts[verdicts.classOf(i)]++;
            certainty += verdicts.certainty(i) / verdicts.images();
        }
        return new ClassHistogram(counts, verdicts.images(), certainty);
    }

    /** Share of the samples in class {@code c}, 0..1. */
    public double share(int c) {
        return (double) counts[c] / samples;
    }

    /** Its binomial standard error, 0..1. */
    public double error(int c) {
        return Math.sqrt(share(c) * (1 - share(c)) / samples);
    }
}
