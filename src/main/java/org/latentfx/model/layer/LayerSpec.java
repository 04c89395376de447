package org.latentfx.model.layer;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A hidden layer of an encoder, which the decoder mirrors: dense, or a convolution whose mirror is a transposed one. As
 * text {@code 64} is a dense layer of 64 units, {@code conv16x4s2} a convolution to 16 channels with kernels of 4 × 4
 * and stride 2, which are what {@code conv16} means. One pixel of zeros surrounds the images of every convolution.
 * Immutable.
 *
 * @param units of a dense layer, or channels
 * @param kernel side of a convolution's kernel, 3 or 4; 0 for a dense layer
 * @param stride of a convolution in pixels, 1 or 2; 0 for a dense layer
 */
public record LayerSpec(int units, int kernel, int stride) {
    /** Zeros around the images of a convolution. */
    public static final int PADDING = 1;

    private static final Pattern CONVOLUTION = Pattern.compile("conv(\\d{1,9})(?:x(\\d))?(?:s(\\d))?");
    private static final String NONE = "none";

    public LayerSpec {
        boolean dense = kernel == 0 && stride == 0;
        boolean convolution = (kernel == 3 || kernel == 4) && (stride == 1 || stride == 2);
        if (!dense && !convolution)
            throw new IllegalArgumentException(
                    "kernel " + kernel + " with stride " + stride + ", expected 3 or 4 with 1 or 2");
    }

    /** Dense layers of so many units. */
    public static List<LayerSpec> dense(int... units) {
        return Arrays.stream(units).mapToObj(n -> new LayerSpec(n, 0, 0)).toList();
    }

    public boolean convolution() {
        return kernel > 0;
    }

    /** Layers separated by commas, or {@code none}. Throws IllegalArgumentException if it is nothing of that. */
    public static List<LayerSpec> parse(String text) {
        if (text.equals(NONE)) return List.of();
        return Arrays.stream(text.split(",", -1)).map(one -> one(one.strip())).toList();
    }

    private static LayerSpec one(String text) {
        Matcher convolution = CONVOLUTION.matcher(text);
        if (!convolution.matches()) return new LayerSpec(Integer.parseInt(text), 0, 0);
        return new LayerSpec(
                Integer.parseInt(convolution.group(1)),
                convolution.group(2) == null ? 4 : Integer.parseInt(convolution.group(2)),
                convolution.group(3) == null ? 2 : Integer.parseInt(convolution.group(3)));
    }

    /** What {@link #parse} reads. */
    public static String text(List<LayerSpec> layers) {
        return layers.isEmpty()
                ? NONE
                : layers.stream().map(LayerSpec::toString).collect(Collectors.joining(","));
    }

    /** Whether no convolution stands behind a dense layer, which knows no rows and columns. */
    public static boolean inOrder(List<LayerSpec> layers) {
        for (int i = 1; i < layers.size(); i++)
            if (layers.get(i).convolution() && !layers.get(i - 1).convolution()) return false;
        return true;
    }

    /** As in a list's text. */
    @Override
    public String toString() {
        return convolution() ? "conv" + units + "x" + kernel + "s" + stride : String.valueOf(units);
    }
}
