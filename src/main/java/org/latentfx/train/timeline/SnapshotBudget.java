package org.latentfx.train.timeline;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.latentfx.text.Refusal;

/**
 * What the snapshots of all runs may take together, in memory and on disk. Once there is no room for another one, the
 * one goes that is missed least: of the snapshots between two others the one that lies densest for how far its run had
 * come, so that they are dense at first and ever wider apart. Those that are longest in memory are moved to disk, by a
 * writer of its own; while that is slower than the run, no further one is to be taken, so that memory never holds more
 * than its part. Without a folder everything stays in memory and the memory's part is all there is. Any thread; nothing
 * is read or written while others wait.
 */
public final class SnapshotBudget {
    private static final System.Logger LOG = System.getLogger("org.latentfx");
    private static final long USUAL = 512L << 20;
    private static final long USUAL_IN_MEMORY = 192L << 20;

    /** Of the largest heap that the program may have, where that is less. */
    private static final int SHARE_OF_HEAP = 12;

    /** What snapshots take. */
    public record Size(long inMemory, long onDisk) {
        public long total() {
            return inMemory + onDisk;
        }
    }

    private final long most;
    private final long usualInMemory;
    private final List<Timeline> timelines = new ArrayList<>();
    /** Those in memory that may go to disk, oldest first. */
    private final List<Numbers> inMemory = new ArrayList<>();

    private @Nullable SnapshotFiles files;
    private Executor writer = Runnable::run;
    private Consumer<Refusal> troubled = trouble -> {};
    private long mostInMemory;
    private long bytesInMemory;
    /** What the next snapshot takes: the writer keeps room for it. */
    private long expected;

    private long bytesOnDisk;
    private long filesWritten;
    private boolean writing;
    /** Nothing more can be written; what lies there can be read. */
    private boolean full;

    /** The usual one: {@value #USUAL} bytes, in memory less than half of them. */
    public SnapshotBudget() {
        this(USUAL, Math.min(USUAL_IN_MEMORY, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));
    }

    /**
     * @param most bytes in memory and on disk together
     * @param mostInMemory bytes, of these
     */
    public SnapshotBudget(long most, long mostInMemory) {
        this.most = most;
        usualInMemory = mostInMemory;
        this.mostInMemory = mostInMemory;
    }

    /** From now on the part in memory is so many bytes at most, and never more than the usual. */
    public synchronized void within(long bytes) {
        mostInMemory = Math.max(0, Math.min(usualInMemory, bytes));
        makeRoom();
        spill();
    }

    /**
     * From now on a part lies in a folder.
     *
     * @param folder exists, and is this process's own
     * @param by where files are written; one thread
     * @param told why there can be nothing more on disk; on the writer's thread
     */
    public synchronized void spillInto(Path folder, Executor by, Consumer<Refusal> told) {
        files = new SnapshotFiles(folder);
        writer = by;
        troubled = told;
        spill();
    }

    /** A timeline that shares this budget. */
    public synchronized Timeline timeline() {
        var timeline = new Timeline(this);
        timelines.add(timeline);
        return timeline;
    }

    /** How many bytes there may be. */
    public synchronized long most() {
        return files == null ? mostInMemory : most;
    }

    /** Whether a snapshot of so many bytes is more than memory has room for: it only passes through. */
    public synchronized boolean beyondMemory(long bytes) {
        return bytes > mostInMemory;
    }

    /** There is no memory left: gives up half of what is in memory. */
    public synchronized void spare() {
        long half = bytesInMemory / 2;
        while (bytesInMemory > half) dropLeast(true);
    }

    public synchronized Size size() {
        return new Size(bytesInMemory, bytesOnDisk);
    }

    // ---- for timelines, which hold the lock ----

    /**
     * Makes room for a snapshot that is still to be made. Returns whether there is some: not as long as the writer has
     * others to take away.
     *
     * @param anyway whether, as the only one in memory, it may be larger than the part there, if it can go to disk
     */
    boolean makeRoomFor(long bytes, boolean anyway) {
        expected = bytes;
        if (noMoreDisk()) {
            if (bytes > mostInMemory) return false;
            while (bytesInMemory + bytes > mostInMemory) dropLeast(true);
            return true;
        }
        spill();
        return bytes <= most && bytesInMemory + bytes <= Math.max(mostInMemory, anyway ? bytes : 0);
    }

    /** Counts {@code snapshot}, which takes the place of {@code before}, with which it may share numbers. */
    void add(Snapshot snapshot, @Nullable Snapshot before) {
        for (Numbers numbers : snapshot.all()) {
            if (numbers.uses++ > 0) continue;
            bytesInMemory += numbers.bytes();
            inMemory.add(numbers);
        }
        if (before != null) remove(before);
        makeRoom();
        spill();
    }

    private void makeRoom() {
        boolean noMoreDisk = noMoreDisk();
        while (noMoreDisk ? bytesInMemory > mostInMemory : bytesInMemory + bytesOnDisk > most) dropLeast(noMoreDisk);
    }

    private boolean noMoreDisk() {
        return full || files == null;
    }

    void remove(Snapshot snapshot) {
        if (snapshot.dropped) return;
        snapshot.dropped = true;
        for (Numbers numbers : snapshot.all()) if (--numbers.uses == 0) remove(numbers);
    }

    private void remove(Numbers numbers) {
        inMemory.remove(numbers);
        if (!numbers.onDisk()) {
            bytesInMemory -= numbers.bytes();
            numbers.arrays = null;
            return;
        }
        bytesOnDisk -= numbers.bytes();
        long number = numbers.file;
        SnapshotFiles from = files;
        if (from != null) writer.execute(() -> delete(from, number));
    }

    void forget(Timeline timeline) {
        timelines.remove(timeline);
    }

    /** Counts a timeline again that had been forgotten. */
    void know(Timeline timeline) {
        if (!timelines.contains(timeline)) timelines.add(timeline);
    }

    private void dropLeast(boolean inMemory) {
        timelines.stream()
                .map(timeline -> timeline.leastWorth(inMemory))
                .flatMap(Optional::stream)
                .min(Comparator.comparingDouble(Timeline.Worth::worth))
                .orElseThrow()
                .drop();
    }

    /** The moment of {@code snapshot}; null if it was dropped. Throws {@link Refusal} if a file is not as written. */
    @Nullable
    PastMoment load(Snapshot snapshot) {
        float[][] own = load(snapshot, snapshot.own());
        if (own == null) return null;
        Numbers good = snapshot.good();
        if (good == null) return snapshot.with(own, null);
        float[][] back = load(snapshot, good);
        return back == null ? null : snapshot.with(own, back);
    }

    private float @Nullable [][] load(Snapshot of, Numbers numbers) {
        SnapshotFiles from;
        long number;
        synchronized (this) {
            if (of.dropped) return null;
            float[][] here = numbers.here();
            if (here != null) return here;
            from = files;
            number = numbers.file;
        }
        if (from == null) return null;
        try {
            float[][] read = from.read(number, of.step(), numbers.count());
            synchronized (this) {
                numbers.wasRead(read);
            }
            return read;
        } catch (Refusal unreadable) {
            synchronized (this) {
                if (of.dropped) return null; // to make room, in between
            }
            throw unreadable;
        }
    }

    // ---- the writer ----

    private synchronized void spill() {
        if (writing || next() == null) return;
        writing = true;
        writer.execute(this::write);
    }

    /** What is to be moved to disk; null if the memory's part is kept. */
    private synchronized @Nullable Numbers next() {
        boolean room = bytesInMemory + expected <= mostInMemory;
        return noMoreDisk() || room || inMemory.isEmpty() ? null : inMemory.get(0);
    }

    private void write() {
        for (Numbers numbers = begin(); numbers != null; numbers = begin()) {
            SnapshotFiles into;
            float[][] arrays;
            long number;
            synchronized (this) {
                into = files;
                arrays = numbers.arrays;
                number = filesWritten++;
            }
            if (into == null || arrays == null) continue;
            try {
                into.write(number, arrays);
                moved(numbers, number, into);
            } catch (IOException e) {
                delete(into, number);
                goWithoutDisk(e);
            }
        }
    }

    private synchronized @Nullable Numbers begin() {
        Numbers numbers = next();
        writing = numbers != null;
        return numbers;
    }

    private void moved(Numbers numbers, long number, SnapshotFiles into) {
        boolean unwanted;
        synchronized (this) {
            unwanted = numbers.uses == 0;
            if (!unwanted) {
                inMemory.remove(numbers);
                numbers.arrays = null;
                numbers.file = number;
                bytesInMemory -= numbers.bytes();
                bytesOnDisk += numbers.bytes();
            }
        }
        if (unwanted) delete(into, number);
    }

    /** The disk is full or gone; what lies there already may be readable all the same. */
    private void goWithoutDisk(IOException reason) {
        synchronized (this) {
            full = true;
            makeRoom();
        }
        troubled.accept(new Refusal(reason, "timeline.disk", mostInMemory >> 20));
    }

    private void delete(SnapshotFiles from, long number) {
        try {
            from.delete(number);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "a snapshot stays on disk: " + e);
        }
    }
}
