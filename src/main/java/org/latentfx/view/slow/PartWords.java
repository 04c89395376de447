package org.latentfx.view.slow;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.latentfx.math.Activation;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.model.layer.Tensor;
import org.latentfx.session.slow.SlowMotion.Shown;
import org.latentfx.session.slow.Stage;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.slow.Part.Kind;

/** What the parts of a model's graph are called, and what is said of each. Immutable. */
record PartWords(ModelConfiguration model) {
    private static final String SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

    private int depth() {
        return model.hidden().size();
    }

    private String key(Part part) {
        String key = "slow.part." + Part.look(part.kind());
        if (players()) return Texts.has(key + ".gan.tip") ? key + ".gan" : key;
        String own = key + "." + model.kind().key();
        if (Texts.has(own + ".tip")) return own;
        boolean point = !model.kind().variational() && (part.kind() == Kind.MU || part.kind() == Kind.LATENT);
        return key + (point ? ".point" : "");
    }

    /** Whether it is a generator and a discriminator. */
    private boolean players() {
        return model.kind() == ModelKind.GAN;
    }

    String name(Part part) {
        return switch (part.kind()) {
            case ENCODER, DECODER -> Texts.of(key(part), part.layer() + 1);
            case WEIGHTS -> weights(part.layer());
            default -> Texts.of(key(part));
        };
    }

    String symbol(Part part) {
        return switch (part.kind()) {
            case ENCODER -> "h" + subscript(part.layer() + 1);
            case DECODER -> "g" + subscript(part.layer() + 1);
            case WEIGHTS -> weights(part.layer());
            default -> Texts.of(key(part) + ".brief");
        };
    }

    /** φ of the encoder and its heads, θ of the decoder, D and G of the two players; counted on each side. */
    private String weights(int layer) {
        boolean first = layer <= depth();
        String player = players() ? (first ? "D" : "G") : first ? "φ" : "θ";
        return player + subscript(first ? layer + 1 : layer - depth());
    }

    static String subscript(int number) {
        var text = new StringBuilder();
        for (char digit : Integer.toString(number).toCharArray()) text.append(SUBSCRIPTS.charAt(digit - '0'));
        return text.toString();
    }

    /** What it is, and which terms of the loss it serves. */
    String tip(Part part) {
        String about =
                switch (part.kind()) {
                    case ENCODER, DECODER ->
                        Texts.of(key(part) + ".tip", part.layer() + 1, units(part), activation(part));
                    case WEIGHTS ->
                        Texts.of(
                                key(part) + ".tip",
                                name(part),
                                shape(part.layer()),
                                Figures.count(count(part.layer())));
                    case RECONSTRUCTION -> Texts.of(key(part) + ".tip." + likelihood());
                    default -> Texts.of(key(part) + ".tip", model.latents(), Figures.count(model.values()));
                };
        return about + "\n" + serves(part);
    }

    private String serves(Part part) {
        if (players()) {
            boolean generator = part.serves(Kind.GENERATOR, depth()) || part.kind() == Kind.GENERATOR;
            return Texts.of(generator ? "slow.serves.generator" : "slow.serves.discriminator");
        }
        if (!model.kind().variational()) return Texts.of("slow.serves.only");
        if (model.kind() == ModelKind.IWAE) return Texts.of("slow.serves.bound");
        boolean kl = part.servesKl(depth());
        if (part.servesReconstruction()) return Texts.of(kl ? "slow.serves.both" : "slow.serves.reconstruction");
        return Texts.of("slow.serves.kl");
    }

    private String likelihood() {
        return model.likelihood().key();
    }

    /** A discriminator has its own, whatever the model's is. */
    private String activation(Part part) {
        boolean judging = players() && part.kind() == Kind.ENCODER;
        return activation(judging ? Activation.LEAKY_RELU : model.activation());
    }

    static String activation(Activation activation) {
        return Texts.of("setting.activation." + activation.name().toLowerCase(Locale.ROOT));
    }

    int units(Part part) {
        List<Integer> hidden = model.widths();
        return hidden.get(part.kind() == Kind.ENCODER ? part.layer() : depth() - 1 - part.layer());
    }

    // ---- within the boxes ----

    /** While there is no step. */
    String rest(Part part) {
        return switch (part.kind()) {
            case INPUT, OUTPUT -> Texts.of("slow.rest.picture", model.width(), model.height());
            case ENCODER, DECODER -> Texts.of("slow.rest.units", activation(part), units(part));
            case MU, LOG_VAR, NOISE, LATENT, KL, OPINION, GENERATOR, DISCRIMINATOR ->
                Texts.of(key(part) + ".rest", model.latents());
            case RECONSTRUCTION -> Texts.of("slow.rest.reconstruction." + likelihood());
            case WEIGHTS -> Texts.of("slow.rest.weights", shape(part.layer()), Figures.shortCount(count(part.layer())));
        };
    }

    /** While a step is shown up to {@code stage}. */
    String during(Part part, Shown step, Stage stage) {
        if (part.kind() != Kind.WEIGHTS || !Stage.GRADIENTS.reachedBy(stage)) return rest(part);
        LayerStep layer = LayerStep.of(step, model, part.layer());
        return stage == Stage.GRADIENTS
                ? Texts.of("slow.weights.gradient", Figures.brief(layer.gradient()))
                : Texts.of("slow.weights.update", Figures.brief(100 * layer.ratio()));
    }

    // ---- weights ----

    private List<Tensor> tensors(int layer) {
        return LayerStep.tensors(model, layer);
    }

    private String shape(int layer) {
        Tensor weight = tensors(layer).get(0);
        int columns = tensors(layer).stream()
                .filter(tensor -> !tensor.bias())
                .mapToInt(Tensor::columns)
                .sum();
        return Texts.of("slow.shape", weight.rows(), columns);
    }

    /** Of all layers; a GAN's averages of its generator's weights are not counted twice. */
    long parameters() {
        return IntStream.range(0, 2 * depth() + 2).mapToLong(this::count).sum();
    }

    private long count(int layer) {
        return tensors(layer).stream().mapToLong(Tensor::size).sum();
    }
}
