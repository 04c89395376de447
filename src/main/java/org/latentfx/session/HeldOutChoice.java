package org.latentfx.session;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.ImageSet;

/** The held-out images that everything shows, told to whoever shows them. FX thread only. */
final class HeldOutChoice {
    private List<Consumer<ImageSet>> told = List.of();
    private @Nullable ImageSet chosen;

    /** From now on these are told, in this order. */
    void tell(List<Consumer<ImageSet>> whom) {
        told = List.copyOf(whom);
    }

    /** Shows {@code images}; nothing happens if they are shown already, be it from another reading. */
    void choose(@Nullable ImageSet images) {
        if (images == null || chosen != null && chosen.checksum() == images.checksum()) return;
        chosen = images;
        told.forEach(one -> one.accept(images));
    }
}
