package org.latentfx.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the fuzzer calls with each input, in a process of its own for each {@link Format}. */
public final class FuzzTarget {
    private static final Format FORMAT = Format.named(System.getProperty("fuzz.format", "idx"));
    private static final int DAMAGED = 50;

    private static @Nullable Path folder;

    private FuzzTarget() {}

    /** Loads the classes that read files, whole and damaged: their time and memory are no fault of an input. */
    public static void fuzzerInitialize() throws IOException {
        folder = Files.createTempDirectory("fuzz");
        var mutator = new Mutator(1);
        for (Format format : Format.values())
            for (String sample : format.samples())
                for (int i = 0; i < DAMAGED; i++) format.warmUp(folder, mutator.damaged(Samples.named(sample)));
    }

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        FORMAT.read(Objects.requireNonNull(folder), input);
    }
}
