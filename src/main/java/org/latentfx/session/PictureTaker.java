package org.latentfx.session;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.latentfx.data.drawing.Scan;
import org.latentfx.io.PngFile;
import org.latentfx.session.concurrent.Errand;
import org.latentfx.session.probe.ImageProbe;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;

/**
 * Probes pictures from outside, each read in the background by {@code reading}. FX thread only.
 *
 * @param say told the sentence that a person should read
 */
record PictureTaker(ImageProbe probe, Errand reading, Consumer<String> say) {
    /** One without ink is told and changes nothing. */
    void take(String name, Supplier<PngFile.Grey> picture) {
        reading.request(
                () -> {
                    PngFile.Grey grey = picture.get();
                    Scan scan = Scan.of(grey.pixels(), grey.width(), grey.height());
                    if (scan.isEmpty()) throw new Refusal("probe.picture.empty", name);
                    return Map.entry(scan, grey.firstOfSeveral());
                },
                taken -> {
                    probe.takePicture(name, taken.getKey());
                    if (taken.getValue()) say.accept(Texts.of("probe.picture.several", name));
                });
    }
}
