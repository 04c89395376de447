package org.latentfx.train.timeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.latentfx.text.Refusal;
import org.latentfx.train.RunState;

/**
 * The past of one run: snapshots of its whole state by step, as many as the {@link SnapshotBudget} that it shares with
 * other runs has room for. The training thread records, any thread reads; neither waits for a file of the other.
 */
public final class Timeline {
    /** So many steps are taken for equally early, so that the first ones do not outweigh all others. */
    private static final double EARLY_STEPS = 16;

    // what counts more than to lie far from the others
    private static final double KEPT = 1e6;
    private static final double FIRST = 1e9;
    private static final double NEWEST = 1e12;

    /** Moments of a run that is over count less than any of one that is there. */
    private static final double RETIRED = 1e-24;

    /** But for the last, from which undo brings it back: as much as one from which on the steps have doubled. */
    private static final double RETIRED_END = 1;

    /** How much a snapshot would be missed. */
    record Worth(Timeline of, Snapshot snapshot, double worth) {
        void drop() {
            of.drop(snapshot);
        }
    }

    private final SnapshotBudget budget;
    private final List<Snapshot> snapshots = new ArrayList<>();
    private volatile List<Long> steps = List.of();
    private boolean retired;
    /** What moments lately would go back to, one object for many of them. */
    private RunState.@Nullable Good lastGood;

    private @Nullable Numbers lastNumbers;

    Timeline(SnapshotBudget budget) {
        this.budget = budget;
    }

    /** The steps of which there is a snapshot, sorted. Immutable. */
    public List<Long> steps() {
        return steps;
    }

    /** What is known of each latent at the steps of which there is a snapshot, sorted; quick, wherever those are. */
    public List<KlMoment> klPerLatent() {
        synchronized (budget) {
            return snapshots.stream().map(Snapshot::kl).toList();
        }
    }

    /** Adds a moment, which takes the place of one of the same step. Its arrays are not copied. */
    public void record(PastMoment moment) {
        record(moment, false);
    }

    /** As {@link #record}, and it stays as long as any: after a rollback no replay from before it leads here. */
    public void keep(PastMoment moment) {
        record(moment, true);
    }

    private void record(PastMoment moment, boolean kept) {
        synchronized (budget) {
            var snapshot = new Snapshot(moment, good(moment), kept);
            int index = countUpTo(snapshot.step());
            boolean again = index > 0 && snapshots.get(index - 1).step() == snapshot.step();
            Snapshot before = again ? snapshots.remove(index - 1) : null;
            if (before != null && before.kept()) snapshot.keep();
            snapshots.add(again ? index - 1 : index, snapshot);
            budget.add(snapshot, before);
            listSteps();
        }
    }

    /** What a moment would go back to, in arrays that are here already where they are; null for the moment itself. */
    private @Nullable Numbers good(PastMoment moment) {
        RunState.Good good = moment.state().good();
        if (good == null) return null;
        Snapshot same = at(good.position());
        if (same != null) return same.own();
        boolean known = good == lastGood && lastNumbers != null && lastNumbers.uses > 0;
        if (!known)
            lastNumbers = new Numbers(good.position().step(), good.values(), good.firstMoments(), good.secondMoments());
        lastGood = good;
        return lastNumbers;
    }

    private @Nullable Snapshot at(RunState.Position position) {
        int index = countUpTo(position.step()) - 1;
        return index >= 0 && snapshots.get(index).position().equals(position) ? snapshots.get(index) : null;
    }

    /** Whether the numbers of a moment to go back to are here already. */
    boolean knows(RunState.Position good) {
        synchronized (budget) {
            boolean last = lastGood != null && lastGood.position().equals(good);
            return at(good) != null || last && lastNumbers != null && lastNumbers.uses > 0;
        }
    }

    /**
     * The moment of {@code step}, or of the last snapshot before; null if there is none. One whose file cannot be read
     * is given up and {@code troubled} told why; an earlier one takes its place, from where its steps can be replayed.
     */
    public @Nullable PastMoment before(long step, Consumer<Refusal> troubled) {
        while (true) {
            Snapshot found;
            synchronized (budget) {
                int count = countUpTo(step);
                if (count == 0) return null;
                found = snapshots.get(count - 1);
            }
            try {
                PastMoment there = budget.load(found);
                if (there != null) return there;
            } catch (Refusal unreadable) {
                troubled.accept(unreadable);
            }
            drop(found);
        }
    }

    /** Its run is over: as long as nobody comes back to it, others have its room before they give up anything. */
    public void retire(boolean now) {
        synchronized (budget) {
            retired = now;
            if (!now) budget.know(this);
        }
    }

    /** How many bytes all snapshots of this run and those beside it may take. */
    public long most() {
        return budget.most();
    }

    /**
     * Makes room for a moment before its arrays are made. Returns whether there is some now.
     *
     * @param bytes that it takes
     * @param anyway whether, as the only one in memory, it may be larger than memory has room for on its way to disk
     */
    boolean makeRoomFor(long bytes, boolean anyway) {
        synchronized (budget) {
            return budget.makeRoomFor(bytes, anyway);
        }
    }

    /** There is no memory left: gives up half of what is in memory, of this run and those beside it. */
    public void spare() {
        budget.spare();
    }

    /** Forgets everything and gives its room to other runs. */
    public void close() {
        synchronized (budget) {
            List.copyOf(snapshots).forEach(this::drop);
        }
    }

    private void drop(Snapshot snapshot) {
        synchronized (budget) {
            if (!snapshots.remove(snapshot)) return;
            budget.remove(snapshot);
            listSteps();
            if (retired && snapshots.isEmpty()) budget.forget(this);
        }
    }

    private void listSteps() {
        steps = snapshots.stream().map(Snapshot::step).toList();
    }

    /** How many snapshots are at or before {@code step}. */
    private int countUpTo(long step) {
        int low = 0;
        int high = snapshots.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (snapshots.get(middle).step() <= step) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /** The snapshot that would be missed least, of all or of those in memory. With the lock of the budget. */
    Optional<Worth> leastWorth(boolean inMemory) {
        return IntStream.range(0, snapshots.size())
                .filter(i -> !inMemory || snapshots.get(i).inMemory())
                .mapToObj(i -> new Worth(this, snapshots.get(i), worth(i)))
                .min(Comparator.comparingDouble(Worth::worth));
    }

    /** How wide a gap it would leave, for how far the run had come; more where it cannot be done without. */
    private double worth(int i) {
        if (retired && i == snapshots.size() - 1) return RETIRED_END;
        return worthOf(i) * (retired ? RETIRED : 1);
    }

    private double worthOf(int i) {
        Snapshot snapshot = snapshots.get(i);
        if (i == snapshots.size() - 1) return NEWEST;
        if (i == 0) return FIRST;
        double gap = snapshots.get(i + 1).step() - snapshots.get(i - 1).step();
        return gap / (snapshot.step() + EARLY_STEPS) + (snapshot.kept() ? KEPT : 0);
    }
}
