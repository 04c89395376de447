package org.latentfx.analysis.samples;

import java.util.HashSet;
import java.util.Set;
import org.latentfx.analysis.Progress;
import org.latentfx.data.ImageSet;
import org.latentfx.data.Letters;

/** The words of a set, to tell which of those that a model makes are in it. Immutable; any thread. */
public final class KnownWords {
    private final ImageSet learnt;
    private final Set<String> train;
    private final Set<String> heldOut;

    /**
     * How many of some words are known.
     *
     * @param count of all
     * @param learnt how many the model has learnt from
     * @param heldOut how many are held out
     */
    public record Shares(int count, int learnt, int heldOut) {
        /** Those that stand in neither set. */
        public int fresh() {
            return count - learnt - heldOut;
        }
    }

    private KnownWords(ImageSet learnt, Set<String> train, Set<String> heldOut) {
        this.learnt = learnt;
        this.train = train;
        this.heldOut = heldOut;
    }

    public static KnownWords of(ImageSet train, ImageSet heldOut, Progress progress) {
        return new KnownWords(train, words(train, progress), words(heldOut, progress));
    }

    private static Set<String> words(ImageSet of, Progress progress) {
        var words = new HashSet<String>();
        float[] values = new float[of.valuesPerImage()];
        for (int i = 0; i < of.size(); i++) {
            if (i % 1024 == 0) progress.at(i, of.size());
            of.values(i, values);
            words.add(Letters.word(values, 0, of.format()));
        }
        return words;
    }

    /** Whether they are those that {@code train} holds. */
    public boolean of(ImageSet train) {
        return learnt == train;
    }

    public Shares shares(SampledPictures made) {
        int learnt = 0;
        int held = 0;
        for (int i = 0; i < made.count(); i++) {
            String word = Letters.word(made.pixels(), i * made.format().values(), made.format());
            if (train.contains(word)) learnt++;
            else if (heldOut.contains(word)) held++;
        }
        return new Shares(made.count(), learnt, held);
    }
}
