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
import org.latentfx.train.Setting;
import org.latentfx.train.Settings;
import org.latentfx.train.sweep.SeedGroup;
import org.latentfx.train.sweep.Spread;
import org.latentfx.train.sweep.Trial;

/**
 * Trials as comma-separated values, one line a trial: number, state, every setting, epochs, losses (nats per image over
 * the held-out images) and mean squared error per pixel; and trials that differ in the seed alone as one line, mean
 * and standard deviation over n seeds. Blocks; not for the thread that draws.
 */
public final class TrialTable {
    private static final List<String> FIGURES =
            List.of("reconstruction_nats_per_image", "kl_nats_per_image", "total_nats_per_image", "mse_per_pixel");

    private TrialTable() {}

    /** The trials on their way to {@code file}. */
    public static AtomicFile.Part part(Path file, List<Trial> trials) {
        return new AtomicFile.Part(file, out -> write(out, trials));
    }

    private static void write(OutputStream out, List<Trial> trials) throws IOException {
        var writer = writer(out);
        var header = new ArrayList<>(List.of("trial", "state"));
        for (var setting : Settings.ALL) header.add(setting.key());
        header.addAll(List.of("epochs_done", "steps_done"));
        header.addAll(FIGURES);
        header.addAll(List.of("active_units", "seconds"));
        writer.writeRecord(header);
        for (var trial : trials) writer.writeRecord(row(trial));
        writer.flush();
    }

    private static List<String> row(Trial trial) {
        var row = new ArrayList<>(
                List.of(String.valueOf(trial.number()), trial.state().key()));
        for (var setting : Settings.ALL) row.add(setting.text(trial.settings()));
        row.add(String.valueOf(trial.epoch()));
        row.add(String.valueOf(trial.step()));
        row.add(number(trial.test().reconstruction()));
        row.add(number(trial.test().kl()));
        row.add(number(trial.test().total()));
        row.add(number(trial.mse()));
        row.add(String.valueOf(trial.activeUnits()));
        row.add(number(trial.seconds()));
        return row;
    }

    /** Figures over seeds on their way to {@code file}; {@code varied} are the settings in which groups differ. */
    public static AtomicFile.Part seeds(Path file, List<Setting<?>> varied, List<SeedGroup> groups) {
        return new AtomicFile.Part(file, out -> {
            var writer = writer(out);
            var header = new ArrayList<String>();
            for (var setting : varied) header.add(setting.key());
            header.add("seeds");
            for (String figure : FIGURES) header.addAll(List.of(figure + "_mean", figure + "_sd"));
            writer.writeRecord(header);
            for (var group : groups) {
                var row = new ArrayList<String>();
                for (var setting : varied) row.add(setting.text(group.settings()));
                row.add(String.valueOf(group.total().count()));
                for (Spread figure : List.of(group.reconstruction(), group.kl(), group.total(), group.mse()))
                    row.addAll(List.of(number(figure.mean()), number(figure.deviation())));
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
