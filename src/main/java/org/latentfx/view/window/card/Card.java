package org.latentfx.view.window.card;

import atlantafx.base.controls.ModalPane;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.IconButtons;

/**
 * A card over the window: it takes the keyboard and gives it back, Tab stays within, and Esc, × or a click beside it
 * close it. FX thread only.
 */
public abstract class Card extends ModalPane {
    private static final double MARGIN = 24;

    private final VBox card = new VBox();
    private @Nullable Node focusedBefore;
    private boolean filled;

    Card(String id, String title) {
        setId(id);
        setInTransitionFactory(null); // moving in, the card leaves a picture of itself behind where it began
        setOutTransitionFactory(null);
        setAccessibleText(title);
        card.getStyleClass().add("keys-card");
        card.setAccessibleRole(AccessibleRole.DIALOG);
        card.setAccessibleText(title);
        card.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        widthProperty().subscribe(this::fit);
        heightProperty().subscribe(this::fit);
        addEventFilter(KeyEvent.KEY_PRESSED, this::closeByEscape);
        addEventHandler(KeyEvent.KEY_PRESSED, Card::keepFromWindow);
        displayProperty().addListener((property, before, shown) -> {
            if (!shown) giveBack();
        });
        sceneProperty().flatMap(scene -> scene.focusOwnerProperty()).subscribe(owner -> {
            if (isDisplay() && owner != null && !contains(owner)) first().requestFocus();
        });
    }

    /** What stands in the card, made when it is first shown. */
    abstract Node content();

    /** What has the keyboard at first. */
    abstract Node first();

    /** The row at the top, which ends with the × . */
    abstract Node heading();

    /** Shows it, with the keyboard. */
    final void open() {
        if (!filled) {
            filled = true;
            Button close = IconButtons.button(Feather.X, Texts.of("card.close"), () -> hide(true));
            close.setId(getId() + "-close");
            close.getStyleClass().addAll("flat", "small-button");
            Node heading = heading();
            HBox.setHgrow(heading, Priority.ALWAYS);
            var top = new HBox(heading, close);
            top.setAlignment(Pos.CENTER_LEFT);
            Node content = content();
            VBox.setVgrow(content, Priority.ALWAYS);
            card.getChildren().addAll(top, content);
        }
        if (!isDisplay()) focusedBefore = getScene().getFocusOwner();
        toFront();
        show(card);
        applyCss();
        fit();
        first().requestFocus();
    }

    private void giveBack() {
        if (focusedBefore != null) focusedBefore.requestFocus();
        focusedBefore = null;
    }

    private void fit() {
        card.setMaxWidth(Math.max(0, Math.min(card.prefWidth(-1), getWidth() - 2 * MARGIN)));
        card.setMaxHeight(Math.max(0, Math.min(card.prefHeight(-1), getHeight() - 2 * MARGIN)));
    }

    private boolean contains(Node node) {
        for (Node n = node; n != null; n = n.getParent()) if (n == this) return true;
        return false;
    }

    private void closeByEscape(KeyEvent event) {
        if (!isDisplay() || event.getCode() != KeyCode.ESCAPE) return;
        hide(true);
        event.consume();
    }

    /** What has no use in the card does nothing behind it. */
    private static void keepFromWindow(KeyEvent event) {
        if (!event.isShortcutDown() && !event.getCode().isFunctionKey()) event.consume();
    }
}
