package org.latentfx.analysis.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.latent.Nearest;
import org.latentfx.analysis.latent.NearestPoints;
import org.latentfx.analysis.latent.Neighbours;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Workers;
import org.latentfx.model.FrozenModel;

/**
 * Which images a model does worst on, in more than one sense, and how each class does. Decoded at μ; nats per image.
 * Immutable by convention; made by a pure function, some seconds of one core for 10,000 images.
 *
 * @param points codes of all images
 * @param neighbours the nearest other images of each, by μ
 * @param values one number an image for each kind, in the order of {@link Kind}; larger is worse
 * @param classes each class that has an image
 * @param kinds that the model and these images have
 */
public record FailureGallery(
        LatentPoints points,
        NearestPoints neighbours,
        double[][] values,
        List<ClassFailures> classes,
        Set<Kind> kinds) {
    /** Nearest images that are asked for their labels. */
    public static final int NEIGHBOURS = 10;

    /** In which sense an image is bad. */
    public enum Kind {
        /** −ELBO. */
        LOSS,
        /** −log p(x|z). */
        RECONSTRUCTION,
        /** σ, the mean over the latents. */
        SIGMA,
        /** Entropy of the neighbours' labels, nats. */
        AMBIGUOUS,
        /**
         * Distance of μ to the mean of its class, in the class's standard deviations: root mean square over latents.
         */
        UNLIKE;

        /** Whether it needs a code that is a distribution. */
        public boolean ofDistribution() {
            return this == LOSS || this == SIGMA;
        }

        /** Whether it needs labels. */
        public boolean ofLabels() {
            return this == AMBIGUOUS || this == UNLIKE;
        }
    }

    /**
     * How a class does, averaged over its images.
     *
     * @param recognised share of its images for which most of the nearest images are of the class
     */
    public record ClassFailures(
            int label, String name, int images, double loss, double reconstruction, double kl, double recognised) {}

    /** Looks at all {@code images}. */
    public static FailureGallery of(FrozenModel model, ImageSet images, Progress progress) {
        try (var alone = new Workers(1)) {
            var points = LatentPoints.of(model, images, alone, progress.part(0, 0.2));
            double[] loss = ImageLosses.of(model, images, 0, images.size(), progress.part(0.2, 0.7));
            var neighbours = NearestPoints.among(points, NEIGHBOURS, model.kernel(), alone, progress.part(0.7, 1));
            var each = new ImageKl(model);
            double[] kl = new double[points.size()];
            for (int i = 0; i < kl.length; i++) kl[i] = each.of(points.mu(), points.logVar(), i * points.latents(), i);
            return of(points, neighbours, loss, kl, model.configuration().kind().variational());
        }
    }

    /**
     * From the codes of images, their neighbours and each one's loss.
     *
     * @param kl of each, which is part of that
     * @param variational whether that is −ELBO rather than the reconstruction
     */
    static FailureGallery of(
            LatentPoints points, NearestPoints neighbours, double[] loss, double[] kl, boolean variational) {
        int n = points.size();
        double[][] values = new double[Kind.values().length][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < points.latents() && variational; j++) {
                float s = points.logVar()[i * points.latents() + j];
                values[Kind.SIGMA.ordinal()][i] += Math.exp(0.5 * s) / points.latents();
            }
            values[Kind.LOSS.ordinal()][i] = loss[i];
            values[Kind.RECONSTRUCTION.ordinal()][i] = loss[i] - kl[i];
            values[Kind.AMBIGUOUS.ordinal()][i] = entropy(points.images().labels(), neighbours.of(i));
        }
        values[Kind.UNLIKE.ordinal()] = new ClassSpread(points).distances();
        List<ClassFailures> classes = classes(points, neighbours, values);
        return new FailureGallery(points, neighbours, values, classes, kinds(variational, classes.size() > 1));
    }

    private static double entropy(byte[] labels, int[] images) {
        double sum = 0;
        for (int image : images) {
            int same = 0;
            for (int other : images) if (labels[other] == labels[image]) same++;
            sum -= Math.log((double) same / images.length) / images.length;
        }
        return sum;
    }

    private static List<ClassFailures> classes(LatentPoints points, NearestPoints neighbours, double[][] values) {
        byte[] labels = points.images().labels();
        double[][] sums = new double[256][3];
        int[] members = new int[256];
        for (int i = 0; i < labels.length; i++) {
            int label = labels[i] & 0xff;
            members[label]++;
            sums[label][0] += values[Kind.LOSS.ordinal()][i];
            sums[label][1] += values[Kind.RECONSTRUCTION.ordinal()][i];
            if (Neighbours.Vote.of(labels, neighbours.of(i)).label() == label) sums[label][2]++;
        }
        var rows = new ArrayList<ClassFailures>();
        for (int label = 0; label < members.length; label++) {
            int count = members[label];
            if (count == 0) continue;
            double loss = sums[label][0] / count;
            double reconstruction = sums[label][1] / count;
            String name = points.images().className(label);
            rows.add(new ClassFailures(
                    label, name, count, loss, reconstruction, loss - reconstruction, sums[label][2] / count));
        }
        return List.copyOf(rows);
    }

    public ImageSet images() {
        return points.images();
    }

    /** Without more than one class, those that need no labels; where codes are points, those without a σ. */
    private static Set<Kind> kinds(boolean variational, boolean labelled) {
        var kinds = EnumSet.allOf(Kind.class);
        if (!labelled) kinds.removeIf(Kind::ofLabels);
        if (!variational) kinds.removeIf(Kind::ofDistribution);
        return kinds;
    }

    /** Whether its codes are distributions, so that images have a KL. */
    public boolean variational() {
        return kinds.contains(Kind.LOSS);
    }

    /** How bad image {@code i} is. */
    public double value(Kind kind, int i) {
        return values[kind.ordinal()][i];
    }

    /** The worst {@code count} images (fewer where there are fewer), the worst first. */
    public int[] worst(Kind kind, int count) {
        var worst = new Nearest(Math.max(1, count));
        double[] all = values[kind.ordinal()];
        for (int i = 0; i < all.length; i++) worst.offer(i, -all[i]);
        return worst.indices();
    }

    /** The two commonest classes among the neighbours of image {@code i}; the second is −1 if all are of one. */
    public int[] rivals(int i) {
        byte[] labels = points.images().labels();
        int[] near = neighbours.of(i);
        int first = Neighbours.Vote.of(labels, near).label();
        int[] others = Arrays.stream(near)
                .filter(image -> (labels[image] & 0xff) != first)
                .toArray();
        return new int[] {first, Neighbours.Vote.of(labels, others).label()};
    }
}
