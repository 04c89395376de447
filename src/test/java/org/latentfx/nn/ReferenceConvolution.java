package org.latentfx.nn;

/** Both convolutions written a second time, in double precision, one product at a time and straight from the sums. */
public final class ReferenceConvolution {
    private final double[] weight;
    private final double[] bias;
    private final boolean transposed;
    private final int[] s;

    /** {@code s}: height, width, channels, out, kernel, stride, padding, output padding of rows and of columns. */
    public ReferenceConvolution(boolean transposed, int[] s, double[] weight, double[] bias) {
        this.transposed = transposed;
        this.s = s;
        this.weight = weight;
        this.bias = bias;
    }

    private int size(int side, int added) {
        return transposed ? (side - 1) * s[5] - 2 * s[6] + s[4] + added : (side + 2 * s[6] - s[4]) / s[5] + 1;
    }

    /** Sums with the bias, channels of a pixel together. */
    public double[] forward(double[] x) {
        int images = x.length / (s[0] * s[1] * s[2]);
        int height = size(s[0], s[7]);
        int width = size(s[1], s[s.length - 1]);
        double[] a = new double[images * height * width * s[3]];
        for (int i = 0; i < a.length; i++) a[i] = bias[i % s[3]];
        for (int n = 0; n < images; n++)
            for (int y = 0; y < (transposed ? s[0] : height); y++)
                for (int at = 0; at < (transposed ? s[1] : width); at++) window(x, n, y, at, height, width, a);
        return a;
    }

    /** What one window reads, or paints if transposed. */
    private void window(double[] x, int n, int y, int at, int height, int width, double[] a) {
        for (int i = 0; i < s[4]; i++)
            for (int j = 0; j < s[4]; j++) {
                int row = y * s[5] - s[6] + i;
                int column = at * s[5] - s[6] + j;
                if (row < 0 || column < 0 || row >= (transposed ? height : s[0])) continue;
                if (column >= (transposed ? width : s[1])) continue;
                for (int c = 0; c < s[2]; c++)
                    for (int o = 0; o < s[3]; o++) {
                        int in = transposed ? y * s[1] + at : row * s[1] + column;
                        int out = transposed ? row * width + column : y * width + at;
                        int w = transposed
                                ? c * s[4] * s[4] * s[3] + (i * s[4] + j) * s[3] + o
                                : ((i * s[4] + j) * s[2] + c) * s[3] + o;
                        a[(n * height * width + out) * s[3] + o] += x[(n * s[0] * s[1] + in) * s[2] + c] * weight[w];
                    }
            }
    }
}
