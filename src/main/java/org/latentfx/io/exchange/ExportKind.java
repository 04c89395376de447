package org.latentfx.io.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.latentfx.analysis.Progress;
import org.latentfx.io.AtomicFile;
import org.latentfx.io.ModelFile;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;

/**
 * A form in which a run leaves the program. The command line and the menu are made from {@link #ALL}: another form is
 * one row there and its texts {@code export.KEY.title}, {@code .help} and, if there is one, {@code .python}.
 *
 * @param key its name on the command line
 * @param ending how its files end
 * @param form which files it is made of
 */
public record ExportKind(String key, String ending, Form form) {
    /** The files that an export is made of. */
    @FunctionalInterface
    public interface Form {
        /**
         * The files, the first of them {@code out}, none of them begun: all work is done while they are written, and
         * told to {@code progress}. A kind of model that lacks a part goes without; one that has nothing of it is a
         * {@link Refusal} that says why.
         */
        List<AtomicFile.Part> parts(Exported from, Path out, Progress progress);
    }

    /** Every form there is, in the order to offer them. */
    public static final List<ExportKind> ALL = List.of(
            new ExportKind(
                    "safetensors", ".safetensors", (from, out, progress) -> List.of(ModelFile.part(out, from.model()))),
            new ExportKind("onnx", ".onnx", OnnxFile::parts),
            new ExportKind("npz", ".npz", LatentsNpz::parts),
            new ExportKind("csv", ".csv", LatentsCsv::parts),
            new ExportKind("png", ".png", Drawn::png),
            new ExportKind("svg", ".svg", Drawn::svg),
            new ExportKind("gif", ".gif", TraversalFilm::parts),
            new ExportKind("html", ".html", Pages::decoder),
            new ExportKind("report", ".html", Pages::report),
            new ExportKind("samples", ".npz", LabelledSamples::parts));

    /** The form called {@code key}. Throws {@link Refusal} if there is none. */
    public static ExportKind named(String key) {
        return ALL.stream()
                .filter(kind -> kind.key.equals(key))
                .findFirst()
                .orElseThrow(() -> new Refusal("export.kind", key, keys(", ")));
    }

    /** The keys of all forms. */
    public static String keys(String between) {
        return ALL.stream().map(ExportKind::key).collect(Collectors.joining(between));
    }

    /** What a menu calls it. */
    public String title() {
        return Texts.of("export." + key + ".title");
    }

    /** What its files hold, in a few sentences. */
    public String help() {
        return Texts.of("export." + key + ".help");
    }

    /** How Python reads it; empty if it does not. */
    public String python() {
        String text = "export." + key + ".python";
        return Texts.has(text) ? Texts.of(text) : "";
    }

    /**
     * Writes {@code from} to {@code out} and to what else belongs to it, all of them or none.
     *
     * @param overwrite whether files that are there already are replaced
     * @return one sentence for the person: which files, and how large they are together
     * @throws Refusal if the kind of model has nothing of the form, if a file is there already, or cannot be written
     * @throws java.util.concurrent.CancellationException once {@code progress} is cancelled; nothing is changed then
     */
    public String write(Exported from, Path out, boolean overwrite, Progress progress) {
        List<AtomicFile.Part> parts = form.parts(from, out, progress);
        for (AtomicFile.Part part : parts)
            if (!overwrite && Files.exists(part.target())) throw new Refusal("export.exists", part.target());
        AtomicFile.write(parts, List.of());
        return saved(parts.stream().map(AtomicFile.Part::target).toList());
    }

    private static String saved(List<Path> files) {
        long bytes = 0;
        try {
            for (Path file : files) bytes += Files.size(file);
        } catch (IOException e) {
            throw new Refusal(e, "io.file.unreadable", files.get(0));
        }
        String others =
                files.stream().skip(1).map(file -> ", " + file.getFileName()).collect(Collectors.joining());
        return Texts.of("export.saved", files.get(0) + others, size(bytes));
    }

    /** In decimal units, as file managers count. */
    private static String size(long bytes) {
        if (bytes < 1000) return bytes + " B";
        return bytes < 1_000_000
                ? String.format(Locale.ROOT, "%.0f kB", bytes / 1e3)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    /** {@code out} with {@code suffix} before its ending: {@code a/b.onnx} and -encoder give a/b-encoder.onnx. */
    static Path beside(Path out, String suffix) {
        String name = String.valueOf(out.getFileName());
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        return out.resolveSibling(stem + suffix + (dot > 0 ? name.substring(dot) : ""));
    }
}
