package org.latentfx.view.map;

import java.util.function.IntConsumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.text.Texts;
import org.latentfx.text.Wording;
import org.latentfx.view.command.Keys;
import org.latentfx.view.kit.Tips;

/**
 * A small field that finds held-out images by number or class. Enter goes to the next one, Shift+Enter to the previous
 * one, Esc leaves. It shows the position in the list; its owner moves there. FX thread only.
 */
final class ImageFinder extends HBox {
    private final MapState state;
    private final IntConsumer found;
    private final TextField field = new TextField();
    private final Label count = new Label();
    private final Button other = new Button();
    private ImageSearch search = new ImageSearch(new int[0], "", -1);
    private int at = -1;

    /**
     * @param found told the image to go to
     * @param left run when the person leaves the field
     */
    ImageFinder(MapState state, IntConsumer found, Runnable left) {
        this.state = state;
        this.found = found;
        getStyleClass().add("map-finder");
        setAlignment(Pos.CENTER_RIGHT);
        field.getStyleClass().add("map-axis");
        field.setPrefColumnCount(7);
        field.setMinWidth(76);
        count.getStyleClass().add("panel-detail");
        count.setMinWidth(USE_PREF_SIZE);
        field.textProperty().addListener((source, before, now) -> restart());
        state.points.addListener((source, before, now) -> {
            name();
            if (before == null || now == null || before.images() != now.images()) restart();
        });
        field.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                go(event.isShiftDown() ? -1 : 1);
            } else if (event.getCode() == KeyCode.ESCAPE) {
                field.clear();
                left.run();
            } else {
                return;
            }
            event.consume();
        });
        other.getStyleClass().add("map-find-other");
        other.setMinWidth(USE_PREF_SIZE);
        other.setOnAction(event -> {
            field.setText("#" + search.other());
            go(1);
        });
        getChildren().addAll(count, other, field);
        name();
        restart();
    }

    /** Takes the keyboard. */
    void begin() {
        field.requestFocus();
        field.selectAll();
    }

    private void name() {
        Wording wording = state.wording();
        field.setPromptText(wording.of("map.find"));
        String tip = wording.of("map.find.tip");
        Tips.say(field, Texts.of("keys.tooltip", tip, Keys.FIND.shortcut()));
        Tips.name(field, tip);
        Tips.name(other, wording.of("map.find.other.tip"));
        Tips.say(other, wording.of("map.find.other.tip"));
    }

    private void restart() {
        LatentPoints points = state.points.get();
        search =
                points == null ? new ImageSearch(new int[0], "", -1) : ImageSearch.of(points.images(), field.getText());
        at = -1;
        tell();
    }

    private void go(int step) {
        int[] matches = search.images();
        if (matches.length == 0) return;
        at = at < 0 ? (step > 0 ? 0 : matches.length - 1) : Math.floorMod(at + step, matches.length);
        tell();
        found.accept(matches[at]);
    }

    private void tell() {
        boolean typed = !field.getText().isBlank();
        count.setVisible(typed);
        count.setManaged(typed);
        other.setVisible(typed && search.other() >= 0);
        other.setManaged(other.isVisible());
        if (other.isVisible()) other.setText(state.wording().of("map.find.other", search.other()));
        if (!typed) return;
        LatentPoints points = state.points.get();
        Tips.say(count, points == null ? "" : state.wording().of("map.find.what", points.size() - 1));
        count.setText(found());
    }

    /** How many are meant, and of a class that is called like a number which. */
    private String found() {
        int matches = search.images().length;
        if (matches == 0) return Texts.of("map.find.none");
        if (at >= 0) return Texts.of("map.find.at", at + 1, matches);
        return search.other() < 0
                ? Texts.of("map.find.count", matches)
                : Texts.of("map.find.class", search.className(), matches);
    }
}
