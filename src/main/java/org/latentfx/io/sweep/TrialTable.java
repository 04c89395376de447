package org.latentfx.io.sweep;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.latentfx.io.AtomicFile;
import org.latentfx.model.kind.LossTerm;
import org.latentfx.train.Setting;
import org.latentfx.train.Settings;
import org.latentfx.train.sweep.Score;
import org.latentfx.train.sweep.SeedGroup;
import org.latentfx.train.sweep.Spread;
import org.latentfx.train.sweep.Trial;

/**
 * Trials as comma-separated values, one line a trial: number, state, every setting, epochs, losses (nats per image over
 * the held-out images), mean squared error per pixel and {@link Score}; and trials that differ in the seed alone as one
 * line, mean and standard deviation over n seeds. Blocks; not for the thread that draws.
 */
public final class TrialTable {
    private static final List<String> FIGURES =
            List.of("reconstruction_nats_per_image", "kl_nats_per_image", "total_nats_per_image", "mse_per_pixel");

    private static final String SCORE = "score_nats_per_image";

    private TrialTable() {}

    /** The trials on their way to {@code file}. */
    public static AtomicFile.Part part(Path file, List<Trial> trials, Score score) {
        return new AtomicFile.Part(file, out -> write(out, trials, score));
    }

    private static void write(OutputStream out, List<Trial> trials, Score score) throws IOException {
        var writer = writer(out);
        var header = new ArrayList<>(List.of("trial", "state"));
        for (var setting : Settings.ALL) header.add(setting.key());
        header.addAll(List.of("epochs_done", "steps_done"));
        header.addAll(FIGURES);
        header.addAll(List.of("active_units", "seconds", "scored_by", SCORE));
        writer.writeRecord(header);
        for (var trial : trials) writer.writeRecord(row(trial, score));
        writer.flush();
    }

    private static List<String> row(Trial trial, Score score) {
        var row = new ArrayList<>(
                List.of(String.valueOf(trial.number()), trial.state().key()));
        for (var setting : Settings.ALL) row.add(setting.text(trial.settings()));
        row.add(String.valueOf(trial.epoch()));
        row.add(String.valueOf(trial.step()));
        row.add(number(trial.test().reconstruction()));
        row.add(number(trial.test().of(LossTerm.KL)));
        row.add(number(trial.test().total()));
        row.add(number(trial.mse()));
        row.add(String.valueOf(trial.activeUnits()));
        row.add(number(trial.seconds()));
        row.add(score.key());
        row.add(number(trial.score()));
        return row;
    }

    /** Figures over seeds on their way to {@code file}; {@code varied} are the settings in which groups differ. */
    public static AtomicFile.Part seeds(Path file, List<Setting<?>> varied, List<SeedGroup> groups, Score score) {
        return new AtomicFile.Part(file, out -> {
            var writer = writer(out);
            var header = new ArrayList<String>();
            for (var setting : varied) header.add(setting.key());
            header.add("seeds");
            for (String figure : FIGURES) header.addAll(List.of(figure + "_mean", figure + "_sd"));
            header.addAll(List.of("scored_by", SCORE + "_mean", SCORE + "_sd"));
            writer.writeRecord(header);
            for (var group : groups) {
                var row = new ArrayList<String>();
                for (var setting : varied) row.add(setting.text(group.settings()));
                row.add(String.valueOf(group.total().count()));
                for (Spread figure : List.of(group.reconstruction(), group.kl(), group.total(), group.mse()))
                    row.addAll(List.of(number(figure.mean()), number(figure.deviation())));
                row.addAll(List.of(
                        score.key(),
                        number(group.score().mean()),
                        number(group.score().deviation())));
                writer.writeRecord(row);
            }
            writer.flush();
        });
    }

    private static CsvWriter writer(OutputStream out) {
        return CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    /** Empty for what is no number. */
    private static String number(double value) {
        return Double.isFinite(value) ? String.valueOf(Math.rint(value * 1e6) / 1e6) : "";
    }
}
