package org.latentfx.view.sweep;

import java.util.OptionalDouble;
import java.util.function.IntConsumer;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Background;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.CornerRadii;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;
import org.latentfx.session.sweep.Look;
import org.latentfx.session.sweep.Sheet;
import org.latentfx.text.Texts;
import org.latentfx.train.sweep.Trial;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.Palette;
import org.latentfx.view.kit.Theme;
import org.latentfx.view.kit.Tips;
import org.latentfx.view.map.paint.ThumbnailPicture;

/**
 * One trial of the sheet: a small view of its model as it learns, its score, and a bar in the score's colour. A click
 * or Enter opens it. FX thread only.
 */
final class TrialCell extends Region {
    static final double NAME = 17;
    static final double SCORE = 18;
    private static final double BAR = 4;
    private static final double GAP = 2;
    /** How far the pictures reach, in standard deviations of a prior. */
    private static final double REACH = 3.5;

    private static final PseudoClass BEST = PseudoClass.getPseudoClass("best");
    private static final PseudoClass WAITING = PseudoClass.getPseudoClass("waiting");

    private final int number;
    private final ThumbnailPicture picture = new ThumbnailPicture();
    private final Label name = new Label();
    private final Label score = new Label();
    private final Region bar = new Region();
    private final ObservableValue<Boolean> dark = Theme.isDark(this);
    private final boolean named;
    private @Nullable Sheet sheet;
    private ScoreScale scale = new ScoreScale(Double.NaN, Double.NaN);

    /**
     * @param named whether its settings stand in it, for they do not stand beside it
     * @param open told the number when it is to be opened
     */
    TrialCell(int number, boolean named, IntConsumer open) {
        this.number = number;
        this.named = named;
        setId("trial-" + number);
        getStyleClass().add("trial-cell");
        name.getStyleClass().add("trial-name");
        score.getStyleClass().add("trial-score");
        name.setVisible(named);
        getChildren().addAll(picture, name, score, bar);
        setAccessibleRole(AccessibleRole.BUTTON);
        setFocusTraversable(true);
        setCursor(Cursor.HAND);
        Tips.ask(this, this::words);
        setOnMouseClicked(event -> {
            if (event.getButton() != MouseButton.PRIMARY) return;
            requestFocus();
            open.accept(number);
        });
        setOnKeyPressed(event -> {
            if (event.getCode() != KeyCode.ENTER) return;
            open.accept(number);
            event.consume();
        });
        dark.addListener((property, before, now) -> colour());
    }

    int number() {
        return number;
    }

    void show(ThumbnailPicture.Kind kind) {
        picture.show(kind);
    }

    void show(Sheet now, ScoreScale common) {
        sheet = now;
        scale = common;
        Look look = now.look(number);
        picture.show(look == null ? null : look.thumbnail());
        name.setText(now.name(number));
        score.setText(state(now));
        pseudoClassStateChanged(BEST, now.best() == number);
        pseudoClassStateChanged(WAITING, now.trial(number) == null && now.look(number) == null);
        setAccessibleText(now.name(number) + ": " + score.getText());
        colour();
    }

    private void colour() {
        OptionalDouble its = sheet == null ? OptionalDouble.empty() : sheet.score(number);
        bar.setVisible(its.isPresent());
        if (its.isEmpty()) return;
        int argb = scale.colour(its.getAsDouble(), Palette.of(dark.getValue()));
        Color colour = Color.rgb(argb >> 16 & 0xFF, argb >> 8 & 0xFF, argb & 0xFF);
        bar.setBackground(new Background(new BackgroundFill(colour, new CornerRadii(2), null)));
    }

    private String state(Sheet now) {
        Trial trial = now.trial(number);
        Look look = now.look(number);
        String figure =
                now.score(number).isPresent() ? Figures.loss(now.score(number).getAsDouble()) : "";
        if (trial != null)
            return switch (trial.state()) {
                case FINISHED ->
                    trial.activeUnits() < trial.settings().latents()
                            ? Texts.of("sweep.cell.collapsed", figure, trial.activeUnits())
                            : figure;
                case DIVERGED -> trial.state().label();
                case STOPPED_EARLY -> Texts.of("sweep.cell.stopped", figure, trial.epoch());
            };
        if (look == null) return Texts.of("sweep.cell.waiting");
        long percent = Math.round(100 * look.epochs() / now.plan().base().epochs());
        return figure.isEmpty()
                ? Texts.of("sweep.cell.begun", percent)
                : Texts.of("sweep.cell.running", figure, percent);
    }

    private String words() {
        Sheet now = sheet;
        if (now == null) return "";
        Trial trial = now.trial(number);
        Look look = now.look(number);
        String head = Texts.of("sweep.cell.tip", number, now.name(number));
        if (trial == null) return head + "\n" + state(now);
        if (trial.state() == Trial.State.DIVERGED)
            return head + "\n" + Texts.of("sweep.cell.tip.diverged", trial.step());
        String figures = Texts.of(
                "sweep.cell.tip.figures." + now.scored().figure().key(),
                now.scored().words(),
                Figures.exact(trial.score()),
                Figures.exact(trial.test().reconstruction()),
                Figures.exact(trial.test().kl()),
                Figures.fixed(trial.mse(), 4),
                trial.activeUnits(),
                trial.epoch());
        String axes = look == null
                ? ""
                : "\n"
                        + Texts.of(
                                "sweep.cell.tip.axes",
                                look.across(),
                                look.up(),
                                Figures.fixed(REACH * look.scale(), 1));
        return head + "\n" + figures + axes + "\n" + Texts.of("sweep.cell.tip.open");
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth() - snappedLeftInset() - snappedRightInset();
        double height = getHeight() - snappedTopInset() - snappedBottomInset();
        double head = named ? NAME : 0;
        double edge = Math.max(1, Math.min(width, height - head - SCORE - BAR - GAP));
        double left = snappedLeftInset() + Math.floor((width - edge) / 2);
        double top = snappedTopInset();
        name.resizeRelocate(snappedLeftInset(), top, width, NAME);
        picture.resizeRelocate(left, top + head, edge, edge);
        bar.resizeRelocate(left, top + head + edge + GAP, edge, BAR);
        score.resizeRelocate(snappedLeftInset(), top + head + edge + GAP + BAR, width, SCORE);
    }
}
