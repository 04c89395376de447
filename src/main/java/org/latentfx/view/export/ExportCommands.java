package org.latentfx.view.export;

import java.io.File;
import java.nio.file.Path;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.path.LatentPath;
import org.latentfx.io.exchange.ExportKind;
import org.latentfx.io.exchange.PathFilm;
import org.latentfx.session.export.Exporter;
import org.latentfx.text.Texts;
import org.latentfx.view.command.Actions;
import org.latentfx.view.command.Command;
import org.latentfx.view.command.MenuTitle;

/** File ▸ Export: one row a form, each of which asks for a file. FX thread only. */
public final class ExportCommands {
    private final Exporter exporter;
    private final ObservableValue<@Nullable LatentPath> path;
    private final Supplier<@Nullable ExportKind> growth;
    private final Node content;

    /**
     * @param path the way last found; null while there is none
     * @param growth gives the film of how the run came about; null while there is none
     * @param content over whose window dialogs open
     */
    public ExportCommands(
            Exporter exporter,
            ObservableValue<@Nullable LatentPath> path,
            Supplier<@Nullable ExportKind> growth,
            Node content) {
        this.exporter = exporter;
        this.path = path;
        this.growth = growth;
        this.content = content;
    }

    /** Adds the rows of the menu; while one file is written none can be asked for. */
    public void addTo(Actions actions) {
        for (ExportKind kind : ExportKind.ALL)
            actions.add(Command.of("export-" + kind.key(), MenuTitle.FILE, 3, kind.title(), () -> ask(kind))
                    .within(Texts.of("menu.file.export"))
                    .when(exporter.running().not()));
        actions.add(Command.of("export-growth", MenuTitle.FILE, 3, Texts.of("export.growth.title"), this::askForGrowth)
                .within(Texts.of("menu.file.export"))
                .when(exporter.running().not()));
        actions.add(Command.of("export-path", MenuTitle.FILE, 3, Texts.of("export.path.title"), this::askForPath)
                .within(Texts.of("menu.file.export"))
                .when(exporter.running()
                        .not()
                        .and(Bindings.createBooleanBinding(() -> path.getValue() != null, path))));
    }

    private void askForGrowth() {
        ExportKind now = growth.get();
        if (now != null) ask(now);
    }

    private void askForPath() {
        LatentPath now = path.getValue();
        if (now != null) ask(PathFilm.of(now));
    }

    private void ask(ExportKind kind) {
        var chooser = new FileChooser();
        chooser.setTitle(Texts.of("export.dialog", kind.title().replace("…", "")));
        chooser.setInitialFileName(Texts.of("export.name") + kind.ending());
        chooser.getExtensionFilters()
                .add(new FileChooser.ExtensionFilter(kind.title().replace("…", ""), "*" + kind.ending()));
        File file = chooser.showSaveDialog(content.getScene().getWindow());
        if (file != null) exporter.export(kind, named(file.toPath(), kind));
    }

    /** Some dialogs leave the ending to the person. */
    static Path named(Path chosen, ExportKind kind) {
        String name = String.valueOf(chosen.getFileName());
        return name.contains(".") ? chosen : chosen.resolveSibling(name + kind.ending());
    }
}
