package org.latentfx.view.window;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.latentfx.data.Datasets;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.Session;
import org.latentfx.session.run.Run;
import org.latentfx.text.Texts;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;
import org.latentfx.view.command.Actions;
import org.latentfx.view.command.Keys;
import org.latentfx.view.file.OwnData;
import org.latentfx.view.kit.IconButtons;
import org.latentfx.view.kit.Tips;
import org.latentfx.view.window.place.WorkspaceSwitch;
import org.latentfx.view.window.place.Workspaces;

/**
 * The bar at the top, in the order that every transport has: reset, play or pause, step, undo and redo, counters; then
 * what is learnt and from which preset, the theme and the list of keys. It shows a {@link Session} and gives it
 * commands. FX thread only.
 */
public final class TransportBar extends HBox {
    private static final PseudoClass PLAYING = PseudoClass.getPseudoClass("playing");

    private static final PseudoClass PAST = PseudoClass.getPseudoClass("past");

    private static final double ROOMY = 1240;

    private final Session session;
    private final Run run;
    private final Actions actions;
    private final Themes themes;

    /** What may leave the bar, in this order. */
    private final List<Node> dropped = new ArrayList<>();

    private final Node fromScratch;

    /** @param actions what the buttons with keys do */
    public TransportBar(Session session, Actions actions, Themes themes) {
        this.session = session;
        run = session.run();
        this.actions = actions;
        this.themes = themes;
        getStyleClass().add("transport-bar");
        setAlignment(Pos.CENTER_LEFT);
        var undo = session.undoStack();
        var space = new Region();
        setHgrow(space, Priority.SOMETIMES);
        var counters = counters();
        setHgrow(counters, Priority.ALWAYS);
        fromScratch = centred(fromScratch());
        var data = dataChooser();
        var preset = presetChooser();
        var draw = button(Keys.DRAW, Feather.EDIT_2);
        var theme = themeButton();
        var help = button(Keys.HELP, Feather.HELP_CIRCLE);
        getChildren()
                .addAll(
                        button(Keys.RESET, Feather.ROTATE_CCW),
                        playButton(),
                        button(Keys.STEP, Feather.SKIP_FORWARD),
                        slowButton(),
                        back(Keys.UNDO, Feather.CORNER_UP_LEFT, undo.undoNameProperty(), undo.canUndoProperty()),
                        back(Keys.REDO, Feather.CORNER_UP_RIGHT, undo.redoNameProperty(), undo.canRedoProperty()),
                        counters,
                        space,
                        fromScratch,
                        data,
                        preset,
                        draw,
                        theme,
                        help);
        dropped.addAll(List.of(draw, theme, help, preset, data, fromScratch, counters));
        setMinWidth(0);
    }

    /** As high as the bar, for a button that is lower. */
    private static HBox centred(Node button) {
        var box = new HBox(button);
        box.setAlignment(Pos.CENTER);
        return box;
    }

    /** Lets a person choose among workspaces; without a choice there is nothing to see. */
    void offer(Workspaces workspaces) {
        if (workspaces.offered().size() < 2) return;
        var choice = new WorkspaceSwitch(workspaces, narrow());
        getChildren().add(getChildren().indexOf(fromScratch), choice);
        dropped.add(dropped.indexOf(fromScratch) + 1, choice);
    }

    /** Where the bar is too narrow, what also stands in the menus leaves it, the least used first. */
    @Override
    protected void layoutChildren() {
        double needed = snappedLeftInset() + snappedRightInset() - getSpacing();
        for (Node node : getChildren())
            if (node.isManaged() || dropped.contains(node)) needed += wanted(node) + getSpacing();
        for (Node node : dropped) {
            boolean fits = needed <= getWidth() + 0.5;
            if (!fits) needed -= wanted(node) + getSpacing();
            if (node.isManaged() == fits) continue;
            node.setVisible(fits);
            node.setManaged(fits);
        }
        super.layoutChildren();
    }

    private static double wanted(Node node) {
        return Math.max(node.minWidth(-1), node.prefWidth(-1));
    }

    // ---- left: transport and counters ----

    private Button button(Keys key, Feather icon) {
        var button = IconButtons.button(icon, key, actions);
        button.setId(key.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        button.getStyleClass().add("icon-button");
        return button;
    }

    /** Says what it will take back or do again. */
    private Button back(Keys key, Feather icon, ObservableValue<String> name, ObservableValue<Boolean> can) {
        var button = button(key, icon);
        name.subscribe(now -> IconButtons.name(button, now, Texts.of("keys.tooltip", now, key.shortcut())));
        button.disableProperty().bind(can.map(now -> !now));
        return button;
    }

    /** Where a model has no step that one image goes through, its place says why. */
    private Node slowButton() {
        var button = button(Keys.SLOW_MOTION, Feather.FILM);
        var place = centred(button);
        run.hyperparametersProperty().subscribe(now -> {
            boolean there = now.model().can(Capability.ENCODES);
            button.setDisable(!there);
            Tips.say(place, there ? Keys.SLOW_MOTION.tooltip() : Texts.of("slow.players"));
        });
        return place;
    }

    private Button playButton() {
        var play = button(Keys.PLAY, Feather.PLAY);
        var shape = new Region();
        shape.getStyleClass().add("play-shape");
        play.setGraphic(shape);
        play.getStyleClass().setAll("button", "play-button");
        run.statusProperty().subscribe(status -> {
            boolean training = status == Run.Status.TRAINING;
            String label = Texts.of(training ? "transport.pause" : "transport.play");
            play.pseudoClassStateChanged(PLAYING, training);
            IconButtons.name(play, label, Texts.of("keys.tooltip", label, Keys.PLAY.shortcut()));
        });
        return play;
    }

    private Node counters() {
        var speed = counter("speed");
        speed.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> run.wordingProperty()
                                .getValue()
                                .of(
                                        "transport.speed",
                                        Math.round(run.imagesPerSecondProperty().get())),
                        run.imagesPerSecondProperty(),
                        run.hyperparametersProperty()));
        var moving = run.statusProperty()
                .isEqualTo(Run.Status.TRAINING)
                .and(run.imagesPerSecondProperty().greaterThan(0));
        var pace = new Pace(speed, moving, run.secondsLeftProperty());
        setHgrow(pace, Priority.ALWAYS);
        var box = new HBox(epoch(), new Label("·"), step(), pace);
        box.getStyleClass().add("counters");
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private Label epoch() {
        var epoch = counter("epoch");
        var past = session.timeMachine().shownProperty();
        epoch.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> Texts.of(
                                "transport.epoch",
                                past.get() == null
                                        ? run.epochProperty().get()
                                        : past.get().position().epoch()),
                        run.epochProperty(),
                        past));
        return epoch;
    }

    private Label step() {
        var step = counter("step");
        var past = session.timeMachine().shownProperty();
        step.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> past.get() == null
                                ? Texts.of("transport.step", run.stepProperty().get())
                                : Texts.of(
                                        "transport.step.past",
                                        past.get().position().step(),
                                        run.stepProperty().get()),
                        run.stepProperty(),
                        past));
        past.subscribe(now -> step.pseudoClassStateChanged(PAST, now != null));
        return step;
    }

    /** Whether only what is needed has room. */
    private ObservableValue<Boolean> narrow() {
        return widthProperty().map(width -> width.doubleValue() < ROOMY);
    }

    private static Label counter(String name) {
        var label = new Label();
        label.setId(name + "-counter");
        label.setMinWidth(USE_PREF_SIZE);
        Tips.say(label, Texts.of("transport." + name + ".help"));
        Tips.term(label, name);
        return label;
    }

    private Button fromScratch() {
        var button = new Button();
        button.textProperty().bind(narrow().map(now -> Texts.of("transport.from-scratch" + (now ? ".short" : ""))));
        button.setId("from-scratch");
        button.getStyleClass().add("from-scratch");
        button.setMinWidth(USE_PREF_SIZE);
        Tips.say(button, Texts.of("transport.from-scratch.help"));
        button.setOnAction(e -> session.commands().trainFromScratch());
        session.run().shippedProperty().subscribe(shipped -> {
            button.getStyleClass().remove("accent");
            if (shipped) button.getStyleClass().add("accent");
        });
        return button;
    }

    // ---- right: choices ----

    private MenuButton dataChooser() {
        var menu = chooser("data");
        menu.getItems().addAll(consequence("data"), new SeparatorMenuItem());
        for (String name : Datasets.names()) {
            var item = new MenuItem(Datasets.title(name));
            item.setOnAction(e -> session.chooseData(name));
            menu.getItems().add(item);
        }
        menu.getItems().add(new SeparatorMenuItem());
        for (boolean folder : new boolean[] {false, true}) {
            var own = new MenuItem(Texts.of(folder ? "data.own.folder" : "data.own.file"));
            own.setOnAction(e ->
                    OwnData.choose(session.dataOpening(), folder, getScene().getWindow()));
            menu.getItems().add(own);
        }
        run.dataProperty()
                .subscribe(data ->
                        showChoice(menu, data == null ? Texts.of("transport.data.none") : Datasets.title(data.name())));
        return menu;
    }

    private MenuButton presetChooser() {
        var menu = chooser("preset");
        menu.getItems().addAll(consequence("preset"), new SeparatorMenuItem());
        for (Preset preset : Preset.values()) {
            var title = new Label(preset.label());
            title.getStyleClass().add("menu-title");
            var description = new Label(preset.description());
            description.getStyleClass().add("menu-description");
            description.setWrapText(true);
            var entry = new VBox(title, description);
            entry.setAccessibleRole(AccessibleRole.MENU_ITEM);
            entry.setAccessibleText(preset.label() + ": " + preset.description());
            var item = new CustomMenuItem(entry);
            item.setId("preset-" + preset.key());
            item.setOnAction(e -> session.commands().choosePreset(preset));
            menu.getItems().add(item);
        }
        run.hyperparametersProperty().subscribe(now -> showChoice(menu, presetName(now)));
        return menu;
    }

    /** The preset whose structure this is; only live settings and the seed may differ from it. */
    static String presetName(Hyperparameters now) {
        return Arrays.stream(Preset.values())
                .filter(p -> Settings.differences(p.hyperparameters(), now).stream()
                        .allMatch(s -> s.live() || s == Settings.SEED))
                .map(Preset::label)
                .collect(Collectors.collectingAndThen(
                        Collectors.toList(), all -> all.isEmpty() ? Texts.of("transport.preset.own") : all.get(0)));
    }

    /** Says at the head of a menu what choosing will do, before it is done. */
    private CustomMenuItem consequence(String name) {
        var words = new Label();
        words.setId(name + "-consequence");
        words.getStyleClass().add("menu-description");
        words.setWrapText(true);
        words.textProperty()
                .bind(session.commands().keptProperty().map(kept -> Texts.of("transport." + name + ".new", kept)
                        .strip()));
        var item = new CustomMenuItem(words, false);
        item.getStyleClass().add("consequence");
        item.setDisable(true); // to read, not to choose
        return item;
    }

    private static MenuButton chooser(String name) {
        var caption = new Label(Texts.of("transport." + name));
        caption.getStyleClass().add("chooser-caption");
        var menu = new MenuButton("", caption);
        menu.setId(name + "-chooser");
        menu.getStyleClass().add("chooser");
        menu.setMinWidth(USE_PREF_SIZE);
        Tips.say(menu, Texts.of("transport." + name + ".help"));
        return menu;
    }

    private static void showChoice(MenuButton menu, String choice) {
        menu.setText(choice);
        menu.setAccessibleText(((Label) menu.getGraphic()).getText() + ": " + choice);
    }

    private Button themeButton() {
        var button = button(Keys.THEME, Feather.MOON);
        var icon = (FontIcon) button.getGraphic();
        themes.darkProperty().subscribe(dark -> icon.setIconCode(dark ? Feather.SUN : Feather.MOON));
        return button;
    }
}
