package org.latentfx.view.map;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.value.ChangeListener;
import javafx.collections.SetChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Palette;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.Tips;

/**
 * The key to the map: each class's glyph, colour, name and count, wrapping where the row is full. A click hides or
 * shows a class; a double-click, Alt-click or the key O shows it alone. FX thread only.
 */
final class Legend extends FlowPane {
    private static final int GLYPH = 11;

    private final MapState state;
    private final List<Label> countLabels = new ArrayList<>();

    Legend(MapState state) {
        this.state = state;
        getStyleClass().add("map-legend");
        setAlignment(Pos.CENTER);
        ChangeListener<Object> rebuild = (source, before, now) -> rebuild();
        state.classCounts.addListener(rebuild);
        state.dark.addListener(rebuild);
        state.selected.addListener((source, before, now) -> tellCounts());
        state.layout.addListener((source, before, now) -> tellCounts());
        state.hiddenClasses.addListener((SetChangeListener<Integer>) change -> reflect());
        rebuild();
    }

    private void rebuild() {
        getChildren().clear();
        countLabels.clear();
        LatentPoints points = state.points.get();
        if (points == null) return;
        for (int c = 0; c < state.classCounts.get().length; c++)
            getChildren().add(entry(c, points.images().className(c)));
        reflect();
        tellCounts();
    }

    /** How many images each class has on the map, and how many of them are selected if any are. */
    private void tellCounts() {
        LatentPoints points = state.points.get();
        if (points == null) return;
        int[] counts = state.shownCounts();
        int[] selected = state.selectedCounts();
        boolean any = !state.selected.get().isEmpty();
        for (int c = 0; c < countLabels.size(); c++) {
            countLabels
                    .get(c)
                    .setText(
                            any
                                    ? Texts.of("map.legend.selected", selected[c], counts[c])
                                    : Texts.of("map.legend.count", counts[c]));
            getChildren()
                    .get(c)
                    .setAccessibleText(
                            Texts.of("map.legend.accessible", points.images().className(c), counts[c]));
        }
    }

    private ToggleButton entry(int classIndex, String name) {
        Label nameLabel = new Label(name, glyph(classIndex));
        nameLabel.getStyleClass().add("map-legend-name");
        Label countLabel = new Label();
        countLabels.add(countLabel);
        countLabel.getStyleClass().add("map-legend-count");
        HBox content = new HBox(nameLabel, countLabel);
        content.getStyleClass().add("map-legend-content");
        content.setAlignment(Pos.CENTER_LEFT);
        ToggleButton button = new ToggleButton(null, content);
        button.getStyleClass().add("map-legend-entry");
        Tips.say(button, Texts.of("map.legend.tip", name));
        button.setOnAction(event -> {
            if (button.isSelected()) state.hiddenClasses.remove(classIndex);
            else state.hiddenClasses.add(classIndex);
        });
        button.addEventFilter(MouseEvent.MOUSE_RELEASED, event -> {
            if (!event.isAltDown() || !button.contains(event.getX(), event.getY())) return;
            button.disarm();
            state.isolate(classIndex);
        });
        button.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2 && !event.isAltDown()) state.isolate(classIndex);
        });
        button.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() != KeyCode.O || event.isShortcutDown()) return;
            state.isolate(classIndex);
            event.consume();
        });
        return button;
    }

    private void reflect() {
        for (int c = 0; c < getChildren().size(); c++)
            ((ToggleButton) getChildren().get(c)).setSelected(!state.hiddenClasses.contains(c));
    }

    /** Drawn at twice its size, so that it is sharp on dense screens. */
    private ImageView glyph(int classIndex) {
        var picture = new PixelImage(2 * GLYPH, 2 * GLYPH);
        int[] mask = Palette.glyph(classIndex).mask(2 * GLYPH);
        for (int i = 0; i < mask.length; i++)
            picture.pixels()[i] = PixelImage.blend(0, state.palette().colour(classIndex), mask[i]);
        var view = new ImageView(picture.image());
        view.setFitWidth(GLYPH);
        view.setFitHeight(GLYPH);
        return view;
    }
}
