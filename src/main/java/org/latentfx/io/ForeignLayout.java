package org.latentfx.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.PictureFormat;
import org.latentfx.io.Safetensors.Entry;
import org.latentfx.math.Activation;
import org.latentfx.model.Likelihood;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.model.layer.Tensor;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.Setting;
import org.latentfx.train.Settings;

/**
 * The tensors of a VAE that another program saved, recognised by their shapes and, where those leave a choice, by their
 * names: dense layers from the pixels to two heads μ and log σ² of one size (or one head that holds both, μ first) and
 * back, weights as [out, in], such as {@code fc1, fc21, fc22, fc3, fc4} or {@code encoder.0, encoder.2, mu, logvar,
 * decoder.0, decoder.2}. What no tensor tells is assumed, and said. Immutable.
 *
 * @param sources where each of our tensors stands in the file
 * @param note in a few sentences what was found, what was assumed and what was left out
 */
record ForeignLayout(Hyperparameters hyperparameters, PictureFormat format, Map<String, Source> sources, String note) {
    /**
     * Where a tensor stands: rows of {@code entry} from row {@code first} on.
     *
     * @param entry null for a bias that the file does not have, which is zero
     */
    record Source(@Nullable Entry entry, int first) {}

    /** A dense layer, some outputs of one in the file. */
    private record Layer(
            String name, Entry weight, @Nullable Entry bias, int first, int out) {
        int in() {
            return weight.shape().get(1);
        }

        /** Its outputs {@code from} to {@code to}. */
        Layer part(int from, int to) {
            return new Layer(name, weight, bias, from, to - from);
        }
    }

    private static final String WEIGHT = ".weight";
    private static final String BIAS = ".bias";
    private static final Pattern MEAN = Pattern.compile("(?i).*(mu|mean|fc21|loc)[^.]*");
    private static final Pattern LOG_VARIANCE = Pattern.compile("(?i).*(var|sigma|std|scale|fc22)[^.]*");
    private static final int MOST_NAMED = 12;

    /**
     * Recognises the layers. Throws {@link Refusal} calling the file {@code file} if they make no VAE.
     *
     * @param told what a person says that no tensor tells: {@code activation}, {@code likelihood}
     */
    static ForeignLayout of(Safetensors header, Map<String, String> told, String file) {
        var left = new ArrayList<>(header.entries());
        List<Layer> layers = layers(left);
        List<Layer> heads = heads(layers);
        if (heads.isEmpty()) throw unknown(header, file);
        Layer mean = heads.get(0);
        var rest = new ArrayList<>(layers);
        rest.removeIf(layer -> heads.stream().anyMatch(head -> head.weight() == layer.weight()));
        List<Layer> encoder = encoder(rest);
        rest.removeAll(encoder);
        int pixels = encoder.isEmpty() ? mean.in() : encoder.get(0).in();
        List<Layer> down = chain(encoder, pixels, mean.in());
        List<Layer> up = chain(rest, mean.out(), pixels);
        List<Integer> widths = down.stream().map(Layer::out).toList();
        if (down.size() != encoder.size() || up.size() != down.size() + 1 || !mirrors(up, widths))
            throw unknown(header, file);
        var all = new LinkedHashMap<String, Layer>();
        for (int i = 0; i < down.size(); i++) all.put("encoder." + i, down.get(i));
        all.put("mu", mean);
        all.put("log_var", heads.get(1));
        for (int i = 0; i < down.size(); i++) all.put("decoder." + i, up.get(i));
        all.put("out", up.get(down.size()));
        return found(all, pixels, settings(widths, mean.out(), pixels, told, file), told, left, file);
    }

    // ---- layers ----

    /** The layers in the order of their names, numbers as numbers; their tensors are taken out of {@code left}. */
    private static List<Layer> layers(List<Entry> left) {
        var byName = left.stream().collect(Collectors.toMap(Entry::name, entry -> entry));
        var layers = new ArrayList<Layer>();
        for (Entry weight : List.copyOf(left)) {
            if (!weight.name().endsWith(WEIGHT) || weight.shape().size() != 2) continue;
            String name = weight.name().substring(0, weight.name().length() - WEIGHT.length());
            Entry bias = byName.get(name + BIAS);
            int out = weight.shape().get(0);
            if (bias != null && !bias.shape().equals(List.of(out))) continue;
            layers.add(new Layer(name, weight, bias, 0, out));
            left.remove(weight);
            left.remove(bias);
        }
        layers.sort(Comparator.comparing(layer -> natural(layer.name())));
        return layers;
    }

    /** A key that sorts "fc10" behind "fc9". */
    private static String natural(String name) {
        return Pattern.compile("\\d+")
                .matcher(name)
                .replaceAll(number -> "0".repeat(Math.max(0, 9 - number.group().length())) + number.group());
    }

    /** μ and log σ²: by their names, or two of one shape that follow each other, or the halves of one. */
    private static List<Layer> heads(List<Layer> layers) {
        if (layers.size() % 2 == 0) return halves(layers); // as many layers down as up
        for (Layer mean : layers)
            for (Layer variance : layers)
                if (LOG_VARIANCE.matcher(variance.name()).matches()
                        && MEAN.matcher(mean.name()).matches()
                        && !LOG_VARIANCE.matcher(mean.name()).matches()
                        && sameShape(mean, variance)) return List.of(mean, variance);
        List<Layer> heads = List.of();
        for (int i = 0; i + 1 < layers.size(); i++)
            if (sameShape(layers.get(i), layers.get(i + 1))
                    && (heads.isEmpty() || layers.get(i).out() < heads.get(0).out()))
                heads = List.of(layers.get(i), layers.get(i + 1));
        return heads;
    }

    private static List<Layer> halves(List<Layer> layers) {
        for (Layer both : layers)
            for (Layer next : layers)
                if (next != both && both.out() == 2 * next.in() && next.out() == both.in())
                    return List.of(both.part(0, next.in()), both.part(next.in(), both.out()));
        return List.of();
    }

    private static boolean sameShape(Layer a, Layer b) {
        return a.in() == b.in() && a.out() == b.out();
    }

    /** Those of {@code layers} that belong to the encoder; the decoder has as many and the output layer. */
    private static List<Layer> encoder(List<Layer> layers) {
        if (layers.stream().anyMatch(layer -> says(layer, "enc")))
            return layers.stream().filter(layer -> says(layer, "enc")).toList();
        if (layers.stream().anyMatch(layer -> says(layer, "dec")))
            return layers.stream()
                    .filter(layer -> !says(layer, "dec") && !says(layer, "out"))
                    .toList();
        return List.copyOf(layers.subList(0, layers.size() / 2)); // without a word they come in order
    }

    private static boolean says(Layer layer, String part) {
        return layer.name().toLowerCase(Locale.ROOT).contains(part);
    }

    /** {@code layers} in an order that leads from {@code in} values to {@code out}; empty if there is none. */
    private static List<Layer> chain(List<Layer> layers, int in, int out) {
        var left = new ArrayList<>(layers);
        var chain = new ArrayList<Layer>();
        int at = in;
        while (!left.isEmpty()) {
            int from = at;
            Layer next = left.stream()
                    .filter(layer -> layer.in() == from)
                    .findFirst()
                    .orElse(null);
            if (next == null) return List.of();
            left.remove(next);
            chain.add(next);
            at = next.out();
        }
        return at == out ? chain : List.of();
    }

    /** Whether the decoder has the encoder's widths in reverse. */
    private static boolean mirrors(List<Layer> decoder, List<Integer> widths) {
        for (int i = 0; i < widths.size(); i++)
            if (decoder.get(i).out() != widths.get(widths.size() - 1 - i)) return false;
        return true;
    }

    private static Refusal unknown(Safetensors header, String file) {
        String found = header.entries().stream()
                .limit(MOST_NAMED)
                .map(entry -> entry.name() + " " + entry.shape())
                .collect(Collectors.joining(", "));
        int more = header.entries().size() - MOST_NAMED;
        return new Refusal("io.foreign.unknown", file, found, Math.max(0, more));
    }

    // ---- what was found ----

    private static ForeignLayout found(
            Map<String, Layer> layers,
            int pixels,
            Hyperparameters settings,
            Map<String, String> told,
            List<Entry> left,
            String file) {
        var sources = new HashMap<String, Source>();
        layers.forEach((name, layer) -> {
            sources.put(name + WEIGHT, new Source(layer.weight(), layer.first()));
            sources.put(name + BIAS, new Source(layer.bias(), layer.first()));
        });
        PictureFormat format = format(pixels);
        String note = note(layers, settings, format, told, left, file);
        return new ForeignLayout(settings, format, sources, note);
    }

    /** Square and grey, or square and in colour; else grey and as nearly square as can be, and upright. */
    private static PictureFormat format(int values) {
        int side = side(values);
        int third = side(values / PictureFormat.COLOUR);
        if (side * side != values && PictureFormat.COLOUR * third * third == values)
            return new PictureFormat(third, third, PictureFormat.COLOUR);
        int width = Math.max(1, side);
        while (values % width != 0) width--;
        return PictureFormat.grey(width, values / width);
    }

    private static int side(int pixels) {
        return (int) Math.sqrt(pixels);
    }

    /**
     * Brings inputs and outputs of a picture in colour, whose planes follow one another where pictures are channels ×
     * height × width, into the order of {@link PictureFormat}.
     *
     * @param weights laid out as {@code of} says. Modified.
     */
    static void interleave(ModelConfiguration of, float[] weights) {
        if (!of.format().inColour()) return;
        int n = of.values();
        int[] from = new int[n];
        for (int i = 0; i < n; i++)
            from[i] = i % PictureFormat.COLOUR * of.format().pixels() + i / PictureFormat.COLOUR;
        int first = of.hidden().isEmpty() ? 2 : 1; // without hidden layers both heads read the picture
        for (Tensor tensor : of.tensors()) {
            boolean reads = !tensor.bias() && first > 0;
            boolean draws = tensor.name().startsWith("out.");
            if (!reads && !draws) continue;
            if (reads) first--;
            float[] planes = Arrays.copyOfRange(weights, tensor.offset(), tensor.offset() + tensor.size());
            for (int row = 0; row < tensor.rows(); row++)
                for (int column = 0; column < tensor.columns(); column++)
                    weights[tensor.offset() + row * tensor.columns() + column] =
                            planes[(reads ? from[row] : row) * tensor.columns() + (draws ? from[column] : column)];
        }
    }

    private static Hyperparameters settings(
            List<Integer> widths, int latents, int pixels, Map<String, String> told, String file) {
        try {
            var base = Preset.MAP.hyperparameters();
            var dense =
                    LayerSpec.dense(widths.stream().mapToInt(Integer::intValue).toArray());
            var wide = Settings.HIDDEN.with(Settings.LATENTS.with(base, latents), dense);
            var assumed =
                    Settings.LIKELIHOOD.with(Settings.ACTIVATION.with(wide, Activation.RELU), Likelihood.BERNOULLI);
            var settings = Settings.fromTexts(assumed, told);
            if (settings.model(format(pixels)).learnsVariance()) throw new Refusal("io.foreign.variance");
            return settings;
        } catch (Refusal e) {
            throw new Refusal(e, "io.model.settings", file, String.valueOf(e.getMessage()));
        }
    }

    private static String note(
            Map<String, Layer> layers,
            Hyperparameters settings,
            PictureFormat format,
            Map<String, String> told,
            List<Entry> left,
            String file) {
        String matched = layers.entrySet().stream()
                .map(match -> match.getValue().name() + " → " + match.getKey())
                .collect(Collectors.joining(", "));
        var assumed = new ArrayList<String>(List.of(format.words()));
        var said = new ArrayList<String>();
        for (Setting<?> setting : List.of(Settings.ACTIVATION, Settings.LIKELIHOOD))
            (told.containsKey(setting.key()) ? said : assumed)
                    .add(Texts.of(
                            "io.foreign.setting", setting.label().toLowerCase(Locale.ROOT), setting.text(settings)));
        String note = Texts.of("io.foreign.note", file, matched, String.join(", ", assumed));
        if (!said.isEmpty()) note += " " + Texts.of("io.foreign.told", String.join(", ", said));
        if (format.inColour()) note += " " + Texts.of("io.foreign.planes");
        if (layers.values().stream().anyMatch(layer -> layer.bias() == null)) note += " " + Texts.of("io.foreign.bias");
        if (left.isEmpty()) return note;
        String names = left.stream().limit(MOST_NAMED).map(Entry::name).collect(Collectors.joining(", "));
        return note + " " + Texts.of("io.foreign.left", names, Math.max(0, left.size() - MOST_NAMED));
    }
}
