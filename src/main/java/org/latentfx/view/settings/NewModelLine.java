package org.latentfx.view.settings;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Tips;

/** Says below the model's settings what the marked changes would do, with the two ways out. FX thread only. */
final class NewModelLine extends VBox {
    NewModelLine(ModelDraft draft) {
        getStyleClass().add("new-model");
        setId("new-model");
        visibleProperty().bind(draft.pendingProperty());
        managedProperty().bind(visibleProperty());
        var words = new Label();
        words.setId("new-model-words");
        words.setWrapText(true);
        words.textProperty().bind(draft.wordsProperty());
        var refusal = new Label();
        refusal.setId("new-model-refusal");
        refusal.getStyleClass().add("refusal");
        refusal.setWrapText(true);
        refusal.textProperty().bind(draft.refusalProperty());
        refusal.visibleProperty().bind(refusal.textProperty().isNotEmpty());
        refusal.managedProperty().bind(refusal.visibleProperty());
        Button apply = button("apply", draft::apply);
        apply.getStyleClass().add("accent");
        apply.disableProperty().bind(draft.readableProperty().not());
        var buttons = new HBox(apply, button("cancel", draft::cancel));
        buttons.getStyleClass().add("new-model-buttons");
        buttons.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(words, refusal, buttons);
    }

    /** The button goes away with the line: the keyboard then belongs to the window, not to the next field. */
    private Button button(String name, Runnable action) {
        var button = new Button(Texts.of("form.new." + name));
        button.setId("new-model-" + name);
        Tips.say(button, Texts.of("form.new." + name + ".tip"));
        button.setOnAction(event -> {
            action.run();
            if (!isVisible()) getScene().getRoot().requestFocus();
        });
        return button;
    }
}
