package org.latentfx.view.probe;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.latentfx.text.Texts;
import org.latentfx.train.Objective;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.LatentOrder;

/**
 * One line of an image's breakdown. However many latents there are, the lines above the total are its parts. Immutable.
 *
 * @param number the latent's number, or how many latents are summed
 * @param amount in the unit shown, not rounded
 */
record BreakdownLine(Kind kind, int number, double amount) {
    enum Kind {
        RECONSTRUCTION,
        LATENT,
        /** Latents for which there is no room, summed. */
        OTHERS,
        /** All latents, or all that are used, summed. */
        ALL,
        /** All latents where the prior is no product over them: estimated, and no sum. */
        TOGETHER,
        /** Collapsed latents, summed. */
        UNUSED,
        TOTAL,
        /** What training minimises where that is not the total. */
        OBJECTIVE;

        /** Its key in the glossary. */
        String term() {
            return switch (this) {
                case RECONSTRUCTION -> "reconstruction";
                case LATENT -> "kl-latent";
                case OTHERS, ALL, TOGETHER -> "kl";
                case UNUSED -> "collapse";
                case TOTAL -> "elbo";
                case OBJECTIVE -> "objective";
            };
        }
    }

    /** What the line is of, as a person reads it. */
    String name() {
        return switch (kind) {
            case RECONSTRUCTION -> Texts.of("probe.reconstruction");
            case LATENT -> Texts.of("probe.kl", number);
            case OTHERS -> Texts.of("probe.kl.others", number);
            case ALL -> Texts.of("probe.kl.all", number);
            case TOGETHER -> Texts.of("probe.kl.together");
            case UNUSED -> Texts.of("probe.kl.unused", number);
            case TOTAL -> Texts.of("probe.total");
            case OBJECTIVE -> Texts.of("probe.objective");
        };
    }

    /**
     * Reconstruction, KL in at most {@code most} lines (at least 1), total, and the objective if it is another. Without
     * any KL the reconstruction is all.
     *
     * @param kl of each latent, in the unit shown as everything here
     * @param order latents as they are to be listed
     * @param averageKl nats per latent over many images, which tells what is used; of another length: unknown
     */
    static List<BreakdownLine> of(
            double reconstruction, double[] kl, Objective minimised, int[] order, double[] averageKl, int most) {
        boolean known = averageKl.length == kl.length;
        int[] used = Arrays.stream(order)
                .filter(j -> !known || !LatentOrder.collapsed(averageKl[j]))
                .toArray();
        int[] unused = Arrays.stream(order)
                .filter(j -> known && LatentOrder.collapsed(averageKl[j]))
                .toArray();
        double all = Arrays.stream(kl).sum();
        var lines = new ArrayList<BreakdownLine>();
        lines.add(new BreakdownLine(Kind.RECONSTRUCTION, 0, reconstruction));
        if (kl.length == 0) return lines;
        int room = most - (unused.length > 0 ? 1 : 0);
        if (room < 1 && used.length > 0) {
            lines.add(new BreakdownLine(Kind.ALL, kl.length, all));
        } else {
            int own = used.length <= room ? used.length : room - 1;
            for (int i = 0; i < own; i++) lines.add(new BreakdownLine(Kind.LATENT, used[i], kl[used[i]]));
            Kind rest = own == 0 ? Kind.ALL : Kind.OTHERS;
            if (own < used.length) lines.add(new BreakdownLine(rest, used.length - own, sum(kl, used, own)));
            if (unused.length > 0) lines.add(new BreakdownLine(Kind.UNUSED, unused.length, sum(kl, unused, 0)));
        }
        total(reconstruction, all, minimised, lines);
        return lines;
    }

    /** The same of a KL that is one number, estimated. */
    static List<BreakdownLine> together(double reconstruction, double kl, Objective minimised) {
        var lines = new ArrayList<BreakdownLine>();
        lines.add(new BreakdownLine(Kind.RECONSTRUCTION, 0, reconstruction));
        lines.add(new BreakdownLine(Kind.TOGETHER, 0, kl));
        total(reconstruction, kl, minimised, lines);
        return lines;
    }

    private static void total(double reconstruction, double kl, Objective minimised, List<BreakdownLine> lines) {
        lines.add(new BreakdownLine(Kind.TOTAL, 0, reconstruction + kl));
        if (minimised.isBound()) return;
        double term = minimised.weighted() ? minimised.beta() * kl : Double.NaN; // of a whole batch
        lines.add(new BreakdownLine(Kind.OBJECTIVE, 0, reconstruction + term));
    }

    /** Whether the amounts above the total, as written with {@code decimals}, add up to what is written for it. */
    static boolean addUp(List<BreakdownLine> lines, int decimals) {
        var sum = BigDecimal.ZERO;
        for (var line : lines) {
            if (!Double.isFinite(line.amount)) return true; // nothing is claimed of what is no number
            var shown = Figures.shown(line.amount, decimals);
            if (line.kind == Kind.TOTAL) return sum.compareTo(shown) == 0;
            sum = sum.add(shown);
        }
        return true;
    }

    private static double sum(double[] kl, int[] latents, int from) {
        double sum = 0;
        for (int i = from; i < latents.length; i++) sum += kl[latents[i]];
        return sum;
    }
}
