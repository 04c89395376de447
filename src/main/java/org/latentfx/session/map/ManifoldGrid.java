package org.latentfx.session.map;

/**
 * How the decoded manifold is laid out: {@code side × side} tiles, at equal shares of the prior's mass or at equal
 * steps. Immutable; any thread.
 */
public record ManifoldGrid(int side, boolean byMass) {
    /** Tiles a side. */
    public static final int LEAST = 10;

    /** Tiles a side. */
    public static final int MOST = 40;

    public ManifoldGrid {
        if (side < LEAST || side > MOST)
            throw new IllegalArgumentException("tiles: found " + side + ", expected " + LEAST + " to " + MOST);
    }
}
