package org.latentfx.view.export;

import java.nio.file.Path;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.latentfx.session.export.Exporter;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.IconButtons;

/** How far an export is, with a button that gives it up; shown once it takes longer than a moment. FX thread only. */
public final class ExportProgress extends HBox {
    private static final Duration MOMENT = Duration.millis(500);

    private final PauseTransition moment = new PauseTransition(MOMENT);

    public ExportProgress(Exporter exporter) {
        getStyleClass().add("export-progress");
        setAlignment(Pos.CENTER_LEFT);
        var label = new Label();
        label.textProperty()
                .bind(exporter.fileProperty().map(ExportProgress::sentence).orElse(""));
        label.setMinWidth(0);
        var bar = new ProgressBar();
        bar.progressProperty().bind(exporter.progressProperty());
        bar.setAccessibleText(Texts.of("export.progress"));
        var cancel = IconButtons.button(Feather.X, Texts.of("export.cancel"), exporter::cancel);
        cancel.setId("export-cancel");
        getChildren().addAll(label, bar, cancel);
        managedProperty().bind(visibleProperty());
        moment.setOnFinished(e -> setVisible(exporter.running().get()));
        exporter.running().subscribe(this::show);
    }

    private void show(boolean running) {
        setVisible(false);
        if (running) moment.playFromStart();
        else moment.stop();
    }

    private static String sentence(@Nullable Path file) {
        return file == null ? "" : Texts.of("export.writing", String.valueOf(file.getFileName()));
    }
}
