package org.latentfx.view.decoder;

import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import org.latentfx.data.PictureFormat;
import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.kit.PicturePainter;
import org.latentfx.view.kit.PicturePainter.Picture;
import org.latentfx.view.kit.PicturePainter.Target;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.PixelView;
import org.latentfx.view.kit.Theme;

/**
 * The slider of one latent: a strip of pictures decoded along it from the current point, and a thumb that shows the
 * picture at the current point itself. It tells what the person does and shows what it is given; it moves nothing by
 * itself. FX thread only.
 */
public final class LatentTrack extends PaintedRegion {
    /** Values at both ends of the strip's middle line, where codes are held to the prior. */
    public static final double RANGE = 4;

    private static final PseudoClass LOCKED = PseudoClass.getPseudoClass("locked");
    private static final double STEP = 0.1;

    /** A frame of the strip is so many times as wide as high where it holds a word. */
    private static final double WORD_SHAPE = 3.4;

    private static final int MOST_FRAMES = 31;

    /** What a person does to a track. */
    interface Gestures {
        /** The thumb is held at {@code value}. */
        void preview(LatentTrack track, double value);

        /** The value is to be {@code value}. */
        void commit(LatentTrack track, double value);

        /** The thumb was let go of without wanting it. */
        void cancel(LatentTrack track);

        /** Decodes the current point with the track's latent at each of {@code values}; null if there is no model. */
        float[] decode(LatentTrack track, float[] values);

        /** Whether the wheel moves the value rather than the list. */
        boolean wheelMoves(LatentTrack track);

        /** The latent is to be locked, or unlocked if it is. */
        void toggleLock(LatentTrack track);

        /** The person tries to move a locked latent. */
        void refuse(LatentTrack track);
    }

    private final Gestures gestures;
    private final PixelView strip = new PixelView();
    private final ImageView thumbPicture = new ImageView();
    private final Region thumb = new Region();
    private float[] frames = new float[0];
    private PictureFormat format = PictureFormat.grey(1, 1);
    private final ObservableValue<Boolean> dark = Theme.isDark(this);
    private int latent = -1;
    private double value;
    private double scale = 1;
    private double range = RANGE;
    private boolean locked;
    private boolean held;
    private double grip;

    LatentTrack(Gestures gestures) {
        this.gestures = gestures;
        getStyleClass().add("latent-track");
        thumb.getStyleClass().add("thumb");
        for (var node : new javafx.scene.Node[] {strip, thumbPicture, thumb}) {
            node.setManaged(false);
            node.setMouseTransparent(true);
        }
        getChildren().addAll(strip, thumbPicture, thumb);
        dark.addListener((property, before, now) -> repaint());
        setFocusTraversable(true);
        setCursor(Cursor.H_RESIZE);
        setAccessibleRole(AccessibleRole.SLIDER);
        setOnMousePressed(this::press);
        setOnMouseDragged(this::drag);
        setOnMouseReleased(this::release);
        setOnScroll(this::scroll);
        setOnKeyPressed(this::key);
    }

    // ---- what is shown ----

    int latent() {
        return latent;
    }

    public double value() {
        return value;
    }

    boolean held() {
        return held;
    }

    /** The track is of latent {@code j} now, decoded as pictures of that format. */
    void show(int j, PictureFormat of) {
        boolean same = j == latent && of.equals(format);
        latent = j;
        format = of;
        if (!same) frames = new float[0];
        repaint();
    }

    /** The current value, and the picture decoded there. */
    void show(double now, PixelImage picture) {
        value = now;
        thumbPicture.setImage(picture.image());
        place();
        notifyAccessibleAttributeChanged(AccessibleAttribute.VALUE);
    }

    /** Codes are so many times as large as the prior has them. */
    void scale(double now) {
        if (now == scale) return;
        scale = now;
        range = RANGE * now;
        frames = new float[0];
        repaint();
    }

    /** Whether the value stays whatever the person does here. */
    void lock(boolean now) {
        if (now && held) {
            held = false;
            gestures.cancel(this);
        }
        locked = now;
        pseudoClassStateChanged(LOCKED, now);
        setCursor(now ? Cursor.DEFAULT : Cursor.H_RESIZE);
    }

    /** Decodes the strip anew. */
    void develop() {
        if (latent < 0 || getWidth() < 1) return;
        frames = isSeen() ? gestures.decode(this, values()) : new float[0]; // else once it is painted
        repaint();
    }

    /** The pictures of the strip, one after the other. */
    float[] frames() {
        return frames;
    }

    /** How many pictures the strip has: odd, so that 0 is in the middle of one. */
    public int count() {
        double each = format.letters() ? WORD_SHAPE * getHeight() : getHeight();
        int fit = (int) (getWidth() / Math.max(1, each));
        return Math.max(1, Math.min(MOST_FRAMES, fit - (fit + 1) % 2));
    }

    private float[] values() {
        float[] values = new float[count()];
        for (int i = 0; i < values.length; i++)
            values[i] = (float) (range * (2.0 * i / Math.max(1, values.length - 1) - 1));
        return values;
    }

    // ---- gestures ----

    private double frame() {
        return getWidth() / count();
    }

    private double xOf(double of) {
        double share = (Math.max(-range, Math.min(range, of)) / range + 1) / 2;
        return frame() / 2 + share * (getWidth() - frame());
    }

    private double valueAt(double x) {
        double share = (x - frame() / 2) / Math.max(1, getWidth() - frame());
        return range * (2 * Math.max(0, Math.min(1, share)) - 1);
    }

    private void press(MouseEvent event) {
        if (event.getButton() != MouseButton.PRIMARY) return;
        requestFocus();
        event.consume();
        if (locked) {
            gestures.refuse(this);
            return;
        }
        if (event.getClickCount() == 2) {
            gestures.commit(this, 0);
            return;
        }
        held = true;
        boolean onThumb = Math.abs(event.getX() - xOf(value)) <= frame() / 2;
        grip = onThumb ? event.getX() - xOf(value) : 0;
        if (!onThumb) gestures.preview(this, valueAt(event.getX()));
    }

    private void drag(MouseEvent event) {
        if (held) gestures.preview(this, valueAt(event.getX() - grip));
        event.consume();
    }

    private void release(MouseEvent event) {
        event.consume();
        if (!held) return;
        held = false;
        gestures.commit(this, value);
    }

    private void scroll(ScrollEvent event) {
        if (locked || event.getDeltaY() == 0 || !gestures.wheelMoves(this)) return;
        step(Math.signum(event.getDeltaY()) * STEP * scale);
        event.consume();
    }

    private void key(KeyEvent event) {
        double step = (event.isShiftDown() ? 10 * STEP : STEP) * scale;
        switch (event.getCode()) {
            case LEFT, DOWN, KP_LEFT, KP_DOWN -> step(-step);
            case RIGHT, UP, KP_RIGHT, KP_UP -> step(step);
            case DELETE, BACK_SPACE -> {
                if (locked) gestures.refuse(this);
                else gestures.commit(this, 0);
            }
            case L -> {
                if (event.isShortcutDown() || event.isAltDown()) return;
                gestures.toggleLock(this);
            }
            case ESCAPE -> {
                if (!held) return;
                held = false;
                gestures.cancel(this);
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    /** To the next multiple of a hundredth, so that ten steps of 0.1 make 1. */
    private void step(double by) {
        if (locked) {
            gestures.refuse(this);
            return;
        }
        double target = Math.round((value + by) * 100) / 100.0;
        gestures.commit(this, Math.max(-range, Math.min(range, target)));
    }

    @Override
    public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        return switch (attribute) {
            case VALUE -> value;
            case MIN_VALUE -> -range;
            case MAX_VALUE -> range;
            default -> super.queryAccessibleAttribute(attribute, parameters);
        };
    }

    // ---- painting ----

    private void place() {
        if (format.letters()) {
            placeWord();
            return;
        }
        double edge = getHeight();
        double left = Math.round(xOf(value) - edge / 2);
        thumb.resizeRelocate(left - 2, -2, edge + 4, edge + 4);
        double longest = Math.max(format.width(), format.height());
        double width = edge * format.width() / longest;
        double height = edge * format.height() / longest;
        thumbPicture.relocate(left + (edge - width) / 2, (edge - height) / 2);
        thumbPicture.setFitWidth(width);
        thumbPicture.setFitHeight(height);
    }

    private void placeWord() {
        double width = frame();
        double left = Math.round(xOf(value) - width / 2);
        thumb.resizeRelocate(left - 2, -2, width + 4, getHeight() + 4);
        thumbPicture.relocate(left, 0);
        thumbPicture.setFitWidth(width);
        thumbPicture.setFitHeight(getHeight());
    }

    @Override
    protected void paint() {
        int count = count();
        int size = format.values();
        if (latent >= 0 && frames.length != count * size) frames = gestures.decode(this, values());
        double density = density();
        int width = (int) Math.max(1, Math.round(getWidth() * density));
        int height = (int) Math.max(1, Math.round(getHeight() * density));
        PixelImage image = strip.fit(width, height, density);
        Ink ink = Ink.of(dark.getValue());
        image.fill(ink.paper());
        for (int i = 0; i < count && frames.length == count * size; i++) {
            int left = i * width / count;
            int right = (i + 1) * width / count;
            int edge = Math.min(right - left, height);
            int x = left + (right - left - edge) / 2;
            var target = format.letters()
                    ? new Target(image, left, 0, right - left, height)
                    : Target.inside(image, x, (height - edge) / 2, edge, format);
            PicturePainter.paint(new Picture(frames, i * size, format), target, ink::argb);
        }
        image.update();
        place();
    }
}
