package org.latentfx.view.map;

import java.util.Locale;
import javafx.collections.SetChangeListener;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.latentfx.session.label.Classes;
import org.latentfx.session.map.PlaneFields;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.IconButtons;
import org.latentfx.view.kit.Tips;
import org.latentfx.view.map.tool.MapTool;

/**
 * What lies over the map's left edge: tools as toggle buttons, the buttons that change the view, and layers as check
 * boxes. On a small map the layers open on request, in place of the rest. FX thread only.
 */
final class MapPanel extends VBox {
    private static final double ROOMY_WIDTH = 560;
    private static final double ROOMY_HEIGHT = 320;
    private static final double ROOM = 20;
    private static final double MARGIN = 2;
    private static final double ZOOM = 1.5;
    /** What belongs to a layer stands as far in as its name. */
    private static final double INDENT = 23;

    private final MapState state;
    private final FlowPane layers = new FlowPane(Orientation.VERTICAL);
    private final StackPane backed = new StackPane();
    private final FlowPane buttons = new FlowPane();
    private final ToggleButton unfold = iconButton(new ToggleButton(), Feather.LAYERS, "map.layers");
    private boolean roomy = true;

    MapPanel(MapState state, PlaneFields fields) {
        this.state = state;
        getStyleClass().add("map-panel");
        setPickOnBounds(false);
        layers.getStyleClass().add("map-layers");
        buttons.getStyleClass().add("map-buttons");
        buttons.setPickOnBounds(false);
        for (MapLayer layer : MapLayer.values()) {
            layers.getChildren().add(checkBox(layer));
            if (layer == MapLayer.MANIFOLD) {
                var manifoldGrid = new ManifoldGridChooser(state, fields);
                FlowPane.setMargin(manifoldGrid, new Insets(MARGIN, 0, MARGIN, INDENT));
                layers.getChildren().add(manifoldGrid);
            }
        }
        Region back = new Region();
        back.getStyleClass().add("map-layers-back");
        backed.getChildren().addAll(back, layers);
        addTools();
        var views = new HBox(
                button(Feather.HOME, "map.home", state.view::home),
                button(Feather.MAXIMIZE, "map.fit", state.view::fit),
                button(Feather.PLUS, "map.zoomIn", () -> state.view.zoom(ZOOM)),
                button(Feather.MINUS, "map.zoomOut", () -> state.view.zoom(1 / ZOOM)));
        views.getStyleClass().add("map-group");
        buttons.getChildren().add(views);
        unfold.selectedProperty().addListener((source, before, now) -> fold());
        getChildren().addAll(unfold, buttons, backed);
        fold();
    }

    /** Lets the points be those of the class asked for. */
    void offer(Classes classes) {
        var alone = new ClassPoints(state, classes);
        FlowPane.setMargin(alone, new Insets(0, 0, 0, INDENT));
        layers.getChildren().add(1, alone);
    }

    /** Takes the room it needs in the top left corner of a map of that size. */
    void fitInto(double width, double height) {
        boolean now = width >= ROOMY_WIDTH && height >= ROOMY_HEIGHT;
        if (now != roomy) {
            roomy = now;
            fold();
        }
        buttons.setPrefWrapLength(roomy ? 176 : 140);
        applyCss();
        // Layers that would not fit below each other go on in another column.
        double room = height - (roomy ? buttons.prefHeight(-1) : unfold.prefHeight(-1)) - ROOM;
        layers.setPrefWrapLength(Math.min(column(), room));
        resizeRelocate(0, 0, prefWidth(-1), Math.min(height, prefHeight(-1)));
    }

    /** How high all layers are below each other. */
    private double column() {
        double column = 2 * MARGIN + layers.getVgap() * layers.getChildren().size();
        for (Node layer : layers.getChildren()) if (layer.isManaged()) column += Math.ceil(layer.prefHeight(-1));
        return column;
    }

    private void fold() {
        show(unfold, !roomy);
        show(backed, roomy || unfold.isSelected());
        show(buttons, roomy || !unfold.isSelected());
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    private CheckBox checkBox(MapLayer layer) {
        CheckBox box = new CheckBox(layer.label());
        box.setId("layer-" + layer.name().toLowerCase(Locale.ROOT));
        Tips.say(box, layer.help());
        box.setSelected(state.layers.contains(layer));
        state.kind.subscribe(kind -> show(box, layer.offeredFor(kind)));
        if (layer != MapLayer.POINTS) box.disableProperty().bind(state.layout.isNotNull());
        box.selectedProperty().addListener((source, before, now) -> {
            if (now) state.layers.add(layer);
            else state.layers.remove(layer);
        });
        state.layers.addListener((SetChangeListener<MapLayer>) change -> box.setSelected(state.layers.contains(layer)));
        return box;
    }

    private void addTools() {
        ToggleGroup group = new ToggleGroup();
        var tools = new HBox();
        tools.getStyleClass().add("map-group");
        for (MapTool tool : MapTool.values()) {
            ToggleButton button = IconButtons.dress(new ToggleButton(), tool.icon(), tool.label(), tool.help());
            button.getStyleClass().add("map-tool");
            button.setToggleGroup(group);
            button.setSelected(state.tool.get() == tool);
            // The pressed button stays pressed: one tool is always in hand.
            button.setOnAction(event -> {
                button.setSelected(true);
                state.tool.set(tool);
            });
            // Arrow keys go from tool to tool without an action.
            button.selectedProperty().addListener((source, before, now) -> {
                if (now) state.tool.set(tool);
            });
            state.tool.addListener((source, before, now) -> button.setSelected(now == tool));
            tools.getChildren().add(button);
        }
        IconButtons.ring(
                tools.getChildren().stream().map(ToggleButton.class::cast).toList());
        buttons.getChildren().add(tools);
    }

    private static Button button(Feather icon, String key, Runnable action) {
        Button button = iconButton(new Button(), icon, key);
        button.setOnAction(event -> action.run());
        return button;
    }

    private static <B extends ButtonBase> B iconButton(B button, Feather icon, String key) {
        IconButtons.dress(button, icon, Texts.of(key), Texts.of(key + ".tip"));
        button.setId(key.replace('.', '-'));
        button.getStyleClass().add("map-tool");
        return button;
    }
}
