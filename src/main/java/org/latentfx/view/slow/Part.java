package org.latentfx.view.slow;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.kind.ModelKind;
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
        /** What a GAN's discriminator says of a picture. */
        OPINION(Stage.LOSSES, false, false),
        /** What its generator loses. */
        GENERATOR(Stage.LOSSES, false, false),
        /** What the discriminator loses. */
        DISCRIMINATOR(Stage.LOSSES, false, false),
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

    /** The losses. */
    static final Set<Kind> TERMS = EnumSet.of(Kind.RECONSTRUCTION, Kind.KL, Kind.GENERATOR, Kind.DISCRIMINATOR);

    private static final Set<Kind> GENERATING = EnumSet.of(Kind.LATENT, Kind.DECODER, Kind.OUTPUT);
    private static final Set<Kind> JUDGING = EnumSet.of(Kind.INPUT, Kind.ENCODER, Kind.OPINION);

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
        if (model.kind() == ModelKind.GAN) return ofPlayers(depth);
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

    /** The generator's layers are those of a decoder, the discriminator's those of an encoder. */
    private static List<Part> ofPlayers(int depth) {
        var all = new ArrayList<Part>();
        all.add(of(Kind.LATENT));
        for (int i = 0; i < depth; i++) all.add(new Part(Kind.DECODER, i));
        all.addAll(List.of(of(Kind.OUTPUT), of(Kind.INPUT)));
        for (int i = 0; i < depth; i++) all.add(new Part(Kind.ENCODER, i));
        all.addAll(List.of(of(Kind.OPINION), of(Kind.GENERATOR), of(Kind.DISCRIMINATOR)));
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

    /** Whether {@code term}, a loss, hangs on it, or is lowered by it where two players have one each. */
    boolean serves(Kind term, int depth) {
        return switch (term) {
            case RECONSTRUCTION -> kind.reconstruction;
            case KL -> servesKl(depth);
            case GENERATOR -> GENERATING.contains(kind) || kind == Kind.WEIGHTS && layer > depth;
            case DISCRIMINATOR -> JUDGING.contains(kind) || kind == Kind.WEIGHTS && layer <= depth;
            default -> false;
        };
    }
}
