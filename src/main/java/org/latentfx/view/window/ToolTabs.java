package org.latentfx.view.window;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.prefs.Preferences;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.PanelHeader;
import org.latentfx.view.kit.Remembered;
import org.latentfx.view.kit.Stylesheets;
import org.latentfx.view.kit.Tips;

/**
 * Panels that share one place: their names in a row that looks like a panel's header, and the chosen one below. A panel is
 * made when it is first chosen, so that the window opens sooner; the ones not chosen are out of the window and invisible,
 * by which panels know to cost nothing. Which is chosen outlives the program. FX thread only.
 */
final class ToolTabs extends BorderPane {
    private final Remembered chosen;
    private final HBox names = new HBox();
    private final Label detail = new Label();
    private final StackPane pages = new StackPane();
    private final ToggleGroup group = new ToggleGroup();
    private final List<Page> tabs = new ArrayList<>();

    /** A tab: how its panel is made, the words beside the names, and the panel once it has been chosen. */
    private static final class Page {
        private final Supplier<? extends Node> make;
        private final String words;
        private @Nullable Node panel;

        Page(Supplier<? extends Node> make, String words) {
            this.make = make;
            this.words = words;
        }
    }

    /** @param key under which the chosen tab is remembered */
    ToolTabs(Preferences preferences, String key) {
        chosen = new Remembered(preferences, key, 0);
        getStyleClass().add("tool-tabs");
        getStylesheets().add(Stylesheets.PANELS.address());
        names.getStyleClass().add("tab-names");
        names.setAlignment(Pos.CENTER_LEFT);
        names.setMinWidth(USE_PREF_SIZE);
        detail.getStyleClass().add("panel-detail");
        // words that do not fit are left out, rather than shown as dots
        detail.setMinWidth(0);
        detail.widthProperty().subscribe(this::fit);
        detail.textProperty().subscribe(this::fit);
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var header = new HBox(names, space, detail);
        header.getStyleClass().add("panel-header");
        header.setAlignment(Pos.CENTER_LEFT);
        pages.setMinSize(0, 0);
        setTop(header);
        setCenter(pages);
        // one is always chosen
        group.selectedToggleProperty().addListener((property, before, now) -> {
            if (now == null) group.selectToggle(before);
            else show(group.getToggles().indexOf(now));
        });
    }

    /** Adds a panel, made when it is first chosen. */
    ToolTabs add(String title, Supplier<? extends Node> panel) {
        return add(title, panel, "");
    }

    /** Adds a panel, made when it is first chosen, with words for the right end of the row. */
    ToolTabs add(String title, Supplier<? extends Node> panel, String words) {
        var name = new ToggleButton(PanelHeader.spacedCapitals(title));
        name.getStyleClass().addAll("flat", "tab-name");
        name.setAccessibleText(title);
        Tips.say(name, Texts.of("tools.tab.tip", title));
        name.setToggleGroup(group);
        int index = tabs.size();
        name.setId("tab-" + index);
        tabs.add(new Page(panel, words));
        names.getChildren().add(name);
        if (index == 0 || index == (int) chosen.get()) group.selectToggle(name);
        return this;
    }

    private void fit() {
        detail.setOpacity(detail.getWidth() + 1 < detail.prefWidth(-1) ? 0 : 1);
    }

    /** Shows the panel that was added as {@code title}. */
    void choose(String title) {
        for (var name : group.getToggles())
            if (name instanceof ToggleButton button && title.equals(button.getAccessibleText()))
                group.selectToggle(button);
    }

    private void show(int index) {
        // while the tabs are being added the remembered one may still be to come
        if (getScene() != null) chosen.set(index);
        for (Page tab : tabs) if (tab.panel != null) tab.panel.setVisible(false);
        Page tab = tabs.get(index);
        if (tab.panel == null) tab.panel = tab.make.get();
        pages.getChildren().setAll(tab.panel);
        tab.panel.setVisible(true);
        detail.setText(tab.words);
    }
}
