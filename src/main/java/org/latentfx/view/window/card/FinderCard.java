package org.latentfx.view.window.card;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Tips;

/** Finds whatever can be done or gone to by a few letters; Enter does it. FX thread only. */
public final class FinderCard extends Card {
    private static final double WIDTH = 520;
    private static final double HEIGHT = 320;
    private static final int MOST = 40;

    private final Supplier<List<Found>> everything;
    private final Function<String, List<Found>> images;
    private final TextField field = new TextField();
    private final ListView<Found> list = new ListView<>();
    private List<Found> offered = List.of();

    /**
     * @param everything what is offered now, in the order of the menus
     * @param images those that a typed text means
     */
    public FinderCard(Supplier<List<Found>> everything, Function<String, List<Found>> images) {
        super("finder-card", Texts.of("finder.title"));
        this.everything = everything;
        this.images = images;
        field.setId("finder-field");
        field.getStyleClass().add("finder-field");
        field.setPromptText(Texts.of("finder.prompt"));
        field.setAccessibleText(Texts.of("finder.prompt"));
        Tips.say(field, Texts.of("finder.prompt"));
        field.textProperty().subscribe(this::search);
        list.setId("finder-list");
        list.setFocusTraversable(false);
        list.setPrefSize(WIDTH, HEIGHT);
        list.setCellFactory(view -> new Cell());
        list.setAccessibleText(Texts.of("finder.title"));
        var none = new Label(Texts.of("finder.none"));
        none.getStyleClass().add("hint");
        list.setPlaceholder(none);
        list.setOnMouseClicked(event -> go());
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::move);
    }

    /** Opens empty, or closes. */
    public void toggle() {
        if (isDisplay()) {
            hide(true);
            return;
        }
        offered = everything.get();
        field.clear();
        search();
        open();
    }

    private void search() {
        String typed = field.getText();
        Stream<Found> fitting = typed.isBlank()
                ? offered.stream()
                : Stream.concat(offered.stream(), images.apply(typed).stream())
                        .filter(found -> found.fit(typed) > 0 || !offered.contains(found))
                        .sorted(Comparator.comparingInt((Found found) -> -found.fit(typed)));
        list.getItems().setAll(fitting.limit(MOST).toList());
        list.getSelectionModel().selectFirst();
        list.scrollTo(0);
    }

    private void move(KeyEvent event) {
        if (event.getCode() == KeyCode.DOWN) list.getSelectionModel().selectNext();
        else if (event.getCode() == KeyCode.UP) list.getSelectionModel().selectPrevious();
        else if (event.getCode() == KeyCode.ENTER) go();
        else return;
        list.scrollTo(Math.max(0, list.getSelectionModel().getSelectedIndex() - 3));
        event.consume();
    }

    private void go() {
        Found found = list.getSelectionModel().getSelectedItem();
        if (found == null) return;
        hide(true);
        found.action().run();
    }

    @Override
    Node heading() {
        return field;
    }

    @Override
    Node content() {
        return list;
    }

    @Override
    Node first() {
        return field;
    }

    /** A name, and on the right a note. */
    private static final class Cell extends ListCell<Found> {
        private final Label name = new Label();
        private final Label note = new Label();
        private final HBox row;

        Cell() {
            note.getStyleClass().add("muted");
            note.setMinWidth(Region.USE_PREF_SIZE);
            name.setMinWidth(0);
            name.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(name, Priority.ALWAYS);
            row = new HBox(name, note);
            row.setAlignment(Pos.CENTER_LEFT);
            row.setMaxWidth(WIDTH);
        }

        @Override
        protected void updateItem(Found found, boolean empty) {
            super.updateItem(found, empty);
            setGraphic(empty ? null : row);
            if (empty) return;
            name.setText(found.name());
            note.setText(found.note());
            setAccessibleText(found.name());
        }
    }
}
