package org.latentfx.io;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.latentfx.model.kind.LossTerm;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.History;
import org.latentfx.train.Series;

/**
 * The curves of a run as comma-separated values: one line a measurement, the training series first, then the held-out
 * one. A column for each of the losses of the kind of model, named with its unit and averaged over images; those in
 * nats are summed over pixels or latents, and total is their sum, −ELBO at β = 1. Where a schedule decided at each step
 * what was minimised of the KL, a last column holds that term: reconstruction + term is what was minimised. Events are
 * not in it. Blocks; not for the thread that draws.
 */
public final class CurvesCsv {
    /** Numbers of very many digits would take for ever. */
    private static final int LONGEST_LINE = 200;

    private static final String TOTAL = ",total_nats_per_image";
    private static final String TERM = ",kl_term_nats_per_image";
    private static final String TRAIN = "train";
    private static final String HELD_OUT = "held-out";

    /**
     * The cells of a line.
     *
     * @param klTerm whether the last one is what was minimised of the KL
     */
    private record Columns(List<LossTerm> losses, boolean klTerm) {
        /** A sum of one is not told. */
        boolean total() {
            return losses.contains(LossTerm.KL);
        }

        String header() {
            String names = losses.stream().map(LossTerm::column).collect(Collectors.joining(","));
            return "series,step," + names + (total() ? TOTAL : "") + (klTerm ? TERM : "");
        }

        int count() {
            return header().split(",").length;
        }
    }

    private CurvesCsv() {}

    /** Writes or replaces {@code file}. Throws {@link Refusal} if it cannot. */
    public static void write(Path file, History history) {
        AtomicFile.write(List.of(part(file, history)), List.of());
    }

    /** {@code history} on its way to {@code file}. */
    public static AtomicFile.Part part(Path file, History history) {
        return new AtomicFile.Part(file, out -> {
            var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            Series longer = history.train().size() > 0 ? history.train() : history.heldOut();
            var columns = new Columns(longer.terms(), terms(history.train()) || terms(history.heldOut()));
            writer.write(columns.header() + "\n");
            write(writer, TRAIN, history.train(), columns);
            write(writer, HELD_OUT, history.heldOut(), columns);
            writer.flush();
        });
    }

    /** Reads {@code file}; the points are those that were written, bit for bit. Throws {@link Refusal} if it cannot. */
    public static History read(Path file) {
        try (InputStream in = AtomicFile.open(file)) {
            return read(in, file.toString());
        } catch (IOException e) {
            throw new Refusal(e, "io.file.unreadable", file);
        }
    }

    /** Reads curves from {@code in}, called {@code name} in refusals. Leaves {@code in} open. */
    public static History read(InputStream in, String name) throws IOException {
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        String first = reader.readLine();
        Columns columns = Arrays.stream(ModelKind.values())
                .flatMap(kind -> Stream.of(new Columns(kind.losses(), false), new Columns(kind.losses(), true)))
                .filter(one -> one.header().equals(first))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        "io.csv.line",
                        name,
                        1,
                        first == null ? "" : first,
                        new Columns(ModelKind.VAE.losses(), false).header()));
        var history = History.EMPTY;
        int number = 2;
        for (String line = reader.readLine(); line != null; line = reader.readLine())
            history = plus(history, line, columns, number++, name);
        return history;
    }

    private static boolean terms(Series series) {
        for (int i = 0; i < series.size(); i++) if (!Double.isNaN(series.term(i))) return true;
        return false;
    }

    private static void write(Writer writer, String name, Series series, Columns columns) throws IOException {
        for (int i = 0; i < series.size(); i++) {
            writer.write(name + "," + series.step(i));
            for (LossTerm term : columns.losses) writer.write("," + (float) series.value(term, i));
            if (columns.total()) writer.write("," + (float) series.total(i));
            writer.write((columns.klTerm ? term(series, i) : "") + "\n");
        }
    }

    /** The last cell, empty where β · KL was minimised with the β of the settings. */
    private static String term(Series series, int i) {
        float term = (float) series.term(i);
        return Float.isNaN(term) ? "," : "," + term;
    }

    private static History plus(History history, String line, Columns columns, int number, String file) {
        if (line.length() > LONGEST_LINE) throw new Refusal("io.csv.line", file, number, line, Texts.of("io.csv.row"));
        String[] cells = line.split(",", -1);
        boolean train = cells[0].equals(TRAIN);
        if (cells.length != columns.count() || !train && !cells[0].equals(HELD_OUT))
            throw new Refusal("io.csv.line", file, number, line, Texts.of("io.csv.row"));
        Series series = train ? history.train() : history.heldOut();
        try {
            long step = Long.parseLong(cells[1]);
            long last = series.size() == 0 ? -1 : series.step(series.size() - 1);
            if (step <= last) throw new Refusal("io.csv.order", file, number, line);
            double[] losses = new double[columns.losses.size()];
            for (int c = 0; c < losses.length; c++) losses[c] = Double.parseDouble(cells[2 + c]);
            if (columns.total()) Double.parseDouble(cells[2 + losses.length]);
            String end = cells[cells.length - 1];
            double term = columns.klTerm && !end.isEmpty() ? Double.parseDouble(end) : Double.NaN;
            return train
                    ? history.plusTrain(step, columns.losses, losses, term)
                    : history.plusHeldOut(step, columns.losses, losses, term);
        } catch (NumberFormatException e) {
            throw new Refusal(e, "io.csv.line", file, number, line, Texts.of("io.csv.row"));
        }
    }
}
