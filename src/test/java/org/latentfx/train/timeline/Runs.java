package org.latentfx.train.timeline;

import java.util.Arrays;
import java.util.Map;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Sprites;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.RunState;
import org.latentfx.train.Settings;
import org.latentfx.train.Trainer;

/** Small runs to remember. */
final class Runs {
    /** 300 images in batches of 64: five steps an epoch, the last of 44 images. */
    static final DataSplit DATA = new DataSplit(
            "few sprites",
            Sprites.generate(300, 1).images(),
            Sprites.generate(150, 2).images());

    static final Hyperparameters SMALL =
            Settings.fromTexts(Preset.MAP.hyperparameters(), Map.of("hidden", "8", "latents", "3", "batch", "64"));

    private Runs() {}

    static Trainer trainer() {
        return new Trainer(DATA, SMALL, Kernels.best(), new Workers(1));
    }

    static void steps(Trainer trainer, int count) {
        for (int i = 0; i < count; i++) trainer.step();
    }

    /** A moment from which the next step diverges. */
    static RunState hopeless(RunState state) {
        float[] values = new float[state.values().length];
        Arrays.fill(values, 1e30f);
        return state.with(values, state.firstMoments(), state.secondMoments());
    }

    /** Of what {@code trainer} has done so far. */
    static Replay replay(Trainer trainer) {
        return new Replay(DATA, trainer.history(), Kernels.best(), new Workers(1));
    }

    static PastMoment moment(RunState state) {
        return new PastMoment(state, new double[0]);
    }

    static long bytes() {
        return RunState.bytes(SMALL.model(DATA.train().format()));
    }
}
