package org.latentfx.view.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.latentfx.analysis.image.ElboBreakdown;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.LatentOrder;

/**
 * One line of an image's breakdown. However many latents there are, the lines above the last add up to it, digit for
 * digit. Immutable; any thread may use it.
 *
 * @param number the latent's number, or how many latents are summed
 * @param units in the last digit of the sheet
 */
record BreakdownLine(Kind kind, int number, long units) {
    enum Kind {
        RECONSTRUCTION,
        LATENT,
        /** Latents for which there is no room, summed. */
        OTHERS,
        /** All latents, or all that are used, summed. */
        ALL,
        /** Collapsed latents, summed. */
        UNUSED,
        TOTAL
    }

    /** What the line is of, as a person reads it. */
    String name() {
        return switch (kind) {
            case RECONSTRUCTION -> Texts.of("probe.reconstruction");
            case LATENT -> Texts.of("probe.kl", number);
            case OTHERS -> Texts.of("probe.kl.others", number);
            case ALL -> Texts.of("probe.kl.all", number);
            case UNUSED -> Texts.of("probe.kl.unused", number);
            case TOTAL -> Texts.of("probe.total");
        };
    }

    /**
     * Reconstruction, KL in at most {@code most} lines (at least 1), total.
     *
     * @param order latents as they are to be listed
     * @param averageKl nats per latent over many images, which tells what is used; of another length: unknown
     */
    static List<BreakdownLine> of(ElboBreakdown.Sheet sheet, int[] order, double[] averageKl, int most) {
        long[] kl = sheet.kl();
        boolean known = averageKl.length == kl.length;
        int[] used = Arrays.stream(order)
                .filter(j -> !known || !LatentOrder.collapsed(averageKl[j]))
                .toArray();
        int[] unused = Arrays.stream(order)
                .filter(j -> known && LatentOrder.collapsed(averageKl[j]))
                .toArray();
        var lines = new ArrayList<BreakdownLine>();
        lines.add(new BreakdownLine(Kind.RECONSTRUCTION, 0, sheet.reconstruction()));
        int room = most - (unused.length > 0 ? 1 : 0);
        if (room < 1 && used.length > 0) {
            lines.add(new BreakdownLine(Kind.ALL, kl.length, sheet.klTotal()));
        } else {
            int own = used.length <= room ? used.length : room - 1;
            for (int i = 0; i < own; i++) lines.add(new BreakdownLine(Kind.LATENT, used[i], kl[used[i]]));
            Kind rest = own == 0 ? Kind.ALL : Kind.OTHERS;
            if (own < used.length) lines.add(new BreakdownLine(rest, used.length - own, sum(kl, used, own)));
            if (unused.length > 0) lines.add(new BreakdownLine(Kind.UNUSED, unused.length, sum(kl, unused, 0)));
        }
        lines.add(new BreakdownLine(Kind.TOTAL, 0, sheet.total()));
        return lines;
    }

    private static long sum(long[] kl, int[] latents, int from) {
        long sum = 0;
        for (int i = from; i < latents.length; i++) sum += kl[latents[i]];
        return sum;
    }
}
