package org.latentfx.data;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes data sets as IDX files, not gzipped, for tests that read them. Leaves its targets open. */
public final class IdxWriter {
    private static final int IMAGES = 0x803;
    private static final int LABELS = 0x801;

    private IdxWriter() {}

    /** Images and labels of one part of a data set, {@code train} or {@code t10k}, under the names of MNIST. */
    public static void part(Path folder, String part, ImageSet set) throws IOException {
        try (var pixels = Files.newOutputStream(folder.resolve(part + "-images-idx3-ubyte"));
                var labels = Files.newOutputStream(folder.resolve(part + "-labels-idx1-ubyte"))) {
            images(set, pixels);
            labels(set, labels);
        }
    }

    public static void images(ImageSet set, OutputStream target) throws IOException {
        var out = new DataOutputStream(target);
        out.writeInt(IMAGES);
        out.writeInt(set.size());
        out.writeInt(set.height());
        out.writeInt(set.width());
        out.write(set.pixels());
        out.flush();
    }

    public static void labels(ImageSet set, OutputStream target) throws IOException {
        var out = new DataOutputStream(target);
        out.writeInt(LABELS);
        out.writeInt(set.size());
        out.write(set.labels());
        out.flush();
    }
}
