package org.latentfx.view.probe;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.shape.Circle;
import org.latentfx.data.PictureFormat;
import org.latentfx.data.drawing.Canvas;
import org.latentfx.session.probe.ImageProbe;
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
 * The square that a person draws on. Each movement goes to the {@link ImageProbe} at once, which takes the drawing
 * apart; a stroke is one thing to undo. The raw ink is shown, before any normalisation. FX thread only.
 */
public final class DrawingField extends PaintedRegion {
    private static final double THINNEST = 4;
    private static final double THICKEST = 48;
    private static final double USUAL = 18;

    /** Room for the border. */
    static final double BORDER = 1;

    private final ImageProbe probe;
    private final PixelView view = new PixelView();
    private final Circle tip = new Circle();
    private final DoubleProperty width = new SimpleDoubleProperty(USUAL);
    private final BooleanProperty erasing = new SimpleBooleanProperty();
    private final ObservableValue<Boolean> dark = Theme.isDark(this);
    private boolean drawing;
    private boolean rubbing;
    private double lastX;
    private double lastY;

    DrawingField(ImageProbe probe) {
        this.probe = probe;
        getStyleClass().add("drawing-field");
        tip.getStyleClass().add("tip");
        tip.setVisible(false);
        for (Node node : new Node[] {view, tip}) {
            node.setManaged(false);
            node.setMouseTransparent(true);
        }
        getChildren().addAll(view, tip);
        dark.addListener((property, before, now) -> repaint());
        setCursor(Cursor.CROSSHAIR);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(Texts.of("pad.accessible"));
        setOnMousePressed(this::press);
        setOnMouseDragged(this::drag);
        setOnMouseReleased(event -> lift());
        setOnMouseMoved(this::follow);
        setOnMouseExited(event -> tip.setVisible(false));
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        probe.canvasProperty().subscribe(this::repaint);
        width.subscribe(this::fitTip);
    }

    /** Width of the pen and of the eraser, in pixels of the canvas. */
    DoubleProperty penWidthProperty() {
        return width;
    }

    /** Whether the main button rubs out; the other one always does. */
    BooleanProperty erasingProperty() {
        return erasing;
    }

    static double thinnest() {
        return THINNEST;
    }

    static double thickest() {
        return THICKEST;
    }

    PixelImage image() {
        return view.picture();
    }

    // ---- gestures ----

    private double scale() {
        return Canvas.SIDE / (getWidth() - 2 * BORDER);
    }

    private double onCanvas(double at) {
        return (at - BORDER) * scale();
    }

    private void press(MouseEvent event) {
        requestFocus();
        event.consume();
        if (drawing) return;
        drawing = true;
        rubbing = erasing.get() || event.getButton() != MouseButton.PRIMARY;
        lastX = onCanvas(event.getX());
        lastY = onCanvas(event.getY());
        drag(event);
    }

    private void drag(MouseEvent event) {
        event.consume();
        follow(event);
        if (!drawing) return;
        double x = onCanvas(event.getX());
        double y = onCanvas(event.getY());
        probe.draw(probe.canvasProperty().get().stroke(lastX, lastY, x, y, width.get() / 2, rubbing));
        lastX = x;
        lastY = y;
    }

    private void lift() {
        if (!drawing) return;
        drawing = false;
        probe.keepDrawing();
    }

    private void key(KeyEvent event) {
        if (event.getCode() != KeyCode.ESCAPE || !drawing) return;
        drawing = false;
        probe.dropDrawing();
        event.consume();
    }

    private void follow(MouseEvent event) {
        tip.setCenterX(event.getX());
        tip.setCenterY(event.getY());
        tip.setVisible(contains(event.getX(), event.getY()));
        fitTip();
    }

    private void fitTip() {
        tip.setRadius(Math.max(1, width.get() / 2 / Math.max(0.1, scale())));
    }

    // ---- painting ----

    @Override
    protected void paint() {
        double density = density();
        double side = getWidth() - 2 * BORDER;
        int edge = (int) Math.max(1, Math.round(side * density));
        PixelImage image = view.fit(edge, edge, edge / side);
        view.relocate(BORDER, BORDER);
        float[] ink = probe.canvasProperty().get().ink();
        PicturePainter.paint(
                new Picture(ink, 0, PictureFormat.grey(Canvas.SIDE, Canvas.SIDE)),
                Target.whole(image),
                Ink.of(dark.getValue())::argb);
        image.update();
    }
}
