package org.latentfx.session.data;

import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.DataImport;
import org.latentfx.data.DataSplit;
import org.latentfx.data.ImportedData;
import org.latentfx.io.AtomicFile;
import org.latentfx.io.data.DataFiles;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.Errand;
import org.latentfx.session.concurrent.LatestTask;
import org.latentfx.session.concurrent.UserMessages;

/**
 * Pictures that a person is about to open: read in the background, looked at, read again with other wishes, and at last
 * taken as the data of a new run or left. Until they are taken nothing else changes. FX thread only.
 */
public final class DataOpening {
    /** What is looked at, and how it is to be read. */
    public record Asked(String path, DataImport how) {}

    private final Consumer<DataSplit> take;
    private final LatestTask<Asked, ImportedData> reading;
    private final Errand keeping;
    private @Nullable Path folder;
    private final ReadOnlyObjectWrapper<@Nullable Asked> asked = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable ImportedData> found = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper taken = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper refusal = new ReadOnlyStringWrapper("");

    /**
     * @param background where files are read
     * @param take begins a run with the pictures taken
     */
    public DataOpening(Background background, Consumer<DataSplit> take) {
        this.take = take;
        keeping = new Errand(background);
        reading = new LatestTask<>(
                background.executor(),
                background.fx(),
                (before, newer) -> true,
                (input, token) -> DataFiles.read(input.path, input.how, token.progress(0, 1)),
                (input, result) -> found.set(result),
                this::fail);
    }

    private void fail(Throwable failure) {
        if (!(failure instanceof CancellationException)) refusal.set(UserMessages.sentence(failure));
    }

    // ---- properties ----

    /** What is looked at; null while nothing is. */
    public ReadOnlyObjectProperty<@Nullable Asked> askedProperty() {
        return asked.getReadOnlyProperty();
    }

    /** What was found there; null until it is read, and if it cannot be. */
    public ReadOnlyObjectProperty<@Nullable ImportedData> foundProperty() {
        return found.getReadOnlyProperty();
    }

    /** Why it cannot be read, in one sentence; empty while nothing is wrong. */
    public ReadOnlyStringProperty refusalProperty() {
        return refusal.getReadOnlyProperty();
    }

    /** The path of what was taken last; empty before the first. */
    public ReadOnlyStringProperty takenProperty() {
        return taken.getReadOnlyProperty();
    }

    /** The share read, 0..1; NaN while nothing is being read. */
    public ReadOnlyDoubleProperty progressProperty() {
        return reading.progressProperty();
    }

    // ---- commands ----

    /** Looks at the file or folder {@code path}, all about it guessed. */
    public void look(String path) {
        read(new Asked(path, DataImport.GUESSED));
    }

    /** The same. */
    public void look(Path path) {
        look(path.toString());
    }

    /** Where pictures are kept that a person has in no file; before, they are not taken. */
    public void keepIn(Path into) {
        folder = into;
    }

    /** Whether pictures can be taken that are in no file. */
    public boolean keeps() {
        return folder != null;
    }

    /**
     * Keeps what {@code write} writes, so that a session can refer to it, and looks at it. The same pictures have the
     * same name.
     *
     * @param name of the file, made of what it holds
     */
    public void keepAndLook(String name, Consumer<Path> write) {
        Path into = folder;
        if (into == null) return;
        Path file = into.resolve(name);
        keeping.request(
                () -> {
                    AtomicFile.prepareFolder(into);
                    write.accept(file);
                    return file;
                },
                this::look);
    }

    /** Reads again what is looked at, as {@code how} says. */
    public void change(DataImport how) {
        Asked now = asked.get();
        if (now != null && !now.how.equals(how)) read(new Asked(now.path, how));
    }

    private void read(Asked next) {
        found.set(null);
        refusal.set("");
        asked.set(next);
        reading.request(next);
    }

    /** Takes what was found as the data of a new run, which can be undone; nothing if it is not yet read. */
    public void take() {
        ImportedData data = found.get();
        if (data == null) return;
        leave();
        take.accept(data.split());
        taken.set(data.split().name());
    }

    /** Stops reading and forgets what was looked at. */
    public void leave() {
        reading.cancel();
        asked.set(null);
        found.set(null);
        refusal.set("");
    }
}
