package org.latentfx.view.map;

import javafx.beans.binding.Bindings;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import org.latentfx.session.map.ManifoldGrid;
import org.latentfx.session.map.PlaneFields;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Tips;

/** Chooses how many tiles the decoded manifold has and how they are spaced. FX thread only. */
final class ManifoldGridChooser extends MenuButton {
    private static final int[] SIDES = {10, 15, 20, 25, 30, 40};

    private final PlaneFields fields;

    ManifoldGridChooser(MapState state, PlaneFields fields) {
        this.fields = fields;
        getStyleClass().addAll("map-axis", "map-grid");
        Tips.say(this, Texts.of("map.grid.tip"));
        setAccessibleText(Texts.of("map.grid"));
        var sides = new ToggleGroup();
        for (int side : SIDES) {
            var item =
                    item(Texts.of("map.grid.side", side), sides, manifoldGrid().side() == side);
            item.setOnAction(
                    event -> fields.tile(new ManifoldGrid(side, manifoldGrid().byMass())));
            fields.manifoldGridProperty().subscribe(now -> item.setSelected(now.side() == side));
        }
        getItems().add(new SeparatorMenuItem());
        var spacing = new ToggleGroup();
        for (boolean byMass : new boolean[] {false, true}) {
            var item = item(
                    Texts.of("map.grid.byMass." + byMass),
                    spacing,
                    manifoldGrid().byMass() == byMass);
            item.setOnAction(
                    event -> fields.tile(new ManifoldGrid(manifoldGrid().side(), byMass)));
            fields.manifoldGridProperty().subscribe(now -> item.setSelected(now.byMass() == byMass));
        }
        disableProperty().bind(Bindings.createBooleanBinding(() -> !state.shows(MapLayer.MANIFOLD), state.layers));
        textProperty().bind(fields.manifoldGridProperty().map(t -> Texts.of("map.grid.short." + t.byMass(), t.side())));
    }

    private ManifoldGrid manifoldGrid() {
        return fields.manifoldGridProperty().get();
    }

    private RadioMenuItem item(String text, ToggleGroup group, boolean selected) {
        var item = new RadioMenuItem(text);
        item.setToggleGroup(group);
        item.setSelected(selected);
        getItems().add(item);
        return item;
    }
}
