package org.latentfx.io.session;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.DataSplit;
import org.latentfx.io.CurvesCsv;
import org.latentfx.io.JsonFields;
import org.latentfx.io.ModelFile;
import org.latentfx.io.session.SessionFile.SavedRun;
import org.latentfx.io.session.SessionFile.Source;
import org.latentfx.text.Refusal;
import org.latentfx.train.History;
import org.latentfx.train.RunState;

/**
 * The entries of one run of a session. Those of the run looked at have plain names, those of the others lie in {@code
 * runs/2/}, {@code runs/3/} and so on. Immutable.
 *
 * @param number of the run in the file, from 0 for the one looked at
 */
record RunEntries(int number) {
    private static final String MODEL = "model.safetensors";
    private static final String OPTIMISER = "optimiser.safetensors";
    private static final String CURVES = "curves.csv";
    private static final String GOOD = "good.safetensors";

    /** What every run has. */
    static final List<String> NEEDED = List.of(MODEL, OPTIMISER, CURVES);

    private static final Pattern OF_ANOTHER = Pattern.compile("runs/([1-9]\\d?)/(.+)");

    /** Whether an entry of this name belongs to a run. */
    static boolean known(String name) {
        var other = OF_ANOTHER.matcher(name);
        String own = other.matches() ? other.group(2) : name;
        return (run(name) > 0 || !other.matches())
                && (NEEDED.contains(own) || own.equals(GOOD) || EmbeddedData.NAMES.contains(own));
    }

    /** The number of the run that the entry belongs to. */
    static int run(String name) {
        var other = OF_ANOTHER.matcher(name);
        return other.matches() ? Integer.parseInt(other.group(1)) - 1 : 0;
    }

    private String entry(String own) {
        return number == 0 ? own : "runs/" + (number + 1) + "/" + own;
    }

    // ---- writing ----

    /** Writes the entries of a run, once it is known that they can be. */
    interface Writer {
        void into(ZipOutputStream zip) throws IOException;
    }

    /**
     * What adds the entries of {@code run}; throws {@link Refusal} at once if a weight is not finite.
     *
     * @param embedded the images that are to go with it; null for none
     */
    Writer writer(Path file, RunState run, @Nullable DataSplit embedded) {
        var model = ModelFile.part(file, model(run));
        var curves = CurvesCsv.part(file, run.history());
        return zip -> {
            SessionZip.add(zip, entry(MODEL), model.body());
            SessionZip.add(
                    zip,
                    entry(OPTIMISER),
                    body -> FlatTensors.write(
                            body, FlatTensors.MOMENTS, List.of(run.firstMoments(), run.secondMoments())));
            SessionZip.add(zip, entry(CURVES), curves.body());
            RunState.Good good = SessionJson.earlier(run);
            if (good != null)
                SessionZip.add(
                        zip,
                        entry(GOOD),
                        body -> FlatTensors.write(
                                body,
                                FlatTensors.WHOLE,
                                List.of(good.values(), good.firstMoments(), good.secondMoments())));
            if (embedded == null) return;
            for (String name : EmbeddedData.names(run.format()))
                SessionZip.add(zip, entry(name), EmbeddedData.body(embedded, name));
        };
    }

    /** The model of {@code run}, as a file of its own would hold it. */
    static ModelFile.Content model(RunState run) {
        return new ModelFile.Content(
                run.weights(),
                run.hyperparameters(),
                run.position().epoch(),
                run.position().step(),
                run.dataName(),
                run.dataChecksum());
    }

    // ---- reading ----

    /**
     * The run that {@code fields} and the entries tell. Throws {@link Refusal} if they do not go together.
     *
     * @param before the runs before this one in the file, whose images it may share
     */
    SavedRun read(SessionZip zip, JsonFields fields, List<SavedRun> before, String name) throws IOException {
        zip.need(NEEDED.stream().map(this::entry).toList());
        byte[] weights = zip.bytes(entry(MODEL));
        var model = ModelFile.read(new ByteArrayInputStream(weights), name + ": " + entry(MODEL));
        int count = model.weights().values().length;
        float[][] moments = tensors(zip, OPTIMISER, FlatTensors.MOMENTS, count, name);
        byte[] csv = zip.bytes(entry(CURVES));
        History curves = CurvesCsv.read(new ByteArrayInputStream(csv), name + ": " + entry(CURVES));
        RunState run = SessionJson.run(fields, model, moments, curves);
        Source source = source(zip, fields, run, before, name);
        if (zip.has(entry(GOOD))) {
            float[][] whole = tensors(zip, GOOD, FlatTensors.WHOLE, count, name);
            var at = SessionJson.good(
                    fields, source.images(), run.configuration().kind());
            run = run.goingBackTo(new RunState.Good(at, whole[0], whole[1], whole[2]));
        }
        return SessionJson.named(fields, run, source);
    }

    private float[][] tensors(SessionZip zip, String own, List<String> names, int count, String name)
            throws IOException {
        return FlatTensors.read(zip.bytes(entry(own)), names, count, name + ": " + entry(own));
    }

    private Source source(SessionZip zip, JsonFields fields, RunState run, List<SavedRun> before, String name)
            throws IOException {
        Source told = SessionJson.source(fields, before);
        if (EmbeddedData.NAMES.stream().map(this::entry).noneMatch(zip::has)) return told;
        var packed = new LinkedHashMap<String, byte[]>();
        for (String own : EmbeddedData.names(run.format())) packed.put(own, zip.bytes(entry(own)));
        DataSplit data = SessionJson.embedded(fields, packed, run, name);
        if (data.train().size() != told.images())
            throw new Refusal(
                    "io.session.length", name, entry("data"), data.train().size(), told.images());
        return Source.embedded(data);
    }
}
