package org.latentfx.io.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.latentfx.data.DataImport;
import org.latentfx.text.Numbers;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;

/**
 * The form of a table of text, guessed from its first rows: what stands between fields, whether the first row names
 * them, and which column holds the label. Immutable.
 *
 * @param name of the file
 * @param fields in each row
 * @param label the column of labels, or -1
 * @param passedOver columns that are neither pixels nor the label, such as a number of the row
 */
record CsvForm(
        String name,
        char separator,
        boolean header,
        int fields,
        int label,
        List<Integer> passedOver,
        String labelName) {
    /** Bytes from the beginning that are enough for a guess. */
    static final int LOOKED_AT = 1 << 18;

    private static final int ROWS = 20;
    private static final int FEWEST_FIELDS = 16;
    private static final List<String> LABELS = List.of("label", "labels", "class", "target", "y", "emotion");
    private static final List<String> PASSED_OVER = List.of("id", "index", "imageid", "usage", "", "unnamed: 0");

    CsvForm {
        passedOver = List.copyOf(passedOver);
    }

    static CsvForm of(byte[] start, String name, DataImport how, String place) {
        String text = new String(start, StandardCharsets.UTF_8).replace("\uFEFF", "");
        boolean whole = start.length < LOOKED_AT;
        List<String> lines =
                text.lines().filter(line -> !line.isBlank()).limit(ROWS + 1).toList();
        if (!whole && lines.size() > 1) lines = lines.subList(0, lines.size() - 1); // the last may be cut off
        if (lines.isEmpty()) throw new Refusal("data.csv.empty", place);
        char separator = separator(lines, name.toLowerCase(Locale.ROOT), place);
        List<String> first = fields(lines.get(0), separator);
        List<String> body = lines.size() > 1 ? fields(lines.get(1), separator) : first;
        boolean header = lines.size() > 1 && isHeader(first, body, separator);
        int fields = body.size();
        int label = label(how.meaning().labels(), header ? first : List.of(), fields, place);
        var passedOver = new ArrayList<Integer>();
        for (int i = 0; header && i < Math.min(fields, first.size()); i++)
            if (i != label && PASSED_OVER.contains(first.get(i).toLowerCase(Locale.ROOT))) passedOver.add(i);
        if (fields - passedOver.size() - (label < 0 ? 0 : 1) < FEWEST_FIELDS)
            throw new Refusal("data.csv.narrow", place, fields);
        String labelName = label < 0 ? "" : header && !first.get(label).isEmpty() ? first.get(label) : "" + (label + 1);
        return new CsvForm(name, separator, header, fields, label, passedOver, labelName);
    }

    /** The one that parts nearly all rows into one number of fields, the most if several do. */
    private static char separator(List<String> lines, String name, String place) {
        char best = 0;
        int most = 1;
        char[] candidates = name.endsWith(".tsv") ? new char[] {'\t'} : new char[] {',', ';', '\t', '|', ' '};
        String body = lines.get(lines.size() > 1 ? 1 : 0);
        for (char candidate : candidates) {
            int count = fields(body, candidate).size();
            boolean inFirst = fields(lines.get(0), candidate).size() == count;
            long same = lines.stream()
                    .filter(line -> fields(line, candidate).size() == count)
                    .count();
            boolean even = 5 * same >= 4 * lines.size(); // a row that is too short is told with its line
            if (count > most && inFirst && even && isNumeric(fields(body, candidate), candidate)) {
                best = candidate;
                most = count;
            }
        }
        if (best == 0) throw new Refusal("data.csv.separator", place);
        return best;
    }

    /** Whether most fields are numbers: decimal commas part them into what is none, such as "5;0". */
    private static boolean isNumeric(List<String> fields, char separator) {
        long numbers = fields.stream()
                .filter(field -> field.isEmpty() || !Double.isNaN(number(field, separator)))
                .count();
        return 2 * numbers > fields.size();
    }

    private static List<String> fields(String line, char separator) {
        return Arrays.stream(line.split(Pattern.quote(String.valueOf(separator)), -1))
                .map(CsvForm::plain)
                .toList();
    }

    private static String plain(String field) {
        String text = field.strip();
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    /** Names above numbers. */
    private static boolean isHeader(List<String> first, List<String> second, char separator) {
        for (int i = 0; i < Math.min(first.size(), second.size()); i++)
            if (Double.isNaN(number(first.get(i), separator)) && !Double.isNaN(number(second.get(i), separator)))
                return true;
        return false;
    }

    /** The number that {@code text} stands for, or NaN; a decimal comma only where no comma parts the fields. */
    static double number(String text, char separator) {
        try {
            return separator == ',' ? Double.parseDouble(text) : Numbers.parse(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static int label(String asked, List<String> header, int fields, String place) {
        if (asked.equals("none")) return -1;
        if (!asked.isEmpty()) {
            if (header.contains(asked)) return header.indexOf(asked);
            if (asked.matches("\\d{1,6}") && Integer.parseInt(asked) >= 1 && Integer.parseInt(asked) <= fields)
                return Integer.parseInt(asked) - 1;
            if (asked.equals("last")) return fields - 1;
            throw new Refusal("data.csv.label", place, asked, fields);
        }
        for (int i = 0; i < header.size(); i++)
            if (LABELS.contains(header.get(i).toLowerCase(Locale.ROOT))) return i;
        // one more field than a square picture has
        if (isSquare(fields) || fields % 3 == 0 && isSquare(fields / 3)) return -1;
        return isSquare(fields - 1) || (fields - 1) % 3 == 0 && isSquare((fields - 1) / 3) ? 0 : -1;
    }

    private static boolean isSquare(int length) {
        int side = (int) Math.round(Math.sqrt(length));
        return side * side == length;
    }

    boolean isPixel(int index) {
        return index != label && !passedOver.contains(index);
    }

    /** Pixels in each row. */
    int values() {
        return fields - passedOver.size() - (label < 0 ? 0 : 1);
    }

    /** What was guessed, in a sentence. */
    String note() {
        String parted = Texts.of("data.csv.separator." + (int) separator);
        return label < 0
                ? Texts.of("data.note.csv.unlabelled", parted, header ? 1 : 0)
                : Texts.of("data.note.csv", parted, header ? 1 : 0, labelName);
    }
}
