package org.latentfx.view.slow;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.latentfx.math.Activation;
import org.latentfx.model.KlTerm;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.StepTrace;
import org.latentfx.session.slow.SlowMotion.Shown;
import org.latentfx.session.slow.Stage;
import org.latentfx.text.Numbers;
import org.latentfx.text.Texts;
import org.latentfx.train.TracedStep;
import org.latentfx.train.TracedStep.TensorStep;
import org.latentfx.view.kit.Figures;

/**
 * What is said of each stage of a step: one plain sentence, and its formulas with the numbers of the image followed and
 * of the latent that it says most in. Immutable.
 */
record StepWords(Shown shown, int row) {
    private TracedStep step() {
        return shown.step();
    }

    private StepTrace trace() {
        return shown.step().trace();
    }

    private ModelConfiguration model() {
        return trace().configuration();
    }

    /** The latent of which numbers are told: the one with most KL in this image; of two the first. */
    int latent() {
        int latents = model().latents();
        int best = 0;
        double[] kl = trace().losses().klOfImage();
        for (int j = 1; j < latents && latents > 2 && model().kind().variational(); j++)
            if (kl[row * latents + j] > kl[row * latents + best]) best = j;
        return best;
    }

    // ---- captions ----

    String caption(Stage stage) {
        String key = "slow.caption." + stage.name().toLowerCase(Locale.ROOT);
        if (rounded() && Texts.has(key + ".vqvae"))
            return Texts.of(key + ".vqvae", model().codebook().codes());
        if (!model().kind().variational() && Texts.has(key + ".point")) return Texts.of(key + ".point");
        var importance = trace().importance();
        if (importance != null && Texts.has(key + ".iwae")) return Texts.of(key + ".iwae", importance.samples());
        if (model().hidden().isEmpty() && Texts.has(key + ".none")) return Texts.of(key + ".none");
        return Texts.of(
                key, trace().batch(), Figures.count(shown.images().size()), PartWords.activation(model().activation()));
    }

    // ---- formulas ----

    List<String> formulas(Stage stage) {
        boolean variational = model().kind().variational();
        return switch (stage) {
            case BATCH -> batch();
            case ENCODER -> layers("slow.formula.encoder", 0, model().hidden().size());
            case POSTERIOR -> variational ? posterior() : List.of();
            case NOISE -> variational ? noise() : List.of();
            case LATENT -> variational ? latents() : List.of(code());
            case DECODER ->
                layers(
                        "slow.formula.decoder",
                        trace().heads() + 1,
                        model().hidden().size());
            case OUTPUT -> output();
            case LOSSES -> losses();
            case GRADIENTS -> gradients();
            case UPDATE -> update();
        };
    }

    /** Whether codes are rounded to those of a codebook. */
    private boolean rounded() {
        return model().codebook().there();
    }

    private String code() {
        return Texts.of("slow.formula.code" + (rounded() ? ".vqvae" : ""), z(), symbol("z"), mu(), symbol("h"));
    }

    private List<String> batch() {
        int image = step().images()[row];
        String label = shown.images().className(shown.images().labels()[image] & 0xff);
        return List.of(
                Texts.of("slow.formula.batch", Figures.count(model().values()), trace().batch()),
                Texts.of("slow.formula.image", row + 1, label, Figures.count(image)));
    }

    private List<String> layers(String key, int first, int count) {
        var lines = new ArrayList<String>();
        if (count == 0) return lines;
        StepTrace.Layer layer = trace().layers().get(first);
        Activation f = layer.activation();
        lines.add(Texts.of(key, PartWords.activation(f)));
        var widths = new StringBuilder(Figures.count(layer.in()));
        for (int i = first; i < first + count; i++)
            widths.append(" → ").append(Figures.count(trace().layers().get(i).out()));
        lines.add(Texts.of("slow.formula.widths", widths));
        return lines;
    }

    private String symbol(String of) {
        return of + PartWords.subscript(latent());
    }

    private String mu() {
        return Figures.fixed(trace().mu(row, latent()), 2);
    }

    private String sigma() {
        return Figures.fixed(trace().sigma()[row * model().latents() + latent()], 3);
    }

    private String epsilon() {
        return Figures.fixed(trace().epsilon()[row * model().latents() + latent()], 2);
    }

    private String z() {
        return Figures.fixed(trace().z()[row * model().latents() + latent()], 2);
    }

    private List<String> posterior() {
        return List.of(
                Texts.of("slow.formula.posterior"),
                Texts.of(
                        "slow.formula.posterior.numbers",
                        symbol("μ"),
                        mu(),
                        symbol("σ"),
                        Figures.fixed(trace().logVar(row, latent()), 2),
                        sigma()));
    }

    private List<String> noise() {
        return List.of(Texts.of("slow.formula.noise", symbol("ε"), epsilon()), Texts.of("slow.formula.noise.seed"));
    }

    private List<String> latents() {
        return List.of(
                Texts.of("slow.formula.latent"),
                Texts.of("slow.formula.latent.numbers", symbol("z"), mu(), sigma(), bracketed(epsilon()), z()));
    }

    private static String bracketed(String number) {
        return number.startsWith("−") ? "(" + number + ")" : number;
    }

    private List<String> output() {
        float[] x = trace().x();
        float[] means = trace().means();
        int n = model().values();
        int worst = row * n;
        for (int i = row * n; i < (row + 1) * n; i++)
            if (Math.abs(x[i] - means[i]) > Math.abs(x[worst] - means[worst])) worst = i;
        return List.of(
                Texts.of("slow.formula.output"),
                Texts.of("slow.formula.output.worst", Figures.fixed(x[worst], 2), Figures.fixed(means[worst], 2)));
    }

    private List<String> losses() {
        StepTrace.Losses losses = trace().losses();
        var importance = trace().importance();
        if (importance != null) return bound(importance);
        double reconstruction = losses.reconstructionOfImage()[row];
        String key = model().likelihood().key();
        var lines = new ArrayList<String>();
        lines.add(Texts.of("slow.formula.reconstruction." + key, Figures.loss(reconstruction)));
        if (rounded()) {
            double commitment = losses.all()[1];
            lines.add(Texts.of(
                    "slow.formula.total.vqvae",
                    trace().batch(),
                    Figures.loss(losses.reconstruction()),
                    Figures.loss(commitment),
                    Numbers.plain(step().run().commitment())));
            return lines;
        }
        if (!model().kind().variational()) {
            lines.add(Texts.of("slow.formula.total.point", trace().batch(), Figures.loss(losses.reconstruction())));
            return lines;
        }
        lines.add(Texts.of("slow.formula.kl", Figures.loss(losses.kl(row))));
        KlTerm term = trace().klTerm();
        double total = losses.reconstruction() + step().klTerm();
        String what = Texts.of(
                "slow.formula.term." + term.form().name().toLowerCase(Locale.ROOT),
                Numbers.plain(term.weight()),
                Numbers.plain(term.bound()));
        lines.add(Texts.of(
                "slow.formula.total",
                trace().batch(),
                Figures.loss(losses.reconstruction()),
                Figures.loss(step().klTerm()),
                Figures.loss(total),
                what));
        return lines;
    }

    private List<String> bound(StepTrace.Importance of) {
        return List.of(
                Texts.of("slow.formula.bound", of.samples()),
                Texts.of(
                        "slow.formula.bound.image",
                        Figures.loss(of.lossOfImage()[row]),
                        of.heaviest()[row] + 1,
                        of.samples(),
                        Figures.fixed(of.largest(row), 3)),
                Texts.of(
                        "slow.formula.bound.total",
                        trace().batch(),
                        Figures.loss(of.loss()),
                        Numbers.plain(trace().klTerm().weight())));
    }

    private TensorStep steepest() {
        TensorStep best = shown.tensors().get(0);
        for (TensorStep tensor : shown.tensors())
            if (Math.abs(trace().gradients()[tensor.steepest()]) > Math.abs(trace().gradients()[best.steepest()]))
                best = tensor;
        return best;
    }

    private List<String> gradients() {
        double squares = 0;
        for (TensorStep tensor : shown.tensors()) squares += tensor.gradient() * tensor.gradient();
        TensorStep steepest = steepest();
        return List.of(
                Texts.of("slow.formula.gradients", Figures.loss(Math.sqrt(squares))),
                Texts.of(
                        "slow.formula.steepest",
                        steepest.tensor().name(),
                        Figures.fixed(trace().gradients()[steepest.steepest()], 4)),
                Texts.of("slow.formula.gradients.bars"));
    }

    private List<String> update() {
        int at = steepest().steepest();
        return List.of(
                Texts.of("slow.formula.update"),
                Texts.of(
                        "slow.formula.update.numbers",
                        steepest().tensor().name(),
                        Figures.fixed(trace().before()[at], 5),
                        Figures.fixed(trace().after()[at], 5),
                        Numbers.plain(step().learningRate())),
                Texts.of("slow.formula.update.bars"));
    }
}
