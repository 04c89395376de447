package org.latentfx.view.map;

import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.session.map.PointColours;
import org.latentfx.session.map.PointColours.By;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.Tips;
import org.latentfx.view.map.paint.PlacedPoints;
import org.latentfx.view.map.paint.PointScale;
import org.latentfx.view.map.paint.Ramp;

/**
 * Chooses what the points' colours tell, and says it: a bar with the values at its ends and their unit, where they are
 * not the classes beside it. FX thread only.
 */
final class ColourKey extends HBox {
    private static final int HEIGHT = 10;
    private static final int WIDTH = 96;

    private final MapState state;
    private final PointColours colours;
    private final MenuButton chooser = new MenuButton();
    private final Label low = new Label();
    private final Label high = new Label();
    private final ImageView bar = new ImageView();
    private final HBox scale = new HBox(low, bar, high);

    ColourKey(MapState state, PointColours colours) {
        this.state = state;
        this.colours = colours;
        getStyleClass().add("map-colour-key");
        setAlignment(Pos.CENTER_LEFT);
        chooser.setId("map-colour");
        chooser.getStyleClass().addAll("map-axis", "map-grid");
        chooser.setMinWidth(USE_PREF_SIZE);
        Tips.say(chooser, Texts.of("map.colour.tip"));
        scale.getStyleClass().add("map-colour-scale");
        scale.setId("map-colour-scale");
        scale.setAlignment(Pos.CENTER_LEFT);
        low.setMinWidth(USE_PREF_SIZE);
        high.setMinWidth(USE_PREF_SIZE);
        bar.setFitHeight(HEIGHT);
        bar.setFitWidth(WIDTH);
        getChildren().addAll(chooser, scale);
        colours.byProperty().subscribe(this::tell);
        colours.offeredProperty().subscribe(this::offer);
        state.values.addListener((source, before, now) -> tell());
        state.dark.addListener((source, before, now) -> tell());
        state.kind.addListener((source, before, now) -> {
            offer();
            tell();
        });
        offer();
        tell();
    }

    /** Whether colours tell the classes. */
    boolean byClass() {
        return colours.byProperty().get() == By.CLASS;
    }

    private void offer() {
        chooser.getItems().clear();
        var group = new ToggleGroup();
        for (By by : colours.offeredProperty().get()) {
            var item = new RadioMenuItem(name(by, state.kind.get()));
            item.setId("map-colour-" + by.name().toLowerCase(Locale.ROOT));
            item.setToggleGroup(group);
            item.setSelected(by == colours.byProperty().get());
            item.setOnAction(event -> colours.colourBy(by));
            chooser.getItems().add(item);
        }
    }

    private void tell() {
        By by = colours.byProperty().get();
        for (int i = 0; i < chooser.getItems().size(); i++)
            ((RadioMenuItem) chooser.getItems().get(i))
                    .setSelected(colours.offeredProperty().get().get(i) == by);
        chooser.setText(Texts.of("map.colour.of", name(by, state.kind.get())));
        chooser.setAccessibleText(chooser.getText());
        scale.setVisible(by != By.CLASS);
        scale.setManaged(by != By.CLASS);
        if (by == By.CLASS) return;
        PointScale known = state.scale();
        low.setText(known == null ? "" : Figures.loss(known.low()));
        high.setText(known == null ? Texts.of("map.colour.wait") : value(by, known.high()));
        var picture = new PixelImage(Ramp.STEPS, HEIGHT);
        int[] ramp = Ramp.of(state.palette());
        for (int y = 0; y < HEIGHT; y++) System.arraycopy(ramp, 0, picture.pixels(), y * ramp.length, ramp.length);
        picture.update();
        bar.setImage(picture.image());
        Tips.say(scale, Texts.of("map.colour." + key(by, state.kind.get()) + ".tip"));
    }

    /** What the colour of point {@code i} stands for, in words; empty if it stands for its class. */
    static String value(PointColours.@Nullable Values known, PlacedPoints placed, int i, ModelKind kind) {
        if (known == null || known.images() != placed.points().images()) return "";
        return Texts.of("map.card.value", name(known.by(), kind), value(known.by(), known.values()[i]));
    }

    private static String value(By by, double value) {
        return Texts.of("map.colour." + key(by) + ".unit", Figures.loss(value));
    }

    private static String name(By by, ModelKind kind) {
        return Texts.of("map.colour." + key(by, kind));
    }

    /** Where a code is a point, what an image costs is its reconstruction. */
    private static String key(By by, ModelKind kind) {
        return by == By.LOSS && !kind.variational() ? "reconstruction" : key(by);
    }

    private static String key(By by) {
        return by.name().toLowerCase(Locale.ROOT);
    }
}
