package org.latentfx.session.explore;

import java.util.Arrays;
import java.util.BitSet;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.ImageSet;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.text.Texts;

/**
 * The selected held-out images, by index. Each change can be undone. Other held-out images begin with none. FX thread
 * only.
 */
public final class Selection {
    /** What becomes of the images selected before. */
    public enum Mode {
        REPLACE,
        ADD,
        REMOVE
    }

    private static final int[] NONE = {};

    private final UndoStack undo;
    private final ReadOnlyObjectWrapper<int[]> images = new ReadOnlyObjectWrapper<>(NONE);
    private @Nullable ImageSet of;

    public Selection(UndoStack undo) {
        this.undo = undo;
    }

    /** The selected images, rising. The array is replaced, never written to. */
    public ReadOnlyObjectProperty<int[]> imagesProperty() {
        return images.getReadOnlyProperty();
    }

    public boolean isEmpty() {
        return images.get().length == 0;
    }

    /**
     * From now on indices are of these images. Where they are others, none is selected and what was cannot come back.
     */
    public void choose(ImageSet heldOut) {
        if (heldOut == of) return;
        of = heldOut;
        images.set(NONE);
    }

    /** Selects {@code found} (in any order) as {@code mode} says. */
    public void select(int[] found, Mode mode) {
        var next = new BitSet();
        if (mode != Mode.REPLACE) for (int i : images.get()) next.set(i);
        for (int i : found) next.set(i, mode != Mode.REMOVE);
        change(next.stream().toArray());
    }

    public void clear() {
        change(NONE);
    }

    private void change(int[] after) {
        int[] before = images.get();
        if (Arrays.equals(before, after)) return;
        ImageSet then = of;
        undo.push(Texts.of("undo.selection"), () -> show(then, before), () -> show(then, after));
        images.set(after);
    }

    /** A selection among images that are gone is passed over. */
    private void show(@Nullable ImageSet then, int[] selected) {
        if (then == of) images.set(selected);
    }
}
