package org.latentfx.session.explain;

import java.util.List;
import java.util.Objects;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyMapProperty;
import javafx.beans.property.ReadOnlyMapWrapper;
import javafx.collections.FXCollections;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.DataSplit;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Likelihood;
import org.latentfx.model.kind.Capability;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.model.prior.PriorKind;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.LatestTask;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.ShownModel;
import org.latentfx.session.run.Run;
import org.latentfx.session.run.RunListCommands;
import org.latentfx.text.Texts;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;
import org.latentfx.train.schedule.Schedule;

/**
 * The slips of the glossary, each shown by what it gives: two as runs of their own, the others computed on the model
 * shown, in the background. FX thread only.
 */
public final class Slips {
    /** Those that begin a run, by their keys in the glossary. */
    public static final List<String> RUNS = List.of("slip-decoder-latent", "slip-mean-mean");

    /** Of the loss that takes means in place of sums: the latents of the preset that it is made with. */
    private static final int LATENTS = Preset.SEED.hyperparameters().latents();

    private record Request(String slip, ShownModel shown, DataSplit data, Hyperparameters run) {}

    private final Run run;
    private final Explorer explorer;
    private final RunListCommands runList;
    private final LatestTask<Request, Shown> task;
    private final ReadOnlyMapWrapper<String, Shown> found = new ReadOnlyMapWrapper<>(FXCollections.observableHashMap());
    private String running = "";

    /** @param slow where some seconds keep nobody waiting */
    public Slips(Run run, Explorer explorer, RunListCommands runList, Background slow) {
        this.run = run;
        this.explorer = explorer;
        this.runList = runList;
        task = slow.latest(
                (now, newer) -> true,
                (request, token) -> SlipExperiment.of(
                        request.slip, request.shown.model(), request.data, request.run, token.progress(0, 1)),
                (request, shown) -> found.put(request.slip, shown.at(request.shown.step())));
        explorer.shownProperty().addListener((property, before, now) -> forget(before, now));
        run.dataProperty().addListener((property, before, now) -> found.clear());
    }

    /** What a model of another run gave is no longer of what is shown. */
    private void forget(@Nullable ShownModel before, @Nullable ShownModel now) {
        boolean same = before != null
                && now != null
                && now.step() > before.step()
                && now.history().extendsLinesOf(before.history());
        if (!same && !found.isEmpty()) found.clear();
    }

    /** What each slip gave last, by its key. */
    public ReadOnlyMapProperty<String, Shown> foundProperty() {
        return found.getReadOnlyProperty();
    }

    /** How far the computation is, 0..1; NaN while there is none. */
    public ReadOnlyDoubleProperty progressProperty() {
        return task.progressProperty();
    }

    /** Which slip was asked for last; "" for none. */
    public String running() {
        return running;
    }

    /** Whether there are a model and images. */
    public boolean ready() {
        DataSplit data = run.dataProperty().get();
        FrozenModel model = explorer.model();
        return data != null
                && data.test().size() > 1
                && model != null
                && model.configuration().format().equals(data.test().format());
    }

    /** Why {@code slip} cannot be shown now, in a sentence; "" where it can. */
    public String trouble(String slip) {
        FrozenModel model = explorer.model();
        if (!ready() || model == null) return Texts.of("explain.slip.none");
        boolean own = RUNS.contains(slip) || model.can(Capability.KL_PER_LATENT);
        return own ? "" : model.configuration().missing(Capability.KL_PER_LATENT);
    }

    /** Shows {@code slip}; nothing happens while it cannot be. */
    public void show(String slip) {
        if (!trouble(slip).isEmpty()) return;
        if (RUNS.contains(slip)) {
            runList.begin(settings(slip), "explain." + slip + ".result", Settings.BETA.format(beta(slip)));
            return;
        }
        running = slip;
        task.request(new Request(
                slip,
                Objects.requireNonNull(explorer.shownProperty().getValue()),
                Objects.requireNonNull(run.dataProperty().get()),
                run.hyperparametersProperty().get()));
    }

    /** β of the run that a slip begins: as much as KL counts then. */
    public double beta(String slip) {
        if (!slip.equals("slip-mean-mean")) return 0;
        DataSplit data = run.dataProperty().get();
        int values = data == null ? 784 : data.train().valuesPerImage();
        return Math.min(Settings.BETA.max(), Math.rint(10.0 * values / LATENTS) / 10);
    }

    /**
     * Settings of the run that a slip begins. ½·mean over D values of squared errors + mean over d latents of KL is, D
     * times over, a Gaussian with σ² = 1 and β = D/d.
     */
    Hyperparameters settings(String slip) {
        Hyperparameters now = run.hyperparametersProperty().get();
        if (!slip.equals("slip-mean-mean")) return Settings.BETA.with(plain(now), beta(slip));
        Hyperparameters seed = Preset.SEED.hyperparameters();
        seed = Settings.LIKELIHOOD.with(seed, Likelihood.GAUSSIAN);
        seed = Settings.VARIANCE.with(seed, 1.0);
        seed = Settings.SEED.with(seed, now.seed());
        return Settings.BETA.with(seed, beta(slip));
    }

    /** The same without another term in place of β × KL, of a model that has one. */
    private static Hyperparameters plain(Hyperparameters now) {
        var constant = Settings.BETA_SCHEDULE.with(now, new Schedule.Constant());
        constant = Settings.PRIOR.with(constant, PriorKind.NORMAL);
        return now.model().variational() ? constant : Settings.MODEL.with(constant, ModelKind.VAE);
    }
}
