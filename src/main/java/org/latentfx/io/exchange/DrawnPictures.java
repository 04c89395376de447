package org.latentfx.io.exchange;

import java.nio.file.Path;
import java.util.List;
import org.latentfx.data.drawing.DrawnSet;
import org.latentfx.io.AtomicFile;
import org.latentfx.io.data.NumpyArray;
import org.latentfx.io.data.NumpyFile;

/**
 * Collected drawings as one NumPy archive in the form of {@link LabelledSamples}: {@code images} (count × height ×
 * width, bytes), {@code labels} and {@code class_names}. The same set gives the same bytes.
 */
public final class DrawnPictures {
    private DrawnPictures() {}

    /** Writes or replaces {@code file}. Throws {@link org.latentfx.text.Refusal} if it cannot. Blocks. */
    public static void write(Path file, DrawnSet set) {
        var format = set.format();
        AtomicFile.write(
                file,
                out -> NumpyFile.writeArchive(
                        out,
                        List.of(
                                NumpyArray.of("images", set.values(), set.size(), format.height(), format.width()),
                                NumpyArray.of("labels", set.labels(), set.size()),
                                NumpyArray.of(
                                        "class_names", List.copyOf(set.counts().keySet())))));
    }
}
