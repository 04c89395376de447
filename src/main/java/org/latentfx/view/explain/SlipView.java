package org.latentfx.view.explain;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.latentfx.session.explain.Shown;
import org.latentfx.session.explain.Slips;
import org.latentfx.text.Texts;
import org.latentfx.train.Settings;

/** Does a slip on purpose: a button, how far the computation is, and what came of it. FX thread only. */
final class SlipView extends VBox {
    private final Slips source;
    private final String key;
    private final Button button;
    private final ProgressBar progress = new ProgressBar();
    private final TermText result = new TermText("");
    private final BoundPlot plot = new BoundPlot();

    /** Makes one for each entry that is shown. */
    record Maker(Slips source) implements EntryView.Slips {
        @Override
        public Node of(String key) {
            return new SlipView(source, key);
        }
    }

    private SlipView(Slips source, String key) {
        this.source = source;
        this.key = key;
        getStyleClass().add("entry-part");
        button = new Button(Texts.of("explain." + key + ".run", Settings.BETA.format(source.beta(key))));
        button.setId("do-" + key);
        button.getStyleClass().add("chip");
        button.setUserData(key);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> run());
        progress.setPrefWidth(110);
        var row = new HBox(8, button, progress);
        row.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(row, result, plot);
        show();
        // listens only while it is seen
        var listening = new Subscription[] {Subscription.EMPTY};
        sceneProperty().subscribe(scene -> {
            listening[0].unsubscribe();
            listening[0] = scene == null
                    ? Subscription.EMPTY
                    : source.foundProperty()
                            .subscribe(this::show)
                            .and(source.progressProperty().subscribe(this::show));
        });
    }

    private void run() {
        String trouble = source.trouble(key);
        if (trouble.isEmpty()) {
            source.show(key);
            return;
        }
        result.formulate(trouble);
        result.setManaged(true);
    }

    private void show() {
        boolean running = source.running().equals(key)
                && !Double.isNaN(source.progressProperty().get());
        button.setDisable(running);
        progress.setVisible(running);
        progress.setManaged(running);
        progress.setProgress(running ? source.progressProperty().get() : 0);
        @Nullable Shown found = source.foundProperty().get(key);
        result.formulate(found == null ? "" : Texts.of("explain.slip.step", found.step(), found.sentence()));
        result.setManaged(found != null);
        plot.show(found == null ? null : found.plane());
    }
}
