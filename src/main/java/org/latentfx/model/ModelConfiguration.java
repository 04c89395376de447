package org.latentfx.model;

import java.util.ArrayList;
import java.util.List;
import org.latentfx.data.PictureFormat;
import org.latentfx.math.Activation;
import org.latentfx.model.autoregressive.PixelOrder;
import org.latentfx.model.codebook.CodebookShape;
import org.latentfx.model.kind.Capability;
import org.latentfx.model.kind.KindOptions;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.model.layer.LayerPlan;
import org.latentfx.model.layer.LayerPlan.Shape;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.model.layer.Tensor;
import org.latentfx.model.layer.TensorLayout;
import org.latentfx.model.layer.TensorList;
import org.latentfx.nn.Layer;
import org.latentfx.text.Numbers;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;

/**
 * The structure of a model: everything that decides the shape of its weights and the meaning of its outputs. Encoder
 * layers are {@code hidden} in order; the decoder mirrors them. Immutable and valid by construction: a value out of
 * range is a {@link Refusal} naming it as the screen does, its value and its range.
 *
 * @param kind what the networks are made into
 * @param format of the images, width and height within {@link #SIDE}; each of their values is an input and an output
 * @param hidden the encoder's hidden layers, their units within {@link #WIDTHS}, as many as {@link #LAYERS} allows
 * @param latents size of z, within {@link #LATENTS}; 1 of a model without z, the number that names a draw
 * @param variance σ² of the Gaussian likelihood, within {@link #VARIANCE}; of that one alone
 * @param options what only some kinds have
 */
public record ModelConfiguration(
        ModelKind kind,
        PictureFormat format,
        List<LayerSpec> hidden,
        int latents,
        Activation activation,
        Likelihood likelihood,
        double variance,
        KindOptions options) {
    /** Numbers from {@code least} to {@code most}, both included. */
    public record Range(double least, double most) {
        /** False for NaN. */
        public boolean contains(double value) {
            return value >= least && value <= most;
        }
    }

    private static final String PSEUDO = "prior.pseudo_inputs";
    public static final Range SIDE = new Range(1, 256);
    public static final Range LAYERS = new Range(0, 8);
    public static final Range WIDTHS = new Range(1, 2048);
    public static final Range LATENTS = new Range(1, 512);
    public static final Range CLASSES = new Range(2, 256);
    public static final Range SAMPLES = new Range(1, 200);
    public static final Range PSEUDO_INPUTS = new Range(1, 5000);
    public static final Range CODES = new Range(2, 4096);
    public static final Range VARIANCE = new Range(0.0001, 10);

    /** Of a kind without options. */
    public ModelConfiguration(
            ModelKind kind,
            PictureFormat format,
            List<LayerSpec> hidden,
            int latents,
            Activation activation,
            Likelihood likelihood,
            double variance) {
        this(kind, format, hidden, latents, activation, likelihood, variance, KindOptions.NONE);
    }

    /** A VAE of dense layers of {@code hidden} units, of grey images of {@code width × height} pixels. */
    public ModelConfiguration(
            int width,
            int height,
            List<Integer> hidden,
            int latents,
            Activation activation,
            Likelihood likelihood,
            double variance) {
        this(
                ModelKind.VAE,
                PictureFormat.grey(width, height),
                dense(hidden),
                latents,
                activation,
                likelihood,
                variance);
    }

    private static List<LayerSpec> dense(List<Integer> units) {
        return LayerSpec.dense(units.stream().mapToInt(Integer::intValue).toArray());
    }

    public ModelConfiguration {
        hidden = List.copyOf(hidden);
        check("model.width", format.width(), SIDE);
        check("model.height", format.height(), SIDE);
        check("model.layers", hidden.size(), LAYERS);
        for (LayerSpec layer : hidden) check("setting.hidden.label", layer.units(), WIDTHS);
        if (!LayerSpec.inOrder(hidden)) throw new Refusal("model.convolution.order");
        boolean convolutional = !hidden.isEmpty() && hidden.get(0).convolution();
        if (convolutional && !kind.can(Capability.ENCODES)) throw new Refusal("model.convolution." + kind.key());
        if (convolutional && kind.can(Capability.CONDITIONAL)) throw new Refusal("model.convolution.conditional");
        LayerPlan.check(Shape.of(format), hidden);
        if (likelihood.ofWords() && !format.letters()) throw new Refusal("model.words", format.words());
        boolean inOrder = kind.can(Capability.AUTOREGRESSIVE);
        if (inOrder && format.letters()) throw new Refusal("model.words.made");
        check("setting.latents.label", latents, inOrder ? new Range(1, 1) : LATENTS);
        check("setting.variance.label", variance, VARIANCE);
        check("setting.classes.label", options.classes(), kind.can(Capability.CONDITIONAL) ? CLASSES : new Range(0, 0));
        check(
                "setting.importance-samples.label",
                options.samples(),
                kind == ModelKind.IWAE ? SAMPLES : new Range(1, 1));
        if (options.pseudoInputs() != 0)
            check(
                    "setting.pseudo-inputs.label",
                    options.pseudoInputs(),
                    kind == ModelKind.VAE ? PSEUDO_INPUTS : new Range(0, 0));
        if (options.codebook().there() != (kind == ModelKind.VQVAE)) throw new Refusal("model.codes", kind.label());
        if (options.codebook().there()) checkCodes(options.codebook(), latents);
        if (activation == Activation.IDENTITY) throw new Refusal("model.activation", "identity");
    }

    private static void checkCodes(CodebookShape codebook, int latents) {
        check("setting.codes.label", codebook.codes(), CODES);
        check("setting.code-size.label", codebook.size(), LATENTS);
        if (latents % codebook.size() != 0) throw new Refusal("model.codes.slots", latents, codebook.size());
    }

    /** @param name the key of what the screen calls the value */
    private static void check(String name, double value, Range range) {
        if (range.contains(value)) return;
        throw new Refusal(
                "model.range",
                Texts.of(name),
                Numbers.plain(value),
                Numbers.plain(range.least()),
                Numbers.plain(range.most()));
    }

    public int classes() {
        return options.classes();
    }

    public int samples() {
        return options.samples();
    }

    public int pseudoInputs() {
        return options.pseudoInputs();
    }

    public CodebookShape codebook() {
        return options.codebook();
    }

    public PixelOrder order() {
        return options.order();
    }

    public int width() {
        return format.width();
    }

    public int height() {
        return format.height();
    }

    /** Numbers that the encoder reads: an image, and which class it is of, one number a class (1, the others 0). */
    public int inputs() {
        return values() + classes();
    }

    /** Numbers that the decoder reads: a point z, and the class as above. */
    public int codes() {
        return latents + classes();
    }

    /** Numbers in one image: outputs of the decoder. */
    public int values() {
        return format.values();
    }

    /**
     * Every tensor in order: encoder.0.weight, encoder.0.bias, …, mu.weight, mu.bias, log_var.weight, log_var.bias,
     * decoder.0.weight, …, out.weight, out.bias. Where a code is a point, code.weight and code.bias are in the place of
     * those of mu and log_var. Behind them stand prior.pseudo_inputs, of which a sigmoid makes pseudo-inputs, where the
     * prior is learnt, codebook.codes, codebook.counts and codebook.sums where latents are rounded, and out.log_var,
     * log σ² of the pixels, where that is. Of a MADE they are hidden.0.weight, …, out.bias, and behind them order, the
     * place of each value, and degree.0, …, by which weights are cut. Of a GAN the two players come first,
     * discriminator.… (with u, 1 × out, the direction that spectral normalisation keeps) and generator.…; the decoder
     * is the generator averaged over the last steps.
     */
    public List<Tensor> tensors() {
        var list = new TensorList();
        if (autoregressive()) return masked(list);
        if (kind.can(Capability.ENCODES)) {
            var plans = encoderLayers();
            for (int i = 0; i < hidden.size(); i++) list.add("encoder." + i, plans.get(i));
            var head = LayerPlan.dense(plans.get(hidden.size()).in(), Shape.units(latents));
            for (String name : heads()) list.add(name, head);
        } else {
            addPlayers(list);
        }
        addDecoder(list, "decoder.", "out");
        if (pseudoInputs() > 0) {
            int places = LayerPlan.shapes(Shape.of(format), hidden).get(0).pixels();
            var layout = new TensorLayout(List.of(pseudoInputs(), values()), 1, places, true, values(), 1);
            list.add(PSEUDO, pseudoInputs(), values(), layout);
        }
        if (codebook().there()) addCodebook(list);
        if (learnsVariance()) list.add("out.log_var", 1, 1, new TensorLayout(List.of(1), 1, 1, false, 1, 1));
        return list.all();
    }

    private List<Tensor> masked(TensorList list) {
        var plans = layers();
        int last = hidden.size();
        for (int i = 0; i <= last; i++) list.add(i < last ? "hidden." + i : "out", plans.get(i));
        list.add("order", 1, values(), plans.get(last).biasLayout());
        for (int i = 0; i < last; i++)
            list.add("degree." + i, 1, plans.get(i).biases(), plans.get(i).biasLayout());
        return list.all();
    }

    private void addCodebook(TensorList list) {
        int k = codebook().codes();
        int d = codebook().size();
        var layout = new TensorLayout(List.of(k, d), 1, 1, true, d, 1);
        list.add("codebook.codes", k, d, layout);
        list.add("codebook.counts", 1, k, new TensorLayout(List.of(k), 1, 1, true, 1, 1));
        list.add("codebook.sums", k, d, layout);
    }

    private void addPlayers(TensorList list) {
        var in = Shape.units(values());
        for (int i = 0; i <= hidden.size(); i++) {
            boolean last = i == hidden.size();
            String name = "discriminator." + (last ? "out" : i);
            var out = Shape.units(last ? 1 : hidden.get(i).units());
            list.add(name, LayerPlan.dense(in, out));
            var direction = LayerPlan.dense(Shape.units(1), out);
            list.add(name + ".u", 1, out.values(), direction.weightLayout());
            in = out;
        }
        addDecoder(list, "generator.", "generator.out");
    }

    private void addDecoder(TensorList list, String name, String last) {
        var plans = decoderLayers();
        for (int i = 0; i < hidden.size(); i++) list.add(name + i, plans.get(i));
        list.add(last, plans.get(hidden.size()));
    }

    /** The first of the {@link #tensors} that a picture is decoded by. */
    int firstOfDecoder() {
        int behind = (learnsVariance() ? 1 : 0)
                + (pseudoInputs() > 0 ? 1 : 0)
                + (codebook().there() ? 3 : 0);
        return tensors().size() - behind - 2 * (hidden.size() + 1);
    }

    /** Where the pseudo-inputs of a learnt prior begin among all weights. */
    int firstPseudoInput() {
        return parameterCount() - pseudoInputs() * values();
    }

    /** Where codes begin among all weights. */
    int firstCode() {
        int numbers = 2 * codebook().codes() * codebook().size() + codebook().codes();
        return parameterCount() - (learnsVariance() ? 1 : 0) - numbers;
    }

    /** Whether the model is trained to give pictures for z ~ N(0, I), or for z of no other prior. */
    public boolean sampledFromNormal() {
        return kind.sampledFromPrior() && pseudoInputs() == 0;
    }

    /** Whether a grid over two latents shows what it draws: of what no prior holds to N(0, I) samples show more. */
    public boolean hasGrid() {
        return pseudoInputs() == 0 && !codebook().there();
    }

    /** Whether it has neither encoder nor decoder, but draws values one by one. */
    public boolean autoregressive() {
        return kind.can(Capability.AUTOREGRESSIVE);
    }

    /** Whether it can be asked for {@code capability}. */
    public boolean can(Capability capability) {
        if (capability == Capability.HAS_PIXELS) return !format.letters();
        return kind.can(capability) && (capability != Capability.KL_PER_LATENT || pseudoInputs() == 0);
    }

    /** Whether its KL is a sum over latents, in closed form. */
    public boolean klPerLatent() {
        return can(Capability.KL_PER_LATENT);
    }

    /** Why it cannot be asked for {@code capability}, in one sentence. */
    public String missing(Capability capability) {
        if (capability == Capability.HAS_PIXELS) return Texts.of("capability.has-pixels.words");
        return kind.can(capability) ? Texts.of("capability.kl-per-latent.vamp") : capability.missing(kind);
    }

    /** Whether σ² of the pixels is learnt: its logarithm is then the last of all numbers. */
    public boolean learnsVariance() {
        return likelihood.learnsVariance()
                && kind.can(Capability.ENCODES)
                && kind != ModelKind.IWAE
                && pseudoInputs() == 0;
    }

    /** How many of the {@link #tensors} learn by themselves: those behind are averages of some, or decide masks. */
    public int trained() {
        if (codebook().there()) return firstOfDecoder() + 2 * (hidden.size() + 1);
        if (autoregressive()) return 2 * (hidden.size() + 1);
        return kind == ModelKind.GAN ? firstOfDecoder() : tensors().size();
    }

    /** Numbers that each hidden layer of an encoder puts out. */
    public List<Integer> widths() {
        return encoderLayers().subList(0, hidden.size()).stream()
                .map(plan -> plan.out().values())
                .toList();
    }

    /** Every layer in order: encoder, the heads as one, decoder, output. */
    public List<LayerPlan> layers() {
        var all = new ArrayList<>(encoderLayers());
        all.addAll(decoderLayers());
        return all;
    }

    /** The layers of the encoder and its heads as one; of an autoregressive model all of them. */
    public List<LayerPlan> encoderLayers() {
        if (autoregressive()) return LayerPlan.encoder(Shape.of(format), hidden, values());
        return LayerPlan.encoder(read(), hidden, heads().size() * latents);
    }

    /** Those of the decoder and its output; none of a model without one. */
    public List<LayerPlan> decoderLayers() {
        if (autoregressive()) return List.of();
        return LayerPlan.decoder(Shape.of(format), hidden, codes());
    }

    /** What an encoder reads: an image, with its class behind where that is told. */
    private Shape read() {
        return inputs() == values() ? Shape.of(format) : Shape.units(inputs());
    }

    /** The tensors from which a code is made, each of as many columns as there are latents. */
    List<String> heads() {
        if (!kind.can(Capability.ENCODES)) return List.of();
        return kind.variational() ? List.of("mu", "log_var") : List.of("code");
    }

    /** How many weights there are in all. */
    public int parameterCount() {
        return tensors().stream().mapToInt(Tensor::size).sum();
    }

    /** Whether some layers are convolutions. */
    public boolean convolutional() {
        return !hidden.isEmpty() && hidden.get(0).convolution();
    }

    /** Numbers that all layers put out for one image. */
    public long outputs() {
        return layers().stream().mapToLong(plan -> plan.out().values()).sum();
    }

    /** Numbers that training keeps for the gradients of convolutions, which are summed by units of images. */
    public long unitSums(long batch) {
        long weights = tensors().stream()
                .filter(Tensor::convolution)
                .mapToLong(Tensor::size)
                .sum();
        return (batch + Layer.UNIT - 1) / Layer.UNIT * weights;
    }
}
