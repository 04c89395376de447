package org.latentfx.view.probe;

import javafx.css.PseudoClass;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.latentfx.session.probe.ImageProbe;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Tips;

/** Where a word is typed that the model is to take apart, in place of a drawing: Enter takes it. FX thread only. */
final class WordField extends TextField {
    /** By which the window finds it. */
    static final String ID = "probe-word";

    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    WordField(ImageProbe probe) {
        setId(ID);
        getStyleClass().add("small-field");
        setPromptText(Texts.of("probe.word.prompt"));
        setPrefColumnCount(9);
        setMinWidth(72);
        Tips.name(this, Texts.of("probe.word.name"));
        Tips.say(this, Texts.of("probe.word.tip"));
        setOnAction(event -> {
            boolean taken = probe.takeWord(getText());
            pseudoClassStateChanged(WRONG, !getText().isBlank() && !taken);
            selectAll();
        });
        textProperty().subscribe(text -> pseudoClassStateChanged(WRONG, false));
        setOnKeyPressed(event -> {
            if (event.getCode() != KeyCode.ESCAPE || getText().isEmpty()) return;
            clear();
            event.consume();
        });
    }
}
