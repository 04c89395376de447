package org.latentfx.model.codebook;

/**
 * How large a codebook is: all slots of a code share it. Immutable.
 *
 * @param codes K, how many there are; 0 where latents are not rounded
 * @param size D, numbers of each: so many latents beside each other are a slot
 */
public record CodebookShape(int codes, int size) {
    /** Of a model without. */
    public static final CodebookShape NONE = new CodebookShape(0, 0);

    /** Whether there is one. */
    public boolean there() {
        return codes > 0;
    }

    /** Slots of a code of {@code latents} numbers. */
    public int slots(int latents) {
        return there() ? latents / size : 0;
    }
}
