package org.latentfx.io.exchange;

import java.util.List;
import java.util.function.Supplier;

/** What several files of one export are made of: made when first asked for, then kept. One thread. */
final class Once<T> implements Supplier<T> {
    private final Supplier<T> make;
    private List<T> made = List.of();

    Once(Supplier<T> make) {
        this.make = make;
    }

    @Override
    public T get() {
        if (made.isEmpty()) made = List.of(make.get());
        return made.get(0);
    }
}
