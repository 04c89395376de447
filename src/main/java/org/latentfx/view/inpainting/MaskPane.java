package org.latentfx.view.inpainting;

import javafx.beans.value.ObservableValue;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.latentfx.data.PictureFormat;
import org.latentfx.session.inpainting.Inpainter;
import org.latentfx.session.inpainting.Mask;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.kit.Palette;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.PixelView;
import org.latentfx.view.kit.Theme;

/**
 * The target of a question with its hidden pixels hatched, and the brush that hides and shows them. Each stroke is one
 * command to {@link Inpainter}; Escape during a stroke takes it back. FX thread only.
 */
final class MaskPane extends PaintedRegion {
    /** The brush's radius, in shares of the picture's width. */
    private static final double BRUSH = 0.08;

    /** How much of a hidden pixel still shines through. */
    private static final double SHINE = 0.22;

    private final Inpainter inpainter;
    private final PixelView view = new PixelView();
    private final ObservableValue<Boolean> dark = Theme.isDark(this);
    private boolean hides = true;
    private boolean painting;
    private double lastX;
    private double lastY;

    MaskPane(Inpainter inpainter) {
        this.inpainter = inpainter;
        setId("ask-target");
        getStyleClass().add("mask-pane");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setFocusTraversable(true);
        setCursor(Cursor.CROSSHAIR);
        getChildren().add(view);
        dark.addListener((property, before, now) -> repaint());
        setOnMousePressed(this::press);
        setOnMouseDragged(this::drag);
        setOnMouseReleased(event -> end());
        setOnKeyPressed(this::key);
        inpainter.targetProperty().addListener((property, before, now) -> show());
        inpainter.maskProperty().addListener((property, before, now) -> show());
        show();
    }

    /** Whether the left button hides pixels or shows them again. The right button does the opposite. */
    void hides(boolean now) {
        hides = now;
    }

    PixelImage image() {
        return view.picture();
    }

    /** What is hidden, in words. */
    static String hidden(Mask mask) {
        return Texts.of("ask.hidden", mask.hidden(), mask.known().length);
    }

    private void show() {
        var target = inpainter.targetProperty().get();
        setAccessibleText(Texts.of(
                "ask.target.accessible",
                target == null ? "" : target.name(),
                hidden(inpainter.maskProperty().get())));
        repaint();
    }

    // ---- gestures ----

    private void press(MouseEvent event) {
        requestFocus();
        painting = true;
        lastX = column(event);
        lastY = row(event);
        drag(event);
        event.consume();
    }

    private void drag(MouseEvent event) {
        if (!painting) return;
        Mask mask = inpainter.maskProperty().get();
        boolean other = event.getButton() == MouseButton.SECONDARY || event.isAltDown();
        double x = column(event);
        double y = row(event);
        inpainter.paint(mask.stroke(lastX, lastY, x, y, BRUSH * mask.width(), hides != other));
        lastX = x;
        lastY = y;
        event.consume();
    }

    private void end() {
        if (painting) inpainter.keepMask();
        painting = false;
    }

    private void key(KeyEvent event) {
        if (event.getCode() != KeyCode.ESCAPE || !painting) return;
        painting = false;
        inpainter.dropMask();
        event.consume();
    }

    private double column(MouseEvent event) {
        return (event.getX() - view.getLayoutX())
                / view.getFitWidth()
                * inpainter.maskProperty().get().width();
    }

    private double row(MouseEvent event) {
        return (event.getY() - view.getLayoutY())
                / view.getFitHeight()
                * inpainter.maskProperty().get().height();
    }

    // ---- painting ----

    @Override
    protected void paint() {
        Mask mask = inpainter.maskProperty().get();
        double density = density();
        double room = Math.min(getWidth() * density / mask.width(), getHeight() * density / mask.height());
        double multiple = room < 1 ? room : Math.floor(room);
        int width = (int) Math.max(1, multiple * mask.width());
        int height = (int) Math.max(1, multiple * mask.height());
        PixelImage image = view.fit(width, height, density);
        view.relocate(Math.round((getWidth() - width / density) / 2), Math.round((getHeight() - height / density) / 2));
        paint(image, mask, (int) Math.max(5, Math.round(6 * density)));
        image.update();
    }

    private void paint(PixelImage image, Mask mask, int period) {
        Ink ink = Ink.of(dark.getValue());
        var target = inpainter.targetProperty().get();
        boolean there = target != null && target.format().pixels() == mask.known().length;
        PictureFormat format = there ? target.format() : PictureFormat.grey(mask.width(), mask.height());
        float[] pixels = there ? target.pixels() : new float[format.values()];
        int hidden = Palette.of(dark.getValue()).hidden();
        int ground = Ink.mix(ink.paper(), hidden, 0.25);
        int hatch = Ink.mix(ink.paper(), hidden, 0.7);
        for (int y = 0; y < image.height(); y++)
            for (int x = 0; x < image.width(); x++) {
                int i = y * mask.height() / image.height() * mask.width() + x * mask.width() / image.width();
                int seen = seen(pixels, i, format, ink);
                int through = format.inColour()
                        ? Ink.mix(ground, seen, SHINE)
                        : Ink.mix(ground, ink.ink(), SHINE * pixels[i]);
                int covered = (x + y) % period == 0 ? hatch : through;
                image.pixels()[y * image.width() + x] = mask.known()[i] ? seen : covered;
            }
    }

    /** Pixel {@code i} as it looks unhidden. */
    private static int seen(float[] values, int i, PictureFormat format, Ink ink) {
        if (!format.inColour()) return ink.argb(values[i]);
        int at = PictureFormat.COLOUR * i;
        return Ink.rgb(values[at], values[at + 1], values[at + 2]);
    }
}
