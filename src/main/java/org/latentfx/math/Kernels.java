package org.latentfx.math;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.ejml.data.FMatrixRMaj;
import org.latentfx.text.Refusal;

/**
 * Chooses the kernel once per process, explains the choice in one log line, and never fails. Any thread may ask.
 */
public final class Kernels {
    private static final System.Logger LOG = System.getLogger("org.latentfx");
    private static final Kernel PLAIN = new EjmlKernel();

    private Kernels() {}

    /** A kernel and the sentence that says why it was chosen. */
    private record Choice(Kernel kernel, String reason) {
        private static final Choice BEST = choose();

        static {
            LOG.log(System.Logger.Level.INFO, BEST.kernel.description() + ": " + BEST.reason);
        }
    }

    /** The fastest kernel that works here. */
    public static Kernel best() {
        return Choice.BEST.kernel;
    }

    /**
     * {@code ejml}, {@code simd} or {@code auto}; the plain kernel where the fast one cannot be had.
     *
     * @throws Refusal if {@code name} is none of these
     */
    public static Kernel named(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "ejml" -> PLAIN;
            case "auto", "simd" -> best();
            default -> throw new Refusal("math.kernel", name);
        };
    }

    /** Every kernel that works here, the plain one first. */
    public static List<Kernel> available() {
        return best() == PLAIN ? List.of(PLAIN) : List.of(PLAIN, best());
    }

    private static Choice choose() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty())
            return new Choice(PLAIN, "start Java with --add-modules jdk.incubator.vector for the fast SIMD kernel");
        Kernel fast;
        try {
            fast = (Kernel) Class.forName("org.latentfx.math.simd.SimdKernel")
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | LinkageError failure) {
            return new Choice(PLAIN, "the SIMD kernel could not be loaded (" + failure + ")");
        }
        try {
            if (!agrees(fast)) return new Choice(PLAIN, "the SIMD kernel failed its self-check on this machine");
        } catch (RuntimeException | LinkageError failure) {
            return new Choice(PLAIN, "the SIMD kernel failed its self-check on this machine (" + failure + ")");
        }
        return new Choice(fast, "chosen because the vector module is present and the self-check passed");
    }

    /** Whether {@code kernel} computes one small layer, forward and backward, as the plain kernel does. */
    private static boolean agrees(Kernel kernel) {
        return close(layer(kernel), layer(PLAIN));
    }

    private static float[] layer(Kernel kernel) {
        int batch = 9;
        int in = 37;
        int out = 21;
        var x = noise(batch, in, 1);
        var y = new FMatrixRMaj(batch, out);
        var dx = new FMatrixRMaj(batch, in);
        var dw = new FMatrixRMaj(in, out);
        var bias = noise(1, out, 2).data;
        var weights = kernel.packWeights(noise(in, out, 3));
        kernel.forward(x, weights, bias, Activation.TANH, y, 0, batch);
        kernel.backwardInput(y, weights, x, Activation.RELU, dx, 0, batch);
        kernel.weightGradient(x, y, batch, dw, 0, in);
        kernel.sigmoid(y.data, y.data, 0, y.data.length);
        float[] all = Arrays.copyOf(y.data, y.data.length + dx.data.length + dw.data.length);
        System.arraycopy(dx.data, 0, all, y.data.length, dx.data.length);
        System.arraycopy(dw.data, 0, all, y.data.length + dx.data.length, dw.data.length);
        return all;
    }

    private static FMatrixRMaj noise(int rows, int columns, long key) {
        var a = new FMatrixRMaj(rows, columns);
        PLAIN.gaussian(key, 0, a.data, 0, a.data.length);
        return a;
    }

    private static boolean close(float[] a, float[] b) {
        for (int i = 0; i < a.length; i++) if (!(Math.abs(a[i] - b[i]) <= 1e-4 * (1 + Math.abs(b[i])))) return false;
        return true;
    }
}
