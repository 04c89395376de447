package org.latentfx.view.runs;

import javafx.beans.property.ObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.latentfx.session.run.Run.Status;
import org.latentfx.session.run.RunLine;
import org.latentfx.session.run.RunListCommands;
import org.latentfx.session.run.Runs;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.IconButtons;
import org.latentfx.view.kit.Palette;
import org.latentfx.view.kit.Theme;
import org.latentfx.view.kit.Tips;

/**
 * One run in the list: its colour and name over what differs, its held-out loss over its state, and a button that plays
 * or pauses it without looking at it. The name is edited in place. FX thread only.
 */
final class RunCell extends ListCell<RunLine> {
    private static final double SWATCH = 10;
    private static final double SIDES = 16;

    private final Runs runs;
    private final ObjectProperty<@Nullable RunLine> edited;
    private final Rectangle swatch = new Rectangle(SWATCH, SWATCH);
    private final Label name = new Label();
    private final TextField field = new TextField();
    private final Label loss = new Label();
    private final Label differing = new Label();
    private final Label state = new Label();
    private final Button play = new Button();
    private final HBox first;
    private final HBox row;
    private Subscription following = Subscription.EMPTY;

    /** @param edited the run whose name is being edited; null for none */
    RunCell(Runs runs, RunListCommands commands, ObjectProperty<@Nullable RunLine> edited) {
        this.runs = runs;
        this.edited = edited;
        swatch.setArcWidth(4);
        swatch.setArcHeight(4);
        getStyleClass().add("run-cell");
        name.getStyleClass().add("run-name");
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS); // twins of a run are told apart by their ends
        loss.getStyleClass().add("run-loss");
        differing.getStyleClass().add("muted");
        state.getStyleClass().add("muted");
        field.getStyleClass().add("run-name-field");
        first = line(name, loss);
        first.getChildren().add(0, swatch);
        var second = line(differing, state);
        play.setOnAction(event -> {
            if (getItem() != null) commands.toggle(getItem());
        });
        play.getStyleClass().addAll("flat", "run-play");
        play.setFocusTraversable(false);
        var both = new VBox(first, second);
        HBox.setHgrow(both, Priority.ALWAYS);
        both.setMinWidth(0);
        row = new HBox(both, play);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("run-row");
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        setPrefWidth(0);
        row.prefWidthProperty().bind(widthProperty().subtract(SIDES));
        row.maxWidthProperty().bind(row.prefWidthProperty());
        setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) edited.set(getItem());
        });
        listenToField();
        edited.subscribe(this::showField);
        Theme.isDark(this).subscribe(this::paint);
    }

    private void listenToField() {
        HBox.setHgrow(field, Priority.ALWAYS);
        field.setOnAction(event -> commit());
        field.setOnKeyPressed(event -> {
            if (event.getCode() != KeyCode.ESCAPE) return;
            cancel();
            event.consume();
        });
        field.focusedProperty().subscribe(focused -> {
            if (!focused) commit();
        });
    }

    /** Words that give way, and on the right words that do not. */
    private static HBox line(Label wide, Label narrow) {
        wide.setMinWidth(0);
        wide.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(wide, Priority.ALWAYS);
        narrow.setMinWidth(Region.USE_PREF_SIZE);
        var line = new HBox(wide, narrow);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("run-line");
        return line;
    }

    private void paint() {
        RunLine line = getItem();
        if (line == null) return;
        int argb = Palette.of(Theme.isDark(this).getValue()).colour(line.colour());
        swatch.setFill(Color.rgb(argb >> 16 & 0xff, argb >> 8 & 0xff, argb & 0xff));
    }

    @Override
    protected void updateItem(@Nullable RunLine line, boolean empty) {
        super.updateItem(line, empty);
        following.unsubscribe();
        following = Subscription.EMPTY;
        setGraphic(empty ? null : row);
        showField();
        if (empty || line == null) return;
        paint();
        RunLine reference = runs.lines().get(0);
        following = Subscription.combine(
                line.nameProperty().subscribe(this::show),
                line.statusProperty().subscribe(this::show),
                line.historyProperty().subscribe(this::showLoss),
                line.hyperparametersProperty().subscribe(this::show),
                line.dataProperty().subscribe(this::show),
                reference.hyperparametersProperty().subscribe(this::show));
        show();
        showLoss();
    }

    private void show() {
        RunLine line = getItem();
        if (line == null) return;
        name.setText(line.nameProperty().get());
        Tips.say(name, Texts.of("runs.name.tip", name.getText()));
        RunLine reference = runs.lines().get(0);
        differing.setText(reference == line ? Texts.of("runs.first") : RunWords.differing(reference, line));
        Tips.say(
                differing,
                reference == line
                        ? Texts.of("runs.first.tip")
                        : Texts.of(
                                "runs.differing.tip", reference.nameProperty().get(), differing.getText()));
        state.setText(RunWords.state(line));
        boolean training = line.statusProperty().get() == Status.TRAINING;
        String does = Texts.of(training ? "runs.pause" : "runs.play", name.getText());
        IconButtons.dress(play, training ? Feather.PAUSE : Feather.PLAY, does, does);
        setAccessibleText(Texts.of("runs.row", name.getText(), differing.getText(), loss.getText(), state.getText()));
    }

    private void showLoss() {
        RunLine line = getItem();
        if (line == null) return;
        String now = RunWords.loss(line.historyProperty().get());
        if (now.equals(loss.getText())) return;
        loss.setText(now);
        Tips.say(loss, RunWords.lossTip(line.historyProperty().get()));
        show();
    }

    // ---- the name ----

    private void showField() {
        boolean now = getItem() != null && edited.get() == getItem();
        if (now == (first.getChildren().get(1) == field)) return;
        first.getChildren().set(1, now ? field : name);
        if (!now) return;
        field.setText(name.getText());
        field.requestFocus();
        field.selectAll();
    }

    private void commit() {
        RunLine line = edited.get();
        if (line == null || line != getItem()) return;
        cancel();
        runs.rename(line, field.getText());
    }

    private void cancel() {
        boolean typing = field.isFocused();
        edited.set(null);
        if (typing) getListView().requestFocus();
    }
}
