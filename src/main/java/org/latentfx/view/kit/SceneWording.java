package org.latentfx.view.kit;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import org.latentfx.text.Wording;

/**
 * What the data that one scene shows are called, so that no view hands it on. Tooltips ask for it by themselves; of
 * other nodes, those do whose own text names the data. Images at first. FX thread only.
 */
public final class SceneWording {
    private final ObjectProperty<Wording> wording = new SimpleObjectProperty<>(Wording.IMAGES);

    private SceneWording() {}

    /** The scene's own, always the same object. */
    public static SceneWording of(Scene scene) {
        return (SceneWording) scene.getProperties().computeIfAbsent(SceneWording.class, key -> new SceneWording());
    }

    /** What the data are called in the scene that {@code node} is in; images while it is in none. */
    public static ObservableValue<Wording> of(Node node) {
        return node.sceneProperty().flatMap(scene -> of(scene).wording).orElse(Wording.IMAGES);
    }

    /** The text of {@code key}, filled in, as {@code node} says it now. */
    public static String text(Node node, String key, Object... arguments) {
        return of(node).getValue().of(key, arguments);
    }

    /** From now on {@code label} says {@code text} as its scene does. Modified. */
    public static void say(Labeled label, String text) {
        of(label).subscribe(wording -> label.setText(wording.say(text)));
    }

    public ObjectProperty<Wording> wordingProperty() {
        return wording;
    }
}
