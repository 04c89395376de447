package org.latentfx.view.runs;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.latentfx.session.run.RunLine;
import org.latentfx.session.run.RunListCommands;
import org.latentfx.session.run.Runs;
import org.latentfx.text.Texts;
import org.latentfx.view.command.Actions;
import org.latentfx.view.command.Command;
import org.latentfx.view.command.Keys;
import org.latentfx.view.command.MenuItems;
import org.latentfx.view.kit.IconButtons;
import org.latentfx.view.kit.PanelHeader;
import org.latentfx.view.kit.Stylesheets;
import org.latentfx.view.kit.Tips;

/**
 * The list of runs, shown as soon as there is more than one: the one selected is looked at. Its commands stand in the
 * menu Run as well. FX thread only.
 */
public final class RunsView extends VBox {
    private static final double ROW = 40;

    /** More of them scroll. */
    private static final int MOST_ROWS = 4;

    private static final List<List<Keys>> MENU = List.of(
            List.of(Keys.NEW_RUN, Keys.TWIN, Keys.FORK, Keys.FORK_GROUP, Keys.DUPLICATE),
            List.of(Keys.PLAY, Keys.PAUSE_ALL, Keys.RENAME_RUN, Keys.REMOVE_RUN));

    private final Runs runs;
    private final Actions actions;
    private final ListView<RunLine> list;
    private final ObjectProperty<@Nullable RunLine> edited = new SimpleObjectProperty<>();
    private boolean selecting;

    public RunsView(Runs runs, RunListCommands commands, Actions actions) {
        this.runs = runs;
        this.actions = actions;
        getStyleClass().add("runs");
        getStylesheets().add(Stylesheets.RUNS.address());
        var another = IconButtons.button(Feather.PLUS, Keys.NEW_RUN, actions);
        another.getStyleClass().addAll("flat", "header-button");
        list = new ListView<>(runs.lines());
        list.setId("runs-list");
        list.setFixedCellSize(ROW);
        list.setCellFactory(view -> new RunCell(runs, commands, edited));
        Tips.name(list, Texts.of("runs.title"));
        list.prefHeightProperty()
                .bind(Bindings.size(runs.lines()).map(size -> ROW * Math.min(MOST_ROWS, size.intValue()) + 2));
        list.minHeightProperty().bind(list.prefHeightProperty());
        var header = new PanelHeader(Texts.of("runs.title"), another).detail(Texts.of("runs.unit"));
        getChildren().addAll(header, list);
        var several = Bindings.size(runs.lines()).greaterThan(1);
        visibleProperty().bind(several);
        managedProperty().bind(several);
        runs.shownProperty().subscribe(this::select);
        list.getSelectionModel().selectedItemProperty().addListener((property, before, now) -> {
            if (now != null && !selecting) runs.show(now);
        });
        list.setOnContextMenuRequested(event -> menu().show(list, event.getScreenX(), event.getScreenY()));
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::typed);
    }

    /** Keys that the list would take for itself, and one that means something in it only. */
    private void typed(KeyEvent event) {
        Keys key = null;
        if (event.getTarget() != list) return;
        if (event.getCode() == KeyCode.DELETE) key = Keys.REMOVE_RUN;
        if (event.isShortcutDown() && event.getCode() == KeyCode.PAGE_DOWN) key = Keys.NEXT_RUN;
        if (event.isShortcutDown() && event.getCode() == KeyCode.PAGE_UP) key = Keys.PREVIOUS_RUN;
        if (key == null) return;
        actions.run(key);
        event.consume();
    }

    /** What a click on the list does to the selection is passed over while it follows the run looked at. */
    private void select(RunLine shown) {
        selecting = true;
        list.getSelectionModel().select(shown);
        bringIntoSight(runs.lines().indexOf(shown));
        selecting = false;
    }

    private void bringIntoSight(int index) {
        if (runs.lines().size() > MOST_ROWS) list.scrollTo(index);
    }

    /** Lets a person type another name for the run looked at. */
    public void rename() {
        bringIntoSight(runs.lines().indexOf(runs.shown()));
        edited.set(runs.shown());
    }

    private ContextMenu menu() {
        var menu = new ContextMenu();
        for (List<Keys> section : MENU) {
            if (!menu.getItems().isEmpty()) menu.getItems().add(new SeparatorMenuItem());
            for (Keys key : section) {
                Command command = actions.of(key);
                if (command != null) menu.getItems().add(item(command));
            }
        }
        return menu;
    }

    private static MenuItem item(Command command) {
        MenuItem item = MenuItems.of(command);
        item.setId("runs-" + command.id());
        return item;
    }
}
