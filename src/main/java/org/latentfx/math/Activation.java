package org.latentfx.math;

/**
 * A layer's non-linearity. Derivatives are given as functions of the output y, so that a backward pass needs the
 * activations only.
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

    /** y = f(x). */
    public abstract float apply(float x);

    /** dy/dx, given y. */
    public abstract float derivative(float y);
}
