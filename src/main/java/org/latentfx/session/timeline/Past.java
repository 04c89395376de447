package org.latentfx.session.timeline;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.DataSplit;
import org.latentfx.math.Kernel;
import org.latentfx.math.Workers;
import org.latentfx.session.run.RunLine;
import org.latentfx.text.Refusal;
import org.latentfx.train.History;
import org.latentfx.train.timeline.KlMoment;
import org.latentfx.train.timeline.PastMoment;
import org.latentfx.train.timeline.Replay;
import org.latentfx.train.timeline.Timeline;

/**
 * What is remembered of one run up to now: its own moments and, where it branched off another run, that one's up to
 * there. Immutable but for the timelines; made on the FX thread, any thread may read it.
 *
 * @param timeline its own moments
 * @param data what it learns from
 * @param whole its curves and events up to now
 * @param origin where it branched off; null if it did not, or that run has become another one since
 */
public record Past(
        Timeline timeline,
        DataSplit data,
        History whole,
        @Nullable Past origin) {
    /** Of {@code line}; null while nothing is remembered of it. */
    public static @Nullable Past of(RunLine line) {
        Timeline timeline = line.timelineProperty().get();
        DataSplit data = line.dataProperty().get();
        if (timeline == null || data == null) return null;
        History whole = line.historyProperty().get();
        RunLine.Branch branch = line.branch();
        Past origin = branch == null ? null : of(branch.from());
        boolean same = branch != null && origin != null && whole.extendsLinesOf(origin.whole.at(branch.step()));
        return new Past(timeline, data, whole, same ? origin : null);
    }

    /** The steps of which there is a snapshot, sorted. */
    public List<Long> steps() {
        List<Long> own = timeline.steps();
        if (origin == null) return own;
        long begin = own.isEmpty() ? Long.MAX_VALUE : own.get(0);
        return Stream.concat(origin.steps().stream().takeWhile(step -> step < begin), own.stream())
                .toList();
    }

    /** What each latent cost at those steps. */
    public List<KlMoment> klPerLatent() {
        List<KlMoment> own = timeline.klPerLatent();
        if (origin == null) return own;
        long begin = own.isEmpty() ? Long.MAX_VALUE : own.get(0).step();
        return Stream.concat(origin.klPerLatent().stream().takeWhile(one -> one.step() < begin), own.stream())
                .toList();
    }

    /** The last snapshot at or before {@code step}; null if there is none. {@code troubled}: by files. */
    public @Nullable PastMoment before(long step, Consumer<Refusal> troubled) {
        PastMoment own = timeline.before(step, troubled);
        return own != null || origin == null ? own : origin.before(step, troubled);
    }

    /**
     * The moment of {@code step}, its steps taken once more from {@code from}. Throws what {@link Replay#to} throws.
     */
    public PastMoment replayed(
            long step, PastMoment from, Kernel kernel, BooleanSupplier cancelled, DoubleConsumer done) {
        boolean own = from.state().dataChecksum() == data.train().checksum();
        if (!own && origin != null) return origin.replayed(step, from, kernel, cancelled, done);
        try (var workers = new Workers(1)) {
            return new Replay(data, whole, kernel, workers).to(step, from, cancelled, done);
        }
    }
}
