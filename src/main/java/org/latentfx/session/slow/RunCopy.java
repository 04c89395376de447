package org.latentfx.session.slow;

import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernel;
import org.latentfx.math.Workers;
import org.latentfx.session.slow.SlowMotion.Shown;
import org.latentfx.text.Refusal;
import org.latentfx.train.Divergence;
import org.latentfx.train.RunState;
import org.latentfx.train.TracedStep;
import org.latentfx.train.Trainer;

/** A run's twin that takes its next steps before it does, one at a time. Any thread; one at a time has it. */
final class RunCopy implements AutoCloseable {
    private final Workers alone = new Workers(1);
    private final Trainer trainer;

    /** Throws {@link Refusal} if {@code from} learnt from other images than {@code data}. */
    RunCopy(DataSplit data, RunState from, Kernel kernel) {
        trainer = new Trainer(data, from.hyperparameters(), kernel, alone);
        trainer.restore(from);
    }

    /** The step numbered {@code step}, or the next one where that lies behind; those before it are taken. */
    synchronized Shown trace(long step, ImageSet images) {
        try {
            while (trainer.stepsDone() + 1 < step) trainer.step();
        } catch (Divergence diverged) {
            throw new Refusal("slow.diverged", diverged.step());
        }
        TracedStep traced = trainer.trace();
        return new Shown(traced, traced.tensors(), images);
    }

    @Override
    public void close() {
        alone.close();
    }
}
