package org.latentfx.view.kit;

import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.image.ElboBreakdown;
import org.latentfx.analysis.latent.Direction;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.Session;
import org.latentfx.session.explore.LatentTarget;
import org.latentfx.session.explore.Pins;
import org.latentfx.text.Texts;

/**
 * A button that names the chosen place in the latent space. Its menu offers z, the probed image or drawing, the mean of
 * the selected images, pins, class centres, and an image by its number. It holds no state. FX thread only.
 */
public final class LatentTargetChooser extends MenuButton {
    private final Session session;
    private final Consumer<LatentTarget> choose;

    /** @param key of the accessible text; its tooltip is under {@code key.tip} */
    public LatentTargetChooser(
            Session session,
            ObservableValue<@Nullable LatentTarget> chosen,
            String key,
            Consumer<LatentTarget> choose) {
        this.session = session;
        this.choose = choose;
        getStyleClass().addAll("small-menu", "place-chooser");
        Tips.say(this, Texts.of(Texts.has(key + ".tip") ? key + ".tip" : key));
        setMinWidth(48);
        setMaxWidth(150);
        chosen.subscribe(place -> {
            setText(place == null ? "" : place.name());
            setAccessibleText(Texts.of(key) + ": " + getText());
        });
        // Filled when it opens, so that it has the newest classes and costs nothing before.
        getItems().add(new MenuItem());
        setOnShowing(event -> fill());
    }

    private void fill() {
        LatentPoints points = session.encodings().pointsProperty().get();
        getItems().clear();
        float[] z = session.explorer().z();
        add(Texts.of("paths.place.menu.here"), new LatentTarget.Point(Texts.of("paths.place.here"), z));
        if (points == null) {
            addPins();
            var model = session.explorer().model();
            if (model != null && !model.can(Capability.ENCODES))
                add(Texts.of("paths.place.menu.draw"), () -> session.paths().draw(model));
            return;
        }
        var probed = session.probe().inputProperty().get();
        if (probed != null && probed.image() >= 0)
            add(Texts.of("paths.place.menu.probe", probed.image()), new LatentTarget.Image(probed.image()));
        ElboBreakdown breakdown = session.probe().breakdownProperty().get();
        if (probed != null && probed.image() < 0 && breakdown != null)
            add(
                    Texts.of("paths.place.menu.outside", probed.name()),
                    new LatentTarget.Point(probed.name(), breakdown.mu()));
        int[] selected = session.selection().imagesProperty().get();
        if (selected.length > 0 && selected[selected.length - 1] < points.size()) {
            String name = Texts.of("paths.place.selected", selected.length);
            add(name, new LatentTarget.Point(name, Direction.mean(points, selected)));
        }
        addPins();
        var centres = new Menu(Texts.of("paths.place.menu.centres"));
        var names = points.images().classNames();
        for (int c = 0; c < names.size(); c++) {
            var place = new LatentTarget.Centre(c, names.get(c));
            centres.getItems().add(item(names.get(c), place));
        }
        getItems().addAll(centres, new SeparatorMenuItem(), number(points.size()));
    }

    private void addPins() {
        var pins = new Menu(Texts.of("map.pins"));
        for (Pins.Pin pin : session.pins().of(session.explorer().latents()))
            pins.getItems().add(item(pin.name(), new LatentTarget.Point(pin.name(), pin.z())));
        if (!pins.getItems().isEmpty()) getItems().add(pins);
    }

    private void add(String name, LatentTarget place) {
        getItems().add(item(name, place));
    }

    private void add(String name, Supplier<LatentTarget> place) {
        var item = new MenuItem(name);
        item.setOnAction(event -> choose.accept(place.get()));
        getItems().add(item);
    }

    private MenuItem item(String name, LatentTarget place) {
        var item = new MenuItem(name);
        item.setOnAction(event -> choose.accept(place));
        return item;
    }

    private MenuItem number(int images) {
        var field = new TextField();
        field.setId("place-number");
        field.setPromptText(Texts.of("paths.place.menu.number"));
        Tips.name(field, Texts.of("paths.place.menu.number"));
        Tips.say(field, Texts.of("paths.place.menu.number.tip"));
        field.setPrefColumnCount(10);
        field.setOnAction(event -> {
            hide();
            String typed = field.getText().strip();
            if (typed.matches("[0-9]{1,7}") && Integer.parseInt(typed) < images)
                choose.accept(new LatentTarget.Image(Integer.parseInt(typed)));
            else session.say(Texts.of("paths.place.number", typed, Figures.count(images - 1)));
        });
        return new CustomMenuItem(field, false);
    }
}
