package org.latentfx.view.reconstructions;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.image.Reconstructions;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.kit.PicturePainter;
import org.latentfx.view.kit.PicturePainter.Picture;
import org.latentfx.view.kit.PicturePainter.Target;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.PixelView;
import org.latentfx.view.kit.Theme;

/**
 * Draws reconstructions as columns of original, output and error in one picture; the one under the pointer or the
 * keyboard's mark is enlarged in a card with its numbers. FX thread only.
 */
final class TripletPane extends PaintedRegion {
    private static final int LABELS = 56;
    private static final int LABELS_FROM = 420;
    private static final int CARD_TEXT = 58;

    private final PixelView view = new PixelView();
    private final Region mark = new Region();
    private final List<Label> names = new ArrayList<>();
    private final ImageView enlarged = new ImageView();
    private final Label index = new Label();
    private final Label error = new Label();
    private final VBox card = new VBox(enlarged, index, error);
    private TripletGrid grid = new TripletGrid(1, 1, 1, 1);
    private @Nullable Reconstructions shown;
    private IntConsumer chosen = i -> {};
    private final ObservableValue<Boolean> dark = Theme.isDark(this);
    private int marked = -1;

    TripletPane() {
        getStyleClass().add("triplets");
        mark.getStyleClass().add("mark");
        index.getStyleClass().add("strong");
        card.getStyleClass().add("curve-readout");
        for (var node : List.of(view, mark, card)) {
            node.setManaged(false);
            node.setMouseTransparent(true);
        }
        getChildren().addAll(view, mark, card);
        dark.addListener((property, before, now) -> repaint());
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(Texts.of("reconstructions.accessible"));
        setOnMouseMoved(this::hover);
        setOnMouseExited(event -> mark(-1));
        setOnMouseClicked(event -> choose());
        setOnKeyPressed(this::key);
        mark(-1);
    }

    void show(@Nullable Reconstructions reconstructions) {
        shown = reconstructions;
        repaint();
    }

    void onImageChosen(IntConsumer action) {
        chosen = action;
    }

    TripletGrid grid() {
        return grid;
    }

    PixelImage image() {
        return view.picture();
    }

    // ---- gestures ----

    private void hover(MouseEvent event) {
        int count = shown == null ? 0 : shown.count();
        mark(grid.at(event.getX() - view.getLayoutX(), event.getY() - view.getLayoutY(), count));
    }

    private void key(KeyEvent event) {
        if (shown == null || event.getCode() == KeyCode.ESCAPE && marked < 0) return;
        int last = grid.shown(shown.count()) - 1;
        switch (event.getCode()) {
            case LEFT -> mark(Math.max(0, marked - 1));
            case RIGHT -> mark(Math.min(last, marked + 1));
            case ENTER -> choose();
            case ESCAPE -> mark(-1);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void choose() {
        if (shown != null && marked >= 0) chosen.accept(shown.indices()[marked]);
    }

    /** Enlarges picture {@code i}; −1 for none. */
    private void mark(int i) {
        marked = shown != null && i < grid.shown(shown.count()) ? i : -1;
        mark.setVisible(marked >= 0);
        card.setVisible(marked >= 0);
        setCursor(marked >= 0 ? Cursor.HAND : Cursor.DEFAULT);
        if (shown == null || marked < 0) return;
        index.setText(shown.format().wording().of("reconstructions.image", Figures.count(shown.indices()[marked])));
        double off = meanAbsoluteError(shown, marked);
        error.setText(Texts.of(
                shown.format().inColour() ? "reconstructions.error.colour" : "reconstructions.error",
                Figures.fixed(off, 4),
                Figures.fixed(100 * off, 1)));
        setAccessibleText(index.getText() + ", " + error.getText());
        enlarge(shown, marked);
        double x = view.getLayoutX() + grid.x(marked);
        double y = view.getLayoutY() + grid.y(marked, 0);
        mark.resizeRelocate(x - 2, y - 2, grid.tile() + 4, 3 * grid.high() + 2 * TripletGrid.GAP + 4);
        card.autosize();
        double right = x + grid.tile() + 10;
        double beside = right + card.getWidth() <= getWidth() ? right : Math.max(0, x - 10 - card.getWidth());
        card.relocate(beside, Math.max(0, Math.min(y, getHeight() - card.getHeight())));
    }

    /** Σ|original − output| / pixels, in shares of the step from paper to ink. */
    static double meanAbsoluteError(Reconstructions of, int i) {
        int pixels = of.format().values();
        double sum = 0;
        for (int p = i * pixels; p < (i + 1) * pixels; p++) sum += Math.abs(of.originals()[p] - of.outputs()[p]);
        return sum / pixels;
    }

    private void enlarge(Reconstructions of, int i) {
        int room = (int) (getHeight() - CARD_TEXT) / of.format().height();
        int multiple = Math.max(
                2,
                Math.min(
                        4,
                        Math.min(
                                room, (int) (getWidth() - 40) / (3 * of.format().width()))));
        int edge = multiple * of.format().width();
        int high = multiple * of.format().height();
        var picture = new PixelImage(3 * edge + 2 * TripletGrid.GAP, high);
        for (int part = 0; part < 3; part++)
            part(of, i, part, new Target(picture, part * (edge + TripletGrid.GAP), 0, edge, high));
        picture.update();
        enlarged.setImage(picture.image());
    }

    // ---- painting ----

    @Override
    protected void paint() {
        double density = density();
        int left = getWidth() >= LABELS_FROM ? LABELS : 0;
        if (shown != null && shown.format().letters())
            grid = TripletGrid.ofWords((int) getWidth() - left, (int) getHeight(), shown.count());
        else if (shown != null)
            grid = TripletGrid.of(
                    (int) getWidth() - left,
                    (int) getHeight(),
                    Math.max(shown.format().width(), shown.format().height()),
                    shown.count());
        int width = (int) Math.max(1, (getWidth() - left) * density);
        int height = (int) Math.max(1, getHeight() * density);
        PixelImage image = view.fit(width, height, density);
        view.relocate(left, 0);
        image.fill(0);
        names(left > 0 && shown != null);
        if (shown != null) {
            int tile = (int) (grid.tile() * density);
            int high = (int) (grid.high() * density);
            for (int i = 0; i < grid.shown(shown.count()); i++)
                for (int part = 0; part < 3; part++) {
                    int x = (int) (grid.x(i) * density);
                    int y = (int) (grid.y(i, part) * density);
                    if (x + tile <= width && y + high <= height)
                        part(shown, i, part, room(shown, image, x, y, tile, high));
                }
        }
        image.update();
        if (marked >= 0) mark(marked);
    }

    private static Target room(Reconstructions of, PixelImage image, int x, int y, int tile, int high) {
        return of.format().letters()
                ? new Target(image, x, y, tile, high)
                : Target.inside(image, x, y, tile, of.format());
    }

    /** Paints picture {@code i}: its original, its output or the error between the two; of words the letters lost. */
    private void part(Reconstructions of, int i, int part, Target to) {
        if (part == 2) {
            var difference = new Picture(of.difference(i), 0, of.format().inGrey());
            PicturePainter.paint(difference, to, Ink.OfErrors.of(dark.getValue()));
            return;
        }
        float[] values = part == 0 ? of.originals() : of.outputs();
        var picture = new Picture(values, i * of.format().values(), of.format());
        PicturePainter.paint(picture, to, Ink.of(dark.getValue())::argb);
    }

    private void names(boolean wanted) {
        int used = 0;
        for (int band = 0; wanted && band < grid.bands(); band++)
            for (int part = 0; part < 3; part++) {
                if (used == names.size()) {
                    var label = new Label(Texts.of("reconstructions.row." + part));
                    label.getStyleClass().add("row-name");
                    label.setManaged(false);
                    label.setAlignment(Pos.CENTER_LEFT);
                    names.add(label);
                    getChildren().add(label);
                }
                double y = grid.y(band * grid.columns(), part);
                names.get(used).resizeRelocate(0, y, LABELS - 6, grid.high());
                names.get(used++).setVisible(true);
            }
        for (; used < names.size(); used++) names.get(used).setVisible(false);
        card.toFront();
    }
}
