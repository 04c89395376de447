package org.latentfx.io.session;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Datasets;
import org.latentfx.io.JsonFields;
import org.latentfx.io.ModelFile;
import org.latentfx.io.StrictJson;
import org.latentfx.io.session.SessionFile.Branch;
import org.latentfx.io.session.SessionFile.Content;
import org.latentfx.io.session.SessionFile.SavedRun;
import org.latentfx.io.session.SessionFile.Source;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.kind.LossTerm;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.text.Refusal;
import org.latentfx.train.Baseline;
import org.latentfx.train.Event;
import org.latentfx.train.History;
import org.latentfx.train.Loss;
import org.latentfx.train.Measurement;
import org.latentfx.train.Recipe;
import org.latentfx.train.RunState;
import org.latentfx.train.Setting;
import org.latentfx.train.Settings;

/** What a session file says beside its arrays, as JSON. Pure functions. */
final class SessionJson {
    private static final int LONGEST_PATH = 4096;
    static final int LONGEST_TEXT = 200;
    /** A drawn schedule names each of its points. */
    static final int LONGEST_VALUE = 1000;

    static final int MOST_EVENTS = 1_000_000;
    private static final int MOST_CLASSES = 256;
    static final int MOST_LATENTS = 512;
    static final int MOST_IMAGES = 100_000_000;
    private static final String SETTING = "setting";
    private static final String ROLLED_BACK = "rolled-back";
    private static final String DATA = "data";

    private SessionJson() {}

    // ---- writing ----

    static void write(OutputStream out, Content content, int version) throws IOException {
        var json = new JsonObject();
        json.addProperty("format", "latentfx session");
        json.addProperty("version", version);
        json.addProperty("saved", content.saved().toString());
        List<SavedRun> runs = content.inOrder();
        add(json, runs, 0);
        json.add("shown", ShownJson.written(content.shown()));
        json.addProperty("place", content.lookedAt());
        var others = new JsonArray();
        for (int i = 1; i < runs.size(); i++) {
            var other = new JsonObject();
            add(other, runs, i);
            others.add(other);
        }
        json.add("others", others);
        out.write(new Gson().toJson(json).getBytes(StandardCharsets.UTF_8));
    }

    /** Adds what is said of run {@code i} to {@code json}. */
    private static void add(JsonObject json, List<SavedRun> runs, int i) {
        SavedRun saved = runs.get(i);
        json.addProperty("name", saved.name());
        json.addProperty("colour", saved.colour());
        Branch branch = saved.branch();
        if (branch != null) {
            var off = new JsonObject();
            off.addProperty("from", branch.from());
            off.addProperty("step", branch.step());
            json.add("branch", off);
        }
        Recipe follows = saved.follows();
        if (follows != null) json.add("follows", FollowsJson.of(follows));
        RunState run = saved.state();
        var data = new JsonObject();
        boolean onlyHere = saved.data().embedded() != null && !Datasets.found(run.dataName());
        data.addProperty("name", onlyHere ? run.dataName() : reference(run.dataName()));
        data.addProperty("checksum", String.format("%08x", run.dataChecksum()));
        data.addProperty("images", saved.data().images());
        DataJson.add(data, saved.data().how());
        DataSplit embedded = saved.data().embedded();
        int shared = sharedWith(runs, i);
        if (shared >= 0) data.addProperty("of", shared);
        else if (embedded != null) data.add("classes", new Gson().toJsonTree(EmbeddedData.classes(embedded)));
        json.add("data", data);
        json.add("position", position(run.position()));
        RunState.Good good = earlier(run);
        if (good != null) json.add("good", position(good.position()));
        json.add("events", events(run.history().events()));
        Measurement latest = run.history().latest();
        if (latest != null && finite(latest)) json.add("latest", measurement(latest));
    }

    /** The first run with whose images those of run {@code i} stand in the file; −1 where they stand by themselves. */
    static int sharedWith(List<SavedRun> runs, int i) {
        DataSplit embedded = runs.get(i).data().embedded();
        for (int k = 0; k < i && embedded != null; k++) if (runs.get(k).data().embedded() == embedded) return k;
        return -1;
    }

    /** What {@code run} would go back to; null where that is the moment itself. */
    static RunState.@Nullable Good earlier(RunState run) {
        RunState.Good good = run.good();
        return good == null || good.position().equals(run.position()) ? null : good;
    }

    /** What leads to the data set from anywhere on this machine. */
    private static String reference(String dataName) {
        return Datasets.names().contains(dataName)
                ? dataName
                : Path.of(dataName).toAbsolutePath().toString();
    }

    private static JsonObject position(RunState.Position at) {
        var json = new JsonObject();
        json.addProperty("step", at.step());
        json.addProperty("adamSteps", at.adamSteps());
        json.addProperty("epoch", at.epoch());
        json.addProperty("inEpoch", at.inEpoch());
        json.addProperty("drawn", at.drawn());
        add(json, at.sums());
        return json;
    }

    private static JsonArray events(List<Event> events) {
        var array = new JsonArray();
        for (Event event : events) {
            var json = new JsonObject();
            if (event instanceof Event.SettingChanged<?> changed) changed(changed, json);
            else if (event instanceof Event.RolledBack back) {
                json.addProperty("type", ROLLED_BACK);
                json.addProperty("to", back.to());
                if (back.fault() != null) json.add("fault", FaultJson.of(back.fault()));
            } else if (event instanceof Event.DataChanged data) {
                json.addProperty("type", DATA);
                json.addProperty("before", data.before());
                json.addProperty("after", data.after());
            } else throw new IllegalArgumentException("unknown event " + event);
            json.addProperty("step", event.step());
            array.add(json);
        }
        return array;
    }

    private static <T> void changed(Event.SettingChanged<T> changed, JsonObject json) {
        json.addProperty("type", SETTING);
        json.addProperty("key", changed.setting().key());
        json.addProperty("before", changed.setting().format(changed.before()));
        json.addProperty("after", changed.setting().format(changed.after()));
    }

    /** JSON knows no other numbers; what is left out is measured anew when the run goes on. */
    private static boolean finite(Measurement measured) {
        double sum = Arrays.stream(measured.klPerLatent()).sum() + measured.clampFraction() + measured.outputVariance();
        double losses = Arrays.stream(measured.loss().toArray()).sum()
                + measured.baseline().loss()
                + measured.baseline().variance();
        return Double.isFinite(sum + losses);
    }

    private static void add(JsonObject json, Loss loss) {
        for (LossTerm term : loss.terms()) json.addProperty(term.key(), loss.of(term));
    }

    private static JsonObject measurement(Measurement measured) {
        var json = new JsonObject();
        json.addProperty("step", measured.step());
        json.addProperty("drawn", measured.drawn());
        json.addProperty("images", measured.images());
        add(json, measured.loss());
        json.add("klPerLatent", new Gson().toJsonTree(measured.klPerLatent()));
        json.addProperty("clampFraction", measured.clampFraction());
        json.addProperty("outputVariance", measured.outputVariance());
        json.addProperty("baselineLoss", measured.baseline().loss());
        json.addProperty("baselineVariance", measured.baseline().variance());
        return json;
    }

    // ---- reading ----

    /** The fields of {@code utf8}. Throws {@link Refusal} if it is no session, or of a version newer than known. */
    static JsonFields parse(byte[] utf8, String entry, String file, int version) {
        JsonObject object;
        try {
            if (!(StrictJson.parse(utf8) instanceof JsonObject found)) throw new IOException("not an object");
            object = found;
        } catch (IOException e) {
            throw new Refusal(e, "io.session.json", file, entry, String.valueOf(e.getMessage()));
        }
        var fields = new JsonFields(object, entry, file);
        long found = fields.whole("version", 1, JsonFields.MOST);
        if (found > version) throw new Refusal("io.session.newer", file, found, version);
        return fields;
    }

    /** The fields of each run, in the order of the file: that looked at, then the others. */
    static List<JsonFields> runs(JsonFields fields) {
        var all = new ArrayList<JsonFields>(List.of(fields));
        if (fields.has("others")) all.addAll(fields.objects("others", SessionFile.MOST_RUNS - 1, other -> other));
        return all;
    }

    /** All of a session whose {@code runs} are in the order of the file. */
    static Content content(JsonFields fields, List<SavedRun> runs) {
        int place = fields.has("place") ? (int) fields.whole("place", 0, runs.size() - 1) : 0;
        var list = new ArrayList<>(runs);
        list.add(place, list.remove(0));
        int latents = list.get(place).state().configuration().latents();
        return new Content(list, place, ShownJson.read(fields.object("shown"), latents), saved(fields));
    }

    /** The run that {@code fields} and the other entries tell together. */
    static RunState run(JsonFields fields, ModelFile.Content model, float[][] moments, History curves) {
        JsonFields data = fields.object("data");
        var configuration = model.weights().configuration();
        int images = (int) data.whole("images", 1, MOST_IMAGES);
        ModelKind kind = configuration.kind();
        RunState.Position position = position(fields.object("position"), images, kind);
        if (position.step() != model.step()) throw other(fields, "position.step", position.step(), model.step());
        if (position.epoch() != model.epoch()) throw other(fields, "position.epoch", position.epoch(), model.epoch());
        long checksum = checksum(data);
        if (checksum != model.dataChecksum()) throw other(data, "checksum", checksum, model.dataChecksum());
        return new RunState(
                model.hyperparameters(),
                dataName(data),
                checksum,
                configuration.format(),
                position,
                model.weights().values(),
                moments[0],
                moments[1],
                new History(
                        curves.train(),
                        curves.heldOut(),
                        fields.objects("events", MOST_EVENTS, SessionJson::event),
                        fields.has("latest") ? measurement(fields.object("latest"), configuration) : null));
    }

    /** Where its images come from but for those in entries of its own; it may share those of runs {@code before} it. */
    static Source source(JsonFields fields, List<SavedRun> before) {
        JsonFields data = fields.object("data");
        if (data.has("of"))
            return before.get((int) data.whole("of", 0, before.size() - 1)).data();
        return new Source((int) data.whole("images", 1, MOST_IMAGES), DataJson.how(data), null);
    }

    /** The run with its place among others; files of former versions know none. */
    static SavedRun named(JsonFields fields, RunState run, Source source) {
        String name = fields.has("name") ? fields.text("name", LONGEST_TEXT) : "";
        int colour = fields.has("colour") ? (int) fields.whole("colour", 0, SessionFile.MOST_RUNS) : 0;
        Branch branch = fields.has("branch") ? branch(fields.object("branch")) : null;
        Recipe follows =
                fields.has("follows") ? FollowsJson.read(fields.object("follows"), run.hyperparameters()) : null;
        return new SavedRun(name, colour, branch, run, source, follows);
    }

    private static Branch branch(JsonFields at) {
        return new Branch((int) at.whole("from", 0, SessionFile.MOST_RUNS), at.whole("step", 0, JsonFields.MOST));
    }

    /** The images in {@code entries}. */
    static DataSplit embedded(JsonFields fields, Map<String, byte[]> entries, RunState run, String file) {
        JsonFields data = fields.object("data");
        List<String> classes = data.texts("classes", MOST_CLASSES, LONGEST_TEXT);
        return EmbeddedData.read(entries, run.format(), run.dataName(), data, classes, file);
    }

    private static Refusal other(JsonFields at, String field, long found, long expected) {
        return at.wrong(field, found, "io.session.expected.model", expected);
    }

    private static Instant saved(JsonFields fields) {
        String text = fields.text("saved", LONGEST_TEXT);
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw fields.wrong("saved", text, "io.session.expected.time");
        }
    }

    private static long checksum(JsonFields data) {
        String text = data.text("checksum", LONGEST_TEXT);
        if (!text.matches("[0-9a-f]{8}")) throw data.wrong("checksum", text, "io.session.expected.checksum");
        return Long.parseLong(text, 16);
    }

    /** A shipped set's name or a path on this machine: a file from elsewhere must not make it call another one. */
    private static String dataName(JsonFields data) {
        String name = data.text("name", LONGEST_PATH);
        if (name.isBlank() || name.startsWith("//") || name.startsWith("\\\\"))
            throw data.wrong("name", name, "io.session.expected.data");
        return name;
    }

    /** Where the run stood to which it would go back. */
    static RunState.Position good(JsonFields fields, int images, ModelKind kind) {
        return position(fields.object("good"), images, kind);
    }

    private static RunState.Position position(JsonFields at, int images, ModelKind kind) {
        long step = at.whole("step", 0, JsonFields.MOST);
        return new RunState.Position(
                step,
                at.whole("adamSteps", 0, step),
                (int) at.whole("epoch", 0, Integer.MAX_VALUE - 1),
                (int) at.whole("inEpoch", 0, images - 1),
                at.whole("drawn", 0, JsonFields.MOST),
                loss(at, kind));
    }

    private static Loss loss(JsonFields at, ModelKind kind) {
        return Loss.of(
                kind.losses(),
                kind.losses().stream()
                        .mapToDouble(term -> at.number(term.key()))
                        .toArray());
    }

    private static Event event(JsonFields at) {
        long step = at.whole("step", 0, JsonFields.MOST);
        String type = at.text("type", LONGEST_TEXT);
        if (type.equals(ROLLED_BACK))
            return new Event.RolledBack(
                    step,
                    at.whole("to", 0, JsonFields.MOST),
                    at.has("fault") ? FaultJson.read(at.object("fault")) : null);
        if (type.equals(SETTING)) {
            try {
                return changed(step, Settings.named(at.text("key", LONGEST_TEXT)), at);
            } catch (Refusal e) {
                throw new Refusal(e, "io.model.settings", at.file(), String.valueOf(e.getMessage()));
            }
        }
        if (type.equals(DATA))
            return new Event.DataChanged(step, at.text("before", LONGEST_PATH), at.text("after", LONGEST_PATH));
        throw at.wrong("type", type, "io.session.expected.one", SETTING + ", " + ROLLED_BACK + ", " + DATA);
    }

    private static <T> Event changed(long step, Setting<T> setting, JsonFields at) {
        T before = setting.parse(at.text("before", LONGEST_VALUE));
        return new Event.SettingChanged<>(step, setting, before, setting.parse(at.text("after", LONGEST_VALUE)));
    }

    private static Measurement measurement(JsonFields at, ModelConfiguration model) {
        return new Measurement(
                at.whole("step", 0, JsonFields.MOST),
                at.whole("drawn", 0, JsonFields.MOST),
                (int) at.whole("images", 1, MOST_IMAGES),
                loss(at, model.kind()),
                exactly(at, "klPerLatent", model.klPerLatent() ? model.latents() : 0),
                at.number("clampFraction"),
                at.number("outputVariance"),
                new Baseline(at.number("baselineLoss"), at.number("baselineVariance")));
    }

    static double[] exactly(JsonFields at, String key, int count) {
        double[] values = at.numbers(key, MOST_LATENTS);
        if (values.length != count) throw at.wrong(key, values.length, "io.session.expected.count", count);
        return values;
    }
}
