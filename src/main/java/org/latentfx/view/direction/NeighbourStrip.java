package org.latentfx.view.direction;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.latentfx.session.map.NearestImages.Near;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.kit.PicturePainter;
import org.latentfx.view.kit.PicturePainter.Picture;
import org.latentfx.view.kit.PicturePainter.Target;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.PixelView;
import org.latentfx.view.kit.SceneWording;
import org.latentfx.view.kit.Theme;
import org.latentfx.view.kit.Tips;

/**
 * The held-out images nearest to z, side by side with both their distances. A click or Enter chooses one. It draws what
 * it is given. FX thread only.
 */
final class NeighbourStrip extends PaintedRegion {
    private static final double NAMES = 60;
    private static final double LINE = 15;
    private static final double GAP = 6;
    private static final double SMALLEST = 28;

    /** How wide a word\'s room is. */
    private static final double WORD = 64;

    private static final double LARGEST = 56;

    private final PixelView view = new PixelView();
    private final Region mark = new Region();
    private final Label[] names = {label("row-name"), label("row-name"), label("row-name")};
    private final List<Label> figures = new ArrayList<>();
    private final IntConsumer choose;
    private @Nullable Near near;
    private final ObservableValue<Boolean> dark = Theme.isDark(this);
    private double tile = SMALLEST;
    private double wide = SMALLEST;
    private int marked = -1;

    /** @param choose told the index of the chosen image among the held-out ones */
    NeighbourStrip(IntConsumer choose) {
        this.choose = choose;
        getStyleClass().add("frame-strip");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(Texts.of("directions.near.accessible"));
        setFocusTraversable(true);
        view.setCursor(Cursor.HAND);
        mark.getStyleClass().add("mark");
        mark.setManaged(false);
        mark.setMouseTransparent(true);
        mark.setVisible(false);
        getChildren().addAll(view, mark);
        dark.addListener((property, before, now) -> repaint());
        names[0].setText(Texts.of("directions.near.z"));
        names[1].setText(Texts.of("directions.near.pixels"));
        names[2].setText(SceneWording.text(this, "directions.near"));
        names[2].setWrapText(true);
        for (Label name : names) {
            Tips.say(name, Texts.of("directions.near.tip"));
            name.setAlignment(Pos.CENTER_LEFT);
        }
        view.setOnMouseMoved(event -> mark(at(event.getX())));
        view.setOnMouseExited(event -> mark(-1));
        view.setOnMouseClicked(event -> choose(at(event.getX())));
        setOnKeyPressed(this::key);
    }

    void show(@Nullable Near now) {
        near = now;
        mark(marked);
        repaint();
    }

    /** How many fit. */
    int shown() {
        int most = (int) Math.max(1, (getWidth() - NAMES) / (wide + GAP));
        return near == null ? 0 : Math.min(most, near.latent().indices().length);
    }

    private int at(double x) {
        return (int) Math.max(0, Math.min(shown() - 1, Math.floor(x / (wide + GAP))));
    }

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case LEFT -> mark(Math.max(0, marked - 1));
            case RIGHT -> mark(Math.min(shown() - 1, marked + 1));
            case ENTER -> choose(marked);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void choose(int i) {
        if (near != null && i >= 0 && i < shown()) choose.accept(near.latent().indices()[i]);
    }

    private void mark(int i) {
        marked = near != null && i < shown() ? i : -1;
        mark.setVisible(marked >= 0);
        if (near == null || marked < 0) return;
        mark.resizeRelocate(NAMES + marked * (wide + GAP) - 2, -2, wide + 4, tile + 4);
        int index = near.latent().indices()[marked];
        Tips.say(
                view,
                SceneWording.text(
                        this,
                        "directions.near.image",
                        index,
                        near.images().className(near.images().labels()[index] & 0xff),
                        Figures.fixed(near.latent().distances()[marked], 3),
                        Figures.fixed(near.pixelDistances()[marked], 2)));
    }

    @Override
    protected void paint() {
        tile = Math.max(SMALLEST, Math.min(LARGEST, Math.floor(getHeight() - 2 * LINE)));
        boolean words = near != null && near.images().format().letters();
        wide = words ? Math.max(WORD, tile) : tile;
        int count = shown();
        double density = density();
        int edge = (int) Math.round(tile * density);
        int step = (int) Math.round((wide + GAP) * density);
        int width = Math.max(1, count * step);
        PixelImage image = view.fit(width, edge, density);
        view.relocate(NAMES, 0);
        image.fill(0);
        while (figures.size() < 2 * count) figures.add(label("figure"));
        for (Label figure : figures) figure.setVisible(false);
        for (int i = 0; i < count && near != null; i++) paint(near, i, image, i * step, edge);
        image.update();
        for (int row = 0; row < 2; row++) names[row].resizeRelocate(0, tile + row * LINE, NAMES - 4, LINE);
        names[2].resizeRelocate(0, 0, NAMES - 4, tile);
    }

    private void paint(Near now, int i, PixelImage image, int x, int edge) {
        var images = now.images();
        Target to = images.format().letters()
                ? new Target(image, x, 0, (int) Math.round(wide * density()), edge)
                : Target.inside(image, x, 0, edge, images.format());
        float[] values = new float[images.valuesPerImage()];
        images.values(now.latent().indices()[i], values);
        Ink ink = Ink.of(dark.getValue());
        PicturePainter.paint(new Picture(values, 0, images.format()), to, ink::argb);
        for (int row = 0; row < 2; row++) {
            Label figure = figures.get(2 * i + row);
            figure.setText(Figures.amount(row == 0 ? now.latent().distances()[i] : now.pixelDistances()[i], 2));
            figure.setVisible(true);
            figure.resizeRelocate(NAMES + i * (wide + GAP) - GAP / 2, tile + row * LINE, wide + GAP, LINE);
        }
    }

    private Label label(String styleClass) {
        var label = new Label();
        label.getStyleClass().add(styleClass);
        label.setManaged(false);
        label.setAlignment(Pos.CENTER);
        getChildren().add(label);
        return label;
    }
}
