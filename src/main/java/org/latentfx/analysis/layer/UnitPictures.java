package org.latentfx.analysis.layer;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.latentfx.data.PictureFormat;
import org.latentfx.model.Weights;
import org.latentfx.model.layer.Tensor;

/**
 * The weights between the pixels and a layer beside them as pictures, one a unit: what an encoder's first unit looks
 * for, or what a decoder's last unit paints; of a convolution its kernels, one a channel. The units with the largest
 * weights come first, at most {@link #MOST}.
 * Immutable by convention.
 *
 * @param side of which network
 * @param layer the name of the layer whose units they are, as in the file
 * @param all how many units the layer has
 * @param units which unit each picture is of
 * @param weights units × values of one picture, positive and negative
 */
public record UnitPictures(Side side, String layer, int all, PictureFormat format, int[] units, float[] weights) {
    /** Where the pixels are. */
    public enum Side {
        ENCODER,
        DECODER
    }

    /** More are not made pictures of. */
    public static final int MOST = 400;

    public int count() {
        return units.length;
    }

    private static Tensor output(List<Tensor> tensors) {
        return tensors.stream()
                .filter(tensor -> tensor.name().equals("out.weight"))
                .findFirst()
                .orElseThrow();
    }

    public static UnitPictures of(Weights weights, Side side) {
        var tensors = weights.configuration().tensors();
        boolean encoder = side == Side.ENCODER;
        Tensor tensor = encoder ? tensors.get(0) : output(tensors);
        int all = encoder ? tensor.columns() : tensor.rows();
        int n = encoder ? tensor.rows() : tensor.columns();
        int unitStep = encoder ? 1 : n;
        int pixelStep = encoder ? all : 1;
        double[] squares = new double[all];
        for (int u = 0; u < all; u++) {
            for (int p = 0; p < n; p++) {
                double w = weights.values()[tensor.offset() + u * unitStep + p * pixelStep];
                squares[u] += w * w;
            }
        }
        int[] units = IntStream.range(0, all)
                .boxed()
                .sorted(Comparator.comparingDouble(u -> -squares[u]))
                .limit(MOST)
                .mapToInt(Integer::intValue)
                .toArray();
        float[] pictures = new float[units.length * n];
        for (int k = 0; k < units.length; k++)
            for (int p = 0; p < n; p++)
                pictures[k * n + p] = weights.values()[tensor.offset() + units[k] * unitStep + p * pixelStep];
        return new UnitPictures(side, layer(weights, side), all, format(weights, tensor), units, pictures);
    }

    /** Of a picture, or of the kernel that all of its windows share. */
    private static PictureFormat format(Weights weights, Tensor tensor) {
        PictureFormat format = weights.configuration().format();
        if (!tensor.convolution()) return format;
        int side = tensor.shape().get(2);
        return new PictureFormat(side, side, format.channels());
    }

    private static String layer(Weights weights, Side side) {
        int depth = weights.configuration().hidden().size();
        if (side == Side.ENCODER) {
            String first = weights.configuration().tensors().get(0).name();
            return first.substring(0, first.lastIndexOf('.'));
        }
        if (weights.configuration().autoregressive()) return depth == 0 ? "out" : "hidden." + (depth - 1);
        return depth == 0 ? "z" : "decoder." + (depth - 1);
    }
}
