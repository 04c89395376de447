package org.latentfx.io.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.image.Evaluation;
import org.latentfx.data.Datasets;
import org.latentfx.io.ModelFile;
import org.latentfx.io.PngFile;
import org.latentfx.io.plot.CurvesPlot;
import org.latentfx.io.plot.Mosaic;
import org.latentfx.io.plot.Plot;
import org.latentfx.model.kind.Capability;
import org.latentfx.model.kind.LossTerm;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.text.Texts;
import org.latentfx.text.Wording;
import org.latentfx.train.Event;
import org.latentfx.train.History;
import org.latentfx.train.health.Diagnosis;
import org.latentfx.train.health.Health;

/**
 * A run on one page for print or hand-in: figures with their units, what they say of it, curves and map as SVG, the
 * manifold and reconstructions as PNG, every setting and what was changed when. One HTML file that is XML as well and
 * refers to nothing outside itself; without a script.
 */
public final class ReportPage {
    /** So many latents' KL are named, the most used first. */
    private static final int MOST_LATENTS = 12;

    /** Small pictures are enlarged, so that those who save one from the page get one that can be seen. */
    private static final int ENLARGED = 2;

    /**
     * What a report shows.
     *
     * @param history without a point where only the model is known
     * @param coded what there is of a model with an encoder; null of any other
     * @param grid decoded pictures: over the two most used latents, or drawn from the prior where there are no two or
     *     no encoder
     * @param asked the class that the grid is of; empty where the model is told none
     */
    public record Contents(
            ModelFile.Content model,
            History history,
            @Nullable Coded coded,
            Mosaic grid,
            String asked) {}

    /**
     * What is made of the held-out images by an encoder.
     *
     * @param found measured on them
     * @param map where they lie
     * @param pairs they over their reconstructions
     */
    public record Coded(Evaluation found, Plot map, Mosaic pairs) {}

    private ReportPage() {}

    /** The page; the same each time. */
    public static String of(Contents shown) {
        var texts = new HashMap<String, String>();
        ModelKind kind = shown.model.weights().configuration().kind();
        var of = shown.model.weights().configuration();
        Wording in = of.format().wording();
        texts.put("lead", Page.escaped(in.say(Fact.text("page.report.lead", kind))));
        for (String key : List.of("figures", "made")) texts.put(key, Page.text("page.report." + key));
        texts.put("title", Page.text("page.report.title", Datasets.title(shown.model.data())));
        texts.put("css", Page.resource("page.css") + "\n" + Page.resource("report.css"));
        Coded coded = shown.coded;
        texts.put("measured", coded == null ? lastFigures(shown) : Page.table(measured(shown, coded.found)));
        boolean curves = shown.history.train().size() + shown.history.heldOut().size() > 0;
        texts.put("health", curves ? health(shown) : "");
        texts.put("curves", curves ? curves(shown.history, in) : "");
        boolean plane = coded != null && of.latents() > 1 && of.hasGrid();
        String title = Texts.of(coded == null ? "page.report.pictures" : "page.report.map");
        texts.put("maptitle", Page.escaped(in.say(title)));
        boolean mixture = kind.variational() && !of.klPerLatent();
        String caption = mixture ? Texts.of("page.report.mapcaption.vamp") : Fact.text("page.report.mapcaption", kind);
        texts.put("map", coded == null ? "" : figure(coded.map.inline(Texts.of("page.report.map")), in.say(caption)));
        String grid = in.say(Fact.text(plane ? "page.report.manifold" : "page.report.samples", kind));
        if (!shown.asked.isEmpty()) grid += " " + Texts.of("page.report.asked", shown.asked);
        texts.put("grid", figure(picture(shown.grid, grid), grid));
        texts.put("reconstructions", coded == null ? "" : reconstructions(coded, kind, in));
        texts.put("trained", Page.text("page.decoder.trained"));
        texts.put("facts", Page.table(Fact.ofRun(shown.model)));
        texts.put("events", events(shown.history));
        texts.put("licence", Page.escaped(Fact.licence(shown.model)));
        return Page.filled("report.html", Map.copyOf(texts));
    }

    private static String figure(String picture, String caption) {
        return "<figure>" + picture + "<figcaption>" + Page.escaped(caption) + "</figcaption></figure>";
    }

    private static String reconstructions(Coded coded, ModelKind kind, Wording in) {
        String caption = in.say(Fact.text("page.report.pairscaption", kind));
        return "<h2>" + Page.text("page.report.reconstructions") + "</h2>\n"
                + figure(picture(coded.pairs, caption), caption);
    }

    /** Of a model that encodes no image: what its curves end with on the held-out images, or why there is nothing. */
    private static String lastFigures(Contents shown) {
        var heldOut = shown.history.heldOut();
        if (heldOut.size() == 0)
            return "<p>"
                    + Page.escaped(Capability.SCORES_IMAGES.missing(
                            shown.model.weights().configuration().kind()))
                    + "</p>";
        int last = heldOut.size() - 1;
        var facts = new ArrayList<Fact>();
        for (LossTerm term : heldOut.terms())
            facts.add(new Fact(term.label(), Fact.number(heldOut.value(term, last), 3) + " (" + term.unit() + ")"));
        return Page.table(facts);
    }

    private static List<Fact> measured(Contents shown, Evaluation found) {
        var facts = new ArrayList<Fact>();
        double[] kl = found.klPerLatent();
        boolean variational = found.variational();
        Wording in = shown.model.weights().configuration().format().wording();
        if (variational) facts.add(nats("page.report.elbo", found.total(), in));
        facts.add(nats("page.report.reconstruction", found.reconstruction(), in));
        if (variational) facts.add(nats("page.report.kl", found.kl(), in));
        int latents = shown.model.hyperparameters().latents();
        String active = variational ? "page.report.active" : "page.report.active.exact";
        facts.add(new Fact(Texts.of(active), Texts.of("page.report.of", found.activeUnits(), latents)));
        facts.add(new Fact(in.of("page.report.mse"), Fact.number(found.mse(), 5)));
        String images = variational ? "page.report.images" : "page.report.images.exact";
        facts.add(new Fact(in.of(images), Fact.number(found.images())));
        IntStream.range(0, kl.length)
                .boxed()
                .sorted((a, b) -> Double.compare(kl[b], kl[a]))
                .limit(MOST_LATENTS)
                .forEach(j -> facts.add(
                        new Fact(Texts.of("page.report.latent", j), in.of("page.report.nats", Fact.number(kl[j], 3)))));
        return facts;
    }

    private static Fact nats(String key, double value, Wording in) {
        return new Fact(Texts.of(key), in.of("page.report.nats", Fact.number(value, 2)));
    }

    private static String health(Contents shown) {
        var html = new StringBuilder("<h2>" + Page.text("page.report.health") + "</h2>\n<ul>\n");
        for (Diagnosis one : Health.of(shown.model.hyperparameters(), shown.history))
            html.append("<li class=\"")
                    .append(one.level().key())
                    .append("\">")
                    .append(Page.text("page.report.level." + one.level().name().toLowerCase(Locale.ROOT)))
                    .append(" ")
                    .append(Page.escaped(one.text()))
                    .append("</li>\n");
        return html.append("</ul>").toString();
    }

    private static String curves(History history, Wording in) {
        return "<h2>" + Page.text("page.report.curves") + "</h2>\n"
                + figure(
                        CurvesPlot.of(history, in).inline(Texts.of("page.report.curves")),
                        in.of("page.report.curvescaption"));
    }

    private static String events(History history) {
        if (history.events().isEmpty()) return "";
        var facts = new ArrayList<Fact>();
        for (Event event : history.events())
            facts.add(new Fact(Texts.of("page.report.step", event.step()), event.text()));
        return "<h2>" + Page.text("page.report.events") + "</h2>\n" + Page.table(facts);
    }

    private static String picture(Mosaic mosaic, String alternative) {
        var png = new ByteArrayOutputStream();
        try {
            PngFile.encode(mosaic.image(ENLARGED), png);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail so
        }
        return "<img alt=\"" + Page.escaped(alternative) + "\" src=\"data:image/png;base64,"
                + Base64.getEncoder().encodeToString(png.toByteArray()) + "\"/>";
    }
}
