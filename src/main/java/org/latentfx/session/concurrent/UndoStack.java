package org.latentfx.session.concurrent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.jspecify.annotations.Nullable;

/**
 * What the person did, in order, each with the way back and the way forth again. One stack serves the whole session, so
 * that Ctrl+Z always takes back the latest thing, whatever it was. FX thread only.
 */
public final class UndoStack {
    private static final int LIMIT = 500;

    private record Entry(Runnable undo, Runnable redo) {}

    private final Deque<Entry> past = new ArrayDeque<>();
    private final Deque<Entry> future = new ArrayDeque<>();

    /** What is pushed while several things are being done as one. */
    private @Nullable List<Entry> together;

    private final ReadOnlyBooleanWrapper canUndo = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper canRedo = new ReadOnlyBooleanWrapper();

    public ReadOnlyBooleanProperty canUndoProperty() {
        return canUndo.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty canRedoProperty() {
        return canRedo.getReadOnlyProperty();
    }

    /** Records something just done; what had been undone before is forgotten. */
    public void push(Runnable undo, Runnable redo) {
        if (together != null) {
            together.add(new Entry(undo, redo));
            return;
        }
        past.push(new Entry(undo, redo));
        if (past.size() > LIMIT) past.removeLast();
        future.clear();
        publish();
    }

    /** Runs {@code action}; whatever it pushes is one thing to undo. */
    public void asOne(Runnable action) {
        if (together != null) {
            action.run();
            return;
        }
        var entries = new ArrayList<Entry>();
        together = entries;
        try {
            action.run();
        } finally {
            together = null;
        }
        if (entries.isEmpty()) return;
        push(
                () -> {
                    for (int i = entries.size() - 1; i >= 0; i--)
                        entries.get(i).undo.run();
                },
                () -> entries.forEach(entry -> entry.redo.run()));
    }

    /** Takes the latest thing back; does nothing if there is none. */
    public void undo() {
        if (past.isEmpty()) return;
        Entry entry = past.pop();
        entry.undo.run();
        future.push(entry);
        publish();
    }

    /** Does the latest undone thing again; does nothing if there is none. */
    public void redo() {
        if (future.isEmpty()) return;
        Entry entry = future.pop();
        entry.redo.run();
        past.push(entry);
        publish();
    }

    private void publish() {
        canUndo.set(!past.isEmpty());
        canRedo.set(!future.isEmpty());
    }
}
