package org.latentfx.view.probe;

import java.util.ArrayList;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.latentfx.data.PictureFormat;
import org.latentfx.data.drawing.DrawnSet;
import org.latentfx.data.drawing.DrawnSet.Drawn;
import org.latentfx.session.drawing.Drawings;
import org.latentfx.session.probe.ImageProbe;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.DecodedPicture;
import org.latentfx.view.kit.IconButtons;
import org.latentfx.view.kit.Tips;

/**
 * The lower part of the drawing pad: collects what is drawn under a label, and shows the newest drawings collected,
 * each of which goes at a click, and how many there are of each label. FX thread only.
 */
final class CollectedStrip extends VBox {
    private static final int SHOWN = 40;
    private static final double PICTURE = 30;
    private static final double STRIP = 48;

    private final Drawings drawings;
    private final ImageProbe probe;
    private final TextField label = new TextField();
    private final HBox strip = new HBox();
    private final ScrollPane scroll = new ScrollPane(strip);
    private final Label counts = new Label();
    private final Button use = new Button(Texts.of("drawings.use"));
    private final Button clear;

    CollectedStrip(Drawings drawings, ImageProbe probe) {
        this.drawings = drawings;
        this.probe = probe;
        getStyleClass().add("collected");
        clear = IconButtons.button(Feather.TRASH, Texts.of("drawings.clear"), drawings::clear);
        clear.setId("pad-take-out");
        clear.getStyleClass().addAll("flat", "small-icon-button");
        use.setId("pad-use");
        use.setOnAction(event -> drawings.use());
        use.setMinWidth(USE_PREF_SIZE);
        Tips.say(use, Texts.of("drawings.use.tip"));
        for (Button button : new Button[] {use, clear}) button.managedProperty().bind(button.visibleProperty());
        prepareLabel();
        var collect = new Button(Texts.of("drawings.collect"));
        collect.setId("pad-collect");
        collect.setOnAction(event -> collect());
        Tips.say(collect, Texts.of("drawings.collect.tip"));
        prepareStrip();
        counts.setId("pad-counts");
        counts.getStyleClass().add("hint");
        counts.setMaxWidth(Double.MAX_VALUE);
        var row = new HBox(label, collect, use, clear);
        row.getStyleClass().add("collected-row");
        row.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(row, scroll, counts);
        drawings.setProperty().subscribe(this::show);
    }

    private void prepareLabel() {
        label.setId("pad-label");
        label.setPromptText(Texts.of("drawings.prompt"));
        Tips.say(Tips.name(label, Texts.of("drawings.label.name")), Texts.of("drawings.label.tip"));
        label.setPrefColumnCount(6);
        label.setAlignment(Pos.CENTER_LEFT);
        label.setOnAction(event -> collect());
        // the next label takes the place of the last one
        label.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> {
            if (label.isFocused()) return;
            label.requestFocus();
            label.selectAll();
            event.consume();
        });
        HBox.setHgrow(label, Priority.ALWAYS);
    }

    private void prepareStrip() {
        strip.setId("pad-strip");
        strip.getStyleClass().add("collected-strip");
        scroll.getStyleClass().add("collected-scroll");
        scroll.setVbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setPannable(true);
        scroll.setMinHeight(STRIP); // the field must not move under the pen
    }

    private void collect() {
        drawings.collect(label.getText());
        label.selectAll();
    }

    private void show(DrawnSet set) {
        use.setVisible(!set.isEmpty());
        clear.setVisible(!set.isEmpty());
        use.setDisable(!drawings.usable());
        var pictures = new ArrayList<Node>();
        for (int i = set.size() - 1; i >= Math.max(0, set.size() - SHOWN); i--) pictures.add(picture(set, i));
        strip.getChildren().setAll(pictures);
        String all = set.counts().entrySet().stream()
                .map(count -> Texts.of("drawings.count", count.getKey(), count.getValue()))
                .collect(Collectors.joining(" · "));
        counts.setText(set.isEmpty() ? Texts.of("drawings.none") : all);
        Tips.say(counts, all + "\n" + probe.treatment());
    }

    private Button picture(DrawnSet set, int i) {
        Drawn drawn = set.drawings().get(i);
        PictureFormat format = set.format();
        float[] values = new float[format.values()];
        for (int v = 0; v < values.length; v++) values[v] = (drawn.values()[v] & 0xFF) / 255f;
        var shown = new DecodedPicture();
        shown.show(values, format);
        shown.setManaged(true);
        shown.setMinSize(PICTURE, PICTURE);
        shown.setPrefSize(PICTURE, PICTURE);
        shown.setMouseTransparent(true);
        var button = new Button(drawn.label(), shown);
        button.setContentDisplay(ContentDisplay.TOP);
        button.getStyleClass().addAll("flat", "collected-picture");
        button.setMaxWidth(PICTURE + 8);
        button.setOnAction(event -> drawings.remove(i));
        String what = Texts.of("drawings.remove", drawn.label());
        button.setAccessibleText(what);
        Tips.say(button, what);
        return button;
    }
}
