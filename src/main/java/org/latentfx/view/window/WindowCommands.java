package org.latentfx.view.window;

import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCombination;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.latentfx.data.Datasets;
import org.latentfx.session.Session;
import org.latentfx.text.Texts;
import org.latentfx.train.Preset;
import org.latentfx.view.command.Actions;
import org.latentfx.view.command.Command;
import org.latentfx.view.command.Keys;
import org.latentfx.view.command.MenuTitle;
import org.latentfx.view.file.Incoming;
import org.latentfx.view.probe.OutsidePictures;
import org.latentfx.view.window.place.Arrangement;
import org.latentfx.view.window.place.Slot;

/** Gives the table of commands what the session does, and what the window does to itself. FX thread only. */
final class WindowCommands {
    private final Session session;
    private final Actions actions;

    WindowCommands(Session session, Actions actions) {
        this.session = session;
        this.actions = actions;
    }

    /** The commands that the session does. */
    WindowCommands ofSession() {
        var explorer = session.explorer();
        var undo = session.undoStack();
        var told = session.classes().namesProperty().map(names -> !names.isEmpty());
        actions.on(Keys.PLAY, session.commands()::toggle)
                .on(Keys.STEP, session.commands()::stepOnce)
                .on(Keys.RESET, session.commands()::reset)
                .on(Keys.NEW_SEED, session.commands()::newSeed)
                .on(Keys.FROM_SCRATCH, session.commands()::trainFromScratch)
                .on(Keys.RANDOM, explorer::random)
                .on(Keys.ZERO, explorer::zero)
                .on(Keys.BACK, explorer::back)
                .on(Keys.FORWARD, explorer::forward)
                .on(Keys.NEXT_CLASS, () -> session.classes().askNext(1), told)
                .on(Keys.PREVIOUS_CLASS, () -> session.classes().askNext(-1), told)
                .on(Keys.LAYOUT, session.layouts()::toggle)
                .on(
                        Keys.UNDO,
                        Command.of(Keys.UNDO, session::undo)
                                .when(undo.canUndoProperty())
                                .named(undo.undoNameProperty()))
                .on(
                        Keys.REDO,
                        Command.of(Keys.REDO, session::redo)
                                .when(undo.canRedoProperty())
                                .named(undo.redoNameProperty()));
        ofRuns();
        var run = session.run();
        for (String name : Datasets.names())
            actions.add(
                    Command.of("data-" + name, MenuTitle.FILE, 1, Datasets.title(name), () -> session.chooseData(name))
                            .within(Texts.of("menu.file.data"))
                            .chosen(run.dataProperty()
                                    .map(data -> data.name().equals(name))
                                    .orElse(false)));
        for (Preset preset : Preset.values())
            actions.add(Command.of("preset-" + preset.key(), MenuTitle.RUN, 2, preset.label(), () -> session.commands()
                            .choosePreset(preset))
                    .within(Texts.of("menu.run.preset"))
                    .chosen(run.hyperparametersProperty()
                            .map(now -> TransportBar.presetName(now).equals(preset.label()))));
        return this;
    }

    private void ofRuns() {
        var runs = session.runList();
        actions.on(Keys.NEW_RUN, runs::another, runs.possible())
                .on(Keys.TWIN, runs::twin, runs.possible())
                .on(Keys.TWIN_CHANGES, runs::twinWithChanges, runs.changed())
                .on(Keys.FORK, runs::fork, runs.possible())
                .on(Keys.FORK_GROUP, runs::forkWithGroup, runs.groupPossible())
                .on(Keys.DUPLICATE, runs::duplicate, runs.possible())
                .on(Keys.NEXT_RUN, () -> runs.next(1), runs.several())
                .on(Keys.PREVIOUS_RUN, () -> runs.next(-1), runs.several())
                .on(Keys.PAUSE_ALL, runs::pauseAll, runs.several())
                .on(Keys.REMOVE_RUN, runs::remove, runs.several());
    }

    /** The commands that ask for a file or change the window that {@code content} is in. */
    WindowCommands ofWindow(Node content, Themes themes, Incoming incoming) {
        var pictures = new OutsidePictures(session);
        actions.on(Keys.OPEN_PICTURE, () -> pictures.open(content.getScene().getWindow()))
                .on(Keys.PASTE, () -> incoming.paste(Clipboard.getSystemClipboard()))
                .on(Keys.QUIT, () -> close(content.getScene()))
                .on(Keys.THEME, Command.of(Keys.THEME, themes::toggle).chosen(themes.darkProperty()))
                .on(Keys.FULL_SCREEN, () -> toggleFullScreen(content.getScene()));
        return this;
    }

    /** How large text and controls are. */
    WindowCommands ofText(TextSize size) {
        actions.on(Keys.LARGER, size::larger).on(Keys.SMALLER, size::smaller).on(Keys.USUAL_SIZE, size::usual);
        return this;
    }

    /** The panels that share a place, and each panel alone. */
    WindowCommands ofPanels(ToolTabs tabs, Arrangement arrangement) {
        actions.on(
                        Keys.PRESENT,
                        Command.of(Keys.PRESENT, arrangement::togglePresenting)
                                .chosen(arrangement.presentingProperty()))
                .on(
                        Keys.ALONE,
                        Command.of(Keys.ALONE, arrangement::toggleInHand)
                                .chosen(arrangement.aloneProperty().isNotNull()));
        for (Slot slot : arrangement.slots())
            actions.add(Command.of(
                            "alone-" + slot.name(), MenuTitle.VIEW, 1, slot.title(), () -> arrangement.toggle(slot))
                    .within(Texts.of("menu.view.alone"))
                    .chosen(arrangement.aloneProperty().map(now -> now == slot).orElse(false)));
        for (Tool tool : Tool.values())
            actions.add(
                    Command.of("panel-" + tool.name().toLowerCase(Locale.ROOT), MenuTitle.VIEW, 0, tool.title(), () -> {
                                actions.run(Keys.EXPLORE);
                                tabs.choose(tool);
                            })
                            .within(Texts.of("menu.view.panel"))
                            .when(tabs.withinProperty(tool))
                            .chosen(tabs.chosenProperty().map(now -> now == tool)));
        return this;
    }

    private static void close(Scene scene) {
        var window = scene.getWindow();
        window.fireEvent(new WindowEvent(window, WindowEvent.WINDOW_CLOSE_REQUEST));
    }

    private static void toggleFullScreen(Scene scene) {
        if (!(scene.getWindow() instanceof Stage stage)) return;
        stage.setFullScreenExitKeyCombination(KeyCombination.NO_MATCH); // Esc closes what is open first
        stage.setFullScreenExitHint(Texts.of("window.full-screen.hint"));
        stage.setFullScreen(!stage.isFullScreen());
    }

    static void leaveFullScreen(Scene scene) {
        if (scene.getWindow() instanceof Stage stage && stage.isFullScreen()) stage.setFullScreen(false);
    }
}
