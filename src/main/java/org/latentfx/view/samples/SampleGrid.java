package org.latentfx.view.samples;

import java.util.function.IntConsumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.samples.SampledPictures;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.kit.PicturePainter;
import org.latentfx.view.kit.PicturePainter.Picture;
import org.latentfx.view.kit.PicturePainter.Target;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.PixelView;
import org.latentfx.view.kit.Theme;

/**
 * Sampled pictures as tiles, as many as fit. The one under the pointer or the keyboard's mark is told, and so is one
 * that is taken by a click or Enter. It moves nothing itself. FX thread only.
 */
final class SampleGrid extends PaintedRegion {
    static final int GAP = 2;

    /** How much wider a tile is for a word. */
    private static final int WORD = 44;

    /** How many times as wide as high. */
    private static final int WORD_SHAPE = 4;

    private final PixelView view = new PixelView();
    private final Region mark = new Region();
    private final ObservableValue<Boolean> dark = Theme.isDark(this);
    private final IntConsumer glance;
    private final IntConsumer take;
    private final Runnable seen;
    private final String name;
    private @Nullable SampledPictures shown;
    private int tile = 28;
    private int marked = -1;

    /**
     * @param name what the pictures are, for screen readers
     * @param glance told the picture that is looked at, −1 for none
     * @param take told the picture that is taken
     * @param seen run when the grid may have come into sight or gone out of it
     */
    SampleGrid(String name, IntConsumer glance, IntConsumer take, Runnable seen) {
        this.name = name;
        this.glance = glance;
        this.take = take;
        this.seen = seen;
        getStyleClass().add("sample-grid");
        mark.getStyleClass().add("mark");
        mark.setManaged(false);
        mark.setMouseTransparent(true);
        view.setMouseTransparent(true);
        getChildren().addAll(view, mark);
        dark.addListener((property, before, now) -> repaint());
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setFocusTraversable(true);
        setOnMouseMoved(event -> look(at(event.getX(), event.getY())));
        setOnMouseExited(event -> look(-1));
        setOnMouseClicked(this::click);
        setOnKeyPressed(this::key);
        focusedProperty().addListener((property, before, focused) -> {
            if (!focused) look(-1);
        });
        mark(-1);
    }

    @Override
    protected void sightChanged() {
        seen.run();
    }

    boolean inSight() {
        return isSeen();
    }

    void show(@Nullable SampledPictures pictures) {
        shown = pictures;
        if (marked >= count()) mark(-1);
        else say();
        repaint();
    }

    @Nullable
    SampledPictures shown() {
        return shown;
    }

    PixelImage image() {
        return view.picture();
    }

    // ---- where the tiles are ----

    void tile(int edge) {
        tile = edge;
        repaint();
    }

    /** How many tiles of pictures fit into that much room; of words fewer do. */
    static int capacity(double width, double height, int tile) {
        return fit(width, tile) * fit(height, tile);
    }

    /** Pixels across a tile: words are read, and need more than pictures. */
    private int across() {
        return words() ? WORD + tile : tile;
    }

    private int down() {
        return words() ? across() / WORD_SHAPE : tile;
    }

    private boolean words() {
        return shown != null && shown.format().letters();
    }

    private static int fit(double length, int tile) {
        return (int) Math.max(1, Math.floor((length + GAP) / (tile + GAP)));
    }

    private int columns() {
        return fit(getWidth(), across());
    }

    /** How many are shown. */
    int count() {
        return shown == null ? 0 : Math.min(shown.count(), columns() * fit(getHeight(), down()));
    }

    /** The middle of tile {@code k} along x and along y. */
    double[] middle(int k) {
        double across = k % columns() * (across() + GAP) + across() / 2.0;
        return new double[] {across, k / columns() * (down() + GAP) + down() / 2.0};
    }

    private int at(double x, double y) {
        int column = (int) Math.floor(x / (across() + GAP));
        int row = (int) Math.floor(y / (down() + GAP));
        int k = row * columns() + column;
        return column >= 0 && column < columns() && row >= 0 && k < count() ? k : -1;
    }

    // ---- gestures ----

    private void look(int k) {
        if (k == marked) return;
        mark(k);
        glance.accept(marked);
    }

    private void click(MouseEvent event) {
        if (event.getButton() != MouseButton.PRIMARY) return;
        requestFocus();
        int k = at(event.getX(), event.getY());
        if (k >= 0) take.accept(k);
    }

    private void key(KeyEvent event) {
        int last = count() - 1;
        if (last < 0) return;
        switch (event.getCode()) {
            case LEFT -> look(Math.max(0, marked - 1));
            case RIGHT -> look(Math.min(last, marked + 1));
            case UP -> look(marked - columns() < 0 ? Math.max(0, marked) : marked - columns());
            case DOWN -> look(marked + columns() > last ? Math.max(0, marked) : marked + columns());
            case ENTER -> {
                if (marked >= 0) take.accept(marked);
            }
            case ESCAPE -> {
                if (marked < 0) return;
                look(-1);
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void mark(int k) {
        marked = k < count() ? k : -1;
        mark.setVisible(marked >= 0);
        setCursor(marked >= 0 ? Cursor.HAND : Cursor.DEFAULT);
        if (marked >= 0) {
            double[] middle = middle(marked);
            int across = across();
            int down = down();
            mark.resizeRelocate(middle[0] - across / 2.0 - 2, middle[1] - down / 2.0 - 2, across + 4, down + 4);
        }
        say();
    }

    private void say() {
        String which = marked < 0 ? "" : Texts.of("samples.accessible.marked", marked + 1);
        setAccessibleText(Texts.of("samples.accessible", name, count(), which));
    }

    // ---- painting ----

    @Override
    protected void paint() {
        double density = density();
        int width = (int) Math.max(1, Math.ceil(getWidth() * density));
        int height = (int) Math.max(1, Math.ceil(getHeight() * density));
        PixelImage image = view.fit(width, height, density);
        image.fill(0);
        int across = (int) Math.round(across() * density);
        int down = (int) Math.round(down() * density);
        Ink ink = Ink.of(dark.getValue());
        SampledPictures now = shown;
        for (int k = 0; now != null && k < count(); k++) {
            int x = (int) Math.round((middle(k)[0] - across() / 2.0) * density);
            int y = (int) Math.round((middle(k)[1] - down() / 2.0) * density);
            if (x + across > width || y + down > height) continue;
            var target =
                    words() ? new Target(image, x, y, across, down) : Target.inside(image, x, y, across, now.format());
            PicturePainter.paint(new Picture(now.pixels(), k * now.format().values(), now.format()), target, ink::argb);
        }
        image.update();
        mark(marked);
    }
}
