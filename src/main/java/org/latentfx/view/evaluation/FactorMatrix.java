package org.latentfx.view.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.factor.FactorScore;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.PixelView;
import org.latentfx.view.kit.Theme;
import org.latentfx.view.kit.Tips;

/**
 * What each latent tells of each factor, as tiles with their numbers: a row a factor, a column a latent, those that
 * tell most of the first factor first. A click on a name or a tile chooses the factor or the latent; so do the arrows.
 * It tells whether anybody sees it. FX thread only.
 */
final class FactorMatrix extends PaintedRegion {
    /** What is looked at. @param factor or −1 @param latent or −1 */
    record Choice(int factor, int latent) {}

    static final double ROW = 20;
    private static final double NAMES = 56;
    private static final double COLUMN = 28;

    /** Lighter numbers are not read on so strong a colour. */
    private static final double STRONG = 0.85;

    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("selected");
    private static final PseudoClass ON_STRONG = PseudoClass.getPseudoClass("strong");

    private final PixelView view = new PixelView();
    private final ObservableValue<Boolean> dark = Theme.isDark(this);
    private final Consumer<Choice> choose;
    private final Consumer<Boolean> seen;
    private final List<Label> rows = new ArrayList<>();
    private final List<Label> columns = new ArrayList<>();
    private final List<Label> tiles = new ArrayList<>();
    private @Nullable FactorScore score;
    private int[] order = {};
    private Choice choice = new Choice(0, -1);

    /**
     * @param choose told what a person wants to look at
     * @param seen told whether somebody can see it, when that may have changed
     */
    FactorMatrix(Consumer<Choice> choose, Consumer<Boolean> seen) {
        this.choose = choose;
        this.seen = seen;
        getStyleClass().add("factor-matrix");
        view.setMouseTransparent(true);
        getChildren().add(view);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(Texts.of("factors.title"));
        setFocusTraversable(true);
        setCursor(Cursor.HAND);
        dark.addListener((property, before, now) -> repaint());
        setOnMouseClicked(this::click);
        setOnKeyPressed(this::key);
        sightChanged();
    }

    @Override
    protected void sightChanged() {
        if (seen != null) seen.accept(isSeen());
    }

    /** How much room so many latents take. */
    static double widthOf(int latents) {
        return NAMES + latents * COLUMN;
    }

    /** How many have a column in so much room. */
    private static int columnsIn(double width) {
        return (int) Math.max(1, Math.floor((width - NAMES) / COLUMN));
    }

    void show(FactorScore now, Choice chosen) {
        boolean other = score == null || now.factors().all().size() != rows.size();
        score = now;
        choice = chosen;
        order = order(now);
        if (other) fit(rows, now.factors().all().size());
        setAccessibleText(Texts.of("factors.accessible", rows.size(), order.length));
        repaint();
    }

    /** The latents, each after those that tell most of an earlier factor, the more telling first. */
    static int[] order(FactorScore score) {
        int latents = score.information()[0].length;
        return IntStream.range(0, latents)
                .boxed()
                .sorted((a, b) -> {
                    int first = place(score, a);
                    if (first != place(score, b)) return Integer.compare(first, place(score, b));
                    if (first == score.entropy().length) return Integer.compare(a, b); // which lead would change
                    return Double.compare(best(score, b), best(score, a));
                })
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** What tells next to nothing comes last. */
    private static int place(FactorScore score, int latent) {
        return best(score, latent) < 0.02 ? score.entropy().length : score.carried(latent)[0];
    }

    private static double best(FactorScore score, int latent) {
        return score.share(score.carried(latent)[0], latent);
    }

    private void fit(List<Label> labels, int count) {
        while (labels.size() > count) getChildren().remove(labels.remove(labels.size() - 1));
        while (labels.size() < count) {
            var label = new Label();
            label.setManaged(false);
            label.setMouseTransparent(labels == tiles);
            label.setAlignment(labels == rows ? Pos.CENTER_LEFT : Pos.CENTER);
            label.getStyleClass().add(labels == tiles ? "factor-tile" : "factor-name");
            labels.add(label);
            getChildren().add(label);
        }
    }

    // ---- gestures ----

    private int shown() {
        return Math.min(order.length, columnsIn(getWidth()));
    }

    private void click(MouseEvent event) {
        requestFocus();
        FactorScore now = score;
        if (now == null) return;
        int row = (int) Math.floor(event.getY() / ROW) - 1;
        int column = (int) Math.floor((event.getX() - NAMES) / COLUMN);
        if (row >= rows.size() || column >= shown()) return;
        if (column < 0 && row >= 0) choose.accept(new Choice(row, -1));
        else if (column >= 0) choose.accept(new Choice(row, order[column]));
    }

    private void key(KeyEvent event) {
        int column = -1;
        for (int c = 0; c < shown(); c++) if (order[c] == choice.latent) column = c;
        int row = choice.factor;
        switch (event.getCode()) {
            case LEFT -> column = Math.max(-1, column - 1);
            case RIGHT -> column = Math.min(shown() - 1, column + 1);
            case UP -> row = Math.max(-1, row - 1);
            case DOWN -> row = Math.min(rows.size() - 1, row + 1);
            default -> {
                return;
            }
        }
        event.consume();
        if (row >= 0 || column >= 0) choose.accept(new Choice(row, column < 0 ? -1 : order[column]));
    }

    // ---- painting ----

    @Override
    protected void paint() {
        FactorScore now = score;
        if (now == null) return;
        int count = shown();
        fit(columns, count);
        fit(tiles, count * rows.size());
        double density = density();
        int width = (int) Math.round(COLUMN * density);
        int height = (int) Math.round(ROW * density);
        PixelImage image = view.fit(count * width, rows.size() * height, density);
        view.relocate(NAMES, ROW);
        image.fill(0);
        for (int c = 0; c < count; c++) {
            Label name = columns.get(c);
            name.setText(Texts.of("factors.latent", order[c]));
            name.resizeRelocate(NAMES + c * COLUMN, 0, COLUMN, ROW);
            name.pseudoClassStateChanged(CHOSEN, order[c] == choice.latent);
            Tips.say(name, Texts.of("factors.latent.tip", order[c]));
        }
        for (int f = 0; f < rows.size(); f++) {
            Label name = rows.get(f);
            name.setText(now.factors().all().get(f).name());
            name.resizeRelocate(0, (f + 1) * ROW, NAMES - 4, ROW);
            name.pseudoClassStateChanged(CHOSEN, f == choice.factor);
            Tips.say(name, Texts.of("factors.factor.tip", name.getText()));
            for (int c = 0; c < count; c++) tile(now, f, c, image, width, height);
        }
        image.update();
    }

    private void tile(FactorScore now, int f, int c, PixelImage image, int width, int height) {
        double share = Math.min(1, now.share(f, order[c]));
        boolean night = dark.getValue();
        int argb = Ink.mix(night ? 0xff1c2128 : 0xfff3f5f8, night ? 0xff1f6feb : 0xff0969da, share);
        for (int y = f * height; y < (f + 1) * height - 1; y++)
            for (int x = c * width; x < (c + 1) * width - 1; x++) image.pixels()[y * image.width() + x] = argb;
        Label label = tiles.get(f * shown() + c);
        label.setText(Figures.fixed(100 * share, 0));
        label.resizeRelocate(NAMES + c * COLUMN, (f + 1) * ROW, COLUMN - 1, ROW - 1);
        label.pseudoClassStateChanged(ON_STRONG, share > STRONG);
        label.pseudoClassStateChanged(CHOSEN, f == choice.factor && order[c] == choice.latent);
    }
}
