package org.latentfx.session.concurrent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import org.latentfx.text.Texts;

/**
 * What the person did, in order, each with the way back and the way forth again. One stack serves the whole session, so
 * that Ctrl+Z always takes back the latest thing, whatever it was. What the entries keep in memory stays within a
 * budget: the oldest go first, but the last one stays even if it alone is too large. FX thread only.
 */
public final class UndoStack {
    /** Of entries, since even a small one takes a little. */
    private static final int LIMIT = 500;

    private static final long MOST_BYTES = 256L << 20;

    /** Of the largest heap that the program may have, where that is less. */
    private static final int SHARE_OF_HEAP = 8;

    /**
     * Something large that an entry keeps in memory; it counts once, however many entries hold it.
     *
     * @param what told from others by identity
     */
    public record Held(Object what, long bytes) {}

    private record Entry(String name, Runnable undo, Runnable redo, Supplier<List<Held>> holds) {}

    private final Deque<Entry> past = new ArrayDeque<>();
    private final Deque<Entry> future = new ArrayDeque<>();

    private final long usual;
    private long budget;

    /** What is pushed while several things are being done as one. */
    private @Nullable List<Entry> group;

    private final ReadOnlyBooleanWrapper canUndo = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper canRedo = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper undoName = new ReadOnlyStringWrapper(Texts.of("undo"));
    private final ReadOnlyStringWrapper redoName = new ReadOnlyStringWrapper(Texts.of("redo"));

    /** With the usual budget: 256 MiB, or an eighth of the largest heap if that is less. */
    public UndoStack() {
        this(Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));
    }

    /** @param budget bytes */
    public UndoStack(long budget) {
        usual = budget;
        this.budget = budget;
    }

    /** From now on entries may keep so many bytes, and never more than the usual. */
    public void within(long bytes) {
        budget = Math.max(0, Math.min(usual, bytes));
        publish(past.peek());
    }

    public ReadOnlyBooleanProperty canUndoProperty() {
        return canUndo.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty canRedoProperty() {
        return canRedo.getReadOnlyProperty();
    }

    /** What the next undo takes back, in words such as "Undo: new model with 5 latents"; "Undo" if there is nothing. */
    public ReadOnlyStringProperty undoNameProperty() {
        return undoName.getReadOnlyProperty();
    }

    /** What the next redo does again, in words. */
    public ReadOnlyStringProperty redoNameProperty() {
        return redoName.getReadOnlyProperty();
    }

    /** Records something small just done, called {@code name}; what had been undone before is forgotten. */
    public void push(String name, Runnable undo, Runnable redo) {
        push(name, undo, redo, List::of);
    }

    /**
     * As the other one; {@code holds} tells what this keeps in memory at the time. Returns what takes back this and all
     * that was done since, and does nothing where this is undone or forgotten or one of several things.
     */
    public Runnable push(String name, Runnable undo, Runnable redo, Supplier<List<Held>> holds) {
        var entry = new Entry(name, undo, redo, holds);
        if (group != null) {
            group.add(entry);
            return () -> {};
        }
        past.push(entry);
        future.clear();
        publish(entry);
        return () -> {
            while (past.contains(entry)) undo();
        };
    }

    /** Bytes that all entries together keep in memory. */
    public long bytes() {
        Map<Object, Long> all = new IdentityHashMap<>();
        for (Deque<Entry> entries : List.of(past, future))
            for (Entry entry : entries) for (Held held : entry.holds.get()) all.put(held.what, held.bytes);
        return all.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether keeping so much besides leaves room for what else there is to undo. */
    public boolean hasRoomFor(long bytes) {
        return bytes <= budget / 4;
    }

    /** Forgets everything. */
    public void clear() {
        past.clear();
        future.clear();
        publish(null);
    }

    /**
     * Runs {@code action}; whatever it pushes is one thing to undo, called as the first of them. Returns what takes it
     * back with all that was done since, as {@link #push} does.
     */
    public Runnable asOne(Runnable action) {
        if (group != null) {
            action.run();
            return () -> {};
        }
        var entries = new ArrayList<Entry>();
        group = entries;
        try {
            action.run();
        } finally {
            group = null;
        }
        if (entries.isEmpty()) return () -> {};
        return push(
                entries.get(0).name,
                () -> {
                    for (int i = entries.size() - 1; i >= 0; i--)
                        entries.get(i).undo.run();
                },
                () -> entries.forEach(entry -> entry.redo.run()),
                () -> entries.stream()
                        .flatMap(entry -> entry.holds.get().stream())
                        .toList());
    }

    /** Takes the latest thing back; does nothing if there is none. */
    public void undo() {
        if (past.isEmpty()) return;
        Entry entry = past.pop();
        entry.undo.run();
        future.push(entry);
        publish(entry);
    }

    /** Does the latest undone thing again; does nothing if there is none. */
    public void redo() {
        if (future.isEmpty()) return;
        Entry entry = future.pop();
        entry.redo.run();
        past.push(entry);
        publish(entry);
    }

    /** Lets go of what is beyond the budget, but not of {@code latest}. */
    private void publish(@Nullable Entry latest) {
        while (past.size() > LIMIT) past.removeLast();
        while (past.size() + future.size() > 1 && bytes() > budget) {
            if (past.isEmpty() || past.peekLast() == latest) future.removeLast();
            else past.removeLast();
        }
        canUndo.set(!past.isEmpty());
        canRedo.set(!future.isEmpty());
        undoName.set(past.isEmpty() ? Texts.of("undo") : Texts.of("undo.named", past.element().name));
        redoName.set(future.isEmpty() ? Texts.of("redo") : Texts.of("redo.named", future.element().name));
    }
}
