package org.latentfx.view.window.card;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.event.ActionEvent;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.latentfx.session.explain.Slips;
import org.latentfx.text.Glossary;
import org.latentfx.text.Glossary.Entry;
import org.latentfx.text.Glossary.Section;
import org.latentfx.text.Texts;
import org.latentfx.view.explain.EntryView;
import org.latentfx.view.explain.Explanations;
import org.latentfx.view.explain.Terms;
import org.latentfx.view.kit.PanelHeader;
import org.latentfx.view.kit.Stylesheets;
import org.latentfx.view.kit.Tips;

/** The whole glossary: its terms by section, found by a few letters, and beside them the one chosen. FX thread only. */
public final class GlossaryCard extends Card {
    private static final double LIST = 250;
    private static final double ENTRY = 470;
    private static final double HEIGHT = 540;

    /** A section's name, or a term. */
    private record Row(Section section, @Nullable Entry entry) {}

    private final Explanations explanations;
    private final TextField field = new TextField();
    private final ListView<Row> list = new ListView<>();
    private final EntryView view;
    private final Label title = new Label();
    private final ScrollPane scroll = new ScrollPane();

    /** @param explanations where a term can be pinned */
    public GlossaryCard(Explanations explanations) {
        super("glossary-card", Texts.of("explain.title"));
        this.explanations = explanations;
        getStylesheets().add(Stylesheets.EXPLAIN.address());
        Consumer<String> open = this::choose;
        view = explanations.view(Terms.all().get(0), open);
        field.setId("glossary-field");
        field.getStyleClass().add("finder-field");
        field.setPromptText(Texts.of("explain.search"));
        Tips.say(field, Texts.of("explain.search"));
        field.setAccessibleText(Texts.of("explain.search"));
        field.textProperty().subscribe(this::search);
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::move);
        list.setId("glossary-list");
        list.setPrefSize(LIST, HEIGHT);
        list.setMinWidth(150);
        list.setFixedCellSize(30);
        list.setFocusTraversable(false);
        list.setAccessibleText(Texts.of("explain.title"));
        var none = new Label(Texts.of("explain.none"));
        none.getStyleClass().add("hint");
        list.setPlaceholder(none);
        list.setCellFactory(view -> new Cell());
        addEventHandler(ActionEvent.ACTION, event -> {
            boolean begun = event.getTarget() instanceof Node node
                    && node.getUserData() instanceof String slip
                    && Slips.RUNS.contains(slip);
            if (begun) hide(true); // the run is what there is to see
        });
        list.getSelectionModel().selectedItemProperty().subscribe(row -> {
            if (row != null && row.entry != null) show(row.entry);
        });
    }

    /** Opens with all terms, or closes. */
    public void toggle() {
        if (isDisplay()) {
            hide(true);
            return;
        }
        field.clear();
        search();
        open();
    }

    private void search() {
        var rows = new ArrayList<Row>();
        Section last = null;
        boolean all = field.getText().isBlank();
        for (Entry entry : Terms.fitting(field.getText())) {
            if (all && entry.section() != last) rows.add(new Row(entry.section(), null));
            last = entry.section();
            rows.add(new Row(entry.section(), entry));
        }
        list.getItems().setAll(rows);
        if (!rows.isEmpty()) select(all ? 1 : 0);
    }

    private void select(int index) {
        list.getSelectionModel().select(index);
        list.scrollTo(Math.max(0, index - 4));
    }

    /** The arrows leave the names of sections out. */
    private void move(KeyEvent event) {
        int step = event.getCode() == KeyCode.DOWN ? 1 : event.getCode() == KeyCode.UP ? -1 : 0;
        if (step == 0) return;
        event.consume();
        List<Row> rows = list.getItems();
        int next = list.getSelectionModel().getSelectedIndex() + step;
        if (next >= 0 && next < rows.size() && rows.get(next).entry == null) next += step;
        if (next >= 0 && next < rows.size()) select(next);
    }

    /** Shows the term called {@code key}, wherever it stands. */
    private void choose(String key) {
        Entry entry = Glossary.named(key);
        var row = new Row(entry.section(), entry);
        if (!list.getItems().contains(row)) field.clear();
        select(list.getItems().indexOf(row));
    }

    private void show(Entry entry) {
        title.setText(entry.name());
        view.show(entry);
        scroll.setVvalue(0);
    }

    @Override
    Node heading() {
        return field;
    }

    @Override
    Node content() {
        scroll.setContent(view);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("help-page");
        scroll.setMinHeight(0);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        title.getStyleClass().add("explain-title");
        title.setMaxWidth(Double.MAX_VALUE);
        title.setMinWidth(0);
        HBox.setHgrow(title, Priority.ALWAYS);
        var pin = new Button(Texts.of("explain.pin"));
        pin.setId("glossary-pin");
        pin.getStyleClass().add("chip");
        pin.setMinWidth(Region.USE_PREF_SIZE);
        Tips.say(pin, Texts.of("explain.pin.tip"));
        pin.setOnAction(event -> pin());
        var head = new HBox(title, pin);
        head.setAlignment(Pos.CENTER_LEFT);
        var right = new VBox(head, scroll);
        right.getStyleClass().add("glossary-entry");
        right.setPrefWidth(ENTRY);
        right.setMinWidth(ENTRY / 2);
        HBox.setHgrow(right, Priority.ALWAYS);
        return new HBox(list, right);
    }

    private void pin() {
        Row row = list.getSelectionModel().getSelectedItem();
        if (row == null || row.entry == null) return;
        hide(true);
        explanations.open(row.entry.key());
    }

    @Override
    Node first() {
        return field;
    }

    private static final class Cell extends ListCell<Row> {
        @Override
        protected void updateItem(@Nullable Row row, boolean empty) {
            super.updateItem(row, empty);
            Entry entry = empty || row == null ? null : row.entry;
            boolean section = !empty && row != null && entry == null;
            getStyleClass().remove("glossary-section");
            if (section) getStyleClass().add("glossary-section");
            setMouseTransparent(section);
            if (entry != null) setText(entry.name());
            else setText(row == null || empty ? "" : PanelHeader.spacedCapitals(row.section.label()));
            setPrefWidth(0);
        }
    }
}
