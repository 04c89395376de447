package org.latentfx.view.debug;

import java.util.Map;
import java.util.function.BooleanSupplier;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.PanelHeader;
import org.latentfx.view.kit.Tips;

/**
 * A panel of the workspace: its header, what stands between, and what it draws, which gets the rest of the room. FX
 * thread only.
 */
abstract class DebugPanel extends VBox {
    /** What each panel is about, by its key, in the glossary. */
    private static final Map<String, String> TERMS = Map.of(
            "debug.aggregate", "aggregate",
            "debug.failures", "failures",
            "debug.gap", "gap",
            "debug.kl", "kl-latent",
            "debug.layers", "update-ratio",
            "debug.rate", "rate-distortion",
            "debug.ridges", "ridges",
            "debug.units", "filters");

    final PanelHeader header;
    final Label state = new Label();

    DebugPanel(String key, Node... controls) {
        header = new PanelHeader(Texts.of(key + ".title"), controls);
        String term = TERMS.get(key);
        if (term != null) Tips.about(this, term);
        if (term != null) header.term(term);
        getStyleClass().addAll("panel", "debug-panel");
        state.getStyleClass().add("quiet");
        state.setWrapText(true);
        state.setMinHeight(USE_PREF_SIZE);
        state.managedProperty().bind(state.textProperty().isNotEmpty());
        getChildren().add(header);
        setMinSize(0, 0);
    }

    /** A place for a region that paints itself. */
    static Region place(Region painted) {
        var place = new Region() {
            {
                getChildren().add(painted);
            }

            @Override
            protected void layoutChildren() {
                painted.resizeRelocate(0, 0, getWidth(), getHeight());
            }
        };
        place.setMinSize(0, 0);
        VBox.setVgrow(place, Priority.ALWAYS);
        return place;
    }

    /** Says how far a measurement is while there is nothing to show yet. */
    void sayProgress(ObservableValue<Number> progress, BooleanSupplier empty) {
        progress.subscribe(now -> {
            if (!empty.getAsBoolean()) return;
            double share = now.doubleValue();
            state.setText(
                    Double.isNaN(share)
                            ? Texts.of("debug.nothing")
                            : Texts.of("debug.measuring", Math.round(100 * share)));
        });
    }
}
