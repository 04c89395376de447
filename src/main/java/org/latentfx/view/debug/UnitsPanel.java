package org.latentfx.view.debug;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.layer.UnitPictures;
import org.latentfx.analysis.layer.UnitPictures.Side;
import org.latentfx.data.ImageSet;
import org.latentfx.data.PictureFormat;
import org.latentfx.session.debug.DebugFigures;
import org.latentfx.session.debug.LiveFigure.Measured;
import org.latentfx.session.debug.UnitSearch;
import org.latentfx.text.Texts;
import org.latentfx.view.debug.TileGrid.Tile;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.PicturePainter.Picture;
import org.latentfx.view.kit.SceneWording;
import org.latentfx.view.kit.Tips;

/**
 * The weights between pixels and units as pictures on one colour scale; a click on one shows the images that excite the
 * unit most, and a click on those takes one. FX thread only.
 */
final class UnitsPanel extends DebugPanel {
    private static final int EDGE = 42;

    private final DebugFigures figures;
    private final TileGrid grid;
    private final TileGrid images;
    private final Label excited = new Label();
    private final HBox line = new HBox();
    private final Region strip;
    private final ToggleGroup sides = new ToggleGroup();

    /** @param take told which held-out image is taken */
    UnitsPanel(DebugFigures figures, IntConsumer take) {
        super("debug.units");
        this.figures = figures;
        grid = new TileGrid(Texts.of("debug.units.title"), EDGE, WeightInk::of, this::search) {
            @Override
            protected void sightChanged() {
                figures.units().watch(isSeen());
            }
        };
        images = new TileGrid(
                SceneWording.text(this, "debug.excited.accessible"),
                EDGE,
                dark -> Ink.of(dark)::argb,
                k -> take(k, take));
        strip = place(images);
        VBox.setVgrow(strip, null);
        strip.setMinHeight(EDGE + 18);
        strip.setPrefHeight(EDGE + 18);
        getChildren().addAll(sides(), state, place(grid), excitedLine(), strip);
        sayProgress(figures.units().progressProperty(), () -> pictures() == null);
        figures.units().measuredProperty().subscribe(this::show);
        figures.unitSearch().foundProperty().subscribe(this::showExciting);
        sides.selectedToggleProperty().addListener((property, before, now) -> {
            if (now == null) sides.selectToggle(before);
            else show();
        });
        show();
        showExciting();
    }

    private HBox sides() {
        var row = new HBox();
        row.getStyleClass().add("tool-row");
        for (Side side : Side.values()) {
            String key = "debug.units." + side.name().toLowerCase(Locale.ROOT);
            var button = new ToggleButton(Texts.of(key));
            button.setId("units-" + side.name().toLowerCase(Locale.ROOT));
            button.getStyleClass().addAll("flat", "chip");
            button.setMinWidth(USE_PREF_SIZE);
            button.setUserData(side);
            button.setToggleGroup(sides);
            Tips.say(button, Texts.of(key + ".tip"));
            row.getChildren().add(button);
        }
        sides.selectToggle(sides.getToggles().get(0));
        return row;
    }

    private HBox excitedLine() {
        excited.getStyleClass().add("quiet");
        excited.setMinWidth(0);
        HBox.setHgrow(excited, Priority.ALWAYS);
        excited.setMaxWidth(Double.MAX_VALUE);
        var close = new Button(Texts.of("debug.excited.close"));
        close.getStyleClass().add("chip");
        close.setMinWidth(USE_PREF_SIZE);
        Tips.say(close, Texts.of("debug.excited.close.tip"));
        close.setOnAction(event -> figures.unitSearch().clear());
        line.getStyleClass().add("tool-row");
        line.setAlignment(Pos.CENTER_LEFT);
        line.getChildren().addAll(excited, close);
        return line;
    }

    // ---- what is shown ----

    private @Nullable UnitPictures pictures() {
        Measured<List<UnitPictures>> now = figures.units().measuredProperty().get();
        return now == null ? null : now.value().get(sides.getSelectedToggle().getUserData() == Side.ENCODER ? 0 : 1);
    }

    private void show() {
        UnitPictures of = pictures();
        if (of == null) {
            grid.show(List.of());
            header.detail("");
            figures.unitSearch().clear();
            return;
        }
        state.setText("");
        var tiles = new ArrayList<Tile>();
        int n = of.format().values();
        boolean colour = of.format().inColour();
        float[] values = colour ? aroundGrey(of.weights()) : of.weights();
        for (int k = 0; k < of.count(); k++)
            tiles.add(new Tile(
                    List.of(new Picture(values, k * n, of.format())),
                    "",
                    Texts.of("debug.unit.tip", of.units()[k], of.layer())));
        grid.show(List.copyOf(tiles));
        String full = Figures.fixed(WeightInk.FULL, 1);
        header.detail(
                Texts.of(colour ? "debug.units.detail.colour" : "debug.units.detail", of.layer(), of.all(), full),
                Texts.of(colour ? "debug.units.colour" : "debug.units.tip", of.layer(), of.all(), full),
                Texts.of("debug.units.brief", of.all()));
    }

    /** Weights of red, green and blue are colours around a middle grey. */
    private static float[] aroundGrey(float[] weights) {
        float[] values = new float[weights.length];
        for (int i = 0; i < values.length; i++) values[i] = (float) (0.5 + weights[i] / (2 * WeightInk.FULL));
        return values;
    }

    private void search(int k) {
        Measured<List<UnitPictures>> now = figures.units().measuredProperty().get();
        UnitPictures of = pictures();
        if (now != null && of != null) figures.unitSearch().search(now, of, of.units()[k]);
    }

    private void showExciting() {
        UnitSearch.Found found = figures.unitSearch().foundProperty().get();
        for (Region part : List.of(line, strip)) {
            part.setVisible(found != null);
            part.setManaged(found != null);
        }
        images.show(found == null ? List.of() : tiles(found));
        if (found == null) return;
        var exciting = found.exciting();
        excited.setText(SceneWording.text(
                this,
                "debug.excited",
                exciting.unit(),
                found.pictures().layer(),
                Figures.fixed(100 * exciting.silent(), 0)));
        Tips.say(excited, Texts.of("debug.excited.tip", found.at().shown().step()));
    }

    private static List<Tile> tiles(UnitSearch.Found found) {
        ImageSet set = found.at().images();
        PictureFormat format = set.format();
        int[] indices = found.exciting().images();
        var tiles = new ArrayList<Tile>();
        for (int k = 0; k < indices.length; k++) {
            float[] values = new float[format.values()];
            set.values(indices[k], values);
            String value = Figures.brief(found.exciting().values()[k]);
            tiles.add(new Tile(
                    List.of(new Picture(values, 0, format)),
                    value,
                    format.wording()
                            .of(
                                    "debug.excited.image",
                                    indices[k],
                                    set.className(set.labels()[indices[k]] & 0xff),
                                    value)));
        }
        return List.copyOf(tiles);
    }

    private void take(int k, IntConsumer take) {
        UnitSearch.Found found = figures.unitSearch().foundProperty().get();
        if (found != null) take.accept(found.exciting().images()[k]);
    }
}
