package org.latentfx.io.sweep;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.latentfx.data.DataSplit;
import org.latentfx.io.AtomicFile;
import org.latentfx.io.StrictJson;
import org.latentfx.io.session.SessionFile;
import org.latentfx.text.Refusal;
import org.latentfx.train.RunState;
import org.latentfx.train.Settings;
import org.latentfx.train.sweep.Score;
import org.latentfx.train.sweep.SeedGroup;
import org.latentfx.train.sweep.SweepPlan;
import org.latentfx.train.sweep.Trial;

/**
 * What a sweep leaves in its folder, so that it goes on after whatever ended it: {@code sweep.json} (plan, data and
 * kernel, by which it is known again), {@code trials.jsonl} (a {@link TrialLine} for each trial that is done, added as
 * it ends), {@code trials.csv} ({@link TrialTable}), {@code seeds.csv} where seeds differ, and {@code trial-1.latentfx}
 * and so on: the run of each as a {@link SessionFile}. The run is written before its line, so that a line always has
 * one; a last line cut short by a kill is dropped. Blocks. Its methods may be called from several threads.
 */
public final class SweepFolder {
    private static final String PLAN = "sweep.json";
    private static final String LINES = "trials.jsonl";
    private static final String TABLE = "trials.csv";
    private static final String SEEDS = "seeds.csv";

    private final Path folder;
    private final SweepPlan plan;
    private final Score score;
    private final List<Trial> trials;

    private SweepFolder(Path folder, SweepPlan plan, List<Trial> trials) {
        this.folder = folder;
        this.plan = plan;
        score = plan.score();
        this.trials = trials;
    }

    /** The file in which the run of trial {@code number} is kept. */
    public static String session(int number) {
        return "trial-" + number + SessionFile.EXTENSION;
    }

    /**
     * The sweep of {@code plan} in {@code folder}, which exists: a new one, or the one that was begun there. Throws
     * {@link Refusal} if the folder holds another sweep; nothing is changed then.
     *
     * @param kernel the name of the kernel, since another one's sums differ in their last bits
     * @param anew whether to begin again, whatever the folder holds
     */
    public static SweepFolder open(Path folder, SweepPlan plan, DataSplit data, String kernel, boolean anew) {
        JsonObject asked = PlanJson.of(plan, data, kernel);
        if (anew) clear(folder);
        Path file = folder.resolve(PLAN);
        if (!Files.exists(file)) {
            if (Files.exists(folder.resolve(LINES))) throw new Refusal("sweep.folder.used", folder, LINES);
            AtomicFile.write(file, out -> out.write(asked.toString().getBytes(StandardCharsets.UTF_8)));
            return new SweepFolder(folder, plan, new ArrayList<>());
        }
        String differs = difference(asked, read(file));
        if (!differs.isEmpty()) throw new Refusal("sweep.folder.other", folder, differs);
        return new SweepFolder(folder, plan, trials(folder, plan));
    }

    private static void clear(Path folder) {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                boolean ours = List.of(PLAN, LINES, TABLE, SEEDS).contains(name)
                        || name.matches("trial-\\d+\\" + SessionFile.EXTENSION);
                if (ours && Files.isRegularFile(file)) Files.delete(file);
            }
        } catch (IOException e) {
            throw new Refusal(e, "io.folder.failed", folder, AtomicFile.reason(e));
        }
    }

    // ---- the plan ----

    private static JsonObject read(Path file) {
        try (InputStream in = AtomicFile.open(file)) {
            if (StrictJson.parse(in.readAllBytes()) instanceof JsonObject json) return json;
        } catch (IOException e) {
            throw new Refusal(e, "sweep.folder.damaged", file);
        }
        throw new Refusal("sweep.folder.damaged", file);
    }

    /** The first thing in which two plans differ, in words; empty if they are the same. Names of data may differ. */
    private static String difference(JsonObject asked, JsonObject found) {
        for (String key : asked.keySet()) {
            JsonElement was = found.get(key);
            if (!key.equals("data") && !asked.get(key).toString().equals(String.valueOf(was)))
                return key + ": " + was + " ≠ " + asked.get(key);
        }
        return "";
    }

    // ---- trials ----

    /** The trials of {@code plan} that are done in {@code folder}. Throws {@link Refusal} if a line is damaged. */
    public static List<Trial> trials(Path folder, SweepPlan plan) {
        Path file = folder.resolve(LINES);
        if (!Files.exists(file)) return new ArrayList<>();
        try (InputStream in = AtomicFile.open(file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            var trials = new ArrayList<Trial>();
            for (String line : whole.lines().toList()) trials.add(TrialLine.read(line));
            check(trials, plan, file);
            if (whole.length() < text.length())
                AtomicFile.write(file, out -> out.write(whole.getBytes(StandardCharsets.UTF_8)));
            return trials;
        } catch (IOException e) {
            throw new Refusal(e, "sweep.folder.damaged", file);
        }
    }

    private static void check(List<Trial> trials, SweepPlan plan, Path file) {
        var settings = plan.settings();
        for (var trial : trials) {
            int i = trial.number() - 1;
            if (i < 0 || i >= settings.size() || !settings.get(i).equals(trial.settings()))
                throw new Refusal("sweep.folder.damaged", file);
        }
    }

    /** A sweep that was begun: what it trains and the name of its images. */
    public record Begun(Path folder, SweepPlan plan, String data) {}

    /** The sweep that was begun in {@code folder}. Throws {@link Refusal} if there is none. */
    public static Begun begun(Path folder) {
        Path file = folder.resolve(PLAN);
        JsonObject json = read(file);
        try {
            return new Begun(folder, PlanJson.plan(json), json.get("data").getAsString());
        } catch (NullPointerException | IllegalStateException | IllegalArgumentException e) {
            throw new Refusal(e, "sweep.folder.damaged", file); // a field is missing or of another kind
        }
    }

    /** The folder in {@code home} whose sweep was begun last; empty if there is none. */
    public static Optional<Path> newest(Path home) {
        if (!Files.isDirectory(home)) return Optional.empty();
        try (var folders = Files.list(home)) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve(PLAN)))
                    .max(Comparator.naturalOrder()); // named by the time
        } catch (IOException e) {
            throw new Refusal(e, "io.folder.failed", home, AtomicFile.reason(e));
        }
    }

    public Path folder() {
        return folder;
    }

    public SweepPlan plan() {
        return plan;
    }

    /** Those that are done, in the order in which they ended. A copy. */
    public synchronized List<Trial> trials() {
        return List.copyOf(trials);
    }

    /** Adds a trial that is done and whose run is kept. Throws {@link Refusal} if it cannot be written. */
    public synchronized void add(Trial trial) {
        Path file = folder.resolve(LINES);
        try (var channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            var bytes = ByteBuffer.wrap((TrialLine.of(trial, score) + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) channel.write(bytes);
            channel.force(true);
        } catch (IOException e) {
            throw new Refusal(e, "io.write.failed", file, AtomicFile.reason(e));
        }
        trials.add(trial);
        writeTables();
    }

    private void writeTables() {
        var sorted =
                trials.stream().sorted(Comparator.comparingInt(Trial::number)).toList();
        var parts = new ArrayList<AtomicFile.Part>();
        parts.add(TrialTable.part(folder.resolve(TABLE), sorted, score));
        var varied = plan.varied();
        if (varied.remove(Settings.SEED))
            parts.add(TrialTable.seeds(folder.resolve(SEEDS), varied, SeedGroup.of(sorted), score));
        AtomicFile.write(parts, List.of());
    }

    // ---- runs ----

    /** Keeps the run of trial {@code number} as it stands. Throws {@link Refusal} if it cannot be written. */
    public void keep(int number, RunState run, DataSplit data) {
        var content =
                new SessionFile.Content(run, SessionFile.Source.of(data), SessionFile.Shown.NOTHING, Instant.now());
        SessionFile.write(folder.resolve(session(number)), content);
    }

    /** The run of trial {@code number} as it was kept last; empty if it never was. */
    public Optional<RunState> kept(int number) {
        return kept(folder, number);
    }

    /** As above, of the sweep in {@code folder}. */
    public static Optional<RunState> kept(Path folder, int number) {
        Path file = folder.resolve(session(number));
        return Files.exists(file) ? Optional.of(SessionFile.read(file).run()) : Optional.empty();
    }
}
