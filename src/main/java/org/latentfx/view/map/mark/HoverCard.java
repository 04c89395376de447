package org.latentfx.view.map.mark;

import javafx.geometry.Point2D;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.ImageSet;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.PicturePainter;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.map.paint.PlacedPoints;

/**
 * A small card beside a data point: its picture, number, class, place on the map and how far from the plane it lies. It
 * only shows; its owner says what and where. FX thread only.
 */
public final class HoverCard extends HBox {
    private static final double THUMBNAIL = 56;
    private static final double GAP = 14;

    /** Pixels of a word's picture for one value across and down: two on each pixel of the scene. */
    private static final int WORD_FINE = 6;

    private final ImageView thumbnail = new ImageView();
    private final Label image = new Label();
    private final Label className = new Label();
    private final Label place = new Label();
    private final Label value = new Label();
    private @Nullable PixelImage picture;

    public HoverCard() {
        getStyleClass().add("map-card");
        thumbnail.setSmooth(false);
        thumbnail.setPreserveRatio(true);
        thumbnail.setFitWidth(THUMBNAIL);
        thumbnail.setFitHeight(THUMBNAIL);
        image.getStyleClass().add("map-card-title");
        place.getStyleClass().add("map-card-note");
        getChildren().addAll(thumbnail, new VBox(image, className, value, place));
        setManaged(false);
        setMouseTransparent(true);
        setVisible(false);
    }

    /**
     * @param off how far the mean of image {@code i} lies from the plane shown, in latent units; NaN if none is
     * @param spread whether codes are distributions, with a σ
     */
    public void show(PlacedPoints placed, int i, double off, boolean spread, Ink ink) {
        ImageSet images = placed.points().images();
        int fine = images.format().letters() ? WORD_FINE : 1;
        if (picture == null || picture.width() != fine * images.width() || picture.height() != fine * images.height()) {
            picture = new PixelImage(fine * images.width(), fine * images.height());
            thumbnail.setImage(picture.image());
            thumbnail.setSmooth(fine > 1);
            thumbnail.setFitWidth(fine > 1 ? WORD_FINE * images.width() / 2 : THUMBNAIL);
        }
        if (fine == 1) picture.paint(images.store().piece(i), images.store().at(i), images.format(), 0, 0, ink);
        else word(images, i, picture, ink);
        picture.update();
        int label = images.labels()[i] & 0xff;
        image.setText(images.format().wording().of("map.card.image", i));
        className.setText(Texts.of("map.card.class", images.className(label)));
        String a = Figures.fixed(placed.a(i), 2);
        String b = Figures.fixed(placed.b(i), 2);
        if (Double.isNaN(off)) place.setText(Texts.of("map.card.layout"));
        else if (placed.points().latents() == 1 && spread)
            place.setText(Texts.of(
                    "map.card.line",
                    a,
                    Figures.fixed(Math.exp(0.5 * placed.points().logVar()[i]), 2)));
        else
            place.setText(
                    placed.points().latents() <= 2
                            ? Texts.of(placed.points().latents() == 1 ? "map.card.z" : "map.card.mu", a, b)
                            : Texts.of("map.card.off", a, b, Figures.fixed(off, 2)));
        setVisible(true);
    }

    private static void word(ImageSet images, int i, PixelImage on, Ink ink) {
        float[] values = new float[images.valuesPerImage()];
        images.values(i, values);
        var picture = new PicturePainter.Picture(values, 0, images.format());
        PicturePainter.paint(picture, PicturePainter.Target.whole(on), ink::argb);
    }

    /** One more line, such as the value that its colour stands for; none for an empty text. */
    public void tell(String text) {
        value.setText(text);
        value.setVisible(!text.isEmpty());
        value.setManaged(value.isVisible());
    }

    /** Stands below and right of (px, py), or on the other side where it would leave a map of that size. */
    public void placeAt(Point2D pointer, double width, double height) {
        double px = pointer.getX();
        double py = pointer.getY();
        applyCss();
        autosize();
        double x = px + GAP + getWidth() <= width ? px + GAP : px - GAP - getWidth();
        double y = py + GAP + getHeight() <= height ? py + GAP : py - GAP - getHeight();
        relocate(
                Math.rint(Math.max(0, Math.min(width - getWidth(), x))),
                Math.rint(Math.max(0, Math.min(height - getHeight(), y))));
    }
}
