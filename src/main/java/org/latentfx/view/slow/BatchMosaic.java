package org.latentfx.view.slow;

import java.util.function.IntConsumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.PictureFormat;
import org.latentfx.session.slow.SlowMotion.Shown;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.kit.PicturePainter;
import org.latentfx.view.kit.PicturePainter.Picture;
import org.latentfx.view.kit.PicturePainter.Target;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.PixelView;
import org.latentfx.view.kit.Theme;
import org.latentfx.view.kit.Tips;

/** The images of the batch, as many as are told apart; a click follows one. FX thread only. */
final class BatchMosaic extends PaintedRegion {
    private static final int LEAST = 16;
    private static final int LARGEST = 36;

    private final PixelView view = new PixelView();
    private final Region mark = new Region();
    private final ObservableValue<Boolean> dark = Theme.isDark(this);
    private @Nullable Shown shown;
    private int row;
    private int edge = LARGEST;

    BatchMosaic(IntConsumer follow) {
        getStyleClass().add("slow-mosaic");
        mark.getStyleClass().add("mark");
        mark.setManaged(false);
        mark.setMouseTransparent(true);
        view.setMouseTransparent(true);
        getChildren().addAll(view, mark);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(Texts.of("slow.mosaic"));
        Tips.say(this, Texts.of("slow.mosaic.tip"));
        setCursor(Cursor.HAND);
        dark.addListener((property, before, now) -> repaint());
        setOnMouseClicked(event -> {
            int k = (int) (event.getY() / edge) * columns() + (int) (event.getX() / edge);
            if (event.getButton() == MouseButton.PRIMARY && event.getX() < columns() * edge && k < count())
                follow.accept(k);
        });
    }

    PixelImage image() {
        return view.picture();
    }

    void show(@Nullable Shown now, int followed) {
        boolean same = now == shown;
        shown = now;
        row = followed;
        if (same) mark();
        else repaint();
    }

    private int batch() {
        return shown == null ? 0 : shown.step().trace().batch();
    }

    private int columns() {
        return (int) Math.max(1, Math.floor(getWidth() / edge));
    }

    /** How many are in sight. */
    private int count() {
        return Math.min(batch(), columns() * (int) Math.max(1, Math.floor(getHeight() / edge)));
    }

    /** As large as lets all be seen. */
    private void fit() {
        edge = LARGEST;
        while (edge > LEAST && count() < batch()) edge--;
    }

    private void mark() {
        mark.setVisible(row < count());
        mark.resizeRelocate(row % columns() * edge, row / columns() * edge, edge, edge);
    }

    @Override
    protected void paint() {
        double density = density();
        fit();
        int width = (int) Math.max(1, Math.floor(getWidth() * density));
        int height = (int) Math.max(1, Math.floor(getHeight() * density));
        PixelImage image = view.fit(width, height, density);
        image.fill(0);
        Shown now = shown;
        for (int k = 0; now != null && k < count(); k++) paint(now, k, image, density);
        image.update();
        mark();
    }

    private void paint(Shown now, int k, PixelImage image, double density) {
        PictureFormat format = now.step().trace().configuration().format();
        int side = (int) Math.floor((edge - 2) * density);
        int x = (int) Math.round((k % columns() * edge + 1) * density);
        int y = (int) Math.round((k / columns() * edge + 1) * density);
        if (x + side > image.width() || y + side > image.height()) return;
        var picture = new Picture(now.step().trace().x(), k * format.values(), format);
        PicturePainter.paint(picture, Target.inside(image, x, y, side, format), Ink.of(dark.getValue())::argb);
    }
}
