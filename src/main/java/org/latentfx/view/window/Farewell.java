package org.latentfx.view.window;

import java.io.File;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javafx.application.Platform;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;
import org.latentfx.io.session.SessionFile;
import org.latentfx.session.file.RunKeeper;
import org.latentfx.text.Texts;

/**
 * What happens after the window has gone: the runs are kept without a question. Only where that fails does one appear,
 * with one sentence and a way to save them elsewhere. FX thread only.
 */
public final class Farewell {
    private final RunKeeper keeper;
    private final Themes themes;
    private final Runnable end;

    /** @param end ends the program */
    public Farewell(RunKeeper keeper, Themes themes, Runnable end) {
        this.keeper = keeper;
        this.themes = themes;
        this.end = end;
    }

    /** Keeps the run, then ends. */
    public void begin() {
        then(keeper.close());
    }

    private void then(CompletableFuture<Void> kept) {
        kept.whenCompleteAsync(
                (done, failure) -> {
                    if (failure == null) end.run();
                    else ask(failure);
                },
                Platform::runLater);
    }

    private void ask(Throwable failure) {
        var elsewhere = new ButtonType(Texts.of("keep.closing.elsewhere"), ButtonData.OK_DONE);
        var anyway = new ButtonType(Texts.of("keep.closing.anyway"), ButtonData.CANCEL_CLOSE);
        var alert = new Alert(Alert.AlertType.WARNING, sentence(failure), elsewhere, anyway);
        alert.setTitle(Texts.of("app.name"));
        alert.setHeaderText(Texts.of("keep.closing.title"));
        themes.dress(alert.getDialogPane().getScene());
        boolean save = alert.showAndWait().filter(elsewhere::equals).isPresent();
        File file = save ? choose() : null;
        if (!save) end.run();
        else if (file == null) ask(failure);
        else then(CompletableFuture.runAsync(() -> keeper.saveElsewhere(file.toPath())));
    }

    private static @Nullable File choose() {
        var chooser = new FileChooser();
        chooser.setInitialFileName(Texts.of("keep.file.name"));
        chooser.getExtensionFilters()
                .add(new FileChooser.ExtensionFilter(Texts.of("keep.file.kind"), "*" + SessionFile.EXTENSION));
        return chooser.showSaveDialog(null);
    }

    private static String sentence(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return String.valueOf(cause.getMessage());
    }
}
