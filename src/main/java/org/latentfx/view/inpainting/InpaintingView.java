package org.latentfx.view.inpainting;

import java.util.List;
import javafx.animation.AnimationTimer;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.inpainting.Inpainting;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.inpainting.Inpainter;
import org.latentfx.session.inpainting.Inpainter.Filled;
import org.latentfx.session.inpainting.Inpainter.Found;
import org.latentfx.session.inpainting.Inpainter.Stage;
import org.latentfx.session.inpainting.Mask;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.DecodedPicture;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.Missing;
import org.latentfx.view.kit.Stylesheets;
import org.latentfx.view.kit.Tips;

/**
 * Inpainting: the target with its mask, the model's pictures of the hidden part, and the mean image for comparison,
 * each with its error. A sentence below says whether the model beats the mean image. The session computes everything
 * but the errors. FX thread only.
 */
public final class InpaintingView extends Region {
    private static final double GAP = 8;
    private static final double BAR = 3;

    /** Room for two lines. */
    private static final double VERDICT = 36;

    /** The width that the longest name of a tile takes. */
    private static final double NAME = 70;

    /** The width of a tile beside words, and of words beside tiles. */
    private static final double TILE = 92;

    private static final double WORDS = 150;

    private static final int TILES = 4;

    private final Inpainter inpainter;
    private final Explorer explorer;
    private final MaskPane mask;
    private final DecodedPicture decoded = new DecodedPicture();
    private final DecodedPicture pseudo = new DecodedPicture();
    private final DecodedPicture exact = new DecodedPicture();
    private final DecodedPicture mean = new DecodedPicture();
    private final InpaintingTile maskTile;
    private final InpaintingTile decodedTile = tile(decoded, "decoded");
    private final InpaintingTile pseudoTile = tile(pseudo, "pseudo");
    private final InpaintingTile exactTile = tile(exact, "exact");
    private final InpaintingTile meanTile = tile(mean, "mean");
    private final InpaintingControls controls;
    private final ProgressBar bar = new ProgressBar();
    private final Label verdict = new Label();
    /** The class asked for, in words; empty for none. */
    private String as = "";

    private final AnimationTimer walker = new AnimationTimer() {
        @Override
        public void handle(long now) {
            inpainter.advance();
        }
    };

    /** @param explorer whose picture is shown until hidden pixels are filled in */
    public InpaintingView(Inpainter inpainter, Explorer explorer) {
        this.inpainter = inpainter;
        this.explorer = explorer;
        Tips.about(this, "inpainting");
        mask = new MaskPane(inpainter);
        maskTile = tile(mask, "target");
        controls = new InpaintingControls(inpainter, mask);
        getStyleClass().add("ask-view");
        getStylesheets().addAll(Stylesheets.PANELS.address(), Stylesheets.INPAINTING.address());
        bar.progressProperty().bind(inpainter.doneProperty());
        bar.setAccessibleText(Texts.of("ask.progress"));
        verdict.setId("ask-verdict");
        verdict.setWrapText(true);
        verdict.textProperty().subscribe(text -> Tips.say(verdict, text));
        getChildren().addAll(controls, bar, maskTile, decodedTile, pseudoTile, exactTile, meanTile, verdict);
        addEventHandler(KeyEvent.KEY_PRESSED, controls::key);
        inpainter.targetProperty().subscribe(this::refresh);
        inpainter.maskProperty().subscribe(this::refresh);
        inpainter.baselineProperty().subscribe(this::refresh);
        inpainter.foundProperty().subscribe(this::refresh);
        inpainter.filledProperty().subscribe(this::refresh);
        inpainter.walkProperty().subscribe(this::refresh);
        inpainter.stageProperty().subscribe(this::follow);
        explorer.pictureProperty().subscribe(this::showDecoded);
        explorer.modelProperty().subscribe(model -> controls.offerFill(inpainter.fillable()));
        visibleProperty().subscribe(this::refresh);
        sceneProperty().subscribe(this::refresh);
    }

    /** The view, or in its place why no z can be asked for. @param as as {@link #decodedAs} */
    public static Missing of(Inpainter inpainter, Explorer explorer, ObservableValue<String> as) {
        var view = new InpaintingView(inpainter, explorer).decodedAs(as);
        return new Missing(view, Capability.DECODES, explorer.modelProperty());
    }

    /** Which class answers are of, in words; empty where the model is told none. Returns this. */
    public InpaintingView decodedAs(ObservableValue<String> words) {
        words.subscribe(now -> {
            as = now;
            refresh();
        });
        return this;
    }

    private static InpaintingTile tile(Region picture, String name) {
        var tile = new InpaintingTile(picture, Texts.of("ask.tile." + name));
        tile.setId("ask-tile-" + name);
        return tile;
    }

    private void follow(Stage stage) {
        if (stage == Stage.WALKING) walker.start();
        else walker.stop();
        bar.setVisible(stage != Stage.IDLE);
        refresh();
    }

    // ---- showing ----

    private void refresh() {
        Mask now = inpainter.maskProperty().get();
        maskTile.say(
                Texts.of("ask.hidden.count", now.hidden()),
                Texts.of("ask.hidden.of", now.known().length),
                MaskPane.hidden(now));
        float[] baseline = inpainter.baselineProperty().get();
        mean.show(baseline, inpainter.format());
        meanTile.say(error(baseline, now), "", Texts.of("ask.error.help"));
        showDecoded();
        Filled filled = inpainter.filledProperty().get();
        decodedTile.setVisible(filled == null);
        pseudoTile.setVisible(filled != null);
        exactTile.setVisible(filled != null);
        if (filled != null) {
            show(pseudo, pseudoTile, filled.pseudo(), now);
            show(exact, exactTile, filled.exact(), now);
        }
        verdict.setText(as.isEmpty() ? sentence(now) : Texts.of("ask.as", as, sentence(now)));
        requestLayout();
    }

    private void show(DecodedPicture picture, InpaintingTile tile, Inpainting result, Mask now) {
        picture.show(result.picture(), inpainter.format());
        tile.say(
                Texts.of("ask.error", percent(result.error())),
                Texts.of("ask.accepts", Figures.fixed(100 * result.acceptRate(), 0)),
                Texts.of("ask.accepts.help") + " " + Texts.of("ask.error.help"));
    }

    private void showDecoded() {
        if (!isVisible() || getScene() == null) return;
        Mask now = inpainter.maskProperty().get();
        float[] picture = explorer.picture();
        decoded.show(picture, inpainter.format());
        Found found = inpainter.foundProperty().get();
        int step = inpainter.walkProperty().get().size() - 1;
        boolean walking =
                found != null && step >= 0 && inpainter.stageProperty().get() == Stage.WALKING;
        decodedTile.say(
                error(picture, now),
                walking ? Texts.of(found.scored() ? "ask.cost" : "ask.squares", Figures.loss(found.pixels(step))) : "",
                Texts.of("ask.error.decoded.help") + " " + Texts.of("ask.cost.help"));
    }

    /** Of a picture against the target, over the hidden pixels. */
    private String error(float @Nullable [] picture, Mask now) {
        var target = inpainter.targetProperty().get();
        if (picture == null || target == null) return "";
        boolean[] known = now.knownValues(target.format());
        if (picture.length != known.length || target.pixels().length != known.length) return "";
        return now.hidden() == 0
                ? Texts.of(
                        "ask.error.all", percent(Inpainting.error(picture, target.pixels(), new boolean[known.length])))
                : Texts.of("ask.error", percent(Inpainting.error(picture, target.pixels(), known)));
    }

    // ---- in words ----

    private String sentence(Mask now) {
        Stage stage = inpainter.stageProperty().get();
        Found found = inpainter.foundProperty().get();
        Filled filled = inpainter.filledProperty().get();
        if (stage == Stage.SEARCHING) return Texts.of("ask.searching", Inpainter.STARTS);
        if (stage == Stage.FILLING) return Texts.of("ask.filling");
        if (found != null) return sentence(found, now.hidden());
        if (filled != null) return sentence(filled);
        return Texts.of(inpainter.fillable() ? "ask.hint" : "ask.hint.find");
    }

    private String sentence(Found found, int hidden) {
        String walked = Texts.of(
                found.scored() ? "ask.found" : "ask.found.squares",
                Figures.loss(found.pixels(0)),
                Figures.loss(found.pixels(found.last())),
                Figures.loss(found.prior(0)),
                Figures.loss(found.prior(found.last())),
                found.search().steps(),
                Inpainter.STARTS,
                percent(found.knownError()));
        String said = hidden == 0 ? walked : compared("found", found.error(), found.baselineError()) + " " + walked;
        int locked = explorer.locked().size();
        return locked == 0 ? said : Texts.of("decoder.lock.holds", locked) + " " + said;
    }

    private static String sentence(Filled filled) {
        Inpainting better = filled.better();
        String name = better == filled.exact() ? "exact" : "pseudo";
        return compared(name, better.error(), better.baselineError());
    }

    /** Whether the error of what is called {@code name} is below the mean image's. */
    private static String compared(String name, double error, double baseline) {
        return Texts.of(
                error < baseline ? "ask.beats" : "ask.fails",
                Texts.of("ask.by." + name),
                percent(error),
                percent(baseline));
    }

    private static String percent(double share) {
        return Figures.fixed(100 * share, 1);
    }

    // ---- layout ----

    @Override
    protected void layoutChildren() {
        double left = snappedLeftInset();
        double top = snappedTopInset();
        double width = getWidth() - left - snappedRightInset();
        double height = getHeight() - top - snappedBottomInset();
        double head = controls.prefHeight(width);
        controls.resizeRelocate(left, top, width, head);
        bar.resizeRelocate(left, top + head, width, BAR);
        double y = top + head + BAR + GAP / 2;
        double room = top + height - y;
        if (width - TILES * (TILE + GAP) >= WORDS) layTilesBesideWords(left, y, width, room);
        else layTargetBesideAll(left, y, width, room);
    }

    private void layTilesBesideWords(double left, double y, double width, double room) {
        double x = layTiles(tiles(), left, y, TILE, room);
        verdict.resizeRelocate(x + GAP, y, left + width - x - GAP, room);
    }

    /** The target as tall as there is room, and the results above the sentence. */
    private void layTargetBesideAll(double left, double y, double width, double room) {
        double slot = Math.min(room - InpaintingTile.LINES, width - (TILES - 1) * (NAME + GAP));
        double right = layTiles(List.of(maskTile), left, y, slot, room);
        double rest = left + width - right;
        var others = tiles().subList(1, TILES + 1);
        layTiles(others, right, y, (rest - (TILES - 2) * GAP) / (TILES - 1), room - VERDICT);
        double under = 0;
        for (InpaintingTile tile : others) if (tile.isVisible()) under = Math.max(under, tile.filled());
        under = Math.min(under + GAP / 2, room - VERDICT);
        verdict.resizeRelocate(right, y + under, rest, room - under);
    }

    private List<InpaintingTile> tiles() {
        return List.of(maskTile, decodedTile, pseudoTile, exactTile, meanTile);
    }

    /**
     * Places the visible tiles from {@code x} on, each {@code slot} wide and at most {@code room} high. Returns the x
     * of the next.
     */
    private double layTiles(List<InpaintingTile> tiles, double x, double y, double slot, double room) {
        double edge = decoded.edge(Math.min(slot, room - InpaintingTile.LINES));
        for (InpaintingTile tile : tiles) {
            tile.resizeRelocate(x, y, slot, edge + InpaintingTile.LINES);
            if (tile.isVisible()) x += slot + GAP;
        }
        return x;
    }

    @Override
    protected double computePrefWidth(double height) {
        return 620;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 220;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 280;
    }
}
