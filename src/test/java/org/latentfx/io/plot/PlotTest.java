package org.latentfx.io.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.data.ImageSet;
import org.latentfx.train.Event;
import org.latentfx.train.History;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;
import org.latentfx.view.kit.Palette;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PlotTest {
    /** Three images of classes 0, 1, 1 at (−2, 1), (0, 0) and (1.5, −1), log σ² = −2. */
    private static LatentPoints points(List<String> classes) {
        var images = new ImageSet(1, 1, new byte[3], new byte[] {0, 1, 1}, classes);
        return new LatentPoints(images, 2, new float[] {-2, 1, 0, 0, 1.5f, -1}, new float[] {-2, -2, -2, -2, -2, -2});
    }

    private static Document parsed(String xml) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)));
        } catch (Exception e) {
            throw new AssertionError(xml, e);
        }
    }

    private static List<String> texts(Document svg) {
        var texts = new ArrayList<String>();
        NodeList nodes = svg.getElementsByTagName("text");
        for (int i = 0; i < nodes.getLength(); i++) texts.add(nodes.item(i).getTextContent());
        return texts;
    }

    private static History history() {
        var history = History.EMPTY;
        for (int step = 1; step <= 5000; step++)
            history = history.plusTrain(step, 100 + 400.0 / step, 5.0 + (step == 700 ? Double.NaN : 0));
        return history.plusHeldOut(2500, 101, 5).plusHeldOut(5000, 100.5, 5.25);
    }

    @Test
    void a_map_as_svg_names_axes_and_classes_as_they_are_called() {
        var texts = texts(
                parsed(MapPlot.of(points(List.of("<a> & \"b\"", "boot")), 0, 1).svg()));
        assertTrue(texts.contains("<a> & \"b\""), texts.toString());
        assertTrue(texts.contains("boot"));
        assertTrue(texts.contains("z0 (μ of q(z|x))"));
        assertTrue(texts.contains("z1 (μ of q(z|x))"));
        assertTrue(texts.contains("−2"));
    }

    @Test
    void each_image_is_one_mark_of_its_class_where_the_axis_says() {
        String svg = MapPlot.of(points(List.of("a", "b")), 0, 1).svg();
        // 560 points for −3 to 3 from 64 on, upwards from 16 + 560
        assertTrue(svg.contains("#2a6fca\" stroke-width=\"8\" d=\"M157.33 202.67h0\""), svg);
        String square = "M340.64 292.64L347.36 292.64 347.36 299.36 340.64 299.36Z";
        assertTrue(svg.contains("fill=\"#e08a1e\" d=\"" + square + "M480.64 385.97"), svg);
    }

    @Test
    void a_map_of_many_images_tells_classes_by_a_large_mark_where_each_lies_densest() {
        int n = 2001;
        var labels = new byte[n];
        var mu = new float[2 * n];
        for (int i = 0; i < n; i++) {
            labels[i] = (byte) (i % 2);
            mu[2 * i] = labels[i] == 0 ? -1.5f : 1.5f;
        }
        var images = new ImageSet(1, 1, new byte[n], labels, List.of("a", "b"));
        String svg = MapPlot.of(new LatentPoints(images, 2, mu, new float[2 * n]), 0, 1)
                .svg();
        assertTrue(svg.contains("M478.54 290.54L489.46 290.54 489.46 301.46 478.54 301.46Z"), svg.substring(0, 3000));
    }

    @Test
    void pixels_show_the_same_at_every_scale() {
        var plot = MapPlot.of(points(List.of("a", "b")), 0, 1);
        for (int scale = 1; scale <= 4; scale++) {
            var image = plot.pixels(scale);
            assertEquals(754 * scale, image.getWidth());
            assertEquals(624 * scale, image.getHeight());
            assertEquals(0xff2a6fca, image.getRGB((int) (157.33 * scale), (int) (202.67 * scale)));
            assertEquals(0xffffffff, image.getRGB(0, 0));
        }
    }

    @Test
    void a_model_of_one_latent_shows_its_deviations() {
        String svg = MapPlot.of(points(List.of()), 1, 1).svg();
        assertTrue(texts(parsed(svg)).contains("σ of z1"));
        double y = Math.round(100 * (16 + 560 * (1.1 - Math.exp(-1)) / 1.1)) / 100.0;
        assertTrue(svg.contains("M344 " + y + "h0"), svg);
    }

    @Test
    void classes_that_find_no_room_are_counted() {
        var names = new ArrayList<String>();
        for (int k = 0; k < 60; k++) names.add("class " + k);
        var texts = texts(parsed(MapPlot.of(points(names), 0, 1).svg()));
        assertTrue(texts.contains("and 36 more"), texts.toString());
        assertFalse(texts.contains("class 24"));
    }

    @Test
    void curves_have_three_panels_with_units_and_leave_out_what_is_not_finite() {
        String svg = CurvesPlot.of(history()).svg();
        var texts = texts(parsed(svg));
        for (String text :
                List.of("−ELBO, nats/image", "reconstruction, nats", "KL, nats/image", "step", "train", "held-out"))
            assertTrue(texts.contains(text), text);
        assertFalse(svg.contains("NaN"));
        assertTrue(Pattern.compile("<polyline").matcher(svg).results().count() > 6);
        assertTrue(svg.length() < 100_000, "5000 steps are thinned: " + svg.length());
    }

    @Test
    void a_change_of_a_setting_is_a_mark_with_its_text() {
        var before = Preset.MAP.hyperparameters();
        var after = Settings.fromTexts(before, Map.of("beta", "4"));
        var event = Event.SettingChanged.between(2500, Settings.BETA, before, after);
        String svg = CurvesPlot.of(history().plus(List.of(event))).svg();
        assertTrue(texts(parsed(svg)).contains("β 1 → 4"));
        assertTrue(svg.contains("stroke-dasharray=\"4 3\" points=\"392,40"), svg);
    }

    @Test
    void curves_without_a_point_are_empty_panels() {
        assertTrue(texts(parsed(CurvesPlot.of(History.EMPTY).svg())).contains("step"));
        assertEquals(0xffffffff, CurvesPlot.of(History.EMPTY).pixels(1).getRGB(0, 0));
    }

    @Test
    void inside_a_page_a_plot_has_a_label_and_no_address() {
        String svg = CurvesPlot.of(history()).inline("a \"b\" <c>");
        assertEquals("a \"b\" <c>", parsed(svg).getDocumentElement().getAttribute("aria-label"));
        assertFalse(svg.contains("http"));
    }

    @Test
    void classes_have_the_colours_of_the_window() {
        for (int k = 0; k < 25; k++)
            for (boolean dark : new boolean[] {false, true})
                assertEquals(Palette.of(dark).colour(k), ClassColours.of(k, dark) | 0xff000000);
    }
}
