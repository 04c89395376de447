package org.latentfx.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.ImageSet;

/** The held-out images that everything shows, told to whoever shows them. FX thread only. */
final class HeldOutChoice {
    private final List<Consumer<ImageSet>> told = new ArrayList<>();
    private @Nullable ImageSet chosen;

    /** From now on these are told too, in this order, after those before. */
    @SafeVarargs
    final void tell(Consumer<ImageSet>... whom) {
        told.addAll(List.of(whom));
    }

    /** Shows {@code images}; nothing happens if they are shown already, be it from another reading. */
    void choose(@Nullable ImageSet images) {
        if (images == null || chosen != null && chosen.checksum() == images.checksum()) return;
        chosen = images;
        told.forEach(one -> one.accept(images));
    }
}
