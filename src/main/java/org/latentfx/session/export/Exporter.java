package org.latentfx.session.export;

import java.nio.file.Files;
import java.nio.file.Path;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.DataSplit;
import org.latentfx.io.ModelFile;
import org.latentfx.io.exchange.Choices;
import org.latentfx.io.exchange.ExportKind;
import org.latentfx.io.exchange.Exported;
import org.latentfx.model.FrozenModel;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.Errand;
import org.latentfx.session.concurrent.LatestTask;
import org.latentfx.session.run.Run;
import org.latentfx.session.run.RunSaver;

/**
 * Hands the run on: its newest model, the curves that led to it and the codes of its held-out images, in the forms of
 * {@link ExportKind}. Files are written in the background, one export at a time, and how that went is said. FX thread
 * only.
 */
public final class Exporter {
    private record Job(ExportKind kind, Path out, Exported from) {}

    private final Run run;
    private final RunSaver saver;
    private final LatestTask<Job, String> writing;
    private final ReadOnlyObjectWrapper<@Nullable Path> file = new ReadOnlyObjectWrapper<>();
    private final BooleanBinding running;

    public Exporter(Run run, Background background) {
        this.run = run;
        saver = new RunSaver(run, new Errand(background), background.say());
        writing = background.latest(
                (before, newer) -> false,
                // whoever named a file that is there has been asked about it
                (job, token) -> job.kind.write(job.from, job.out, Files.exists(job.out), token.progress(0, 1)),
                (job, sentence) -> background.say().accept(sentence));
        running = Bindings.createBooleanBinding(
                () -> !Double.isNaN(writing.progressProperty().get()), writing.progressProperty());
    }

    /** The share written, 0..1; NaN while nothing is. */
    public ReadOnlyDoubleProperty progressProperty() {
        return writing.progressProperty();
    }

    /** Whether an export is on its way. */
    public BooleanBinding running() {
        return running;
    }

    /** The file exported last or now; null before the first. */
    public ReadOnlyObjectProperty<@Nullable Path> fileProperty() {
        return file.getReadOnlyProperty();
    }

    /**
     * Writes the run as {@code kind} to {@code out}, which the person has agreed to overwrite if it is there; what else
     * belongs to the export is overwritten only together with it. Says so if there is no model yet.
     */
    public void export(ExportKind kind, Path out) {
        ModelFile.Content model = saver.content();
        FrozenModel newest = run.modelProperty().get();
        DataSplit data = run.dataProperty().get();
        if (model == null || newest == null || data == null) return;
        file.set(out);
        var choices = Choices.USUAL.given(newest.label());
        var history = run.historyProperty().get().at(model.step());
        writing.request(new Job(kind, out, new Exported(model, history, newest.kernel(), () -> data, choices)));
    }

    /** Gives up the export on its way; what was there before is there still. */
    public void cancel() {
        writing.cancel();
    }

    /** Writes the newest model to {@code out} in the background and says how that went. */
    public void saveModel(Path out) {
        saver.save(out);
    }
}
