package org.latentfx.session;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.DataSplit;
import org.latentfx.data.drawing.Scan;
import org.latentfx.io.PngFile;
import org.latentfx.session.concurrent.Errand;
import org.latentfx.session.probe.ImageProbe;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;

/**
 * Probes pictures from outside, each read in the background by {@code reading}. FX thread only.
 *
 * @param data of the run: a picture is read as theirs are
 * @param say told the sentence that a person should read
 */
public record PictureTaker(
        ImageProbe probe, ObservableValue<@Nullable DataSplit> data, Errand reading, Consumer<String> say) {
    /** What was read, for a model in colour or in grey. */
    private record Taken(
            float @Nullable [] values, @Nullable Scan scan, boolean firstOfSeveral) {}

    /** Probes the picture in a file. */
    public void open(Path file) {
        take(String.valueOf(file.getFileName()), () -> PngFile.readGrey(file));
    }

    /** As a picture in colour among pictures in colour, else as ink on paper; one without ink changes nothing. */
    public void take(String name, Supplier<PngFile.Grey> picture) {
        DataSplit set = data.getValue();
        if (set != null && set.train().format().letters()) {
            say.accept(Texts.of("probe.word.type"));
            return;
        }
        reading.request(
                () -> {
                    PngFile.Grey grey = picture.get();
                    if (set != null && set.train().format().inColour())
                        return new Taken(values(grey, set), null, grey.firstOfSeveral());
                    Scan scan = Scan.of(grey.pixels(), grey.width(), grey.height());
                    if (scan.isEmpty()) throw new Refusal("probe.picture.empty", name);
                    return new Taken(null, scan, grey.firstOfSeveral());
                },
                taken -> {
                    if (taken.values != null) probe.takePicture(name, taken.values);
                    if (taken.scan != null) probe.takePicture(name, taken.scan);
                    if (taken.firstOfSeveral) say.accept(Texts.of("probe.picture.several", name));
                });
    }

    private static float[] values(PngFile.Grey picture, DataSplit set) {
        byte[] fitted = picture.raw().fitted(set.how().fitting(), set.train().format());
        float[] values = new float[fitted.length];
        for (int i = 0; i < values.length; i++) values[i] = (fitted[i] & 0xff) / 255f;
        return values;
    }
}
