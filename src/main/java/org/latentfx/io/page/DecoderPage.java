package org.latentfx.io.page;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.data.Datasets;
import org.latentfx.io.ModelFile;
import org.latentfx.io.plot.MapLatents;
import org.latentfx.math.Kernels;
import org.latentfx.math.RandomStream;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.Weights;
import org.latentfx.model.codebook.CodePrior;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.model.layer.LayerPlan;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.model.layer.Tensor;
import org.latentfx.model.prior.PosteriorMixture;
import org.latentfx.text.Texts;

/**
 * A decoder as one HTML file that decodes in any browser, also of a phone, without a network: a slider a latent, most
 * used first, and a map of the two most used; of a conditional model with a choice of classes. The weights stand in it
 * as little-endian 32-bit floats in base64, layer by layer, each row by row and then its biases. It refers to
 * nothing outside itself and forbids its browser to load anything.
 */
public final class DecoderPage {
    /** So many images are marked on the map. */
    private static final int MOST_POINTS = 1500;

    /** So many random codes are drawn beforehand. */
    private static final int DRAWN = 200;

    /** Sliders reach at least so far, and at most so far where codes lie further out. */
    private static final double LEAST_RANGE = 3;

    private static final double MOST_RANGE = 8;

    private DecoderPage() {}

    /**
     * The page of {@code model}; the same each time.
     *
     * @param points where it puts images it has not learnt from; null of a model without an encoder
     * @param label class that a conditional model is asked for at first
     */
    public static String of(ModelFile.Content model, @Nullable LatentPoints points, int label) {
        var configuration = model.weights().configuration();
        ModelKind kind = configuration.kind();
        var texts = new HashMap<String, String>();
        for (String key :
                List.of("noscript", "picture", "points", "tiles", "random", "zero", "class", "trained", "made"))
            texts.put(key, Page.text("page.decoder." + key));
        String data = Datasets.title(model.data());
        int latents = configuration.latents();
        int[] map = MapLatents.of(points, configuration);
        texts.put("title", Page.text("page.decoder.title", data));
        texts.put(
                "lead",
                Page.escaped(Fact.text(lead(configuration), kind, latents, points == null ? 0 : points.size())));
        texts.put("plane", plane(latents, map));
        texts.put("legend", points == null ? "" : Page.legend(points.images()));
        texts.put("classes", classes(configuration, points, label));
        texts.put("css", Page.resource("page.css") + "\n" + Page.colours() + "\n" + Page.resource("decoder.css"));
        texts.put("facts", Page.table(Fact.ofRun(model)));
        texts.put("licence", Page.escaped(Fact.licence(model)));
        var json = header(configuration, points, map);
        json.add("prior", prior(model.weights()));
        json.add("codes", codes(model.weights()));
        texts.put("model", json.toString());
        texts.put("weights", Base64.getEncoder().encodeToString(weights(model)));
        texts.put("decode", Page.resource("decode.js"));
        texts.put("explore", Page.resource("explore.js"));
        return Page.filled("decoder.html", texts);
    }

    private static String lead(ModelConfiguration configuration) {
        return "page.decoder.lead" + (configuration.pseudoInputs() > 0 ? ".vamp" : "");
    }

    /** What random z are drawn from: μ and then σ of each component of a learnt prior; nothing where it is N(0, I). */
    private static JsonArray prior(Weights weights) {
        var components = new JsonArray();
        var prior = new FrozenModel(weights, Kernels.named("ejml")).prior();
        if (prior instanceof CodePrior codes) return drawn(codes);
        if (!(prior instanceof PosteriorMixture mixture)) return components;
        for (int k = 0; k < mixture.components(); k++) {
            var one = new JsonArray();
            for (int j = 0; j < mixture.latents(); j++) one.add(Math.round(1000 * mixture.mu(k, j)) / 1000.0);
            for (int j = 0; j < mixture.latents(); j++)
                one.add(Math.round(1000 * Math.exp(0.5 * mixture.logVar(k, j))) / 1000.0);
            components.add(one);
        }
        return components;
    }

    /** Random z of a codebook: some drawn beforehand, without a width. */
    private static JsonArray drawn(CodePrior prior) {
        int latents = prior.latents();
        float[] z = new float[DRAWN * latents];
        prior.draw(Kernels.named("ejml"), RandomStream.INTERFACE.key(1), 0, DRAWN, z);
        var all = new JsonArray();
        for (int k = 0; k < DRAWN; k++) {
            var one = new JsonArray();
            for (int j = 0; j < latents; j++) one.add(Math.round(1000 * z[k * latents + j]) / 1000.0);
            for (int j = 0; j < latents; j++) one.add(0);
            all.add(one);
        }
        return all;
    }

    /** What z is rounded to; nothing where it is taken as it is. */
    private static JsonArray codes(Weights weights) {
        var codes = new JsonArray();
        var codebook = new FrozenModel(weights, Kernels.named("ejml")).codebook();
        for (int k = 0; codebook != null && k < codebook.shape().codes(); k++) {
            var one = new JsonArray();
            for (int d = 0; d < codebook.shape().size(); d++) one.add(codebook.code(k, d));
            codes.add(one);
        }
        return codes;
    }

    private static String plane(int latents, int[] map) {
        if (latents < 2) return "";
        String key = latents == 2 ? "page.decoder.plane" : "page.decoder.plane.of-more";
        return Page.text(key, map[0], map[1]);
    }

    /** What can be asked for, with {@code label} chosen. */
    private static String classes(ModelConfiguration configuration, @Nullable LatentPoints points, int label) {
        var options = new StringBuilder();
        for (int k = 0; k < configuration.classes(); k++) {
            var names = points == null ? List.<String>of() : points.images().classNames();
            String name = k < names.size() ? names.get(k) : String.valueOf(k);
            options.append(k == label ? "<option selected=\"selected\">" : "<option>")
                    .append(Page.escaped(name))
                    .append("</option>");
        }
        return options.toString();
    }

    /** What the script is told. Signs that end a script are written as escapes by the library. */
    private static JsonObject header(ModelConfiguration configuration, @Nullable LatentPoints points, int[] map) {
        var json = new JsonObject();
        json.addProperty("width", configuration.width());
        json.addProperty("height", configuration.height());
        json.addProperty("channels", configuration.format().channels());
        json.addProperty("latents", configuration.latents());
        json.addProperty("classes", configuration.classes());
        json.addProperty("activation", configuration.activation().name().toLowerCase(Locale.ROOT));
        json.addProperty("likelihood", configuration.likelihood().key());
        var marks = new JsonArray();
        Page.paths().forEach(marks::add);
        json.add("marks", marks);
        json.addProperty("mapText", Texts.of("page.decoder.map"));
        json.addProperty("range", points == null ? LEAST_RANGE : range(points));
        var layers = new JsonArray();
        for (LayerPlan plan : configuration.decoderLayers()) layers.add(layer(plan));
        json.add("layers", layers);
        json.add("order", array(MapLatents.mostUsedFirst(points, configuration)));
        json.add("map", array(configuration.latents() < 2 ? new int[0] : map));
        json.add("kl", used(configuration, points));
        json.add("points", points == null ? new JsonArray() : marks(points, map));
        return json;
    }

    /** How much of each latent is used, in words; nothing where a code has no KL. */
    private static JsonArray used(ModelConfiguration configuration, @Nullable LatentPoints points) {
        var used = new JsonArray();
        if (points == null || !configuration.klPerLatent()) {
            for (int j = 0; j < configuration.latents(); j++) used.add("");
            return used;
        }
        for (double nats : points.klPerLatent(points.size()))
            used.add(Texts.of("page.decoder.kl", Fact.number(nats, 2)));
        return used;
    }

    private static JsonObject layer(LayerPlan plan) {
        var json = new JsonObject();
        var spec = plan.spec();
        json.addProperty("inputs", spec == null ? plan.in().values() : plan.in().channels());
        json.addProperty("outputs", plan.biases());
        if (spec == null) return json;
        json.addProperty("columns", plan.in().width());
        json.addProperty("height", plan.out().height());
        json.addProperty("width", plan.out().width());
        json.addProperty("kernel", spec.kernel());
        json.addProperty("stride", spec.stride());
        json.addProperty("padding", LayerSpec.PADDING);
        return json;
    }

    private static JsonArray array(int[] numbers) {
        var array = new JsonArray();
        for (int number : numbers) array.add(number);
        return array;
    }

    /** How far codes reach, but for the outermost hundredth. */
    private static double range(LatentPoints points) {
        double[] far = new double[points.mu().length];
        for (int i = 0; i < far.length; i++) far[i] = Math.abs(points.mu()[i]);
        Arrays.sort(far);
        double most = far.length == 0 ? 0 : far[(int) (0.99 * (far.length - 1))];
        return Math.max(LEAST_RANGE, Math.min(MOST_RANGE, Math.ceil(2 * most) / 2));
    }

    /** Place on the map and class of some images, evenly chosen. */
    private static JsonArray marks(LatentPoints points, int[] map) {
        var marks = new JsonArray();
        if (points.latents() < 2) return marks;
        int count = Math.min(MOST_POINTS, points.size());
        for (int k = 0; k < count; k++) {
            int i = (int) ((long) k * points.size() / count);
            var mark = new JsonArray();
            mark.add(Math.round(1000 * points.mu(i, map[0])) / 1000.0);
            mark.add(Math.round(1000 * points.mu(i, map[1])) / 1000.0);
            mark.add(points.images().labels()[i] & 0xff);
            marks.add(mark);
        }
        return marks;
    }

    private static byte[] weights(ModelFile.Content model) {
        var tensors = model.weights().configuration().tensors().stream()
                .filter(tensor -> tensor.name().startsWith("decoder.")
                        || List.of("out.weight", "out.bias").contains(tensor.name()))
                .toList();
        int count = tensors.stream().mapToInt(Tensor::size).sum();
        var bytes = ByteBuffer.allocate(Float.BYTES * count).order(ByteOrder.LITTLE_ENDIAN);
        var floats = bytes.asFloatBuffer();
        for (Tensor tensor : tensors) floats.put(model.weights().values(), tensor.offset(), tensor.size());
        return bytes.array();
    }
}
