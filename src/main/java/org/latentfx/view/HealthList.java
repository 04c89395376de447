package org.latentfx.view;

import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.latentfx.session.Diagnosis;
import org.latentfx.session.Run;
import org.latentfx.text.Texts;
import org.latentfx.train.Trainer;

/**
 * How a run is doing, in plain words: one line for each {@link Diagnosis}, its level told by shape and by colour. It
 * draws what the session finds and judges nothing. FX thread only.
 */
public final class HealthList extends VBox {
    /** Of the lines that a healthy run takes, so that what stands below moves as little as can be. */
    private static final double ROOM = 84;

    private final Run run;
    private final VBox lines = new VBox();
    private List<Diagnosis> shown = List.of();

    public HealthList(Run run) {
        this.run = run;
        getStyleClass().add("health-list");
        lines.getStyleClass().add("health-lines");
        lines.setMinHeight(ROOM);
        var header = new PanelHeader(Texts.of("health.title"));
        getChildren().addAll(header, lines);
        run.dataProperty().subscribe(data -> {
            if (data != null) header.detail(Texts.of("health.heldOut", Trainer.heldOutImages(data.test())));
        });
        run.historyVersionProperty().subscribe(this::refresh);
        run.klPerLatentProperty().subscribe(this::refresh);
        refresh();
    }

    private void refresh() {
        var found = Diagnosis.of(
                run.klPerLatentProperty().get(), run.historyProperty().get());
        if (found.equals(shown)) return;
        shown = found;
        lines.getChildren().setAll(found.stream().map(HealthList::line).toList());
    }

    private static Node line(Diagnosis diagnosis) {
        var mark = new Region();
        mark.getStyleClass().addAll("health-mark", diagnosis.level().name().toLowerCase(Locale.ROOT));
        var sentence = new Label(diagnosis.sentence());
        sentence.setWrapText(true);
        sentence.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(sentence, Priority.ALWAYS);
        var line = new HBox(mark, sentence);
        line.setAlignment(Pos.TOP_LEFT);
        line.getStyleClass().add("health-line");
        return line;
    }
}
