package org.latentfx.view.label;

import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.geometry.HPos;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.PictureFormat;
import org.latentfx.session.label.Classes;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.kit.PicturePainter;
import org.latentfx.view.kit.PicturePainter.Picture;
import org.latentfx.view.kit.PicturePainter.Target;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.PixelView;
import org.latentfx.view.kit.PlotLabels;
import org.latentfx.view.kit.Stylesheets;
import org.latentfx.view.kit.Theme;
import org.latentfx.view.kit.Tips;

/**
 * One point z decoded as every class, side by side, the class asked for framed. A click or the arrow keys ask for
 * another one. Decoded when it is painted, so that it costs nothing out of sight. FX thread only.
 */
public final class ClassStrip extends PaintedRegion {
    private static final double LEAST = 24;
    private static final double LARGEST = 60;
    private static final double GAP = 4;

    /** Many classes become small rather than push all else away. */
    private static final int MOST_ROWS = 4;

    /** Names under more rows than these would take the room of pictures. */
    private static final int NAMED_ROWS = 2;

    private final Classes classes;
    private final String what;
    private final PixelView view = new PixelView();
    private final PlotLabels labels = new PlotLabels();
    private final Region frame = new Region();
    private final ObservableValue<Boolean> dark = Theme.isDark(this);
    private PictureFormat format = PictureFormat.grey(28, 28);
    private float @Nullable [] z;
    private int own = -1;

    /** @param what key of the text that says whose point it is */
    public ClassStrip(Classes classes, String what) {
        this.classes = classes;
        this.what = what;
        getStyleClass().add("class-strip");
        getStylesheets().add(Stylesheets.PANELS.address());
        frame.getStyleClass().add("frame");
        frame.setManaged(false);
        frame.setMouseTransparent(true);
        view.setMouseTransparent(true);
        getChildren().addAll(view, labels, frame);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setFocusTraversable(true);
        setCursor(Cursor.HAND);
        Tips.about(this, "cvae");
        Tips.say(this, Texts.of(what + ".tip"));
        dark.addListener((property, before, now) -> repaint());
        setVisible(false);
        classes.namesProperty().addListener((property, before, now) -> repaint());
        setOnMouseClicked(event -> {
            int label = at(event.getX(), event.getY());
            if (event.getButton() == MouseButton.PRIMARY && label >= 0) classes.ask(label);
            requestFocus();
        });
        setOnKeyPressed(this::key);
    }

    /**
     * Shows {@code point} as every class; null: nothing.
     *
     * @param own the class that it was encoded as, which is named in bold; −1 for none
     */
    public void show(float @Nullable [] point, int own, PictureFormat of) {
        z = point;
        format = of;
        this.own = own;
        repaint();
    }

    // ---- where the pictures are ----

    /** How they are laid out: {@code pitch} from one to the next, {@code name} the height of a name under each. */
    private record Grid(int columns, double pitch, double name) {
        static Grid of(int count, double width, double height) {
            Grid named = within(count, width, height, PlotLabels.HEIGHT);
            return named.pitch >= LEAST ? named : within(count, width, height, 0);
        }

        /** With the largest pictures. */
        private static Grid within(int count, double width, double height, double name) {
            Grid best = new Grid(1, 0, name);
            for (int columns = 1; columns <= count; columns++) {
                int rows = (count + columns - 1) / columns;
                double pitch = Math.floor(Math.min(width / columns, height / rows - name));
                if (pitch > best.pitch) best = new Grid(columns, Math.min(LARGEST, pitch), name);
            }
            return best;
        }

        double x(int label) {
            return label % columns * pitch;
        }

        double y(int label) {
            return label / columns * (pitch + name);
        }
    }

    private Grid grid() {
        return Grid.of(count(), getWidth(), getHeight());
    }

    private int count() {
        return classes.namesProperty().get().size();
    }

    /** How high it likes to be at that width, with names or without; 0 where there are no classes. */
    public double heightFor(double width, boolean named) {
        int count = count();
        if (count == 0) return 0;
        int inRow = (int) Math.max(1, Math.floor(width / LEAST));
        int rows = Math.min(MOST_ROWS, (count + inRow - 1) / inRow);
        double pitch = Math.min(LARGEST, Math.floor(width / Math.ceil((double) count / rows)));
        return rows * (pitch + (named && rows <= NAMED_ROWS ? PlotLabels.HEIGHT : 0));
    }

    private int at(double x, double y) {
        Grid grid = grid();
        int column = (int) Math.floor(x / grid.pitch);
        int label = (int) Math.floor(y / (grid.pitch + grid.name)) * grid.columns + column;
        return column >= 0 && column < grid.columns && label >= 0 && label < count() ? label : -1;
    }

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case LEFT -> classes.askNext(-1);
            case RIGHT -> classes.askNext(1);
            case UP -> classes.ask(classes.askedProperty().getValue() - grid().columns);
            case DOWN -> classes.ask(classes.askedProperty().getValue() + grid().columns);
            default -> {
                return;
            }
        }
        event.consume();
    }

    // ---- painting ----

    @Override
    protected void paint() {
        List<String> names = classes.namesProperty().get();
        float[] pictures = z == null ? new float[0] : classes.decode(z);
        double density = density();
        PixelImage image = view.fit(
                (int) Math.max(1, Math.ceil(getWidth() * density)),
                (int) Math.max(1, Math.ceil(getHeight() * density)),
                density);
        image.fill(0);
        labels.begin();
        Grid grid = grid();
        boolean fits = pictures.length == names.size() * format.values();
        for (int c = 0; c < names.size(); c++) {
            if (fits) paint(new Picture(pictures, c * format.values(), format), image, grid, c);
            if (grid.name == 0) continue;
            String look = c == own ? "strong" : "tick";
            labels.add(names.get(c), grid.x(c), grid.y(c) + grid.pitch, grid.pitch, HPos.CENTER, look, "");
        }
        labels.end();
        image.update();
        mark(names, grid);
    }

    private void paint(Picture picture, PixelImage image, Grid grid, int label) {
        int edge = (int) Math.floor((grid.pitch - GAP) * density());
        int left = (int) Math.round((grid.x(label) + GAP / 2) * density());
        int top = (int) Math.round((grid.y(label) + GAP / 2) * density());
        if (edge < 1 || left + edge > image.width() || top + edge > image.height()) return;
        PicturePainter.paint(picture, Target.inside(image, left, top, edge, format), Ink.of(dark.getValue())::argb);
    }

    private void mark(List<String> names, Grid grid) {
        int asked = classes.askedProperty().getValue();
        frame.setVisible(asked < names.size());
        if (!frame.isVisible()) return;
        frame.resizeRelocate(grid.x(asked), grid.y(asked), grid.pitch, grid.pitch);
        setAccessibleText(Texts.of(what, names.get(asked)));
    }
}
