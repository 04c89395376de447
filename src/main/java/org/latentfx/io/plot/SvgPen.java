package org.latentfx.io.plot;

import java.util.Locale;

/** Draws as SVG 1.1, well-formed XML. One thread at a time. */
final class SvgPen implements Pen {
    private final double width;
    private final double height;
    private final StringBuilder body = new StringBuilder();

    SvgPen(double width, double height) {
        this.width = width;
        this.height = height;
    }

    /** A file of its own. */
    String file() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + element("xmlns=\"http://www.w3.org/2000/svg\"" + attributes("width", width, "height", height));
    }

    /** A part of an HTML page; {@code label} says what it shows. */
    String inline(String label) {
        return element("role=\"img\" aria-label=\"" + escaped(label) + "\"");
    }

    private String element(String attributes) {
        return "<svg " + attributes + " viewBox=\"0 0 " + at(width) + " " + at(height)
                + "\" font-family=\"sans-serif\">\n" + body + "</svg>\n";
    }

    @Override
    public void rectangle(double x, double y, double width, double height, int colour) {
        body.append("<rect")
                .append(attributes("x", x, "y", y, "width", width, "height", height))
                .append(" fill=\"")
                .append(ClassColours.hex(colour))
                .append("\"/>\n");
    }

    @Override
    public void line(double[] x, double[] y, double width, boolean dashed, int colour) {
        body.append("<polyline fill=\"none\" stroke=\"")
                .append(ClassColours.hex(colour))
                .append("\"")
                .append(attributes("stroke-width", width))
                .append(dashed ? " stroke-dasharray=\"4 3\"" : "")
                .append(" points=\"");
        for (int i = 0; i < x.length; i++)
            body.append(i == 0 ? "" : " ").append(at(x[i])).append(',').append(at(y[i]));
        body.append("\"/>\n");
    }

    /** Lines of no length with round ends: a fifth of what as many circles take. */
    @Override
    public void dots(double[] x, double[] y, double radius, int colour) {
        body.append("<path fill=\"none\" stroke-linecap=\"round\" stroke=\"")
                .append(ClassColours.hex(colour))
                .append("\"")
                .append(attributes("stroke-width", 2 * radius))
                .append(" d=\"");
        for (int i = 0; i < x.length; i++)
            body.append('M').append(at(x[i])).append(' ').append(at(y[i])).append("h0");
        body.append("\"/>\n");
    }

    @Override
    public void marks(double[] x, double[] y, double radius, Mark mark, int colour) {
        if (mark == Mark.DISC) {
            dots(x, y, radius, colour);
            return;
        }
        body.append("<path fill=\"").append(ClassColours.hex(colour)).append("\" d=\"");
        for (int i = 0; i < x.length; i++)
            for (double[] line : mark.outlines())
                for (int c = 0; c < line.length; c += 2)
                    body.append(c == 0 ? "M" : c == 2 ? "L" : " ")
                            .append(at(x[i] + radius * line[c]))
                            .append(' ')
                            .append(at(y[i] + radius * line[c + 1]))
                            .append(c + 2 == line.length ? "Z" : "");
        body.append("\"/>\n");
    }

    @Override
    public void text(double x, double y, String text, Anchor anchor, double size, int colour) {
        text(x, y, text, anchor, size, colour, "");
    }

    @Override
    public void upwards(double x, double y, String text, double size, int colour) {
        String turned = " transform=\"rotate(-90 " + at(x) + " " + at(y) + ")\"";
        text(x, y, text, Anchor.MIDDLE, size, colour, turned);
    }

    private void text(double x, double y, String text, Anchor anchor, double size, int colour, String more) {
        body.append("<text")
                .append(attributes("x", x, "y", y, "font-size", size))
                .append(" fill=\"")
                .append(ClassColours.hex(colour))
                .append("\" text-anchor=\"")
                .append(anchor.name().toLowerCase(Locale.ROOT))
                .append("\"")
                .append(more)
                .append(">")
                .append(escaped(text))
                .append("</text>\n");
    }

    /** A picture of its own cuts off what lies outside: it needs no name that another plot of a page might have. */
    @Override
    public void within(double x, double y, double width, double height, Runnable drawing) {
        body.append("<svg")
                .append(attributes("x", x, "y", y, "width", width, "height", height))
                .append(" viewBox=\"" + at(x) + " " + at(y) + " " + at(width) + " " + at(height) + "\">\n");
        drawing.run();
        body.append("</svg>\n");
    }

    /** Names and numbers in turn. */
    private static String attributes(Object... all) {
        var text = new StringBuilder();
        for (int i = 0; i < all.length; i += 2)
            text.append(" " + all[i] + "=\"").append(at((Double) all[i + 1])).append('"');
        return text.toString();
    }

    /** To a hundredth of a point. */
    private static String at(double value) {
        double rounded = Math.round(100 * value) / 100.0;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
