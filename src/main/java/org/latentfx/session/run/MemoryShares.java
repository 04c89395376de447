package org.latentfx.session.run;

import java.util.List;
import java.util.Objects;
import javafx.beans.value.ChangeListener;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.DataSplit;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.train.MemoryNeed;
import org.latentfx.train.timeline.SnapshotBudget;

/**
 * Gives the past of the runs, and what can be undone, a part each of what runs and pictures leave of the memory,
 * whenever that changes. FX thread only.
 */
final class MemoryShares {
    /** Of what is left, so that as much again stays free. */
    private static final int PART = 4;

    private final ObservableList<RunLine> lines;
    private final long memory;
    private final SnapshotBudget past;
    private final UndoStack undo;

    /** @param memory bytes that Java may use */
    MemoryShares(ObservableList<RunLine> lines, long memory, SnapshotBudget past, UndoStack undo) {
        this.lines = lines;
        this.memory = memory;
        this.past = past;
        this.undo = undo;
        ChangeListener<Object> begun = (property, before, now) -> share();
        lines.forEach(line -> line.timelineProperty().addListener(begun));
        lines.addListener((ListChangeListener<RunLine>) change -> {
            while (change.next()) {
                change.getRemoved().forEach(line -> line.timelineProperty().removeListener(begun));
                change.getAddedSubList().forEach(line -> line.timelineProperty().addListener(begun));
            }
            share();
        });
        share();
    }

    private void share() {
        List<DataSplit> data = lines.stream()
                .map(line -> line.dataProperty().get())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        long left = MemoryNeed.left(memory - ofRunsBeside(lines, null), data);
        past.within(left / PART);
        undo.within(left / PART);
    }

    /** Bytes that all of {@code lines} but {@code line} take besides the images. */
    static long ofRunsBeside(List<RunLine> lines, @Nullable RunLine line) {
        long sum = 0;
        for (RunLine other : lines) {
            DataSplit data = other.dataProperty().get();
            if (other != line && data != null)
                sum += MemoryNeed.besides(other.hyperparametersProperty().get(), data);
        }
        return sum;
    }
}
