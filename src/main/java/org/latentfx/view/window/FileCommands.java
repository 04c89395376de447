package org.latentfx.view.window;

import static javafx.scene.input.KeyCombination.SHIFT_DOWN;
import static javafx.scene.input.KeyCombination.SHORTCUT_DOWN;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.latentfx.io.data.FileKind;
import org.latentfx.io.session.SessionFile;
import org.latentfx.session.Session;
import org.latentfx.session.data.DataOpening;
import org.latentfx.session.file.SessionDocument;
import org.latentfx.text.Texts;
import org.latentfx.view.command.Actions;
import org.latentfx.view.command.Command;
import org.latentfx.view.command.MenuTitle;
import org.latentfx.view.command.Shortcut;
import org.latentfx.view.file.OwnData;

/** Open, Open Recent, Save and Save As for the session, and its name in the title bar. FX thread only. */
public final class FileCommands {
    private static final String RECENT = "recent-files";
    private static final int MOST_RECENT = 8;

    private final SessionDocument document;
    private final DataOpening pictures;
    private final Preferences preferences;
    private final Node content;

    /** @param content over whose window dialogs open */
    FileCommands(Session session, Preferences preferences, Node content) {
        document = session.document();
        pictures = session.dataOpening();
        this.preferences = preferences;
        this.content = content;
        document.setSeeker(this::seek);
        document.openedProperty().subscribe(file -> {
            if (file != null) remember(file.toAbsolutePath().toString());
        });
        pictures.takenProperty().subscribe(path -> {
            if (!path.isEmpty()) remember(Path.of(path).toAbsolutePath().toString());
        });
    }

    /** Adds the rows of the menu. */
    void addTo(Actions actions) {
        actions.add(command("open", this::open).on(Shortcut.of(KeyCode.O, SHORTCUT_DOWN)))
                .add(command("open-folder", () -> own(true)))
                .add(own("data.own.file", () -> own(false)))
                .add(own("data.own.folder", () -> own(true)))
                .list(this::recent)
                .add(command("save", this::save).on(Shortcut.of(KeyCode.S, SHORTCUT_DOWN)))
                .add(command("save-as", this::saveAs).on(Shortcut.of(KeyCode.S, SHORTCUT_DOWN, SHIFT_DOWN)));
    }

    /** What the title bar says: the file's name and a mark while it is not saved, then the program's name. */
    public static ObservableValue<String> title(SessionDocument document) {
        var name = document.fileNameProperty();
        var unsaved = document.unsavedProperty();
        return Bindings.createStringBinding(
                () -> {
                    String file = name.get().isEmpty() && unsaved.get() ? Texts.of("file.unnamed") : name.get();
                    if (file.isEmpty()) return Texts.of("app.name");
                    return Texts.of(unsaved.get() ? "file.title.unsaved" : "file.title", file, Texts.of("app.name"));
                },
                name,
                unsaved);
    }

    private static Command command(String id, Runnable action) {
        return Command.of("session-" + id, MenuTitle.FILE, 0, Texts.of("file." + id), action);
    }

    /** Beside the sets that come with the program. */
    private static Command own(String key, Runnable action) {
        return Command.of(key.replace('.', '-'), MenuTitle.FILE, 1, Texts.of(key), action)
                .within(Texts.of("menu.file.data"));
    }

    private List<Command> recent() {
        var list = new ArrayList<Command>();
        remembered()
                .map(Path::of)
                .filter(Files::exists)
                .map(file -> recent("session-recent", file.toString(), () -> document.open(file)))
                .forEach(list::add);
        if (!list.isEmpty())
            list.add(recent("recent-clear", Texts.of("file.recent.clear"), () -> preferences.set(RECENT, "")));
        return list;
    }

    private static Command recent(String id, String name, Runnable action) {
        return Command.of(id, MenuTitle.FILE, 0, name, action).within(Texts.of("file.recent"));
    }

    private Stream<String> remembered() {
        return preferences.text(RECENT).stream().flatMap(String::lines);
    }

    private void remember(String file) {
        var files = new ArrayList<String>(List.of(file));
        remembered().filter(other -> !other.equals(file)).limit(MOST_RECENT - 1).forEach(files::add);
        preferences.set(RECENT, String.join("\n", files));
    }

    private void open() {
        var chooser = new FileChooser();
        chooser.setTitle(Texts.of("file.open.title"));
        var all = new ArrayList<String>(List.of("*" + SessionFile.EXTENSION, "*" + FileKind.MODEL_ENDING));
        all.addAll(OwnData.ENDINGS);
        chooser.getExtensionFilters()
                .addAll(
                        new FileChooser.ExtensionFilter(Texts.of("file.open.readable"), all),
                        new FileChooser.ExtensionFilter(Texts.of("keep.file.kind"), "*" + SessionFile.EXTENSION),
                        new FileChooser.ExtensionFilter(Texts.of("failure.save.kind"), "*" + FileKind.MODEL_ENDING),
                        new FileChooser.ExtensionFilter(Texts.of("file.open.pictures"), OwnData.ENDINGS),
                        new FileChooser.ExtensionFilter(Texts.of("file.open.all"), "*"));
        File file = chooser.showOpenDialog(content.getScene().getWindow());
        if (file != null) document.open(file.toPath());
    }

    private void own(boolean folder) {
        OwnData.choose(pictures, folder, content.getScene().getWindow());
    }

    private void save() {
        if (!document.save()) saveAs();
    }

    private void saveAs() {
        var chooser = new FileChooser();
        chooser.setTitle(Texts.of("file.save.title"));
        chooser.getExtensionFilters()
                .add(new FileChooser.ExtensionFilter(Texts.of("keep.file.kind"), "*" + SessionFile.EXTENSION));
        String name = document.fileNameProperty().get();
        chooser.setInitialFileName(name.isEmpty() ? Texts.of("keep.file.name") : name);
        File file = chooser.showSaveDialog(content.getScene().getWindow());
        if (file != null) document.saveAs(named(file.toPath()));
    }

    /** Some dialogs leave the ending to the person. */
    private static Path named(Path chosen) {
        String name = String.valueOf(chosen.getFileName());
        return name.contains(".") ? chosen : chosen.resolveSibling(name + SessionFile.EXTENSION);
    }

    /** Asks for the data of a session. */
    private void seek(boolean folder, Consumer<Path> found) {
        String title = Texts.of("session.find.title");
        Window window = content.getScene().getWindow();
        File chosen;
        if (folder) {
            var chooser = new DirectoryChooser();
            chooser.setTitle(title);
            chosen = chooser.showDialog(window);
        } else {
            var chooser = new FileChooser();
            chooser.setTitle(title);
            chosen = chooser.showOpenDialog(window);
        }
        if (chosen != null) found.accept(chosen.toPath());
    }
}
