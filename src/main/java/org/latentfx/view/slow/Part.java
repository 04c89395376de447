package org.latentfx.view.slow;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.session.slow.Stage;

/**
 * A part of a model's graph. Immutable.
 *
 * @param layer which layer, counted from 0 within its kind; weights count all layers, the heads as one; else 0
 */
record Part(Kind kind, int layer) {
    /** What a part is, when a step comes to it, and which terms of the loss hang on it. */
    enum Kind {
        INPUT(Stage.BATCH, true, true),
        ENCODER(Stage.ENCODER, true, true),
        MU(Stage.POSTERIOR, true, true),
        LOG_VAR(Stage.POSTERIOR, true, true),
        /** The KL is an integral over ε: what is drawn does not change it. */
        NOISE(Stage.NOISE, true, false),
        LATENT(Stage.LATENT, true, false),
        DECODER(Stage.DECODER, true, false),
        OUTPUT(Stage.OUTPUT, true, false),
        RECONSTRUCTION(Stage.LOSSES, true, false),
        KL(Stage.LOSSES, false, true),
        WEIGHTS(Stage.GRADIENTS, true, true);

        final Stage stage;
        final boolean reconstruction;
        final boolean kl;

        Kind(Stage stage, boolean reconstruction, boolean kl) {
            this.stage = stage;
            this.reconstruction = reconstruction;
            this.kl = kl;
        }
    }

    /** The style class of its kind. */
    static String look(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Part of(Kind kind) {
        return new Part(kind, 0);
    }

    /** Every part of such a model, in the order of the data's way. */
    static List<Part> all(ModelConfiguration model) {
        int depth = model.hidden().size();
        boolean variational = model.kind().variational();
        var all = new ArrayList<Part>();
        all.add(of(Kind.INPUT));
        for (int i = 0; i < depth; i++) all.add(new Part(Kind.ENCODER, i));
        all.add(of(Kind.MU));
        if (variational) all.addAll(List.of(of(Kind.LOG_VAR), of(Kind.NOISE)));
        all.add(of(Kind.LATENT));
        for (int i = 0; i < depth; i++) all.add(new Part(Kind.DECODER, i));
        all.addAll(List.of(of(Kind.OUTPUT), of(Kind.RECONSTRUCTION)));
        if (variational) all.add(of(Kind.KL));
        for (int i = 0; i < 2 * depth + 2; i++) all.add(new Part(Kind.WEIGHTS, i));
        return List.copyOf(all);
    }

    /** Whether it is active in {@code stage}. */
    boolean activeIn(Stage stage) {
        return kind.stage == stage || kind == Kind.WEIGHTS && stage == Stage.UPDATE;
    }

    /** Whether the reconstruction hangs on it in a model of that depth; the encoder's weights serve both terms. */
    boolean servesReconstruction() {
        return kind.reconstruction;
    }

    boolean servesKl(int depth) {
        return kind == Kind.WEIGHTS ? layer <= depth : kind.kl;
    }
}
