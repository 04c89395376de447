package org.latentfx.view.inpainting;

import java.util.List;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.latentfx.session.inpainting.Inpainter;
import org.latentfx.session.inpainting.Inpainter.Stage;
import org.latentfx.session.inpainting.Mask;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.IconButtons;

/**
 * Brush, ready-made masks, and the buttons of the searches with their keys. Every one is a command to {@link
 * Inpainter}.
 */
final class InpaintingControls extends HBox {
    private final Inpainter inpainter;
    private final ToggleButton hide = named(new ToggleButton(), Feather.EYE_OFF, "hide");
    private final ToggleButton show = named(new ToggleButton(), Feather.EYE, "show");
    private final MenuButton presets = named(new MenuButton(), Feather.LAYOUT, "presets");
    private final Button find = named(new Button(), Feather.CROSSHAIR, "find");
    private final Button fill = named(new Button(), Feather.GRID, "fill");
    private final Button cancel = named(new Button(), Feather.X, "cancel");

    InpaintingControls(Inpainter inpainter, MaskPane mask) {
        this.inpainter = inpainter;
        getStyleClass().add("ask-controls");
        var group = new ToggleGroup();
        group.getToggles().addAll(hide, show);
        hide.setSelected(true);
        IconButtons.ring(List.of(hide, show));
        group.selectedToggleProperty().addListener((property, before, now) -> {
            if (now == null) group.selectToggle(before);
            else mask.hides(now == hide);
        });
        presets.getStyleClass().add("no-arrow");
        for (var preset : Mask.Preset.values()) {
            var item = new MenuItem(Texts.of("ask.preset." + preset.name().toLowerCase(Locale.ROOT)));
            item.setOnAction(event -> inpainter.hide(preset));
            presets.getItems().add(item);
        }
        for (var button : new ButtonBase[] {find, fill}) {
            button.setText(Texts.of(button == find ? "ask.find" : "ask.fill"));
            button.setMinWidth(USE_PREF_SIZE);
        }
        find.setOnAction(event -> inpainter.find());
        fill.setOnAction(event -> inpainter.fill());
        cancel.setOnAction(event -> inpainter.cancel());
        cancel.disableProperty().bind(inpainter.stageProperty().isEqualTo(Stage.IDLE));
        var space = new Region();
        setHgrow(space, Priority.ALWAYS);
        getChildren().addAll(hide, show, presets, space, find, fill, cancel);
    }

    /** Offers to fill in where the model can. */
    void offerFill(boolean now) {
        fill.setVisible(now);
        fill.setManaged(now);
    }

    /** Keys while the panel has the focus. */
    void key(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown() || event.isMetaDown()) return;
        switch (event.getCode()) {
            case F -> inpainter.find();
            case I -> inpainter.fill();
            case E -> (hide.isSelected() ? show : hide).setSelected(true);
            case ESCAPE -> {
                if (inpainter.stageProperty().get() == Stage.IDLE) return;
                inpainter.cancel();
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    private static <T extends ButtonBase> T named(T button, Feather icon, String name) {
        button.setId("ask-" + name);
        button.getStyleClass().add("chip");
        String tip = Texts.of("ask." + name + ".tip");
        return IconButtons.dress(button, icon, tip, tip);
    }
}
