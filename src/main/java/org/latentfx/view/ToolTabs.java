package org.latentfx.view;

import java.util.ArrayList;
import java.util.List;
import java.util.prefs.Preferences;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.latentfx.text.Texts;

/**
 * Panels that share one place: their names in a row that looks like a panel's header, and the chosen one below. The others
 * are invisible, by which panels know to cost nothing. Which is chosen outlives the program. FX thread only.
 */
final class ToolTabs extends BorderPane {
    private final Remembered chosen;
    private final HBox names = new HBox();
    private final Label detail = new Label();
    private final StackPane pages = new StackPane();
    private final ToggleGroup group = new ToggleGroup();
    private final List<String> details = new ArrayList<>();

    /** @param key under which the chosen tab is remembered */
    ToolTabs(Preferences preferences, String key) {
        chosen = new Remembered(preferences, key, 0);
        getStyleClass().add("tool-tabs");
        getStylesheets().add(CurvesView.stylesheet());
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

    /** Adds a panel. */
    ToolTabs add(String title, Node panel) {
        return add(title, panel, "");
    }

    /** Adds a panel with words for the right end of the row. */
    ToolTabs add(String title, Node panel, String words) {
        var name = new ToggleButton(PanelHeader.spacedCapitals(title));
        name.getStyleClass().addAll("flat", "tab-name");
        name.setAccessibleText(title);
        name.setTooltip(new Tooltip(Texts.of("tools.tab.tip", title)));
        name.setToggleGroup(group);
        name.setId("tab-" + details.size());
        details.add(words);
        panel.setVisible(false);
        names.getChildren().add(name);
        pages.getChildren().add(panel);
        int index = details.size() - 1;
        if (index == 0 || index == (int) chosen.get()) group.selectToggle(name);
        return this;
    }

    private void fit() {
        detail.setOpacity(detail.getWidth() + 1 < detail.prefWidth(-1) ? 0 : 1);
    }

    /** Shows a panel that was added. */
    void choose(Node panel) {
        group.selectToggle(group.getToggles().get(pages.getChildren().indexOf(panel)));
    }

    private void show(int index) {
        // while the tabs are being added the remembered one may still be to come
        if (getScene() != null) chosen.set(index);
        for (int i = 0; i < pages.getChildren().size(); i++)
            pages.getChildren().get(i).setVisible(i == index);
        detail.setText(details.get(index));
    }
}
