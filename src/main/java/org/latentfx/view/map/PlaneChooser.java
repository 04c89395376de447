package org.latentfx.view.map;

import java.util.List;
import javafx.beans.Observable;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.control.ComboBox;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.layout.HBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.MapPlane;
import org.latentfx.session.map.Layouts;
import org.latentfx.session.map.PlaneFields;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.SceneWording;
import org.latentfx.view.kit.Tips;
import org.latentfx.view.map.paint.PlaneNames;

/**
 * Chooses the plane that the map shows: the two most used latents or any other two, the first principal axes, the
 * three images chosen last, or a layout. Hidden with two latents or fewer, which have only one plane. FX thread only.
 */
final class PlaneChooser extends HBox {
    private final MapState state;
    private final Explorer explorer;
    private final MenuButton kind = new MenuButton();
    private final ComboBox<Integer> across = chooser("map.axis.x");
    private final ComboBox<Integer> up = chooser("map.axis.y");
    private final RadioMenuItem used = new RadioMenuItem(Texts.of("map.plane.used.choose"));
    private final RadioMenuItem principal = new RadioMenuItem(Texts.of("map.plane.principal.choose"));
    private final RadioMenuItem throughImages = new RadioMenuItem();
    private final RadioMenuItem layout = new RadioMenuItem(SceneWording.text(this, "map.layout.choose", Layouts.MOST));
    private @Nullable Layouts layouts;
    private boolean reflecting;

    PlaneChooser(MapState state, Explorer explorer, PlaneFields fields) {
        this.state = state;
        this.explorer = explorer;
        getStyleClass().add("map-plane");
        setAlignment(Pos.CENTER_LEFT);
        kind.getStyleClass().add("map-axis");
        kind.setMinWidth(USE_PREF_SIZE);
        Tips.say(kind, Texts.of("map.plane.tip"));
        kind.setAccessibleText(Texts.of("map.plane"));
        used.setId("map-plane-used");
        used.setOnAction(event -> {
            leaveLayout();
            fields.showMostUsed();
            reflect();
        });
        principal.setOnAction(event -> {
            leaveLayout();
            fields.showPrincipalAxes();
            reflect();
        });
        throughImages.setOnAction(event -> {
            leaveLayout();
            List<Integer> of = state.taken;
            fields.showThrough(of.get(0), of.get(1), of.get(2));
            reflect();
        });
        kind.getItems().addAll(used, principal, throughImages);
        state.mapPlane.addListener((source, before, now) -> reflect());
        state.layout.addListener((source, before, now) -> reflect());
        state.taken.addListener((Observable change) -> reflect());
        state.kind.addListener((source, before, now) -> reflect());
        reflect();
    }

    /** Offers a layout to look at beside the planes. */
    void offer(Layouts offered) {
        layouts = offered;
        layout.setId("map-layout");
        layout.setOnAction(event -> {
            offered.find();
            reflect();
        });
        kind.getItems().add(layout);
    }

    private void leaveLayout() {
        if (layouts != null) layouts.leave();
    }

    private ComboBox<Integer> chooser(String key) {
        ComboBox<Integer> box = new ComboBox<>();
        box.getStyleClass().add("map-axis");
        Tips.say(box, Texts.of(key + ".tip"));
        Tips.name(box, Texts.of(key));
        box.setMinWidth(USE_PREF_SIZE);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(Integer latent) {
                return latent == null ? "" : Texts.of(key + ".value", latent);
            }

            @Override
            public Integer fromString(String text) {
                throw new UnsupportedOperationException("not editable");
            }
        });
        box.valueProperty().addListener((source, before, now) -> choose());
        return box;
    }

    /** If both axes would show the same latent, they swap. */
    private void choose() {
        Integer newAcross = across.getValue();
        Integer newUp = up.getValue();
        if (reflecting || newAcross == null || newUp == null) return;
        List<Integer> former = state.mapPlane.get().of();
        boolean same = newAcross.equals(newUp);
        int x = same && newAcross.equals(former.get(0)) ? former.get(1) : newAcross;
        int y = same && newUp.equals(former.get(1)) ? former.get(0) : newUp;
        explorer.show(MapPlane.latents(x, y, explorer.latents()));
    }

    private void reflect() {
        MapPlane mapPlane = state.mapPlane.get();
        boolean needed = mapPlane.latents() > 2;
        setVisible(needed);
        setManaged(needed);
        // boxes take a while to be made up, and most models on show have two latents
        if (needed && getChildren().isEmpty()) getChildren().addAll(kind, across, up);
        kind.setVisible(state.encodes()); // every other plane goes through images
        kind.setManaged(state.encodes());
        kind.setText(state.onPlane() ? PlaneNames.plane(mapPlane, state.encodes()) : Texts.of("map.layout.name"));
        tick(mapPlane);
        boolean enough = state.taken.size() == MapState.TAKEN;
        throughImages.setText(
                enough
                        ? SceneWording.text(
                                this, "map.plane.images", state.taken.get(0), state.taken.get(1), state.taken.get(2))
                        : SceneWording.text(this, "map.plane.images.few"));
        throughImages.setDisable(!enough);
        reflecting = true;
        for (ComboBox<Integer> box : List.of(across, up)) {
            if (box.getItems().size() != mapPlane.latents()) {
                box.setItems(FXCollections.observableArrayList());
                for (int j = 0; j < mapPlane.latents(); j++) box.getItems().add(j);
            }
            boolean choice = mapPlane.kind() == MapPlane.Kind.LATENTS && state.onPlane();
            box.setVisible(choice);
            box.setManaged(choice);
        }
        if (mapPlane.kind() == MapPlane.Kind.LATENTS) {
            across.setValue(mapPlane.of().get(0));
            up.setValue(mapPlane.of().get(1));
        }
        reflecting = false;
    }

    /** One has a tick, or none where the latents were chosen beside. */
    private void tick(MapPlane shown) {
        boolean on = state.onPlane();
        used.setSelected(on && shown.kind() == MapPlane.Kind.LATENTS && shown.byUse());
        principal.setSelected(on && shown.kind() == MapPlane.Kind.PRINCIPAL);
        throughImages.setSelected(on && shown.kind() == MapPlane.Kind.IMAGES);
        layout.setSelected(!on);
    }
}
