package org.latentfx.view.window.card;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.feather.Feather;
import org.latentfx.io.EventsFile;
import org.latentfx.session.run.Run;
import org.latentfx.text.Texts;
import org.latentfx.train.Event;
import org.latentfx.train.Event.SettingChanged;
import org.latentfx.train.Recipe;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.IconButtons;
import org.latentfx.view.kit.PanelHeader;

/**
 * What was changed during the run, as a list: a click or Enter goes to the moment before a change. The list can be
 * copied as a text that makes the same run again. FX thread only.
 */
public final class EventsCard extends Card {
    private static final double WIDTH = 460;
    private static final double HEIGHT = 300;

    /** Changes of one setting that are nearer in steps belong to one movement of the hand. */
    private static final long ONE_MOVEMENT = 100;

    /** What one movement of the hand changed, and after which step it began. */
    record Movement(long step, Event event) {}

    private final Run run;
    private final LongConsumer goTo;
    private final ListView<Movement> list = new ListView<>();

    /**
     * @param goTo asked to show the moment when so many steps were done
     */
    public EventsCard(Run run, LongConsumer goTo) {
        super("events-card", Texts.of("events.title"));
        this.run = run;
        this.goTo = goTo;
        list.setId("events-list");
        list.setPrefSize(WIDTH, HEIGHT);
        list.setCellFactory(view -> new Cell());
        list.setAccessibleText(Texts.of("events.title"));
        var none = new Label(Texts.of("events.none"));
        none.getStyleClass().add("hint");
        list.setPlaceholder(none);
        list.setOnMouseClicked(event -> go());
        list.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) go();
        });
    }

    /** Opens with what has happened by now, or closes. */
    public void toggle() {
        if (isDisplay()) {
            hide(true);
            return;
        }
        list.getItems().setAll(movements(run.historyProperty().get().events()));
        list.scrollTo(list.getItems().size() - 1);
        open();
    }

    /** {@code events}, which are in order, with those of one movement of the hand as one. */
    static List<Movement> movements(List<Event> events) {
        var movements = new ArrayList<Movement>();
        for (Event event : events) {
            int last = movements.size() - 1;
            if (last >= 0
                    && movements.get(last).event() instanceof SettingChanged<?> earlier
                    && event instanceof SettingChanged<?> now
                    && now.setting() == earlier.setting()
                    && now.step() - earlier.step() < ONE_MOVEMENT)
                movements.set(last, new Movement(movements.get(last).step(), earlier.to(now)));
            else movements.add(new Movement(event.step(), event));
        }
        return movements;
    }

    private void go() {
        Movement movement = list.getSelectionModel().getSelectedItem();
        if (movement == null) return;
        hide(true);
        goTo.accept(movement.step());
    }

    @Override
    Node heading() {
        Button copy = IconButtons.button(Feather.COPY, Texts.of("events.copy"), this::copy);
        copy.setId("events-copy");
        copy.getStyleClass().addAll("flat", "small-button");
        var title = new PanelHeader(Texts.of("events.title"), copy);
        HBox.setHgrow(title, Priority.ALWAYS);
        return title;
    }

    private void copy() {
        var recipe = Recipe.of(
                run.hyperparametersProperty().get(), run.historyProperty().get());
        var content = new ClipboardContent();
        content.putString(EventsFile.text(recipe));
        Clipboard.getSystemClipboard().setContent(content);
    }

    @Override
    Node content() {
        return list;
    }

    @Override
    Node first() {
        return list;
    }

    private static final class Cell extends ListCell<Movement> {
        private final Label step = new Label();
        private final Label what = new Label();
        private final HBox row = new HBox(step, what);

        Cell() {
            step.getStyleClass().add("muted");
            step.setPrefWidth(96);
            step.setMinWidth(USE_PREF_SIZE);
            row.setAlignment(Pos.CENTER_LEFT);
            setPrefWidth(0); // as wide as the list
        }

        @Override
        protected void updateItem(Movement movement, boolean empty) {
            super.updateItem(movement, empty);
            setGraphic(empty || movement == null ? null : row);
            if (empty || movement == null) return;
            step.setText(Texts.of("curves.step", Figures.count(movement.step())));
            what.setText(movement.event().text());
            setAccessibleText(step.getText() + ": " + what.getText());
        }
    }
}
