package org.latentfx.view.debug;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;
import javafx.beans.value.ObservableValue;
import javafx.geometry.HPos;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Region;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.kit.PicturePainter;
import org.latentfx.view.kit.PicturePainter.Picture;
import org.latentfx.view.kit.PicturePainter.Target;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.PixelView;
import org.latentfx.view.kit.PlotLabels;
import org.latentfx.view.kit.Theme;
import org.latentfx.view.kit.Tips;

/**
 * Pictures side by side, as many as fit, each a column of one or more over a caption. The one under the pointer or the
 * keyboard's mark says more; a click or Enter takes it. FX thread only.
 */
class TileGrid extends PaintedRegion {
    /**
     * One place.
     *
     * @param pictures one above the other
     * @param caption in a few letters; empty for none
     * @param tip in a sentence
     */
    record Tile(List<Picture> pictures, String caption, String tip) {}

    private static final int GAP = 4;
    private static final int BETWEEN = 2;
    private static final double LARGER = 1.35;

    private final PixelView view = new PixelView();
    private final PlotLabels labels = new PlotLabels();
    private final Region mark = new Region();
    private final ObservableValue<Boolean> dark = Theme.isDark(this);
    private final Function<Boolean, PicturePainter.Colours> colours;
    private final IntConsumer take;
    private final String name;
    private final int least;
    private List<Tile> tiles = List.of();
    private int edge;
    private int rows = 1;
    private boolean captions;
    private int marked = -1;

    /**
     * @param name what the pictures are, for screen readers
     * @param edge of a picture; where rows leave room it is somewhat larger
     * @param colours of grey pictures, in a dark theme or not
     * @param take told the number of the tile that is taken
     */
    TileGrid(String name, int edge, Function<Boolean, PicturePainter.Colours> colours, IntConsumer take) {
        this.name = name;
        least = edge;
        this.edge = edge;
        this.colours = colours;
        this.take = take;
        getStyleClass().add("tile-grid");
        mark.getStyleClass().add("mark");
        mark.setManaged(false);
        mark.setMouseTransparent(true);
        view.setMouseTransparent(true);
        getChildren().addAll(view, labels, mark);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(name);
        setFocusTraversable(true);
        dark.addListener((property, before, now) -> repaint());
        setOnMouseMoved(event -> mark(at(event.getX(), event.getY())));
        setOnMouseExited(event -> mark(-1));
        setOnMouseClicked(event -> {
            int k = at(event.getX(), event.getY());
            if (event.getButton() == MouseButton.PRIMARY && k >= 0) take.accept(k);
        });
        setOnKeyPressed(this::key);
        Tips.ask(this, () -> marked < 0 ? name : tiles.get(marked).tip());
        mark(-1);
    }

    void show(List<Tile> now) {
        tiles = now;
        rows = now.stream().mapToInt(tile -> tile.pictures().size()).max().orElse(1);
        captions = now.stream().anyMatch(tile -> !tile.caption().isEmpty());
        mark(marked);
        repaint();
    }

    /** How many are in sight. */
    int shown() {
        return Math.min(tiles.size(), columns() * down());
    }

    PixelImage image() {
        return view.picture();
    }

    // ---- where the tiles are ----

    private double high() {
        return rows * edge + (rows - 1) * BETWEEN + (captions ? PlotLabels.HEIGHT : 0);
    }

    private int columns() {
        return (int) Math.max(1, Math.floor((getWidth() + GAP) / (edge + GAP)));
    }

    private int down() {
        return (int) Math.max(1, Math.floor((getHeight() + GAP) / (high() + GAP)));
    }

    /** As large as the rows that have room at the least size allow. */
    private void fit() {
        edge = least;
        double room = (getHeight() + GAP) / down() - GAP - (high() - rows * edge);
        edge = (int) Math.max(least, Math.min(LARGER * least, Math.floor(room / rows)));
    }

    private double x(int k) {
        return k % columns() * (edge + GAP);
    }

    private double y(int k) {
        return k / columns() * (high() + GAP);
    }

    private int at(double x, double y) {
        int column = (int) Math.floor(x / (edge + GAP));
        int k = (int) Math.floor(y / (high() + GAP)) * columns() + column;
        return column < columns() && k >= 0 && k < shown() ? k : -1;
    }

    // ---- gestures ----

    private void key(KeyEvent event) {
        int last = shown() - 1;
        if (last < 0) return;
        switch (event.getCode()) {
            case LEFT -> mark(Math.max(0, marked - 1));
            case RIGHT -> mark(Math.min(last, marked + 1));
            case UP -> mark(Math.max(0, marked - columns()));
            case DOWN -> mark(Math.min(last, marked + columns()));
            case ENTER -> {
                if (marked >= 0) take.accept(marked);
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void mark(int k) {
        marked = k < shown() ? k : -1;
        mark.setVisible(marked >= 0);
        setCursor(marked >= 0 ? Cursor.HAND : Cursor.DEFAULT);
        setAccessibleText(marked < 0 ? name : tiles.get(marked).tip());
        if (marked >= 0) mark.resizeRelocate(x(k) - 2, y(k) - 2, edge + 4, rows * edge + (rows - 1) * BETWEEN + 4);
    }

    // ---- painting ----

    @Override
    protected void paint() {
        double density = density();
        int width = (int) Math.max(1, Math.ceil(getWidth() * density));
        int height = (int) Math.max(1, Math.ceil(getHeight() * density));
        PixelImage image = view.fit(width, height, density);
        image.fill(0);
        fit();
        labels.begin();
        for (int k = 0; k < shown(); k++) paint(k, image, density);
        labels.end();
        image.update();
        mark(marked);
    }

    private void paint(int k, PixelImage image, double density) {
        Tile tile = tiles.get(k);
        int across = (int) Math.round(edge * density);
        for (int row = 0; row < tile.pictures().size(); row++) {
            int x = (int) Math.round(x(k) * density);
            int y = (int) Math.round((y(k) + row * (edge + BETWEEN)) * density);
            if (x + across > image.width() || y + across > image.height()) continue;
            Picture picture = tile.pictures().get(row);
            PicturePainter.paint(
                    picture, Target.inside(image, x, y, across, picture.format()), colours.apply(dark.getValue()));
        }
        if (captions)
            labels.add(tile.caption(), x(k), y(k) + high() - PlotLabels.HEIGHT, edge, HPos.CENTER, "tick", "");
    }
}
