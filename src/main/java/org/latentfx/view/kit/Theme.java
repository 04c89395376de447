package org.latentfx.view.kit;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.Scene;

/**
 * Whether one scene is dark or light. Nodes that paint their own pixels ask for it by {@link #isDark(Node)}, so that
 * two windows may differ and no view hands it on. Dark at first. FX thread only.
 */
public final class Theme {
    private final BooleanProperty dark = new SimpleBooleanProperty(true);

    private Theme() {}

    /** The scene's own theme, always the same object. */
    public static Theme of(Scene scene) {
        return (Theme) scene.getProperties().computeIfAbsent(Theme.class, key -> new Theme());
    }

    /** Whether the scene that {@code node} is in is dark; true while it is in none. */
    public static ObservableValue<Boolean> isDark(Node node) {
        return node.sceneProperty().flatMap(scene -> of(scene).dark).orElse(true);
    }

    public BooleanProperty darkProperty() {
        return dark;
    }
}
