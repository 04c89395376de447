package org.latentfx.view.map;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.plane.LineDensity;
import org.latentfx.session.map.PlaneField;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.Palette;
import org.latentfx.view.kit.SceneWording;
import org.latentfx.view.map.mark.MapMarks;
import org.latentfx.view.map.paint.FieldColours;
import org.latentfx.view.map.paint.MapBackground;

/**
 * What the shades under the points mean: a sample of each field's colour, its name, and the values and unit it stands
 * for. Only for fields that are drawn. It shows what it is told; takes no input. FX thread only.
 */
final class LayerKeys extends VBox {
    private static final int SAMPLE = 12;
    private static final double WIDTH = 190;

    /** A narrower map has no room for them. */
    private static final double ROOMY_WIDTH = 560;

    LayerKeys() {
        getStyleClass().add("map-keys");
        setManaged(false);
        setMouseTransparent(true);
        setVisible(false);
    }

    /** In the top right corner of a map that wide, left of the ticks. */
    void show(MapBackground ground, @Nullable LineDensity line, boolean prior, Palette palette, double mapWidth) {
        List<Node> rows = rows(ground, line, prior, palette);
        getChildren().setAll(rows);
        setVisible(!rows.isEmpty() && mapWidth >= ROOMY_WIDTH);
        if (!isVisible()) return;
        applyCss();
        double width = Math.min(WIDTH, prefWidth(-1));
        resizeRelocate(Math.rint(mapWidth - MapMarks.GUTTER_WIDTH - width), 0, width, prefHeight(width));
    }

    private List<Node> rows(MapBackground ground, @Nullable LineDensity line, boolean prior, Palette palette) {
        List<Node> rows = new ArrayList<>();
        if (line != null)
            rows.add(row(Texts.of("map.key.codes"), SceneWording.text(this, "map.key.codes.what"), palette.fog()));
        if (line != null && prior)
            rows.add(row(Texts.of("map.key.prior"), Texts.of("map.key.prior.what"), palette.mark()));
        if (ground.regions() != null)
            rows.add(row(
                    Texts.of("map.layer.regions"), SceneWording.text(this, "map.key.regions", PlaneField.VOTERS), 0));
        if (ground.sensitivity() != null)
            rows.add(row(
                    Texts.of("map.layer.sensitivity"),
                    SceneWording.text(
                            this,
                            line == null ? "map.key.sensitivity" : "map.key.sensitivity.line",
                            Figures.loss(FieldColours.top(ground.sensitivity()))),
                    palette.heat()));
        if (ground.realism() != null)
            rows.add(row(
                    Texts.of("map.layer.realism"),
                    Texts.of(
                            "map.key.realism",
                            Figures.fixed(ground.realism().least(), 2),
                            Figures.fixed(ground.realism().most(), 2)),
                    palette.hidden()));
        if (ground.density() != null) {
            rows.add(row(
                    Texts.of("map.layer.density"),
                    SceneWording.text(this, "map.key.density", Figures.loss(FieldColours.top(ground.density()))),
                    palette.fog()));
            rows.add(row(
                    Texts.of("map.key.holes"),
                    ground.holes() == null
                            ? SceneWording.text(this, "map.key.holes.unknown", 100 * PlaneField.HOLE_THRESHOLD)
                            : SceneWording.text(
                                    this,
                                    "map.key.holes.mass",
                                    100 * PlaneField.HOLE_THRESHOLD,
                                    Figures.fixed(100 * ground.holes(), 1)),
                    palette.hole()));
        }
        return rows;
    }

    /** Where the next thing below may begin. */
    double bottom() {
        return isVisible() ? getLayoutY() + getHeight() : 0;
    }

    /** {@code colour}: 0 where the legend below already tells the colours. */
    private static Node row(String name, String meaning, int colour) {
        var sample = new Region();
        sample.getStyleClass().add("map-key-sample");
        sample.setMinSize(SAMPLE, SAMPLE);
        sample.setMaxSize(SAMPLE, SAMPLE);
        if (colour != 0)
            sample.setStyle(
                    "-fx-background-color: #" + Integer.toHexString(colour).substring(2));
        var title = new Label(name);
        title.getStyleClass().add("map-key-name");
        var note = new Label(meaning);
        note.getStyleClass().add("map-key-note");
        note.setWrapText(true);
        var row = new HBox(sample, new VBox(title, note));
        row.getStyleClass().add("map-key");
        return row;
    }
}
