package org.latentfx.view.window;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.PanelHeader;
import org.latentfx.view.kit.Stylesheets;
import org.latentfx.view.kit.Tips;

/**
 * Panels that share one place: their names in a row that looks like a panel's header, and the chosen one below. A panel
 * is made when it is first chosen, so that the window opens sooner; the ones not chosen are out of the window and
 * invisible, by which panels know to cost nothing. Which is chosen outlives the program. FX thread only.
 */
final class ToolTabs extends BorderPane {
    /** Under which the chosen tab is remembered. */
    private static final String KEY = "tool";

    private static final PseudoClass SHORT = PseudoClass.getPseudoClass("short");
    private static final PseudoClass TIGHT = PseudoClass.getPseudoClass("tight");
    private static final PseudoClass WRAPPED = PseudoClass.getPseudoClass("wrapped");

    /** The header's own padding. */
    private static final double SIDES = 8;

    /** Of a place on the pixels of the screen. */
    private static final double ROUNDING = 1;

    /** Of the button beside the names. */
    private static final double BUTTON = 40;

    private final Preferences preferences;
    private final FlowPane names = new FlowPane();
    private final Label detail = new Label();
    private final HBox header = new HBox();
    private final StackPane pages = new StackPane();
    private final ToggleGroup group = new ToggleGroup();
    private final Map<Tool, BooleanProperty> within = new EnumMap<>(Tool.class);
    private final Map<Tool, Tab> tabs = new EnumMap<>(Tool.class);
    private boolean shortened;

    /** How wide the whole names are, measured when this was so wide itself. */
    private double needed;

    private double measuredAt = -1;

    /** A tab: its name in the row, how its panel is made, and the panel once it has been chosen. */
    private static final class Tab {
        private final ToggleButton name;
        private final Supplier<? extends Node> make;
        private @Nullable Node panel;

        Tab(ToggleButton name, Supplier<? extends Node> make) {
            this.name = name;
            this.make = make;
        }
    }

    /** @param preferences where the chosen tab is remembered */
    ToolTabs(Preferences preferences) {
        this.preferences = preferences;
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
        header.getChildren().addAll(names, space, detail);
        header.getStyleClass().add("panel-header");
        header.setAlignment(Pos.CENTER_LEFT);
        pages.setMinSize(0, 0);
        setMinWidth(0); // whatever the names need: they can be shorter
        setTop(header);
        setCenter(pages);
        // one is always chosen
        group.selectedToggleProperty().addListener((property, before, now) -> {
            if (now == null) group.selectToggle(before);
            else show((Tool) now.getUserData());
        });
    }

    /** Gives a panel a tab, before those that always have one, for want of a place beside. */
    void takeIn(Tool tool, Region panel) {
        if (withinProperty(tool).get()) return;
        withinProperty(tool).set(true);
        add(tool, () -> panel);
    }

    /** Takes it out again. */
    void takeOut(Tool tool, Region panel) {
        if (!withinProperty(tool).get()) return;
        withinProperty(tool).set(false);
        Tab tab = tab(tool);
        if (tab.name.isSelected()) choose(Tool.RECONSTRUCTIONS);
        tabs.remove(tool);
        tab.name.setToggleGroup(null);
        names.getChildren().remove(tab.name);
        measuredAt = -1;
        panel.setVisible(true);
    }

    /** Whether one of those that mostly stand elsewhere has a tab. */
    BooleanProperty withinProperty(Tool tool) {
        return within.computeIfAbsent(tool, key -> new SimpleBooleanProperty(!tool.isGuest()));
    }

    /** Adds a panel, made when it is first chosen. */
    ToolTabs add(Tool tool, Supplier<? extends Node> panel) {
        var name = new ToggleButton(PanelHeader.spacedCapitals(tool.title()));
        name.getStyleClass().addAll("flat", "tab-name");
        name.setAccessibleText(tool.title());
        Tips.say(name, Texts.of("tools.tab.tip", tool.title()));
        name.setToggleGroup(group);
        name.setUserData(tool);
        name.setId(tool.isGuest() ? "tab-" + tool.name().toLowerCase(Locale.ROOT) : "tab-" + tabs.size());
        boolean first = tabs.isEmpty();
        tabs.put(tool, new Tab(name, panel));
        long before = tabs.keySet().stream()
                .filter(other -> other.compareTo(tool) < 0)
                .count();
        names.getChildren().add((int) before, name);
        if (shortened) name.setText(PanelHeader.spacedCapitals(tool.shortTitle()));
        measuredAt = -1;
        if (first || tool == preferences.choice(KEY, Tool.class).orElse(null)) choose(tool);
        return this;
    }

    /** Shows the name of {@code tool} only while it is {@code offered}, or its panel is chosen. */
    ToolTabs only(Tool tool, ObservableValue<Boolean> offered) {
        ToggleButton name = tab(tool).name;
        Runnable show = () -> {
            boolean seen = offered.getValue() || name.isSelected();
            if (seen == name.isManaged()) return;
            name.setVisible(seen);
            name.setManaged(seen);
            measuredAt = -1;
            requestLayout();
        };
        offered.subscribe(show);
        name.selectedProperty().subscribe(show);
        show.run();
        return this;
    }

    /** A chosen {@code tool} gives way to another one while there is one: what a model of another kind has instead. */
    ToolTabs givesWay(Tool tool, ObservableValue<@Nullable Tool> to) {
        to.subscribe(other -> {
            if (other != null && tab(tool).name.isSelected()) choose(other);
        });
        return this;
    }

    /** Where the names do not fit as they are, they are shorter, then closer together, and then in more rows. */
    @Override
    protected void layoutChildren() {
        if (getWidth() != measuredAt) {
            // whole and styled: measured before, their plain look is far wider
            measuredAt = getWidth();
            shorten(false);
            tighten(false);
            needed = inOneRow();
        }
        double room = getWidth() - BUTTON - SIDES;
        shorten(needed > room);
        tighten(false);
        tighten(inOneRow() > room);
        boolean wrapped = inOneRow() > room;
        names.setPrefWrapLength(Math.max(BUTTON, wrapped ? room : Math.ceil(inOneRow())));
        header.pseudoClassStateChanged(WRAPPED, wrapped);
        super.layoutChildren();
    }

    /** How wide the names are side by side; a flow pane's own answer is never less than where it wraps. */
    private double inOneRow() {
        double sum = -names.getHgap();
        for (Node name : names.getChildren())
            if (name.isManaged()) sum += names.getHgap() + names.snapSizeX(name.prefWidth(-1)) + ROUNDING;
        return Math.max(0, sum);
    }

    private void shorten(boolean now) {
        if (now == shortened) return;
        shortened = now;
        names.pseudoClassStateChanged(SHORT, now);
        tabs.forEach(
                (tool, tab) -> tab.name.setText(PanelHeader.spacedCapitals(now ? tool.shortTitle() : tool.title())));
        names.applyCss();
    }

    private void tighten(boolean now) {
        names.pseudoClassStateChanged(TIGHT, now);
        names.applyCss();
    }

    private void fit() {
        detail.setOpacity(detail.getWidth() + 1 < detail.prefWidth(-1) ? 0 : 1);
    }

    /** The tool whose panel is shown. */
    ObservableValue<@Nullable Tool> chosenProperty() {
        return group.selectedToggleProperty().map(toggle -> (Tool) toggle.getUserData());
    }

    /** Shows the panel of {@code tool}, which has been added. */
    void choose(Tool tool) {
        group.selectToggle(tab(tool).name);
    }

    private void show(Tool tool) {
        // while the tabs are being added the remembered one may still be to come
        if (getScene() != null) preferences.set(KEY, tool);
        for (Tab tab : tabs.values()) if (tab.panel != null) tab.panel.setVisible(false);
        Tab tab = tab(tool);
        if (tab.panel == null) tab.panel = tab.make.get();
        pages.getChildren().setAll(tab.panel);
        tab.panel.setVisible(true);
        detail.setText(tool.detail());
    }

    private Tab tab(Tool tool) {
        return Objects.requireNonNull(tabs.get(tool), tool::name);
    }
}
