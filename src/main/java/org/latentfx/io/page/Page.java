package org.latentfx.io.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.latentfx.data.ImageSet;
import org.latentfx.io.plot.ClassColours;
import org.latentfx.io.plot.Mark;
import org.latentfx.text.Texts;

/** What the pages are made of: templates with places in double braces, and pieces of HTML that are XML as well. */
final class Page {
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)}}");

    private Page() {}

    /** The template {@code name}; what fills a place is not looked through again. Every place must have a text. */
    static String filled(String name, Map<String, String> texts) {
        var filled = new StringBuilder();
        Matcher place = PLACE.matcher(resource(name));
        while (place.find()) {
            String text = Objects.requireNonNull(texts.get(place.group(1)), place.group(1));
            place.appendReplacement(filled, Matcher.quoteReplacement(text));
        }
        return place.appendTail(filled).toString();
    }

    static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Page.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code text} for the inside of an element or of an attribute; what XML does not allow is left out. */
    static String escaped(String text) {
        var escaped = new StringBuilder();
        text.codePoints()
                .filter(c -> c >= ' ' && c != 0xfffe && c != 0xffff && (c < 0xd800 || c > 0xdfff))
                .forEach(c -> {
                    switch (c) {
                        case '&' -> escaped.append("&amp;");
                        case '<' -> escaped.append("&lt;");
                        case '>' -> escaped.append("&gt;");
                        case '"' -> escaped.append("&quot;");
                        default -> escaped.appendCodePoint(c);
                    }
                });
        return escaped.toString();
    }

    /** The text of {@code key}, escaped. */
    static String text(String key, Object... arguments) {
        return escaped(Texts.of(key, arguments));
    }

    /** Two columns: what it is, and its value. */
    static String table(List<Fact> facts) {
        var html = new StringBuilder("<table>\n");
        for (Fact fact : facts)
            html.append("<tr><th scope=\"row\">")
                    .append(escaped(fact.label()))
                    .append("</th><td>")
                    .append(escaped(fact.value()))
                    .append("</td></tr>\n");
        return html.append("</table>").toString();
    }

    /** The colours of classes as {@code --c0} to {@code --c9}, for both themes. */
    static String colours() {
        return ":root {" + colours(false) + " }\n@media (prefers-color-scheme: dark) { :root {" + colours(true)
                + " } }";
    }

    private static String colours(boolean dark) {
        var css = new StringBuilder();
        for (int k = 0; k < ClassColours.COUNT; k++)
            css.append(" --c")
                    .append(k)
                    .append(": ")
                    .append(ClassColours.hex(ClassColours.of(k, dark)))
                    .append(";");
        return css.toString();
    }

    /** Each class's colour, shape and name. */
    static String legend(ImageSet images) {
        var html = new StringBuilder();
        for (int k = 0; k < images.classNames().size(); k++)
            html.append("<span><svg viewBox=\"-1.2 -1.2 2.4 2.4\" aria-hidden=\"true\"><path style=\"fill: var(--c")
                    .append(k % ClassColours.COUNT)
                    .append(")\" d=\"")
                    .append(path(Mark.of(k)))
                    .append("\"/></svg>")
                    .append(escaped(images.className(k)))
                    .append("</span>\n");
        return html.toString();
    }

    /** The shapes of classes as paths of SVG around (0, 0), about 1 in radius; they repeat as colours do. */
    static List<String> paths() {
        return Arrays.stream(Mark.values()).map(Page::path).toList();
    }

    private static String path(Mark mark) {
        var path = new StringBuilder();
        for (double[] line : mark.outlines()) {
            for (int c = 0; c < line.length; c += 2)
                path.append(c == 0 ? "M" : "L")
                        .append(Fact.plain(line[c]))
                        .append(' ')
                        .append(Fact.plain(line[c + 1]));
            path.append('Z');
        }
        return path.toString();
    }
}
