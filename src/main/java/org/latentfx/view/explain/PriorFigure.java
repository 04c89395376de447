package org.latentfx.view.explain;

import org.latentfx.model.FrozenModel;
import org.latentfx.session.explore.Explorer;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;

/** Where the current point lies under the prior of the model shown, in a sentence. FX thread only. */
final class PriorFigure {
    private PriorFigure() {}

    /** The end of keys of what is said where that is learnt. */
    static String learnt(Explorer explorer) {
        FrozenModel model = explorer.model();
        return model != null && model.configuration().pseudoInputs() > 0 ? ".vamp" : "";
    }

    static String now(Explorer explorer) {
        FrozenModel model = explorer.model();
        float[] z = explorer.z();
        if (model == null || model.configuration().pseudoInputs() == 0) {
            double squares = 0;
            for (float one : z) squares += one * one;
            return Texts.of("explain.prior.now", Figures.fixed(Math.sqrt(squares), 2), explorer.latents());
        }
        String log = Figures.amount(model.prior().logDensity(z, 0), 2);
        return Texts.of("explain.prior.now.vamp", log, model.configuration().pseudoInputs());
    }
}
