package org.latentfx.analysis.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.latentfx.analysis.Progress;
import org.latentfx.data.ImageSet;
import org.latentfx.math.RandomStream;
import org.latentfx.math.Workers;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.look.ExactLikelihood;

/**
 * −log p(x) of images by an autoregressive model: exact, so that its only error is that of the images looked at. Where
 * pixels are drawn as 0 or 1 they are those of {@link MarginalLikelihood} and {@link Evaluation}, so that the value can
 * stand beside their bounds. A value; made by a pure function that gives the same for any number of workers.
 *
 * @param nll mean over images, nats
 * @param standardError of {@code nll} over images: s/√n; NaN of one image
 * @param values of an image, which the nats are summed over
 * @param classes the same for each class that has images
 */
public record ExactNll(double nll, double standardError, int images, int values, List<ClassNll> classes) {
    private static final int ROWS = 100;

    /** Mean over the images of a class, nats. */
    public record ClassNll(String name, int images, double nll) {}

    /** The same by value and in bits. */
    public double bitsPerDimension() {
        return nll / (values * Math.log(2));
    }

    /**
     * Of {@code model} on all {@code images}.
     *
     * @param binarise whether pixels are drawn as 0/1 with their grey value as probability
     * @param seed root seed; the draws are those of {@link RandomStream#EVALUATION}
     */
    public static ExactNll of(
            FrozenModel model, ImageSet images, Workers workers, boolean binarise, long seed, Progress progress) {
        if (images.size() == 0) throw new IllegalArgumentException("images: found 0, expected 1 or more");
        int n = images.valuesPerImage();
        double[] each = new double[images.size()];
        long key = RandomStream.bits(RandomStream.EVALUATION.key(seed), 0);
        int pieces = (images.size() + ROWS - 1) / ROWS;
        workers.run((member, members) -> {
            var exact = new ExactLikelihood(model, ROWS);
            float[] x = new float[ROWS * n];
            double[] nats = new double[ROWS];
            for (int piece = member; piece < pieces; piece += members) {
                if (member == 0) progress.at(piece, pieces);
                int first = piece * ROWS;
                int rows = Math.min(ROWS, images.size() - first);
                if (binarise) images.draw(model.kernel(), key, first, rows, x, 0);
                else images.read(model.kernel(), first, rows, x, 0);
                exact.nats(x, rows, nats);
                System.arraycopy(nats, 0, each, first, rows);
            }
        });
        return together(each, images);
    }

    private static ExactNll together(double[] each, ImageSet images) {
        int n = each.length;
        double mean = Arrays.stream(each).sum() / n;
        double squares =
                Arrays.stream(each).map(one -> (one - mean) * (one - mean)).sum();
        var classes = new ArrayList<ClassNll>();
        var names = images.classNames();
        for (int c = 0; c < names.size(); c++) {
            double sum = 0;
            int count = 0;
            for (int i = 0; i < n; i++) {
                if ((images.labels()[i] & 0xFF) != c) continue;
                sum += each[i];
                count++;
            }
            if (count > 0) classes.add(new ClassNll(names.get(c), count, sum / count));
        }
        double error = Math.sqrt(squares / (n - 1) / n);
        return new ExactNll(mean, error, n, images.valuesPerImage(), List.copyOf(classes));
    }
}
