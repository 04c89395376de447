package org.latentfx.view.debug;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.image.FailureGallery;
import org.latentfx.analysis.image.FailureGallery.Kind;
import org.latentfx.analysis.image.Reconstructions;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.debug.FailedImages;
import org.latentfx.session.debug.LiveFigure;
import org.latentfx.session.debug.LiveFigure.Measured;
import org.latentfx.text.Texts;
import org.latentfx.view.debug.TileGrid.Tile;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.PicturePainter.Picture;
import org.latentfx.view.kit.SceneWording;
import org.latentfx.view.kit.Tips;

/**
 * The held-out images that the model does worst on, in a chosen sense, over what it makes of them, or a table of how
 * each class does; a click takes an image. FX thread only.
 */
final class FailuresPanel extends DebugPanel {
    private static final int EDGE = 48;

    private final LiveFigure<FailedImages> source;
    private final TileGrid grid;
    private final Region gallery;
    private final ClassTable table = new ClassTable();
    private final ScrollPane scroll = new ScrollPane(table);
    private final ToggleGroup kinds = new ToggleGroup();

    /**
     * @param model the one shown
     * @param take told which held-out image is taken
     */
    FailuresPanel(LiveFigure<FailedImages> source, ObservableValue<@Nullable FrozenModel> model, IntConsumer take) {
        super("debug.failures");
        this.source = source;
        grid = new TileGrid(Texts.of("debug.failures.title"), EDGE, dark -> Ink.of(dark)::argb, k -> take(k, take)) {
            @Override
            protected void sightChanged() {
                source.watch(isSeen());
            }
        };
        gallery = place(grid);
        scroll.setFitToWidth(true);
        scroll.setMinSize(0, 0);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(kinds(), state, gallery, scroll);
        sayProgress(source.progressProperty(), () -> source.measuredProperty().get() == null);
        source.measuredProperty().subscribe(this::show);
        kinds.selectedToggleProperty().addListener((property, before, now) -> {
            if (now == null) kinds.selectToggle(before);
            else show();
        });
        model.subscribe(now -> offer(now == null || now.can(Capability.HAS_PRIOR)));
        show();
    }

    private FlowPane kinds() {
        var row = new FlowPane();
        row.getStyleClass().add("tool-flow");
        for (Kind kind : Kind.values()) row.getChildren().add(chip(kind.name().toLowerCase(Locale.ROOT), kind));
        row.getChildren().add(chip("classes", null));
        kinds.selectToggle(kinds.getToggles().get(0));
        return row;
    }

    private ToggleButton chip(String name, @Nullable Kind kind) {
        var button = new ToggleButton(Texts.of("debug.failures." + name));
        button.setId("failures-" + name);
        button.getStyleClass().addAll("flat", "chip");
        button.setMinWidth(USE_PREF_SIZE);
        button.setUserData(kind);
        button.setToggleGroup(kinds);
        Tips.say(button, Texts.of("debug.failures." + name + ".tip", FailureGallery.NEIGHBOURS));
        return button;
    }

    /** Of what the gallery is; null for the table. */
    private @Nullable Kind kind() {
        return (Kind) kinds.getSelectedToggle().getUserData();
    }

    // ---- what is shown ----

    private void show() {
        Measured<FailedImages> now = source.measuredProperty().get();
        Kind kind = kind();
        boolean tabled = kind == null && now != null;
        scroll.setVisible(tabled);
        scroll.setManaged(tabled);
        // it stays in sight, so that what the table shows is measured, but lies over the table
        gallery.setManaged(!tabled);
        gallery.setMouseTransparent(tabled);
        grid.show(List.of());
        if (now == null) {
            header.detail("");
            return;
        }
        FailureGallery of = now.value().gallery();
        header.detail(
                SceneWording.text(this, "debug.failures.detail", of.images().size()),
                Texts.of("debug.failures.tip", of.images().size(), now.shown().step()),
                SceneWording.text(this, "debug.failures.brief", of.images().size()));
        for (var chip : kinds.getToggles())
            ((ToggleButton) chip)
                    .setDisable(chip.getUserData() instanceof Kind each
                            && !of.kinds().contains(each));
        if (tabled) table.show(of.classes(), of.variational());
        Reconstructions worst = kind == null ? null : now.value().worst().get(kind);
        state.setText(kind != null && worst == null ? SceneWording.text(this, "debug.failures.unlabelled") : "");
        if (kind != null && worst != null) grid.show(tiles(of, worst, kind));
    }

    /** Kinds that only codes that are distributions have are gone where they are points. */
    private void offer(boolean distributions) {
        for (var toggle : kinds.getToggles()) {
            boolean gone = !distributions && toggle.getUserData() instanceof Kind each && each.ofDistribution();
            ((ToggleButton) toggle).setVisible(!gone);
            ((ToggleButton) toggle).setManaged(!gone);
        }
        Kind shown = kind();
        if (distributions || shown == null || !shown.ofDistribution()) return;
        for (var toggle : kinds.getToggles())
            if (toggle.getUserData() == Kind.RECONSTRUCTION) kinds.selectToggle(toggle);
    }

    private static List<Tile> tiles(FailureGallery of, Reconstructions worst, Kind kind) {
        var tiles = new ArrayList<Tile>();
        int n = worst.format().values();
        for (int k = 0; k < worst.count(); k++)
            tiles.add(new Tile(
                    List.of(
                            new Picture(worst.originals(), k * n, worst.format()),
                            new Picture(worst.outputs(), k * n, worst.format())),
                    caption(of, worst.indices()[k], kind),
                    tip(of, worst.indices()[k])));
        return List.copyOf(tiles);
    }

    private static String caption(FailureGallery of, int image, Kind kind) {
        if (kind != Kind.AMBIGUOUS) return Figures.brief(of.value(kind, image));
        int[] rivals = of.rivals(image);
        String first = of.images().className(rivals[0]);
        if (rivals[1] < 0) return first;
        return Texts.of("debug.failures.rivals", first, of.images().className(rivals[1]));
    }

    private static String tip(FailureGallery of, int image) {
        var set = of.images();
        String losses = Texts.of(
                of.variational() ? "debug.failures.image" : "debug.failures.image.point",
                image,
                set.className(set.labels()[image] & 0xff),
                Figures.fixed(of.value(Kind.LOSS, image), 1),
                Figures.fixed(of.value(Kind.RECONSTRUCTION, image), 1),
                Figures.fixed(of.value(Kind.SIGMA, image), 3));
        if (!of.kinds().contains(Kind.UNLIKE)) return losses;
        return losses
                + " "
                + Texts.of(
                        "debug.failures.image.class",
                        Figures.fixed(of.value(Kind.UNLIKE, image), 1),
                        Figures.fixed(of.value(Kind.AMBIGUOUS, image), 2));
    }

    private void take(int k, IntConsumer take) {
        Measured<FailedImages> now = source.measuredProperty().get();
        Kind kind = kind();
        if (now == null || kind == null) return;
        Reconstructions worst = now.value().worst().get(kind);
        if (worst != null && k < worst.count()) take.accept(worst.indices()[k]);
    }
}
