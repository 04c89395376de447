package org.latentfx.train.health;

import static org.latentfx.train.health.Diagnosis.nats;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.latentfx.text.Texts;
import org.latentfx.train.health.Diagnosis.Level;
import org.latentfx.train.signal.LayerSignals;
import org.latentfx.train.signal.Signals;

/** What a model tells from within: units that do nothing, and codes that are not where samples are drawn. */
final class Within {
    /** Nats a latent: from here on the prior draws z that no image is near, or misses those that images are at. */
    private static final double HOLES = 0.5;

    private Within() {}

    /**
     * @param variational whether samples are drawn from a prior
     * @param explained whether a cause was found already of which idle units come
     */
    static void judge(Signals signals, boolean variational, boolean explained, List<Diagnosis> found) {
        if (!explained) {
            idle("dead", signals, LayerSignals::deadShare, found);
            idle("saturated", signals, LayerSignals::saturatedShare, found);
        }
        double gap = signals.codes().meanPriorKl();
        if (variational && !explained && gap > HOLES && signals.codes().active() > 0)
            found.add(Diagnosis.of(
                            Level.NOTE,
                            "holes",
                            nats(gap),
                            nats(gap * signals.codes().priorKl().length),
                            signals.images())
                    .at(signals.step()));
    }

    private static void idle(String id, Signals signals, ToDoubleFunction<LayerSignals> share, List<Diagnosis> found) {
        var ill = signals.layers().stream()
                .filter(layer -> share.applyAsDouble(layer) >= LayerSignals.GRAVE_SHARE)
                .toList();
        if (ill.isEmpty()) return;
        String layers = ill.stream()
                .map(layer ->
                        Texts.of("signal.units.share", Math.round(100 * share.applyAsDouble(layer)), layer.name()))
                .collect(Collectors.joining(", "));
        found.add(Diagnosis.of(Level.BAD, id, layers, signals.images()).at(signals.step()));
    }
}
