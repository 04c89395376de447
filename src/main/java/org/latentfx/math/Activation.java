package org.latentfx.math;

/**
 * A layer's non-linearity. Derivatives are given as functions of the output y, so that a backward pass needs the
 * activations only; but for those {@link #ofSum}, which y does not determine, as functions of the input x.
 */
public enum Activation {
    IDENTITY {
        @Override
        public float apply(float x) {
            return x;
        }

        @Override
        public float derivative(float y) {
            return 1;
        }
    },
    RELU {
        @Override
        public float apply(float x) {
            return Math.max(x, 0);
        }

        @Override
        public float derivative(float y) {
            return y > 0 ? 1 : 0;
        }
    },
    LEAKY_RELU {
        @Override
        public float apply(float x) {
            return Math.max(x, LEAK * x);
        }

        @Override
        public float derivative(float y) {
            return y > 0 ? 1 : LEAK;
        }
    },
    /** With the slope that the discriminators of GANs have (Radford, Metz & Chintala 2016). */
    STEEP_LEAKY_RELU {
        @Override
        public float apply(float x) {
            return Math.max(x, STEEP_LEAK * x);
        }

        @Override
        public float derivative(float y) {
            return y > 0 ? 1 : STEEP_LEAK;
        }
    },
    /** x·sigmoid(x) (Hendrycks & Gimpel 2016). */
    SILU {
        @Override
        public float apply(float x) {
            return (float) (x / (1 + Math.exp(-x)));
        }

        @Override
        public float derivative(float x) {
            double s = 1 / (1 + Math.exp(-x));
            return (float) (s * (1 + x * (1 - s)));
        }

        @Override
        public boolean ofSum() {
            return true;
        }
    },
    TANH {
        @Override
        public float apply(float x) {
            return (float) Math.tanh(x);
        }

        @Override
        public float derivative(float y) {
            return 1 - y * y;
        }
    };

    /** Slope of {@link #LEAKY_RELU} below zero. */
    public static final float LEAK = 0.01f;

    /** Slope of {@link #STEEP_LEAKY_RELU} below zero. */
    public static final float STEEP_LEAK = 0.2f;

    /** y = f(x). */
    public abstract float apply(float x);

    /** dy/dx, given y; given x if {@link #ofSum}. */
    public abstract float derivative(float y);

    /** Whether {@link #derivative} takes the input x: whoever goes backward has to keep it. */
    public boolean ofSum() {
        return false;
    }
}
