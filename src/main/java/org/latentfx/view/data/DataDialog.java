package org.latentfx.view.data;

import atlantafx.base.controls.ModalPane;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.Datasets;
import org.latentfx.data.ImportedData;
import org.latentfx.session.data.DataOpening;
import org.latentfx.session.data.DataOpening.Asked;
import org.latentfx.text.Texts;

/**
 * Pictures that are about to be opened, laid over the window: the first of them as they will be seen, what was found
 * and guessed, and how they are to be read. Esc leaves them. FX thread only.
 */
public final class DataDialog extends ModalPane {
    private static final double WIDTH = 780;
    private static final double PICTURES = 460;

    private final DataOpening opening;
    private final Label title = new Label();
    private final FirstPictures pictures = new FirstPictures();
    private final DataFacts facts;
    private final DataOptions options;
    private final ProgressBar progress = new ProgressBar();
    private final Button leave = new Button(Texts.of("data.preview.leave"));
    private final Button take = new Button(Texts.of("data.preview.take"));
    private final VBox card;
    private @Nullable Node focusedBefore;

    public DataDialog(DataOpening opening) {
        this.opening = opening;
        options = new DataOptions(opening::change);
        facts = new DataFacts(options::resize);
        setId("data-dialog");
        setInTransitionFactory(null);
        setOutTransitionFactory(null);
        setPersistent(true); // a click beside it is no answer
        card = card();
        addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
        opening.foundProperty().subscribe(this::showFound);
        opening.refusalProperty().subscribe(sentence -> {
            if (!sentence.isEmpty()) facts.say(sentence);
        });
    }

    private VBox card() {
        title.getStyleClass().add("keys-title");
        progress.setId("data-progress");
        progress.setMaxWidth(Double.MAX_VALUE);
        progress.progressProperty()
                .bind(opening.progressProperty().map(share -> Double.isNaN(share.doubleValue()) ? 0 : share));
        progress.visibleProperty().bind(opening.progressProperty().map(share -> !Double.isNaN(share.doubleValue())));
        pictures.resize(PICTURES, PICTURES / 2); // it lays out nothing around itself
        var frame = new Pane(pictures);
        frame.setMinSize(PICTURES, PICTURES / 2);
        var words = new ScrollPane(facts);
        words.setFitToWidth(true);
        words.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        words.getStyleClass().add("data-words");
        words.setPrefHeight(170);
        var left = new VBox(frame, progress, words);
        left.getStyleClass().add("data-column");
        left.setPrefWidth(PICTURES);
        VBox.setVgrow(words, Priority.ALWAYS);
        var body = new HBox(left, options);
        body.getStyleClass().add("data-body");
        leave.setId("data-leave");
        leave.setOnAction(e -> opening.leave());
        take.setId("data-take");
        take.setDefaultButton(true);
        take.disableProperty().bind(opening.foundProperty().isNull());
        take.setOnAction(e -> opening.take());
        var buttons = new HBox(leave, take);
        buttons.getStyleClass().add("failure-buttons");
        buttons.setAlignment(Pos.CENTER_RIGHT);
        var made = new VBox(title, body, buttons);
        made.getStyleClass().addAll("failure-card", "data-card");
        made.setAccessibleRole(AccessibleRole.DIALOG);
        made.setPrefWidth(WIDTH);
        made.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        return made;
    }

    /** Shows what is asked for, or closes if that is null. */
    public void show(@Nullable Asked asked) {
        if (asked == null) {
            if (!isDisplay()) return;
            hide(true);
            if (focusedBefore != null) focusedBefore.requestFocus();
            focusedBefore = null;
            return;
        }
        options.show(asked.how());
        title.setText(Texts.of("data.preview.title", Datasets.title(asked.path())));
        card.setAccessibleText(title.getText());
        if (isDisplay()) return;
        focusedBefore = getScene().getFocusOwner();
        toFront();
        show(card);
        leave.requestFocus(); // the other button waits until the pictures are read
    }

    private void showFound(@Nullable ImportedData data) {
        pictures.show(data == null ? null : data.split().train());
        if (data != null) {
            facts.show(data);
            boolean words = data.split().train().format().letters();
            take.setText(Texts.of(words ? "data.preview.take.words" : "data.preview.take"));
            options.suit(data.description().kind().equals(Texts.of("data.kind.folder")), words);
            options.taken(data.split().train().width(), data.split().train().height());
        } else if (opening.refusalProperty().get().isEmpty()) facts.say(Texts.of("data.preview.reading"));
    }

    private void onKey(KeyEvent event) {
        if (event.getCode() != KeyCode.ESCAPE) return;
        opening.leave();
        event.consume();
    }
}
