package org.latentfx.session.explore;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.text.Texts;

/**
 * Points of the latent space that a person has pinned, with names. Each change can be undone. Pins of a model with
 * another number of latents stay in the list until such a model comes back. FX thread only.
 */
public final class Pins {
    /** Longer names are cut. */
    public static final int LONGEST_NAME = 24;

    /** A marked point. {@code z} is not to be written to. */
    public record Pin(String name, float[] z) {}

    private final UndoStack undo;
    private final ReadOnlyObjectWrapper<List<Pin>> list = new ReadOnlyObjectWrapper<>(List.of());

    public Pins(UndoStack undo) {
        this.undo = undo;
    }

    /** All pins, the oldest first. The list is replaced, never changed. */
    public ReadOnlyObjectProperty<List<Pin>> listProperty() {
        return list.getReadOnlyProperty();
    }

    /** Those of a model with so many latents. */
    public List<Pin> of(int latents) {
        return list.get().stream().filter(pin -> pin.z().length == latents).toList();
    }

    /** Marks {@code z} under the first letter that is free. */
    public Pin pin(float[] z) {
        var pin = new Pin(freeName(), z.clone());
        var next = new ArrayList<>(list.get());
        next.add(pin);
        change(next);
        return pin;
    }

    /** Gives a pin another name; an empty one is passed over. */
    public void rename(Pin pin, String name) {
        String trimmed = name.strip();
        int at = list.get().indexOf(pin);
        if (at < 0 || trimmed.isEmpty() || trimmed.equals(pin.name())) return;
        var next = new ArrayList<>(list.get());
        next.set(at, new Pin(trimmed.substring(0, Math.min(LONGEST_NAME, trimmed.length())), pin.z()));
        change(next);
    }

    public void remove(Pin pin) {
        var next = new ArrayList<>(list.get());
        if (next.remove(pin)) change(next);
    }

    /** Marks these instead of those that are marked. */
    public void restore(List<Pin> pins) {
        if (!pins.isEmpty() || !list.get().isEmpty()) change(pins);
    }

    private void change(List<Pin> pins) {
        List<Pin> before = list.get();
        List<Pin> after = List.copyOf(pins);
        undo.push(Texts.of("undo.pins"), () -> list.set(before), () -> list.set(after));
        list.set(after);
    }

    /** A … Z, then A1 … Z1, and so on. */
    private String freeName() {
        for (int k = 0; ; k++) {
            String name = (char) ('A' + k % 26) + (k < 26 ? "" : Integer.toString(k / 26));
            if (list.get().stream().noneMatch(pin -> pin.name().equals(name))) return name;
        }
    }
}
