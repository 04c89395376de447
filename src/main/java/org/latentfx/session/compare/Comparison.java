package org.latentfx.session.compare;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.plane.Plane;
import org.latentfx.analysis.samples.SampledPictures;
import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernel;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Likelihood;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.compare.ComparedRun.At;
import org.latentfx.session.compare.Sheet.Link;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.Conflator;
import org.latentfx.session.concurrent.LatestTask;
import org.latentfx.session.evaluation.ReconstructionBound;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.MapPlane;
import org.latentfx.session.explore.ShownModel;
import org.latentfx.session.probe.ImageProbe;
import org.latentfx.session.quality.Judges;
import org.latentfx.session.run.RunLine;
import org.latentfx.session.run.Runs;
import org.latentfx.train.Hyperparameters;

/**
 * Which runs stand side by side, and what they are looked at with: the one current point z where all of them have as
 * many latents, otherwise the one image that is probed, wherever each encodes it. While nobody looks nothing is
 * computed. FX thread only.
 */
public final class Comparison {
    /** So many runs have a column at most. */
    public static final int MOST = 4;

    private final Runs runs;
    private final ObservableList<RunLine> all;
    private final Kernel kernel;
    private final Explorer explorer;
    private final ImageProbe probe;
    private final Background background;
    private final Background slow;
    /** What a bound holds for; other settings change nothing. */
    private record Bounded(ImageSet images, Likelihood likelihood, double variance, Hyperparameters run) {
        boolean same(Bounded other) {
            return images == other.images && likelihood == other.likelihood && variance == other.variance;
        }
    }

    private final Map<RunLine, ComparedLine> lines = new IdentityHashMap<>();
    private final Set<RunLine> leftOut = new HashSet<>();
    private final ReadOnlyObjectWrapper<Sheet> sheet = new ReadOnlyObjectWrapper<>(Sheet.EMPTY);
    private final Conflator<Boolean> later;
    private final LatestTask<Bounded, ReconstructionBound> bounding;
    private @Nullable Bounded bounded;
    private @Nullable ReconstructionBound bound;
    private final ComparedQuality quality;
    private @Nullable RunLine base;
    private long seed = 1;
    private boolean watched;

    /**
     * @param judges by which samples are judged
     * @param kernel of the runs, so that steps taken once more are the same bit for bit
     * @param slow where a computation of some seconds keeps nobody waiting
     */
    public Comparison(
            Runs runs,
            Explorer explorer,
            ImageProbe probe,
            Judges judges,
            Kernel kernel,
            Background background,
            Background slow) {
        this.runs = runs;
        this.kernel = kernel;
        all = runs.lines();
        this.explorer = explorer;
        this.probe = probe;
        this.background = background;
        this.slow = slow;
        later = new Conflator<>(background.fx(), (older, newer) -> newer, now -> refresh());
        bounding = slow.latest(
                (running, newer) -> true,
                (request, token) -> ReconstructionBound.of(request.images, request.run, kernel, token.progress(0, 1)),
                (request, found) -> {
                    bound = found;
                    later();
                });
        quality = new ComparedQuality(judges, slow, this::later);
        all.addListener((ListChangeListener<RunLine>) change -> changed());
        explorer.zProperty().addListener((property, before, now) -> refresh());
        explorer.shownProperty().addListener((property, before, now) -> later());
        explorer.mapPlaneProperty().addListener((property, before, now) -> later());
        probe.inputProperty().addListener((property, before, now) -> refresh());
        changed();
    }

    // ---- properties ----

    /** The columns; the same while nobody looks. */
    public ReadOnlyObjectProperty<Sheet> sheetProperty() {
        return sheet.getReadOnlyProperty();
    }

    /** The runs that have a column, in their order. */
    public List<RunLine> compared() {
        var chosen = new ArrayList<RunLine>();
        if (base != null && all.contains(base)) chosen.add(base);
        for (RunLine run : all) if (run != base && !leftOut.contains(run) && chosen.size() < MOST) chosen.add(run);
        return chosen;
    }

    // ---- commands ----

    /** Whether anybody sees the columns. */
    public void watched(boolean now) {
        if (watched == now) return;
        watched = now;
        share();
        refresh();
    }

    /** Gives a run a column or takes it away; where there are {@value #MOST}, the last one makes room. */
    public void compare(RunLine run, boolean wanted) {
        List<RunLine> before = compared();
        if (wanted) {
            if (before.size() == MOST && !before.contains(run)) leftOut.add(before.get(MOST - 1));
            leftOut.remove(run);
        } else {
            leftOut.add(run);
            if (run == base) base = null;
        }
        changed();
    }

    /** The others are compared with {@code run}, which comes first. */
    public void base(RunLine run) {
        leftOut.remove(run);
        base = run;
        changed();
    }

    /** Where column {@code column}'s map has its point (a, b), shown for as long as a pointer drags. */
    public void preview(int column, double a, double b) {
        ComparedRun.Map map = sheet.get().runs().get(column).map();
        if (map != null && sheet.get().link().z()) explorer.preview(map.plane().lift(a, b, explorer.anchor()));
    }

    /** Moves what all share to (a, b) of that column's map: z, or the image whose code is nearest to there. */
    public void moveTo(int column, double a, double b) {
        ComparedRun.Map map = sheet.get().runs().get(column).map();
        if (map == null) return;
        if (sheet.get().link().z()) explorer.moveTo(map.plane().lift(a, b, explorer.anchor()));
        else if (map.points() != null) probe.takeImage(nearest(map.plane(), map.points(), a, b));
    }

    /** Ends a preview. */
    public void restore() {
        explorer.restore();
    }

    /** Probes held-out image {@code i} in all columns. */
    public void takeImage(int i) {
        probe.takeImage(i);
    }

    /** Has all columns draw other samples: those of the next seed. */
    public void drawAgain() {
        seed++;
        refresh();
    }

    /** Moves z to where sample {@code i} of that column was drawn, if all columns share z. */
    public void takeSample(int column, int i) {
        SampledPictures drawn = sheet.get().runs().get(column).samples();
        if (drawn != null && sheet.get().link().z() && drawn.latents() == explorer.latents())
            explorer.moveTo(drawn.point(i));
    }

    /** Has the quality of the samples of all columns measured, as they are now; those without a judge are left out. */
    public void measureQuality() {
        quality.measure(shown().stream()
                .map(ComparedLine::judged)
                .filter(Objects::nonNull)
                .toList());
        refresh();
    }

    /** Why none can be measured, in one sentence; empty if that of one can. */
    public String qualityMissing() {
        var missing = compared().stream()
                .map(run -> Judges.missing(run.dataProperty().get()))
                .toList();
        return missing.contains("") ? "" : missing.get(0);
    }

    /** The measurement of the samples' quality. */
    public ComparedQuality quality() {
        return quality;
    }

    private static int nearest(Plane plane, LatentPoints points, double a, double b) {
        float[] at = plane.project(points);
        int nearest = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < points.size(); i++) {
            double distance = Math.hypot(at[2 * i] - a, at[2 * i + 1] - b);
            if (distance >= least) continue;
            least = distance;
            nearest = i;
        }
        return nearest;
    }

    // ---- following ----

    private void changed() {
        lines.keySet().removeIf(run -> {
            if (all.contains(run)) return false;
            Objects.requireNonNull(lines.get(run)).watched(false);
            return true;
        });
        leftOut.retainAll(all);
        quality.retain(all);
        for (RunLine run : all)
            lines.computeIfAbsent(run, key -> new ComparedLine(key, kernel, background, slow, this::later));
        share();
        refresh();
    }

    private void share() {
        List<RunLine> compared = compared();
        lines.forEach((run, line) -> line.watched(watched && compared.contains(run)));
    }

    private void later() {
        if (watched) later.offer(true);
    }

    private void refresh() {
        if (!watched) return;
        List<ComparedLine> shown = shown();
        shown.forEach(line -> line.ask(explorer.labelProperty().get()));
        Link time = moments(shown);
        int latents = explorer.latents();
        FrozenModel own = explorer.model();
        boolean decodes = own == null || own.can(Capability.DECODES); // or z names a draw
        boolean linked = shown.stream()
                .map(ComparedLine::model)
                .allMatch(model ->
                        model == null || model.latents() == latents && model.can(Capability.DECODES) == decodes);
        var values = new ArrayList<ComparedRun>();
        for (ComparedLine line : shown) values.add(value(line, linked));
        ImageProbe.Input input = probe.inputProperty().get();
        sheet.set(new Sheet(
                values,
                new Link(linked, input == null ? "" : input.name(), time.step(), time.epoch()),
                all.size(),
                bound(),
                seed,
                quality.progressProperty().get()));
    }

    private List<ComparedLine> shown() {
        return compared().stream()
                .map(run -> Objects.requireNonNull(lines.get(run)))
                .toList();
    }

    /** The bound that holds for all columns; null where there is none, or it is still being computed. */
    private @Nullable ReconstructionBound bound() {
        Bounded common = common();
        if (common == null) return null;
        if (bounded == null || !common.same(bounded)) {
            bounded = common;
            bound = null;
            bounding.request(common);
        }
        return bound;
    }

    /** What all columns have in common; null where they are measured in different ways. */
    private @Nullable Bounded common() {
        Bounded common = null;
        for (RunLine run : compared()) {
            DataSplit data = run.dataProperty().get();
            Hyperparameters h = run.hyperparametersProperty().get();
            if (!h.model().variational()) continue; // it has no place on the plane
            if (data == null || !ReconstructionBound.known(h)) return null;
            double variance = h.likelihood() == Likelihood.GAUSSIAN ? h.variance() : 0;
            var one = new Bounded(data.test(), h.likelihood(), variance, h);
            if (common != null && !common.same(one)) return null;
            common = one;
        }
        return common;
    }

    /** Has each column look at the moment that is shown of the run looked at: by step, or by epoch. */
    private Link moments(List<ComparedLine> shown) {
        ShownModel looked = explorer.shownProperty().getValue();
        if (looked == null || looked.past() == null) {
            shown.forEach(line -> line.moment().live());
            return new Link(true, "", -1, Double.NaN);
        }
        ComparedLine main = Objects.requireNonNull(lines.get(runs.shown()));
        boolean alike = shown.stream().allMatch(line -> line.sameBatches(main));
        double epoch = alike ? Double.NaN : main.epochs(looked.step());
        for (ComparedLine line : shown) {
            if (line == main) line.moment().show(looked);
            else line.moment().look(alike ? looked.step() : line.step(epoch));
        }
        return new Link(true, "", looked.step(), epoch);
    }

    private ComparedRun value(ComparedLine line, boolean linked) {
        FrozenModel model = line.model();
        var judged = quality.of(line.run(), line.run().historyProperty().get());
        if (model == null) return line.value(null, null, judged);
        float[] z = linked ? explorer.z() : probed(line, model);
        MapPlane plane = linked ? explorer.mapPlane() : line.own(model);
        At point = z == null ? null : line.at(model, z);
        float[] held = z == null ? new float[model.latents()] : linked ? explorer.anchor() : z;
        if (model.can(Capability.DECODES)) line.ask(model, plane.plane(), held);
        line.draw(model, seed);
        return line.value(plane, point, judged);
    }

    /** Where {@code model} puts the probed image; null if it cannot read it, or puts none anywhere. */
    private float @Nullable [] probed(ComparedLine line, FrozenModel model) {
        ImageProbe.Input input = probe.inputProperty().get();
        return input == null
                        || !model.can(Capability.ENCODES)
                        || !input.format().equals(model.configuration().format())
                ? null
                : line.encoded(model, input.pixels(), input.label());
    }
}
