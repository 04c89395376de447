package org.latentfx.view.window;

import java.util.List;
import javafx.animation.PauseTransition;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.latentfx.session.concurrent.Message;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.IconButtons;

/**
 * One sentence, laid over the window so that nothing moves. It leaves when there has been time to read it, unless the
 * pointer rests on it or it is of a fault of the run, or when a person dismisses it. FX thread only.
 */
public final class MessageBar extends HBox {
    /** What else stands in the bar, and free room around it. */
    private static final double BESIDE = 220;

    private static final Duration TO_NOTICE = Duration.seconds(6);
    private static final Duration A_CHARACTER = Duration.millis(60);

    private final ObservableValue<@Nullable Message> message;
    private final Runnable dismiss;
    private final Label sentence = new Label();
    private final HBox choices = new HBox();
    private final DoubleProperty share = new SimpleDoubleProperty(1);
    private final PauseTransition reading = new PauseTransition();

    /**
     * @param message what to show; null while there is nothing
     * @param dismiss run when a person has read it, or had the time to
     */
    public MessageBar(ObservableValue<@Nullable Message> message, Runnable dismiss) {
        this.message = message;
        this.dismiss = dismiss;
        getStyleClass().add("message-bar");
        setAlignment(Pos.CENTER_LEFT);
        setAccessibleRole(AccessibleRole.TEXT);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        sentence.setId("message");
        sentence.setWrapText(true);
        sentence.setMinHeight(USE_PREF_SIZE);
        // one line where the window has room for it, as high as the status line that it lies over
        parentProperty().subscribe(parent -> {
            if (parent instanceof Region window)
                sentence.maxWidthProperty()
                        .bind(window.widthProperty().multiply(share).subtract(BESIDE));
        });
        var close = IconButtons.button(Feather.X, Texts.of("message.dismiss"), dismiss);
        close.setId("dismiss");
        close.getStyleClass().addAll("flat", "small-button");
        choices.getStyleClass().add("message-choices");
        choices.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(new FontIcon(Feather.ALERT_CIRCLE), sentence, choices, close);
        reading.setOnFinished(e -> dismiss.run());
        hoverProperty().subscribe(this::await);
        message.subscribe(this::show); // the same sentence said again is news too
        show();
    }

    /** How much of the window's width it may take, 0..1; 1 at first. */
    void share(double most) {
        share.set(most);
    }

    /** How long {@code sentence} stays in sight by itself: to be noticed, and to be read at leisure. */
    static Duration timeToRead(String sentence) {
        return TO_NOTICE.add(A_CHARACTER.multiply(sentence.length()));
    }

    /** As long again where there is something to decide. */
    static Duration timeToDecide(String sentence) {
        return timeToRead(sentence).multiply(2);
    }

    /** Runs while the sentence will leave by itself. */
    PauseTransition reading() {
        return reading;
    }

    private void show() {
        Message now = message.getValue();
        sentence.setText(now == null ? "" : Figures.unbroken(now.sentence()));
        choices.getChildren()
                .setAll(
                        now == null
                                ? List.of()
                                : now.choices().stream().map(this::link).toList());
        choices.setVisible(!choices.getChildren().isEmpty());
        choices.setManaged(choices.isVisible());
        setVisible(now != null);
        setAccessibleText(now == null ? null : now.sentence());
        await();
    }

    private Hyperlink link(Message.Choice choice) {
        var link = new Hyperlink(choice.label());
        link.setMinWidth(USE_PREF_SIZE);
        link.setOnAction(event -> {
            dismiss.run();
            choice.action().run();
        });
        return link;
    }

    private void await() {
        reading.stop();
        Message now = message.getValue();
        if (now == null || now.lasts() || isHover()) return;
        reading.setDuration(now.choices().isEmpty() ? timeToRead(now.sentence()) : timeToDecide(now.sentence()));
        reading.playFromStart();
    }
}
