package org.latentfx.view.explain;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.latentfx.text.Glossary;
import org.latentfx.text.Glossary.Entry;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.IconButtons;

/**
 * A card pinned over the window that explains one term, with the numbers of the moment; a link within it shows another
 * term in its place. It can be dragged by its head, copied (Ctrl+C) and closed (Esc). FX thread only.
 */
final class ExplainCard extends VBox {
    static final double WIDTH = 400;

    /** Room that the scroll pane keeps around its content. */
    private static final double SPARE = 4;

    private final EntryView view;
    private final Label title = new Label();
    private final Button back;
    private final Deque<Entry> before = new ArrayDeque<>();
    private final ScrollPane scroll = new ScrollPane();
    private final Consumer<ExplainCard> close;
    private double grabX;
    private double grabY;

    ExplainCard(Explanations from, Entry entry, Consumer<ExplainCard> close) {
        this.close = close;
        view = new EntryView(from, key -> follow(Glossary.named(key)), entry);
        back = button(Feather.CHEVRON_LEFT, "back", this::goBack);
        getStyleClass().add("explain-card");
        setAccessibleRole(AccessibleRole.DIALOG);
        setFocusTraversable(true);
        title.getStyleClass().add("explain-title");
        HBox.setHgrow(title, Priority.ALWAYS);
        title.setMaxWidth(Double.MAX_VALUE);
        title.setMinWidth(0);
        var head = new HBox(
                back,
                title,
                button(Feather.COPY, "copy", this::copy),
                button(Feather.X, "close", () -> close.accept(this)));
        head.getStyleClass().add("explain-head");
        head.setAlignment(Pos.CENTER_LEFT);
        head.setOnMousePressed(this::grab);
        head.setOnMouseDragged(this::drag);
        scroll.setContent(view);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("help-page");
        scroll.setMinHeight(0);
        scroll.setFocusTraversable(false);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(head, scroll);
        setPrefWidth(WIDTH);
        setMinSize(WIDTH, 0);
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        setOnMousePressed(event -> {
            toFront();
            requestFocus();
            event.consume(); // the window behind it would take the keyboard
        });
        addEventHandler(MouseEvent.MOUSE_CLICKED, MouseEvent::consume);
        show(entry);
    }

    private static Button button(Feather icon, String name, Runnable action) {
        Button button = IconButtons.button(icon, Texts.of("explain." + name), action);
        button.setId("explain-" + name);
        button.getStyleClass().addAll("flat", "small-icon-button");
        button.setMinSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        return button;
    }

    Entry shown() {
        return view.shown();
    }

    void refresh() {
        view.refresh();
    }

    private void follow(Entry next) {
        if (next.equals(shown())) return;
        before.push(shown());
        show(next);
    }

    private void goBack() {
        if (!before.isEmpty()) show(before.pop());
    }

    private void show(Entry entry) {
        view.show(entry);
        title.setText(entry.name());
        setAccessibleText(Texts.of("explain.about", view.text()));
        back.setVisible(!before.isEmpty());
        back.setManaged(!before.isEmpty());
        scroll.setVvalue(0);
    }

    /** The height that it needs for its text. */
    @Override
    protected double computePrefHeight(double width) {
        double inner = WIDTH - snappedLeftInset() - snappedRightInset();
        return snappedTopInset()
                + getChildren().get(0).prefHeight(inner)
                + getSpacing()
                + Math.ceil(view.prefHeight(inner - SPARE))
                + SPARE
                + snappedBottomInset();
    }

    // ---- hands and keys ----

    private void grab(MouseEvent event) {
        grabX = event.getX();
        grabY = event.getY();
    }

    private void drag(MouseEvent event) {
        setLayoutX(getLayoutX() + event.getX() - grabX);
        setLayoutY(getLayoutY() + event.getY() - grabY);
    }

    private void key(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) close.accept(this);
        else if (event.getCode() == KeyCode.C && event.isShortcutDown()) copy();
        else return;
        event.consume();
    }

    private void copy() {
        var content = new ClipboardContent();
        content.putString(view.text());
        Clipboard.getSystemClipboard().setContent(content);
    }
}
