package org.latentfx.io.exchange;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.data.ImageSet;
import org.latentfx.io.AtomicFile;
import org.latentfx.io.CurvesCsv;
import org.latentfx.model.kind.Capability;

/**
 * The codes of the held-out images as comma-separated values, one line an image: index, label, class, μ and log σ² of
 * each latent, or z where a code is a point; and beside it, where curves are known, the curves as {@link CurvesCsv}
 * writes them. Of a model without an encoder the curves alone.
 */
final class LatentsCsv {
    private LatentsCsv() {}

    static List<AtomicFile.Part> parts(Exported from, Path out, Progress progress) {
        if (!from.can(Capability.ENCODES)) return List.of(CurvesCsv.part(out, from.curvesAlone()));
        var parts = new ArrayList<AtomicFile.Part>();
        boolean points = !from.frozen().configuration().kind().variational();
        parts.add(new AtomicFile.Part(out, body -> write(body, from.heldOutPoints(progress), points)));
        if (from.hasCurves()) parts.add(CurvesCsv.part(ExportKind.beside(out, "-curves"), from.history()));
        return parts;
    }

    private static void write(OutputStream out, LatentPoints points, boolean exact) throws IOException {
        ImageSet images = points.images();
        int[] labels = LatentsNpz.labels(images);
        var writer = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        writer.writeRecord(header(points.latents(), exact));
        for (int i = 0; i < points.size(); i++) {
            var row = new ArrayList<String>();
            row.add(Integer.toString(i));
            row.add(labels[i] < 0 ? "" : Integer.toString(labels[i]));
            row.add(labels[i] < 0 ? "" : images.className(labels[i]));
            for (float[] values : exact ? List.of(points.mu()) : List.of(points.mu(), points.logVar()))
                for (int j = 0; j < points.latents(); j++) row.add(Float.toString(values[i * points.latents() + j]));
            writer.writeRecord(row);
        }
        writer.flush();
    }

    private static List<String> header(int latents, boolean exact) {
        var header = new ArrayList<>(List.of("index", "label", "class"));
        for (String name : exact ? List.of("z_") : List.of("mu_", "log_var_"))
            for (int j = 0; j < latents; j++) header.add(name + j);
        return header;
    }
}
