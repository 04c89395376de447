package org.latentfx.session.compare;

import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.latent.LabelAccuracy;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Workers;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.compare.ComparedRun.Accuracy;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.LatestTask;
import org.latentfx.session.concurrent.LatestTask.Token;

/** How often the nearest codes of training images have the class of a held-out image, for one run. FX thread only. */
final class LabelVotes {
    private static final int NEIGHBOURS = 5;
    private static final int REFERENCES = 5_000;

    /** Of a core while training, and the least time between two rounds. */
    private static final double SHARE = 0.02;

    private static final int ROUND_MILLIS = 5_000;

    private record Voting(FrozenModel model, DataSplit data) {}

    private final LatestTask<Voting, Accuracy> voting;
    private @Nullable Accuracy accuracy;
    private @Nullable FrozenModel voted;

    /** @param changed told that there is another figure */
    LabelVotes(Background slow, Runnable changed) {
        voting = slow.on(slow.patientThrottle(SHARE, ROUND_MILLIS).paced(slow.executor()))
                .latest((running, newer) -> running.data != newer.data, LabelVotes::vote, (request, found) -> {
                    accuracy = found;
                    changed.run();
                });
    }

    /** Has those of {@code model} counted, if the images have classes and it gives them codes. */
    void ask(FrozenModel model, DataSplit images) {
        boolean labelled = images.test().classNames().size() > 1;
        if (!labelled || model.sameWeights(voted) || !model.can(Capability.ENCODES)) return;
        voted = model;
        voting.request(new Voting(model, images));
    }

    void forget() {
        accuracy = null;
    }

    /** Null until known. */
    @Nullable
    Accuracy accuracy() {
        return accuracy;
    }

    private static Accuracy vote(Voting request, Token<Accuracy> token) {
        ImageSet train = request.data.train();
        ImageSet references = train.first(Math.min(REFERENCES, train.size()));
        ImageSet images = ComparedLine.seen(request.data.test());
        int voters = Math.min(NEIGHBOURS, references.size());
        try (var workers = new Workers(1)) {
            var known = LatentPoints.of(request.model, references, workers, token.progress(0, 0.6));
            var asked = LatentPoints.of(request.model, images, workers);
            double share =
                    LabelAccuracy.of(known, asked, voters, request.model.kernel(), workers, token.progress(0.6, 1));
            return new Accuracy(share, voters, references.size(), images.size());
        }
    }
}
