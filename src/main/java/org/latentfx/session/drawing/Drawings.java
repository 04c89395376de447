package org.latentfx.session.drawing;

import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.latentfx.data.drawing.Canvas;
import org.latentfx.data.drawing.DrawnSet;
import org.latentfx.data.drawing.DrawnSet.Drawn;
import org.latentfx.io.exchange.DrawnPictures;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.data.DataOpening;
import org.latentfx.session.probe.ImageProbe;
import org.latentfx.text.Texts;

/**
 * The drawings that a person collected with labels, as the data set then shown would hold them, to be learnt from. All
 * that changes them can be undone. FX thread only.
 */
public final class Drawings {
    /** Fewer cannot be parted into what is learnt from and what is held out. */
    public static final int LEAST = 2;

    private static final int LONGEST_LABEL = 24;
    private static final int MOST_CLASSES = 256;
    private static final int MOST = 10_000;

    private final ImageProbe probe;
    private final UndoStack undo;
    private final DataOpening opening;
    private final Consumer<String> say;
    private final ReadOnlyObjectWrapper<DrawnSet> set = new ReadOnlyObjectWrapper<>(DrawnSet.EMPTY);

    /** @param say told the sentence that a person should read */
    public Drawings(ImageProbe probe, UndoStack undo, DataOpening opening, Consumer<String> say) {
        this.probe = probe;
        this.undo = undo;
        this.opening = opening;
        this.say = say;
    }

    /** All of them, the oldest first. The set is replaced, never changed. */
    public ReadOnlyObjectProperty<DrawnSet> setProperty() {
        return set.getReadOnlyProperty();
    }

    /** Adds what is drawn under {@code label} and clears the field; says why that cannot be. */
    public void collect(String label) {
        ImageProbe.Input now = probe.inputProperty().get();
        String name = label.strip();
        DrawnSet before = set.get();
        if (!probe.drawn() || now == null) say.accept(Texts.of("drawings.nothing"));
        else if (name.isEmpty() || name.length() > LONGEST_LABEL) say.accept(Texts.of("drawings.label", LONGEST_LABEL));
        else if (!before.isEmpty() && !before.format().equals(now.format()))
            say.accept(Texts.of(
                    "drawings.format", before.format().words(), now.format().words()));
        else if (before.size() >= MOST
                || before.counts().size() >= MOST_CLASSES && !before.counts().containsKey(name))
            say.accept(Texts.of("drawings.many", MOST, MOST_CLASSES));
        else
            undo.asOne(() -> {
                DrawnSet onto = before.isEmpty() ? new DrawnSet(now.format(), before.drawings()) : before;
                change(Texts.of("undo.collect", name), onto.plus(new Drawn(name, bytes(now.pixels()))));
                probe.draw(Canvas.EMPTY);
                probe.keepDrawing();
            });
    }

    private static byte[] bytes(float[] values) {
        byte[] bytes = new byte[values.length];
        for (int p = 0; p < bytes.length; p++) bytes[p] = (byte) Math.round(255 * Math.max(0, Math.min(1, values[p])));
        return bytes;
    }

    /** Takes number {@code i} out. */
    public void remove(int i) {
        DrawnSet before = set.get();
        if (i < 0 || i >= before.size()) return;
        change(Texts.of("undo.uncollect", before.drawings().get(i).label()), before.without(i));
    }

    public void clear() {
        if (!set.get().isEmpty()) change(Texts.of("undo.uncollect.all"), DrawnSet.EMPTY);
    }

    /** Shows {@code other} instead of what was collected. */
    public void restore(DrawnSet other) {
        if (!other.isEmpty() || !set.get().isEmpty()) change(Texts.of("drawings.title"), other);
    }

    private void change(String name, DrawnSet after) {
        DrawnSet before = set.get();
        undo.push(name, () -> set.set(before), () -> set.set(after));
        set.set(after);
    }

    /** Whether there are enough to learn from and a place to keep them in. */
    public boolean usable() {
        return set.get().size() >= LEAST && opening.keeps();
    }

    /** Writes them to a file of the person's own and looks at that as data. */
    public void use() {
        DrawnSet now = set.get();
        String name = Texts.of("drawings.file", String.format("%08x", now.checksum()));
        if (usable()) opening.keepAndLook(name, file -> DrawnPictures.write(file, now));
    }
}
