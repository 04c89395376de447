package org.latentfx.view.slow;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.PictureFormat;
import org.latentfx.model.StepTrace;
import org.latentfx.session.slow.SlowMotion.Shown;
import org.latentfx.session.slow.Stage;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.Ink;

/**
 * Puts the numbers and pictures of one image into the parts of the graph. FX thread only.
 *
 * @param label what the image is called
 * @param step that the trace is of; null if the model was only asked
 */
record PartFilling(
        StepTrace trace, int row, String label, @Nullable Shown step, Stage stage) {
    /** Of so many latents all figures are written. */
    private static final int FEW = 2;

    /** A bar shows how many of so many decades up to 1 are reached, or up to the largest of all layers. */
    private static final double RATIO_DECADES = 5;

    private static final double GRADIENT_DECADES = 4;

    void fill(Part part, PartBox box) {
        int latents = trace.configuration().latents();
        switch (part.kind()) {
            case INPUT -> picture(box, image(trace.read()), label);
            case OUTPUT -> picture(box, image(trace.means()), "");
            case RECONSTRUCTION -> error(box);
            case ENCODER -> units(box, part.layer());
            case DECODER -> units(box, trace.heads() + 1 + part.layer());
            case MU -> bars(box, j -> trace.mu(row, j));
            case LOG_VAR -> bars(box, j -> trace.logVar(row, j));
            case NOISE -> bars(box, j -> trace.epsilon()[row * latents + j]);
            case LATENT -> bars(box, j -> trace.z()[row * latents + j]);
            case KL -> {
                bars(box, j -> trace.losses().klOfImage()[row * latents + j]);
                nats(box, trace.losses().kl(row));
            }
            case WEIGHTS -> level(box, part.layer());
            case OPINION, GENERATOR, DISCRIMINATOR -> throw new IllegalArgumentException(part + " is in no trace");
        }
    }

    /** Of image {@code row} of a step, shown up to {@code stage}. */
    static PartFilling of(Shown step, Stage stage, int row) {
        int image = step.step().images()[row];
        String label = step.images().className(step.images().labels()[image] & 0xff);
        return new PartFilling(step.step().trace(), row, label, step, stage);
    }

    /** Whether a step has come to {@code part}; a model that was only asked has gone forward. */
    boolean reached(Part part) {
        return part.kind().stage.reachedBy(step == null ? Stage.LOSSES : stage);
    }

    boolean active(Part part) {
        return step != null && part.activeIn(stage);
    }

    private float[] image(float[] all) {
        int n = trace.configuration().values();
        return Arrays.copyOfRange(all, row * n, (row + 1) * n);
    }

    private void picture(PartBox box, float[] pixels, String figure) {
        PictureFormat format = trace.configuration().format();
        ((TilePicture) box.content()).show(pixels, format, dark -> Ink.of(dark)::argb);
        box.figure(figure, "");
    }

    private void error(PartBox box) {
        PictureFormat format = trace.configuration().format();
        float[] x = image(trace.x());
        float[] means = image(trace.means());
        float[] error = new float[format.width() * format.height()];
        int channels = format.channels();
        for (int i = 0; i < x.length; i++) error[i / channels] += Math.abs(x[i] - means[i]) / channels;
        var grey = PictureFormat.grey(format.width(), format.height());
        ((TilePicture) box.content()).show(error, grey, Ink.OfErrors::of);
        nats(box, trace.losses().reconstructionOfImage()[row]);
    }

    private static void nats(PartBox box, double loss) {
        box.figure(Texts.of("slow.nats", Figures.loss(loss)), Figures.brief(loss));
    }

    private void units(PartBox box, int layer) {
        StepTrace.Layer of = trace.layers().get(layer);
        float[] outputs = Arrays.copyOfRange(of.outputs(), row * of.out(), (row + 1) * of.out());
        ((TilePicture) box.content()).showUnits(outputs);
        int active = 0;
        for (float output : outputs) if (output > 0) active++;
        box.figure(Texts.of("slow.units.active", active, of.out()), "");
    }

    private void bars(PartBox box, IntToDoubleFunction value) {
        int latents = trace.configuration().latents();
        ((LatentBars) box.content()).show(latents, value);
        var figure = new StringBuilder();
        for (int j = 0; j < latents && latents <= FEW; j++)
            figure.append(j == 0 ? "" : "   ").append(Figures.fixed(value.applyAsDouble(j), 2));
        box.figure(figure.toString(), "");
    }

    private void level(PartBox box, int layer) {
        Shown shown = step;
        if (shown == null) {
            ((Level) box.content()).show(0);
            return;
        }
        var of = LayerStep.of(shown, trace.configuration(), layer);
        double share = stage == Stage.UPDATE
                ? 1 + Math.log10(of.ratio()) / RATIO_DECADES
                : 1 + Math.log10(of.gradient() / LayerStep.largestGradient(shown)) / GRADIENT_DECADES;
        ((Level) box.content()).show(share);
    }
}
