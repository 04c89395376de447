package org.latentfx.io.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.data.ImageSet;
import org.latentfx.data.PictureFormat;
import org.latentfx.io.ModelFile;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernels;
import org.latentfx.math.RandomStream;
import org.latentfx.model.Decoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Likelihood;
import org.latentfx.model.Weights;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.ScriptRuntime;
import org.mozilla.javascript.Scriptable;

class DecoderPageTest {
    /** Random weights, large enough for bright and dark pixels. */
    private static ModelFile.Content model(int latents, Activation activation, String data) {
        return model(latents, activation, data, PictureFormat.grey(9, 7));
    }

    private static ModelFile.Content model(int latents, Activation activation, String data, PictureFormat format) {
        return model(latents, activation, data, format, "30,17");
    }

    private static ModelFile.Content model(
            int latents, Activation activation, String data, PictureFormat format, String hidden) {
        var settings = Settings.fromTexts(
                Preset.MAP.hyperparameters(),
                Map.of(
                        "hidden", hidden,
                        "latents", Integer.toString(latents),
                        "activation", activation.name().toLowerCase(Locale.ROOT).replace('_', '-')));
        var configuration = settings.model(format);
        float[] values = new float[configuration.parameterCount()];
        for (int i = 0; i < values.length; i++) values[i] = (float) RandomStream.gaussian(7, i) * 0.6f;
        return new ModelFile.Content(new Weights(configuration, values), settings, 3, 99, data, 0);
    }

    private static LatentPoints points(ModelFile.Content model, List<String> classes) {
        PictureFormat format = model.weights().configuration().format();
        byte[] pixels = new byte[40 * format.values()];
        byte[] labels = new byte[40];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) (i * 31);
        for (int i = 0; i < 40; i++) labels[i] = (byte) (i % 3);
        var images = new ImageSet(format, pixels, labels, classes);
        return LatentPoints.of(new FrozenModel(model.weights(), Kernels.named("ejml")), images);
    }

    private static String page(ModelFile.Content model) {
        return DecoderPage.of(model, points(model, List.of("a", "b", "c")), 0);
    }

    private static String script(String page, String id) {
        Matcher found = Pattern.compile("<script id=\"" + id + "\"[^>]*>(.*?)</script>", Pattern.DOTALL)
                .matcher(page);
        assertTrue(found.find(), id);
        return found.group(1);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"IDENTITY", "STEEP_LEAKY_RELU"},
            mode = EnumSource.Mode.EXCLUDE)
    void the_pages_own_script_decodes_as_the_program_does(Activation activation) {
        decodesAlike(model(3, activation, "mnist"));
    }

    @Test
    void the_page_shows_the_mean_of_a_continuous_bernoulli() {
        var other = model(3, Activation.RELU, "mnist");
        var settings = Settings.LIKELIHOOD.with(other.hyperparameters(), Likelihood.CONTINUOUS_BERNOULLI);
        var weights = new Weights(
                settings.model(PictureFormat.grey(9, 7)), other.weights().values());
        decodesAlike(new ModelFile.Content(weights, settings, 3, 99, "mnist", 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"conv5x4s2,conv6x3s2,8", "conv4x3s1", "conv4x4s2,conv3x4s1"})
    void convolutions_are_mirrored_in_the_page_too(String hidden) {
        decodesAlike(model(3, Activation.RELU, "mnist", PictureFormat.grey(9, 7), hidden));
    }

    private static void decodesAlike(ModelFile.Content model) {
        String page = page(model);
        JsonObject header = JsonParser.parseString(script(page, "model")).getAsJsonObject();
        var decoder = new Decoder(new FrozenModel(model.weights(), Kernels.named("ejml")), 1);
        float[] expected = new float[63];
        try (Context engine = Context.enter()) {
            Scriptable scope = engine.initStandardObjects();
            engine.evaluateString(scope, script(page, "decode"), "decode", 1, null);
            scope.put("weights", scope, script(page, "weights"));
            String make = "LatentDecoder.make(" + header.get("layers") + ", '"
                    + header.get("activation").getAsString() + "', '"
                    + header.get("likelihood").getAsString() + "', weights)";
            var decode = (Function) engine.evaluateString(scope, make, "make", 1, null);
            for (int k = 0; k < 20; k++) {
                float[] z = new float[3];
                for (int j = 0; j < 3; j++) z[j] = (float) RandomStream.gaussian(k, j);
                decoder.decode(z, 1, expected);
                Scriptable array = engine.newArray(scope, new Object[] {z[0], z[1], z[2]});
                var found = (Scriptable) decode.call(engine, scope, scope, new Object[] {array});
                for (int p = 0; p < 63; p++)
                    assertEquals(expected[p], ScriptRuntime.toNumber(found.get(p, found)), 1e-4);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {PictureFormat.GREY, PictureFormat.COLOUR})
    void sliders_the_map_and_the_buttons_move_the_picture(int channels) throws IOException {
        var model = model(3, Activation.RELU, "mnist", new PictureFormat(9, 7, channels));
        String page = page(model);
        try (Context engine = Context.enter()) {
            Scriptable scope = opened(page, engine, "");
            assertShown(model, new float[3], engine, scope);

            var header = JsonParser.parseString(script(page, "model")).getAsJsonObject();
            double range = header.get("range").getAsDouble();
            float[] z = new float[3];
            z[header.getAsJsonArray("order").get(2).getAsInt()] = -1.25f;
            run(engine, scope, "var s = elements.sliders.children[2].children[1]; s.value = '-1.25'; s.fire('input')");
            run(engine, scope, "runFrames()");
            assertShown(model, z, engine, scope);
            assertEquals("−1.25", run(engine, scope, "elements.sliders.children[2].children[2].textContent"));

            z[header.getAsJsonArray("map").get(0).getAsInt()] = (float) (0.5 * range);
            z[header.getAsJsonArray("map").get(1).getAsInt()] = (float) (0.8 * range);
            run(
                    engine,
                    scope,
                    "elements.map.fire('pointerdown', {clientX: 75, clientY: 10, preventDefault: function () {}})");
            assertShown(model, z, engine, scope);

            z[header.getAsJsonArray("map").get(0).getAsInt()] += 0.1f;
            run(engine, scope, "elements.map.fire('keydown', {key: 'ArrowRight', preventDefault: function () {}})");
            assertShown(model, z, engine, scope);
            run(engine, scope, "elements.zero.fire('click')");
            assertShown(model, new float[3], engine, scope);
        }
    }

    @Test
    void a_class_that_is_chosen_on_the_page_is_the_one_decoded() throws IOException {
        var settings = Settings.fromTexts(
                Preset.MAP.hyperparameters(), Map.of("model", "cvae", "hidden", "8", "latents", "3", "classes", "3"));
        var configuration = settings.model(PictureFormat.grey(9, 7));
        float[] values = new float[configuration.parameterCount()];
        for (int i = 0; i < values.length; i++) values[i] = (float) RandomStream.gaussian(7, i) * 0.6f;
        var model = new ModelFile.Content(new Weights(configuration, values), settings, 3, 99, "mnist", 0);
        String page = DecoderPage.of(model, points(model, List.of("a", "<b>", "c")), 2);
        assertTrue(page.contains("<option>&lt;b&gt;</option><option selected=\"selected\">c</option>"), page);
        try (Context engine = Context.enter()) {
            Scriptable scope = opened(page, engine, "document.getElementById('class').selectedIndex = 2");
            var frozen = new FrozenModel(model.weights(), Kernels.named("ejml"));
            assertShown(frozen.given(2), new float[3], engine, scope);
            run(engine, scope, "elements.class.selectedIndex = 1; elements.class.fire('change')");
            assertShown(frozen.given(1), new float[3], engine, scope);
            run(engine, scope, "elements.random.fire('click'); elements.zero.fire('click')");
            assertShown(frozen.given(1), new float[3], engine, scope);
        }
    }

    /** The page in something like a browser, once {@code before} has run in it. */
    private static Scriptable opened(String page, Context engine, String before) throws IOException {
        String browser;
        try (var in = Objects.requireNonNull(DecoderPageTest.class.getResourceAsStream("browser.js"))) {
            browser = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        engine.setLanguageVersion(Context.VERSION_ES6);
        Scriptable scope = engine.initStandardObjects();
        engine.evaluateString(scope, browser, "browser", 1, null);
        for (String id : List.of("model", "weights")) {
            scope.put("text", scope, script(page, id));
            run(engine, scope, "document.getElementById('" + id + "').textContent = text");
        }
        run(engine, scope, before);
        run(engine, scope, script(page, "decode"));
        run(engine, scope, script(page, "explore"));
        run(engine, scope, "runFrames()");
        return scope;
    }

    private static Object run(Context engine, Scriptable scope, String script) {
        return engine.evaluateString(scope, script, "page", 1, null);
    }

    private static void assertShown(ModelFile.Content model, float[] z, Context engine, Scriptable scope) {
        assertShown(new FrozenModel(model.weights(), Kernels.named("ejml")), z, engine, scope);
    }

    private static void assertShown(FrozenModel model, float[] z, Context engine, Scriptable scope) {
        PictureFormat format = model.configuration().format();
        float[] expected = new float[format.values()];
        new Decoder(model, 1).decode(z, 1, expected);
        for (int p = 0; p < format.pixels(); p++)
            for (int c = 0; c < 3; c++) {
                int value = p * format.channels() + (format.inColour() ? c : 0);
                String shown = "elements.picture.pixels[" + (4 * p + c) + "]";
                assertEquals(255 * expected[value], ScriptRuntime.toNumber(run(engine, scope, shown)), 0.6);
            }
    }

    @Test
    void the_page_refers_to_nothing_outside_itself() {
        String page = page(model(2, Activation.RELU, "mnist"));
        assertFalse(page.replace("http-equiv", "").contains("http"));
        assertFalse(page.contains("url("));
        assertFalse(page.contains("import"));
        assertFalse(Pattern.compile("\\s(src|href|action|srcset)\\s*=")
                .matcher(page)
                .find());
        assertTrue(page.contains("default-src 'none'"));
        assertFalse(page.contains("{{"), "a place is left unfilled");
    }

    @Test
    void names_from_a_file_stay_texts() {
        var model = model(2, Activation.TANH, "</script><b>&");
        String page = DecoderPage.of(model, points(model, List.of("<i>", "\"x\"", "</script>")), 0);
        assertFalse(page.contains("<i>"));
        assertFalse(page.contains("</script><b>"));
        assertTrue(page.contains("&lt;i&gt;"));
        assertTrue(page.contains("&quot;x&quot;"));
    }

    @Test
    void sliders_come_in_the_order_of_use_and_the_map_shows_the_first_two() {
        var model = model(4, Activation.RELU, "sprites");
        var points = points(model, List.of());
        double[] kl = points.klPerLatent(points.size());
        var header = JsonParser.parseString(script(DecoderPage.of(model, points, 0), "model"))
                .getAsJsonObject();
        var order = header.getAsJsonArray("order");
        for (int i = 1; i < 4; i++)
            assertTrue(kl[order.get(i - 1).getAsInt()] >= kl[order.get(i).getAsInt()]);
        var map = header.getAsJsonArray("map");
        assertEquals(
                Math.min(order.get(0).getAsInt(), order.get(1).getAsInt()),
                map.get(0).getAsInt());
        assertEquals(
                Math.max(order.get(0).getAsInt(), order.get(1).getAsInt()),
                map.get(1).getAsInt());
        var mark = header.getAsJsonArray("points").get(5).getAsJsonArray();
        assertEquals(points.mu(5, map.get(0).getAsInt()), mark.get(0).getAsDouble(), 1e-3);
        assertEquals(points.mu(5, map.get(1).getAsInt()), mark.get(1).getAsDouble(), 1e-3);
    }

    @Test
    void settings_and_licence_stand_on_the_page() {
        String page = page(model(2, Activation.RELU, "fashion-mnist"));
        assertTrue(page.contains("Zalando"));
        assertTrue(page.contains("30,17"));
        assertTrue(page(model(2, Activation.RELU, "holiday")).contains("“holiday”"));
    }
}
