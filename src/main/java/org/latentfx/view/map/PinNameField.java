package org.latentfx.view.map;

import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.latentfx.session.explore.Pins;
import org.latentfx.session.explore.Pins.Pin;
import org.latentfx.text.Texts;

/**
 * A small field for a pin's name. Enter or leaving it takes what is typed, Esc keeps the name it had. What is typed
 * here goes nowhere else. FX thread only.
 */
final class PinNameField extends TextField {
    private final Pins pins;
    private final Pin pin;
    private final Runnable ended;
    private boolean done;

    /** @param ended run once, before the pin has its new name */
    PinNameField(Pins pins, Pin pin, Runnable ended) {
        super(pin.name());
        this.pins = pins;
        this.pin = pin;
        this.ended = ended;
        getStyleClass().addAll("map-axis", "map-pin-name");
        setPromptText(Texts.of("map.pin.name"));
        setAccessibleText(Texts.of("map.pin.rename", pin.name()));
        setMinWidth(0);
        addEventHandler(KeyEvent.ANY, event -> {
            boolean key = event.getEventType() == KeyEvent.KEY_PRESSED;
            if (key && event.getCode() == KeyCode.ESCAPE) finish(pin.name());
            else if (key && event.getCode() == KeyCode.ENTER) finish(getText());
            if (!event.isShortcutDown() && !event.getCode().isFunctionKey() && event.getCode() != KeyCode.TAB)
                event.consume();
        });
        focusedProperty().addListener((source, before, now) -> {
            if (!now) finish(getText());
        });
    }

    /** Takes the keyboard; the first letter typed replaces the name. */
    void begin() {
        requestFocus();
        selectAll();
    }

    private void finish(String name) {
        if (done) return;
        done = true;
        ended.run();
        pins.rename(pin, name);
    }
}
