package org.latentfx.view.kit;

import javafx.scene.image.ImageView;

/**
 * Shows a {@link PixelImage} with one of its pixels on each device pixel, so that it is sharp on dense screens.
 * Unmanaged; whoever paints the pixels gives it its size and place. FX thread only.
 */
public final class PixelView extends ImageView {
    private PixelImage picture = new PixelImage(1, 1);

    public PixelView() {
        setManaged(false);
    }

    /** What is shown. */
    public PixelImage picture() {
        return picture;
    }

    /**
     * The picture to paint on, {@code width × height} device pixels large: the former one with what is on it, or a new
     * one if that had another size.
     *
     * @param density device pixels in one pixel of the scene
     */
    public PixelImage fit(int width, int height, double density) {
        if (picture.width() != width || picture.height() != height || getImage() == null)
            show(new PixelImage(width, height), density);
        setFitWidth(width / density);
        setFitHeight(height / density);
        return picture;
    }

    /** The same for {@code width × height} pixels of the scene. */
    public PixelImage cover(double width, double height, double density) {
        int across = (int) Math.max(1, Math.round(width * density));
        int down = (int) Math.max(1, Math.round(height * density));
        return fit(across, down, density);
    }

    /** Shows a picture painted elsewhere. */
    public void show(PixelImage painted, double density) {
        picture = painted;
        setImage(painted.image());
        setFitWidth(painted.width() / density);
        setFitHeight(painted.height() / density);
    }
}
