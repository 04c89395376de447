package org.latentfx.analysis;

/** Pictures and what the model makes of them (decoded from μ): {@code count × width × height} pixels in 0..1 each. Immutable by convention. */
public record Reconstructions(int count, int width, int height, float[] originals, float[] outputs) {}
