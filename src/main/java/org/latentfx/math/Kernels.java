package org.latentfx.math;

/** Chooses the kernel once per process, explains the choice in one log line, and never fails. */
public final class Kernels {
    private Kernels() {}

    /** The fastest kernel that works here. */
    public static Kernel best() {
        throw new IllegalStateException("to come");
    }

    /** {@code ejml}, {@code simd} or {@code auto}; the plain kernel where the fast one cannot be had. */
    public static Kernel named(String name) {
        throw new IllegalStateException("to come " + name);
    }
}
