package org.latentfx.session.debug;

import java.util.List;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.latent.AggregateInformation;
import org.latentfx.analysis.latent.LatentMarginal;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.layer.UnitPictures;
import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernel;
import org.latentfx.math.RandomStream;
import org.latentfx.math.Workers;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.evaluation.HeldOutBound;
import org.latentfx.session.evaluation.HeldOutFigures;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.health.Doctor;
import org.latentfx.session.run.Run;
import org.latentfx.session.signal.LatentCourse;
import org.latentfx.session.signal.RunSignals;

/** Everything that shows the model from within. FX thread only. */
public final class DebugFigures {
    /** z drawn to estimate the information. */
    private static final int DRAWS = 1000;

    /** The draws are always the same, so that what changes is the model. */
    private static final long KEY = RandomStream.INTERFACE.key(20);

    /**
     * The codes of all images together against the prior: as one number, and latent by latent.
     *
     * @param information null where codes are points, whose information has no bound
     */
    public record Aggregate(@Nullable AggregateInformation information, List<LatentMarginal> marginals) {}

    private final LiveFigure<Aggregate> aggregate;
    private final LiveFigure<FailedImages> failures;
    private final LiveFigure<List<UnitPictures>> units;
    private final LiveFigure<FactorLook> factors;
    private final LiveFigure<CodebookLook> codebook;
    private final UnitSearch unitSearch;
    private final SelfChecks checks;
    private final Run run;
    private final Explorer explorer;
    private final HeldOutBound bound;
    private final RunSignals signals;
    private final LatentCourse latents;
    private final Doctor doctor;

    /**
     * @param kernel of the run
     * @param evaluation whose figures are checked too
     * @param slow where some seconds keep nobody waiting
     */
    public DebugFigures(Run run, Explorer explorer, Kernel kernel, HeldOutFigures evaluation, Background slow) {
        this.run = run;
        this.explorer = explorer;
        var heldOut = new ReadOnlyObjectWrapper<@Nullable ImageSet>();
        ObservableValue<@Nullable DataSplit> data = run.dataProperty();
        data.subscribe(now -> heldOut.set(now == null ? null : now.test()));
        aggregate = new LiveFigure<>(explorer, heldOut, slow, Capability.ENCODES, DebugFigures::aggregate);
        failures = new LiveFigure<>(explorer, heldOut, slow, Capability.RECONSTRUCTS, FailedImages::of);
        units = new LiveFigure<>(explorer, heldOut, slow, DebugFigures::hasUnits, DebugFigures::units);
        factors = new LiveFigure<>(explorer, heldOut, slow, Capability.ENCODES, FactorLook::of);
        codebook = new LiveFigure<>(explorer, heldOut, slow, Capability.ENCODES, CodebookLook::of);
        unitSearch = new UnitSearch(slow);
        signals = new RunSignals(run, explorer, kernel, slow);
        latents = new LatentCourse(run);
        bound = new HeldOutBound(run, kernel, slow);
        doctor = new Doctor(run, explorer, kernel, slow);
        checks = new SelfChecks(run, aggregate.measuredProperty(), evaluation, slow.say());
    }

    public LiveFigure<Aggregate> aggregate() {
        return aggregate;
    }

    public LiveFigure<FailedImages> failures() {
        return failures;
    }

    /** The latents beside the known causes of the images. */
    public LiveFigure<FactorLook> factors() {
        return factors;
    }

    /** The codebook, and what images take of it. */
    public LiveFigure<CodebookLook> codebook() {
        return codebook;
    }

    /** The encoder's first layer and the decoder's last one. */
    public LiveFigure<List<UnitPictures>> units() {
        return units;
    }

    /** What the layers did at the moments of the run. */
    public RunSignals signals() {
        return signals;
    }

    /** The run that is looked at. */
    public Run run() {
        return run;
    }

    /** The model shown, which says what there is to see. */
    public ObservableValue<@Nullable FrozenModel> modelProperty() {
        return explorer.modelProperty();
    }

    /** What no model's reconstruction can get below. */
    public HeldOutBound bound() {
        return bound;
    }

    /** What each latent cost over the steps. */
    public LatentCourse latents() {
        return latents;
    }

    /** What is wrong with the run, and what cures it. */
    public Doctor doctor() {
        return doctor;
    }

    /** Whether the figures shown can be. */
    public SelfChecks checks() {
        return checks;
    }

    /** Which images excite a unit. */
    public UnitSearch unitSearch() {
        return unitSearch;
    }

    private static Aggregate aggregate(FrozenModel model, ImageSet images, Progress progress) {
        try (var alone = new Workers(1)) {
            var points = LatentPoints.of(model, images, alone, progress.part(0, 0.3));
            if (!model.configuration().kind().variational())
                return new Aggregate(null, LatentMarginal.ofPoints(points));
            var information = AggregateInformation.of(points, model.prior(), DRAWS, KEY, progress.part(0.3, 1));
            return new Aggregate(information, LatentMarginal.of(points, model.prior(), KEY));
        }
    }

    private static boolean hasUnits(FrozenModel model) {
        return model.can(Capability.DECODES) || model.can(Capability.AUTOREGRESSIVE);
    }

    private static List<UnitPictures> units(FrozenModel model, ImageSet images, Progress progress) {
        progress.at(0, 1);
        return List.of(
                UnitPictures.of(model.weightsGiven(), UnitPictures.Side.ENCODER),
                UnitPictures.of(model.weightsGiven(), UnitPictures.Side.DECODER));
    }
}
