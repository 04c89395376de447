package org.latentfx.view;

import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.latentfx.text.Texts;

/**
 * The bar that shows one sentence until a person dismisses it; it takes no room while there is none, and never covers
 * anything. FX thread only.
 */
public final class MessageBar extends HBox {
    /**
     * @param message the sentence; null while there is none
     * @param dismiss run when a person has read it
     */
    public MessageBar(ObservableValue<@Nullable String> message, Runnable dismiss) {
        getStyleClass().add("message-bar");
        setAlignment(Pos.CENTER_LEFT);
        setAccessibleRole(AccessibleRole.TEXT);
        var sentence = new Label();
        sentence.setId("message");
        sentence.setWrapText(true);
        sentence.setMinHeight(USE_PREF_SIZE);
        sentence.setMaxWidth(Double.MAX_VALUE);
        setHgrow(sentence, Priority.ALWAYS);
        var close = new Button(null, new FontIcon(Feather.X));
        close.setId("dismiss");
        close.getStyleClass().addAll("flat", "small-button");
        close.setAccessibleText(Texts.of("message.dismiss"));
        Tips.say(close, Texts.of("message.dismiss"));
        close.setOnAction(e -> dismiss.run());
        getChildren().addAll(new FontIcon(Feather.ALERT_CIRCLE), sentence, close);
        managedProperty().bind(visibleProperty());
        message.subscribe(now -> {
            sentence.setText(now == null ? "" : now);
            setVisible(now != null);
            setAccessibleText(now);
        });
    }
}
