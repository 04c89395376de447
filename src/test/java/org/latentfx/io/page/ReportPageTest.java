package org.latentfx.io.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.image.Evaluation;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.data.ImageSet;
import org.latentfx.data.Letters;
import org.latentfx.data.PictureFormat;
import org.latentfx.io.ModelFile;
import org.latentfx.io.plot.MapPlot;
import org.latentfx.io.plot.Mosaic;
import org.latentfx.model.Likelihood;
import org.latentfx.model.Weights;
import org.latentfx.train.Event;
import org.latentfx.train.History;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportPageTest {
    private static final List<String> CLASSES = List.of("<x>", "\"y\" & z");

    private static ReportPage.Contents contents(History history, String data) {
        return contents(history, data, PictureFormat.grey(4, 3));
    }

    private static ReportPage.Contents contents(History history, String data, PictureFormat format) {
        var settings = Settings.fromTexts(Preset.MAP.hyperparameters(), Map.of("hidden", "5"));
        if (format.letters()) settings = Settings.LIKELIHOOD.with(settings, Likelihood.CATEGORICAL);
        var configuration = settings.model(format);
        var weights = new Weights(configuration, new float[configuration.parameterCount()]);
        var images = new ImageSet(4, 3, new byte[24], new byte[] {0, 1}, CLASSES);
        var points = new LatentPoints(images, 2, new float[] {0, 1, 2, 3}, new float[4]);
        float[] pictures = new float[6 * 12];
        for (int i = 0; i < pictures.length; i++) pictures[i] = i / 72f;
        return new ReportPage.Contents(
                new ModelFile.Content(weights, settings, 3, 99, data, 0),
                history,
                new ReportPage.Coded(
                        new Evaluation(101.25, new double[] {2.5, 0.125}, 1, 0.03125, 2, List.of()),
                        MapPlot.of(points, 0, 1),
                        Mosaic.of(pictures, 3, 2, PictureFormat.grey(4, 3))),
                Mosaic.of(pictures, 2, 3, PictureFormat.grey(4, 3)),
                "");
    }

    private static History history() {
        var before = Preset.MAP.hyperparameters();
        var event = Event.SettingChanged.between(
                40, Settings.BETA, before, Settings.fromTexts(before, Map.of("beta", "4")));
        return History.EMPTY.plusTrain(1, 500, 1).plusTrain(99, 120, 4).plus(List.of(event));
    }

    private static Document parsed(String page) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(page)));
        } catch (Exception e) {
            throw new AssertionError(page, e);
        }
    }

    private static Map<String, String> rows(Document page) {
        var rows = new HashMap<String, String>();
        NodeList all = page.getElementsByTagName("tr");
        for (int i = 0; i < all.getLength(); i++) {
            var row = (Element) all.item(i);
            rows.put(
                    row.getElementsByTagName("th").item(0).getTextContent(),
                    row.getElementsByTagName("td").item(0).getTextContent());
        }
        return rows;
    }

    @Test
    void figures_stand_with_their_units() {
        var rows = rows(parsed(ReportPage.of(contents(history(), "mnist"))));
        assertEquals("103.88 nats/image", rows.get("−ELBO"));
        assertEquals("101.25 nats/image", rows.get("reconstruction, −log p(x|z)"));
        assertEquals("2.63 nats/image", rows.get("KL"));
        assertEquals("0.125 nats/image", rows.get("KL of z1"));
        assertEquals("1 of 2", rows.get("active units (variance of μ above 0.01)"));
        assertEquals("0.03125", rows.get("mean squared error per pixel value (0 to 1)"));
        assertEquals("5", rows.get("Hidden layers"));
        assertEquals("β 1 → 4", rows.get("after step 40"));
    }

    @Test
    void of_words_it_speaks_of_words() {
        var page = parsed(ReportPage.of(contents(history(), "words", Letters.format(2))));
        var rows = rows(page);
        assertEquals("103.88 nats/word", rows.get("−ELBO"));
        assertTrue(rows.containsKey("held-out words, one sample of z each") && !rows.containsKey("Pixels"));
        String text = page.getElementsByTagName("body").item(0).getTextContent();
        assertTrue(text.contains("averaged over words"), text);
        assertFalse(text.contains("image") || text.contains("pixel"), text);
    }

    @Test
    void it_refers_to_nothing_outside_and_every_picture_has_a_text() throws Exception {
        String page = ReportPage.of(contents(history(), "mnist"));
        assertFalse(page.replace("http-equiv", "").contains("http"));
        assertFalse(page.contains("url("));
        assertFalse(page.contains("<script"));
        Document document = parsed(page);
        NodeList all = document.getElementsByTagName("*");
        int pictures = 0;
        for (int i = 0; i < all.getLength(); i++) {
            var element = (Element) all.item(i);
            assertEquals("", element.getAttribute("href"));
            if (element.hasAttribute("src")) {
                String source = element.getAttribute("src");
                assertTrue(source.startsWith("data:image/png;base64,"), source);
                assertFalse(element.getAttribute("alt").isEmpty());
                byte[] png = Base64.getDecoder().decode(source.substring(source.indexOf(',') + 1));
                var image = ImageIO.read(new ByteArrayInputStream(png));
                assertEquals(pictures == 0 ? 2 * 14 : 2 * 9, image.getWidth());
                pictures++;
            }
        }
        assertEquals(2, pictures);
        assertEquals(2, page.split("<svg role=\"img\" aria-label=\"\\w", -1).length - 1);
    }

    @Test
    void what_the_figures_say_of_the_run_stands_with_its_curves() {
        String page = ReportPage.of(contents(history(), "mnist"));
        assertTrue(page.contains("<li class=\"note\">Open:"), page);
        assertTrue(page.contains("−ELBO, nats/image"));
        String modelOnly = ReportPage.of(contents(History.EMPTY, "mnist"));
        assertFalse(modelOnly.contains("<li"));
        assertFalse(modelOnly.contains("−ELBO, nats/image"));
        parsed(modelOnly);
    }

    @Test
    void names_from_files_stay_texts() {
        String page = ReportPage.of(contents(history(), "<b>\u0001&\""));
        assertTrue(parsed(page)
                .getElementsByTagName("title")
                .item(0)
                .getTextContent()
                .contains("<b>&\""));
        assertTrue(page.contains("&lt;x&gt;"));
    }

    @Test
    void the_same_run_gives_the_same_page() {
        assertEquals(ReportPage.of(contents(history(), "mnist")), ReportPage.of(contents(history(), "mnist")));
    }
}
