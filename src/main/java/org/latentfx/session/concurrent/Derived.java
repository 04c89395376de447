package org.latentfx.session.concurrent;

import java.util.Objects;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.beans.value.ObservableValueBase;

/**
 * One part of a value that changes as a whole. It is read from the whole each time and never kept, so that whoever is
 * told of one part sees all others of the same moment, in whatever order observers are called. FX thread only.
 */
public final class Derived<W, T> extends ObservableValueBase<T> {
    private final ObservableValue<W> whole;
    private final Function<W, T> part;
    private T told;

    public Derived(ObservableValue<W> whole, Function<W, T> part) {
        this.whole = whole;
        this.part = part;
        told = getValue();
        whole.addListener((property, before, now) -> tell());
    }

    @Override
    public T getValue() {
        return part.apply(whole.getValue());
    }

    private void tell() {
        T now = getValue();
        if (Objects.equals(told, now)) return;
        told = now;
        fireValueChangedEvent();
    }
}
