package org.latentfx.view;

import java.util.List;
import java.util.function.IntConsumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.LatentPoints;
import org.latentfx.analysis.Manifold;
import org.latentfx.session.Explorer;
import org.latentfx.text.Texts;

/**
 * The latent map: held-out images as points by class over the decoded manifold, with z as its cross-hair. Usable at any
 * size; binds to what it is given and changes z only through the explorer. FX thread only.
 */
public final class MapView extends VBox {
    private final MapState state = new MapState();
    private final MapPlot plot;
    private final MapPanel panel;
    private final ComboBox<Integer> xChooser = chooser("map.axis.x");
    private final ComboBox<Integer> yChooser = chooser("map.axis.y");
    private final PanelHeader header = new PanelHeader(Texts.of("map.title"), xChooser, yChooser);
    private boolean reflecting;

    public MapView(
            ObservableValue<@Nullable LatentPoints> points,
            ObservableValue<@Nullable Manifold> manifold,
            Explorer explorer) {
        plot = new MapPlot(state, explorer);
        panel = new MapPanel(state, plot);
        getStyleClass().add("map-view");
        getStylesheets().add(String.valueOf(MapView.class.getResource("map.css")));
        Pane host = host();
        VBox.setVgrow(host, Priority.ALWAYS);
        getChildren().addAll(header, host, new Legend(state));
        state.points.addListener((source, before, now) -> reflect(now));
        state.xLatent.addListener((source, before, now) -> reflect(state.points.get()));
        state.yLatent.addListener((source, before, now) -> reflect(state.points.get()));
        reflect(null);
        state.points.bind(points);
        state.manifold.bind(manifold);
    }

    /** Which theme's colours the pixels take; follow the window's. */
    public BooleanProperty darkProperty() {
        return state.dark;
    }

    /** Called with the index of a held-out image when a person takes its point. */
    public void setOnImageChosen(IntConsumer action) {
        plot.setOnImageChosen(action);
    }

    /** The plot is not managed by its parent, so that drawing again never lays out the rest of the window. */
    private Pane host() {
        plot.setManaged(false);
        Pane host = new Pane(plot, panel, plot.card()) {
            @Override
            protected void layoutChildren() {
                plot.resizeRelocate(0, 0, getWidth(), getHeight());
                panel.fitInto(getWidth(), getHeight());
            }
        };
        host.setMinSize(120, 120);
        host.setPrefSize(560, 480);
        return host;
    }

    private ComboBox<Integer> chooser(String key) {
        ComboBox<Integer> box = new ComboBox<>();
        box.getStyleClass().add("map-axis");
        box.setTooltip(new Tooltip(Texts.of(key + ".tip")));
        box.setAccessibleText(Texts.of(key));
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(Integer latent) {
                return latent == null ? "" : Texts.of(key + ".value", latent);
            }

            @Override
            public Integer fromString(String text) {
                throw new UnsupportedOperationException("not editable");
            }
        });
        box.valueProperty().addListener((source, before, now) -> {
            if (!reflecting && xChooser.getValue() != null && yChooser.getValue() != null)
                state.show(xChooser.getValue(), yChooser.getValue());
        });
        return box;
    }

    private void reflect(@Nullable LatentPoints points) {
        int latents = points == null ? 2 : points.latents();
        header.detail(points == null ? Texts.of("map.note.none") : Texts.of("map.note", points.size()));
        reflecting = true;
        for (ComboBox<Integer> box : List.of(xChooser, yChooser)) {
            if (box.getItems().size() != latents) {
                box.setItems(FXCollections.observableArrayList());
                for (int j = 0; j < latents; j++) box.getItems().add(j);
            }
            box.setVisible(latents > 2);
            box.setManaged(latents > 2);
        }
        xChooser.setValue(state.xLatent.get());
        yChooser.setValue(state.yLatent.get());
        reflecting = false;
    }
}
