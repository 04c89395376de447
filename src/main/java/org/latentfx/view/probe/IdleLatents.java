package org.latentfx.view.probe;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.latentfx.analysis.image.ElboBreakdown;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.LatentOrder;

/** Says which latents tell nothing about an image: μ ≈ 0 and σ ≈ 1, as the prior has it. Pure. */
final class IdleLatents {
    /** So many are named; more are counted. */
    private static final int NAMED = 3;

    private IdleLatents() {}

    /**
     * A sentence, or "" if every latent tells something.
     *
     * @param kl of each latent, averaged over images; of another length: not known
     */
    static String sentence(ElboBreakdown of, double[] kl) {
        if (!of.klPerLatent()) return "";
        int latents = of.mu().length;
        List<Integer> idle = IntStream.range(0, latents)
                .filter(j -> LatentOrder.collapsed(of.kl()[j]))
                .filter(j -> kl.length != latents || LatentOrder.collapsed(kl[j]))
                .boxed()
                .toList();
        if (idle.isEmpty()) return "";
        if (idle.size() == latents) return Texts.of("probe.way.all", latents);
        if (idle.size() > NAMED) return Texts.of("probe.way.many", idle.size(), latents);
        String names = idle.stream().map(j -> "z" + j).collect(Collectors.joining(", "));
        return Texts.of("probe.way.some", names, idle.size());
    }
}
