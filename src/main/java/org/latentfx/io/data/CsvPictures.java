package org.latentfx.io.data;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.Progress;
import org.latentfx.data.DataImport;
import org.latentfx.data.ImportedData;
import org.latentfx.data.RawPicture;
import org.latentfx.io.data.ArrayPictures.Range;
import org.latentfx.io.data.PictureCollector.Part;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;

/**
 * A table of text with one picture a row, one number a pixel, and perhaps one label, as on Kaggle. Read twice: to learn
 * the range and the labels, and to take the pictures; no more than one row is held.
 */
final class CsvPictures {
    private static final int MOST_FIELDS = 1 << 18;
    private static final int LONGEST_LABEL = 64;
    private static final int MOST_ROWS = 4_000_000;
    private static final int MOST_CLASSES = 256;
    private static final int TELL_EVERY = 4096;

    private final Path file;
    private final boolean gzipped;
    private final String place;
    private final CsvForm form;
    private final Row row;

    private CsvPictures(Path file, boolean gzipped, String place, CsvForm form) {
        this.file = file;
        this.gzipped = gzipped;
        this.place = place;
        this.form = form;
        this.row = new Row();
    }

    static ImportedData read(Path file, boolean gzipped, String place, DataImport how, Progress progress)
            throws IOException {
        CsvForm form;
        try (InputStream in = open(file, gzipped)) {
            form = CsvForm.of(in.readNBytes(CsvForm.LOOKED_AT), String.valueOf(file.getFileName()), how, place);
        }
        return new CsvPictures(file, gzipped, place, form).read(how, progress);
    }

    private static InputStream open(Path file, boolean gzipped) throws IOException {
        InputStream in = Files.newInputStream(file);
        if (!gzipped) return in;
        try {
            return new GZIPInputStream(in, 1 << 16);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private ImportedData read(DataImport how, Progress progress) throws IOException {
        var labels = new ArrayList<String>();
        Map<String, String> known = new HashMap<>();
        double[] range = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0};
        int[] rows = new int[1];
        each(() -> {
            if (rows[0]++ % TELL_EVERY == 0) progress.at(0, 1);
            if (rows[0] > MOST_ROWS) throw new Refusal("data.import.many", place, MOST_ROWS);
            String label = row.label;
            if (known.size() <= MOST_CLASSES) known.putIfAbsent(label, label);
            labels.add(known.getOrDefault(label, label));
            for (int i = 0; i < row.count; i++) {
                double value = row.values[i];
                if (Double.isFinite(value)) {
                    range[0] = Math.min(range[0], value);
                    range[1] = Math.max(range[1], value);
                } else range[2]++;
            }
        });
        if (rows[0] == 0 || range[0] > range[1]) throw new Refusal("data.csv.empty", place);
        var found = new Range(range[0], range[1], (long) range[2]);
        return take(how, labels, found, rows[0], progress);
    }

    private ImportedData take(DataImport how, List<String> texts, Range found, int rows, Progress progress)
            throws IOException {
        var array = new NumberArray(
                form.name(), NumberType.BYTE, List.of(rows, form.values()), false, InputStream::nullInputStream);
        ArrayLayout layout = ArrayLayout.of(array, how.meaning().shape(), place);
        @Nullable Labels labels = form.label() < 0 ? Labels.none(rows) : Labels.of(texts);
        var collector = new PictureCollector(place, how, layout.format(), rows, progress);
        collector.note(form.note());
        if (labels == null) collector.note(Texts.of("data.note.classes"));
        layout.notes().forEach(collector::note);
        ArrayPictures.describe(found, collector);
        Labels classes = labels == null ? Labels.none(rows) : labels;
        Range shown = found.shown();
        int[] at = new int[1];
        each(() -> {
            int index = at[0]++;
            if (index >= rows) throw new Refusal("data.import.changed", place);
            if (!collector.wantsNext()) return;
            byte[] pixels = new byte[row.count];
            int channels = layout.format().channels();
            int plane = row.count / channels;
            for (int i = 0; i < row.count; i++) pixels[i % plane * channels + i / plane] = shown.toByte(row.values[i]);
            collector.add(new RawPicture(layout.format(), pixels), classes.classes()[index], Part.OPEN);
        });
        if (at[0] != rows) throw new Refusal("data.import.changed", place);
        return collector.finish("CSV", classes.names(), found.low(), found.high());
    }

    /** Reads the table from the top and calls {@code took} after each row of numbers. */
    private void each(Runnable took) throws IOException {
        try (InputStream in = open(file, gzipped);
                CsvReader<Row> reader = CsvReader.builder()
                        .fieldSeparator(form.separator())
                        .skipEmptyLines(true)
                        .allowExtraFields(true)
                        .allowMissingFields(true)
                        .detectBomHeader(true)
                        .build(row, in, StandardCharsets.UTF_8)) {
            row.skips = form.header();
            for (Row next : reader) {
                if (next.skips) next.skips = false;
                else {
                    next.check();
                    took.run();
                }
            }
        } catch (CsvParseException | UncheckedIOException e) {
            if (e.getCause() instanceof Refusal refusal) throw refusal;
            throw new Refusal(e, "data.csv.damaged", place, row.line);
        }
    }

    /** The row being read; numbers come straight from the parser's letters. */
    private final class Row extends AbstractBaseCsvCallbackHandler<Row> {
        private final double[] values = new double[form.values()];
        private String label = "";
        private boolean skips;
        private int count;
        private int fields;
        private long line;

        @Override
        protected void handleBegin(long startingLine) {
            line = startingLine;
            label = "";
            count = 0;
            fields = 0;
        }

        @Override
        protected void handleField(int index, char[] from, int offset, int length, boolean quoted) {
            fields++;
            if (skips) return;
            if (fields > MOST_FIELDS) throw new Refusal("data.csv.fields", place, line, fields, form.fields());
            if (index == form.label()) label = new String(from, offset, Math.min(length, LONGEST_LABEL)).strip();
            else if (form.isPixel(index) && count < values.length) values[count++] = value(from, offset, length);
        }

        @Override
        protected Row buildRecord() {
            return this;
        }

        void check() {
            if (fields != form.fields()) throw new Refusal("data.csv.fields", place, line, fields, form.fields());
        }

        private double value(char[] from, int offset, int length) {
            int whole = 0;
            for (int i = 0; i < length; i++) {
                int digit = from[offset + i] - '0';
                if (digit < 0 || digit > 9 || length > 9) return slow(new String(from, offset, length).strip());
                whole = 10 * whole + digit;
            }
            return length == 0 ? Double.NaN : whole;
        }

        private double slow(String text) {
            if (text.isEmpty() || text.equalsIgnoreCase("nan")) return Double.NaN;
            double value = CsvForm.number(text, form.separator());
            if (Double.isNaN(value)) throw new Refusal("data.csv.number", place, line, text);
            return value;
        }
    }
}
