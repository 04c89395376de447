package org.latentfx.view.map;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.Pins;
import org.latentfx.session.explore.Pins.Pin;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.IconButtons;
import org.latentfx.view.kit.Tips;
import org.latentfx.view.map.mark.MapMarks;

/**
 * The pins by name. A click moves z there; each can be renamed or removed. Hidden while there are none. FX thread only.
 */
final class PinList extends VBox {
    private static final double WIDTH = 186;
    private static final double ROOMY_WIDTH = 560;
    private static final double GAP = 8;

    private final Pins pins;
    private final Explorer explorer;
    private final VBox rows = new VBox();
    private final Label title = new Label(Texts.of("map.pins"));
    private final ScrollPane scroll = new ScrollPane(rows);

    PinList(Pins pins, Explorer explorer) {
        this.pins = pins;
        this.explorer = explorer;
        getStyleClass().add("map-pins");
        setManaged(false);
        setVisible(false);
        title.getStyleClass().add("map-key-name");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        pins.listProperty().addListener((source, before, now) -> rebuild());
        explorer.mapPlaneProperty().addListener((source, before, now) -> rebuild());
    }

    /** Stands in the right of a map of that size, from {@code top} down. */
    void place(double mapWidth, double mapHeight, double top) {
        List<Pin> shown = pins.of(explorer.latents());
        setVisible(!shown.isEmpty() && mapWidth >= ROOMY_WIDTH);
        if (!isVisible()) return;
        applyCss();
        double height = Math.min(prefHeight(WIDTH), mapHeight - top - GAP);
        resizeRelocate(Math.rint(mapWidth - MapMarks.GUTTER_WIDTH - WIDTH), top + GAP, WIDTH, Math.max(0, height));
    }

    private void rebuild() {
        if (getChildren().isEmpty()) getChildren().addAll(title, scroll);
        rows.getChildren()
                .setAll(pins.of(explorer.latents()).stream().map(this::row).toList());
    }

    private Node row(Pin pin) {
        var go = new Button(pin.name(), new FontIcon(Feather.MAP_PIN));
        go.getStyleClass().add("map-pin-go");
        go.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(go, Priority.ALWAYS);
        Tips.say(go, Texts.of("map.pin.go", pin.name()));
        go.setOnAction(event -> explorer.moveTo(pin.z()));
        var row = new HBox();
        var rename = icon(Feather.EDIT_2, Texts.of("map.pin.rename", pin.name()), () -> edit(row, pin));
        var remove = icon(Feather.X, Texts.of("map.pin.remove", pin.name()), () -> pins.remove(pin));
        row.getStyleClass().add("map-pin-row");
        row.getChildren().addAll(go, rename, remove);
        return row;
    }

    /** Puts a field in the row's place. */
    private void edit(HBox row, Pin pin) {
        var field = new PinNameField(pins, pin, this::rebuild);
        HBox.setHgrow(field, Priority.ALWAYS);
        row.getChildren().setAll(field);
        field.begin();
    }

    private static Button icon(Feather icon, String text, Runnable action) {
        var button = IconButtons.button(icon, text, action);
        button.getStyleClass().add("map-pin-icon");
        return button;
    }
}
