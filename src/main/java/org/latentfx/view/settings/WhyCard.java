package org.latentfx.view.settings;

import atlantafx.base.controls.ModalPane;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.latentfx.text.Texts;
import org.latentfx.train.health.Cure;
import org.latentfx.train.health.Diagnosis;
import org.latentfx.view.explain.TermText;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.IconButtons;
import org.latentfx.view.kit.PanelHeader;
import org.latentfx.view.kit.Tips;

/**
 * Explains one line of the health list over the window: what was measured against what, what it means, what to try.
 * Esc, × and a click beside it close it, and the keyboard goes back to where it was. FX thread only.
 */
public final class WhyCard extends ModalPane {
    private static final double WIDTH = 460;
    private static final List<String> PARTS = List.of("measured", "means", "try");

    private final VBox card = new VBox();
    private final Button close;
    private final Consumer<Diagnosis> treat;
    private @Nullable Node focusedBefore;

    /** @param treat tries the cure of what is explained */
    public WhyCard(Consumer<Diagnosis> treat) {
        this.treat = treat;
        setId("why-card");
        setInTransitionFactory(null); // moving in, the card leaves a picture of itself behind where it began
        setOutTransitionFactory(null);
        close = IconButtons.button(Feather.X, Texts.of("health.why.close"), this::close);
        close.setId("why-close");
        close.getStyleClass().addAll("flat", "small-icon-button");
        card.getStyleClass().add("why-card");
        card.setAccessibleRole(AccessibleRole.DIALOG);
        card.setPrefWidth(WIDTH);
        card.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.TAB) turn(event.isShiftDown() ? -1 : 1);
            else if (event.getCode() == KeyCode.ESCAPE) close();
            else return;
            event.consume();
        });
        displayProperty().addListener((property, before, shown) -> {
            if (!shown) giveBack();
        });
    }

    /** Explains {@code diagnosis}. */
    public void explain(Diagnosis diagnosis) {
        var sentence = new Label(Figures.unbroken(diagnosis.text()));
        sentence.getStyleClass().add("why-title");
        HBox.setHgrow(sentence, Priority.ALWAYS);
        sentence.setMaxWidth(Double.MAX_VALUE);
        var head = new HBox(wrapped(sentence), close);
        head.setAlignment(Pos.TOP_LEFT);
        card.getChildren().setAll(head);
        List<String> parts = diagnosis.why();
        for (int i = 0; i < PARTS.size(); i++)
            card.getChildren()
                    .addAll(new PanelHeader(Texts.of("health.why." + PARTS.get(i))), new TermText(parts.get(i)));
        if (diagnosis.cure() != null) card.getChildren().add(cure(diagnosis, diagnosis.cure()));
        if (!diagnosis.details().isEmpty()) card.getChildren().addAll(details(diagnosis));
        card.setAccessibleText(diagnosis.text() + " " + String.join(" ", parts));
        if (!isDisplay()) focusedBefore = getScene().getFocusOwner();
        toFront();
        show(card);
        close.requestFocus();
    }

    private Button cure(Diagnosis diagnosis, Cure remedy) {
        var button = new Button(Figures.unbroken(diagnosis.wording().of("health.cure", remedy.text())));
        button.setId("why-cure");
        button.getStyleClass().add("accent");
        button.setWrapText(true);
        button.setMinHeight(USE_PREF_SIZE);
        Tips.say(button, Texts.of("health.cure.tip"));
        button.setOnAction(event -> {
            close();
            treat.accept(diagnosis);
        });
        return button;
    }

    /** The keyboard goes round among the buttons of the card, and never behind it. */
    private void turn(int by) {
        List<Node> buttons = card.lookupAll(".button").stream().toList();
        int here = buttons.indexOf(getScene().getFocusOwner());
        buttons.get(Math.floorMod(here + by, buttons.size())).requestFocus();
    }

    private static List<Node> details(Diagnosis diagnosis) {
        String lines = String.join("\n", diagnosis.details());
        var copy = new Button(Texts.of("check.copy"));
        copy.setId("why-copy");
        copy.getStyleClass().add("chip");
        copy.setOnAction(event -> Clipboard.getSystemClipboard()
                .setContent(Map.of(DataFormat.PLAIN_TEXT, diagnosis.text() + "\n" + lines)));
        return List.of(new PanelHeader(Texts.of("health.why.led")), wrapped(new Label(lines)), copy);
    }

    private static Label wrapped(Label label) {
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }

    private void close() {
        hide(true);
    }

    private void giveBack() {
        if (focusedBefore != null) focusedBefore.requestFocus();
        focusedBefore = null;
    }
}
