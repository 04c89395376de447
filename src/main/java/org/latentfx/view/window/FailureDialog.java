package org.latentfx.view.window;

import atlantafx.base.controls.ModalPane;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.latentfx.session.concurrent.Failure;
import org.latentfx.text.Texts;

/**
 * Says what failed unexpectedly, in one dialog over the window: whatever fails while it is open changes its words.
 * Nothing behind it waits for an answer. Esc and Enter mean go on; Tab stays within. FX thread only.
 */
final class FailureDialog extends ModalPane {
    private static final double WIDTH = 520;

    private final Runnable dismiss;
    private final Consumer<Path> save;
    private final Supplier<Optional<Path>> chooseFile;
    private final Label sentence = new Label();
    private final Label times = new Label();
    private final Button copy = new Button();
    private final Button goOn = new Button(Texts.of("failure.go-on"));
    private final List<Button> buttons;
    private final VBox card;
    private String details = "";
    private @Nullable Node focusedBefore;

    /**
     * @param dismiss run when the person goes on
     * @param chooseFile asks where the run is to be saved; empty if the person would rather not
     * @param save writes the run there and reports by itself
     */
    FailureDialog(Runnable dismiss, Supplier<Optional<Path>> chooseFile, Consumer<Path> save) {
        this.dismiss = dismiss;
        this.chooseFile = chooseFile;
        this.save = save;
        setId("failure-dialog");
        setInTransitionFactory(null);
        setOutTransitionFactory(null);
        setPersistent(true); // a click beside it may have been meant for what it came over
        copy.setId("failure-copy");
        copy.setOnAction(e -> copyDetails());
        var saveButton = new Button(Texts.of("failure.save"));
        saveButton.setId("failure-save");
        saveButton.setOnAction(e -> save());
        goOn.setId("failure-go-on");
        goOn.setDefaultButton(true);
        goOn.setOnAction(e -> goOn());
        buttons = List.of(copy, saveButton, goOn);
        card = card();
        addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
    }

    private VBox card() {
        var title = new Label(Texts.of("failure.title"));
        title.getStyleClass().add("keys-title");
        sentence.setId("failure-sentence");
        times.setId("failure-times");
        times.managedProperty().bind(times.visibleProperty());
        var rest = new Label(Texts.of("failure.rest"));
        for (Label words : List.of(sentence, times, rest)) {
            words.setWrapText(true);
            words.setMinHeight(Region.USE_PREF_SIZE);
        }
        var row = new HBox();
        row.getChildren().addAll(buttons);
        row.getStyleClass().add("failure-buttons");
        row.setAlignment(Pos.CENTER_RIGHT);
        var made = new VBox(title, sentence, times, rest, row);
        made.getStyleClass().add("failure-card");
        made.setAccessibleRole(AccessibleRole.DIALOG);
        made.setPrefWidth(WIDTH);
        made.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        return made;
    }

    /** Shows {@code failure}, be it in place of another one; closes if there is none. */
    void show(@Nullable Failure failure) {
        if (failure == null) {
            close();
            return;
        }
        if (!failure.details().equals(details)) copy.setText(Texts.of("failure.copy"));
        details = failure.details();
        sentence.setText(failure.sentence());
        times.setText(Texts.of("failure.times", failure.times()));
        times.setVisible(failure.times() > 1);
        card.setAccessibleText(failure.sentence());
        if (isDisplay()) return;
        focusedBefore = getScene().getFocusOwner();
        toFront();
        show(card);
        goOn.requestFocus();
    }

    private void close() {
        if (!isDisplay()) return;
        hide(true);
        if (focusedBefore != null) focusedBefore.requestFocus();
        focusedBefore = null;
    }

    private void goOn() {
        close();
        dismiss.run();
    }

    private void copyDetails() {
        var content = new ClipboardContent();
        content.putString(details);
        Clipboard.getSystemClipboard().setContent(content);
        copy.setText(Texts.of("failure.copied"));
    }

    /** The message that tells how saving went lies below the dialog, which therefore leaves. */
    private void save() {
        Optional<Path> file = chooseFile.get();
        if (file.isEmpty()) return;
        goOn();
        save.accept(file.get());
    }

    private void onKey(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            goOn();
            event.consume();
        } else if (event.getCode() == KeyCode.TAB) {
            int at = buttons.indexOf(getScene().getFocusOwner());
            int next = Math.floorMod(at + (event.isShiftDown() ? -1 : 1), buttons.size());
            buttons.get(next).requestFocus();
            event.consume();
        }
    }

    /** Asks where to save a model. */
    static Optional<Path> chooseFile(Window owner) {
        var chooser = new FileChooser();
        chooser.setTitle(Texts.of("failure.save.title"));
        chooser.setInitialFileName(Texts.of("failure.save.name"));
        chooser.getExtensionFilters()
                .add(new FileChooser.ExtensionFilter(Texts.of("failure.save.kind"), "*.safetensors"));
        return Optional.ofNullable(chooser.showSaveDialog(owner)).map(File::toPath);
    }
}
