package org.latentfx.train;

import java.util.ArrayList;
import java.util.List;
import org.latentfx.model.StepTrace;
import org.latentfx.model.layer.Tensor;

/**
 * One step of a run, to be looked at part by part: what {@link Trainer#step} would do next. Immutable by convention;
 * any thread.
 *
 * @param trace all that it computed
 * @param step its number, from 1
 * @param t Adam's own number of it, from 1
 * @param epoch epochs finished before it
 * @param images which of the training images, one a row of the trace
 * @param learningRate Adam's, the schedule applied
 * @param run the settings that it was taken with
 */
public record TracedStep(
        StepTrace trace, long step, long t, int epoch, int[] images, double learningRate, Hyperparameters run) {
    /**
     * What the step did to one tensor. Norms are Euclidean, over all its numbers.
     *
     * @param weight norm of the weights before the step
     * @param gradient norm of the gradient, nats per image
     * @param update norm of the change
     * @param steepest which of its numbers has the largest gradient
     */
    public record TensorStep(Tensor tensor, double weight, double gradient, double update, int steepest) {
        /** Size of the change by size of the weights; NaN where these are all zero. */
        public double ratio() {
            return weight == 0 ? Double.NaN : update / weight;
        }
    }

    /** −ELBO of the batch before the step, nats per image. */
    public Loss loss() {
        return new Loss(trace.losses().reconstruction(), trace.losses().kl());
    }

    /** What the step minimised of the KL of the batch, nats per image. */
    public double klTerm() {
        return trace.klTerm().value(trace.losses().klPerLatent(), trace.losses().all());
    }

    /** What the step did to each tensor, in their order. */
    public List<TensorStep> tensors() {
        var all = new ArrayList<TensorStep>();
        for (Tensor tensor : trace.configuration().tensors()) all.add(of(tensor));
        return List.copyOf(all);
    }

    private TensorStep of(Tensor tensor) {
        double weight = 0;
        double gradient = 0;
        double update = 0;
        int steepest = tensor.offset();
        for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i++) {
            double w = trace.before()[i];
            double g = trace.gradients()[i];
            double change = trace.after()[i] - w;
            weight += w * w;
            gradient += g * g;
            update += change * change;
            if (Math.abs(g) > Math.abs(trace.gradients()[steepest])) steepest = i;
        }
        return new TensorStep(tensor, Math.sqrt(weight), Math.sqrt(gradient), Math.sqrt(update), steepest);
    }
}
