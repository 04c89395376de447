package org.latentfx.view.map;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.latentfx.analysis.latent.UmapLayout;
import org.latentfx.session.map.Layouts;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.SceneWording;
import org.latentfx.view.kit.Tips;

/**
 * A note over the map: that a layout is shown, which is only to look at, and how to go back; or the progress of
 * computing one, and how to cancel. Hidden otherwise. FX thread only.
 */
final class LayoutNote extends HBox {
    private static final double MARGIN = 8;
    private static final double LARGEST = 620;

    private final Layouts layouts;
    private final Label words = new Label();
    private final ProgressBar bar = new ProgressBar();
    private final Button cancel = button("cancel");
    private final Button again = button("again");
    private final Button leave = button("leave");

    LayoutNote(Layouts layouts) {
        this.layouts = layouts;
        getStyleClass().add("map-layout-note");
        setAlignment(Pos.CENTER_LEFT);
        setManaged(false);
        words.setWrapText(true);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMaxWidth(Double.MAX_VALUE);
        bar.setMinWidth(80);
        bar.setPrefWidth(80);
        bar.setAccessibleText(Texts.of("map.layout.progress"));
        bar.progressProperty().bind(layouts.progressProperty());
        cancel.setOnAction(event -> layouts.cancel());
        again.setOnAction(event -> layouts.find());
        leave.setOnAction(event -> layouts.leave());
        layouts.progressProperty().subscribe(this::refresh);
        layouts.shownProperty().subscribe(this::refresh);
        layouts.currentProperty().subscribe(this::refresh);
        refresh();
    }

    private static Button button(String name) {
        var button = new Button(Texts.of("map.layout." + name));
        button.setId("layout-" + name);
        button.getStyleClass().add("small-menu");
        Tips.say(button, Texts.of("map.layout." + name + ".tip"));
        button.setAccessibleText(Texts.of("map.layout." + name));
        button.setMinWidth(USE_PREF_SIZE);
        return button;
    }

    /** Lies along the lower edge of a map of that size. */
    void fitInto(double width, double height) {
        if (!isVisible()) return;
        double wide = Math.min(LARGEST, width - 2 * MARGIN);
        applyCss();
        double high = prefHeight(wide);
        resizeRelocate(Math.rint((width - wide) / 2), Math.rint(height - high - MARGIN), wide, high);
    }

    private void refresh() {
        UmapLayout layout = layouts.shownProperty().get();
        double done = layouts.progressProperty().get();
        boolean running = !Double.isNaN(done);
        setVisible(running || layout != null);
        if (running) {
            words.setText(SceneWording.text(this, "map.layout.running", Layouts.MOST, Math.floor(100 * done)));
            getChildren().setAll(words, bar, cancel);
        } else if (layout != null) {
            boolean current = layouts.currentProperty().get();
            String what = Texts.of("map.layout.words", layout.images().length);
            words.setText(current ? what : what + " " + Texts.of("map.layout.old"));
            if (current) getChildren().setAll(words, leave);
            else getChildren().setAll(words, again, leave);
        }
        if (getParent() != null) getParent().requestLayout();
    }
}
