package org.latentfx.view.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.path.LatentPath;
import org.latentfx.data.PictureFormat;
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
 * The frames of a path side by side with their facts below: as many as fit with their figures, always with both ends. A
 * click or Enter chooses a frame. It moves nothing itself. FX thread only.
 */
public final class FrameStrip extends PaintedRegion {
    static final double NAMES = 68;
    private static final double NARROWEST = 34;

    /** Where it is low, facts give way before pictures get smaller than this. */
    private static final double SMALLEST = 28;

    private static final double LINE = 15;
    private static final double GAP = 2;

    /** A fact of each frame below its picture. */
    private enum Row {
        PIXELS,
        PRIOR,
        WITHIN,
        VOTE;

        /** Whether it is known of the frames of a way. */
        boolean knownOf(LatentPath way) {
            LatentPath.Frame frame = way.frames().get(0);
            return switch (this) {
                case PIXELS -> true;
                case PRIOR -> !Double.isNaN(frame.logPrior());
                case WITHIN, VOTE -> frame.within() >= 0;
            };
        }

        String key() {
            return "paths.row." + name().toLowerCase(Locale.ROOT);
        }
    }

    private final PixelView view = new PixelView();
    private final Region mark = new Region();
    private final List<Label> names = new ArrayList<>();
    private final List<Label> figures = new ArrayList<>();
    private final DoubleConsumer choose;
    private @Nullable LatentPath path;
    private List<String> classNames = List.of();
    private PictureFormat format = PictureFormat.grey(28, 28);
    private List<Row> rows = List.of(Row.values());
    private double radius;
    private final ObservableValue<Boolean> dark = Theme.isDark(this);
    private double position;
    private int stride = 1;
    private double tile = 1;
    private double down = 1;
    private double column = 1;

    /** @param choose told where the chosen frame lies, 0..1 */
    FrameStrip(DoubleConsumer choose) {
        this.choose = choose;
        getStyleClass().add("frame-strip");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(Texts.of("paths.strip.accessible", 0));
        setFocusTraversable(true);
        view.setCursor(Cursor.HAND);
        mark.getStyleClass().add("mark");
        mark.setManaged(false);
        mark.setMouseTransparent(true);
        getChildren().addAll(view, mark);
        dark.addListener((property, before, now) -> repaint());
        for (Row row : Row.values()) names.add(label("row-name"));
        view.setOnMouseMoved(event -> Tips.say(view, sentence(frameAt(event.getX()))));
        view.setOnMouseClicked(event -> choose(frameAt(event.getX())));
        setOnKeyPressed(this::key);
    }

    /** @param radius within which neighbours were counted, in latent units */
    void show(@Nullable LatentPath now, PictureFormat of, List<String> namesOfClasses, double radius) {
        path = now;
        format = of;
        classNames = namesOfClasses;
        this.radius = radius;
        String within = Figures.fixed(radius, 2);
        rows = Stream.of(Row.values())
                .filter(row -> now == null || row.knownOf(now))
                .toList();
        for (int i = 0; i < rows.size(); i++) {
            names.get(i).setText(Texts.of(rows.get(i).key(), within));
            Tips.say(names.get(i), Texts.of(rows.get(i).key() + ".tip", within));
        }
        setAccessibleText(Texts.of(
                "paths.strip.accessible", now == null ? 0 : now.frames().size()));
        repaint();
    }

    /** Marks where z is along the path, 0..1. */
    void position(double now) {
        position = now;
        placeMark();
    }

    /** The middle of the first and of the last frame, for whatever runs along them. */
    double first() {
        return NAMES + tile / 2;
    }

    double last() {
        return NAMES + tile / 2 + (shown() - 1) * column;
    }

    /** How high the pictures are, and where the facts begin when {@code gap} is left for a slider. */
    public double tile() {
        return down;
    }

    /** Works out how large the pictures are in this size. */
    void fit(double width, double height) {
        int frames = path == null ? 13 : path.frames().size();
        stride = 1;
        double room = width - NAMES;
        double least = format.letters() ? NARROWEST_WORD : NARROWEST;
        while (stride < frames - 1 && (room / ((frames - 1) / stride + 1) < least || (frames - 1) % stride != 0))
            stride++;
        column = Math.floor(room / shown());
        double high = Math.max(SMALLEST, Math.floor(height - SLIDER - rows.size() * LINE));
        tile = Math.max(8, Math.min(Math.min(column - GAP, high), height - SLIDER));
        down = tile;
        if (!format.letters()) return;
        tile = Math.max(8, column - GAP);
        down = Math.min(WORD_HEIGHT, Math.max(8, height - SLIDER));
    }

    private static final double NARROWEST_WORD = 66;
    private static final double WORD_HEIGHT = 26;

    /** Left free under the pictures for the slider. */
    static final double SLIDER = 20;

    private int shown() {
        return ((path == null ? 13 : path.frames().size()) - 1) / stride + 1;
    }

    PixelImage image() {
        return view.picture();
    }

    /** The middle of frame {@code i} of those shown, in this region. */
    public double middle(int i) {
        return first() + i * column;
    }

    // ---- gestures ----

    private int frameAt(double x) {
        int shownFrame = (int) Math.max(0, Math.min(shown() - 1, Math.floor(x / column)));
        return shownFrame * stride;
    }

    private void choose(int frame) {
        if (path != null) choose.accept((double) frame / (path.frames().size() - 1));
    }

    private void key(KeyEvent event) {
        if (path == null) return;
        int last = path.frames().size() - 1;
        int now = (int) Math.round(position * last);
        switch (event.getCode()) {
            case LEFT -> choose(Math.max(0, now - stride));
            case RIGHT -> choose(Math.min(last, now + stride));
            case ENTER -> choose(now);
            default -> {
                return;
            }
        }
        event.consume();
    }

    // ---- painting ----

    @Override
    protected void paint() {
        fit(getWidth(), getHeight());
        double density = density();
        int edge = (int) Math.max(1, Math.round(tile * density));
        int high = (int) Math.max(1, Math.round(down * density));
        int step = (int) Math.max(edge, Math.round(column * density));
        int count = shown();
        int width = (count - 1) * step + edge;
        PixelImage image = view.fit(width, high, density);
        view.relocate(NAMES, 0);
        Ink ink = Ink.of(dark.getValue());
        image.fill(0);
        while (figures.size() < count * rows.size()) figures.add(label("figure"));
        for (Label figure : figures) figure.setVisible(false);
        for (int i = 0; i < count && path != null; i++) {
            float[] pixels = path.frames().get(i * stride).pixels();
            if (pixels.length == format.values())
                PicturePainter.paint(
                        new Picture(pixels, 0, format),
                        format.letters()
                                ? new Target(image, i * step, 0, edge, high)
                                : Target.inside(image, i * step, 0, edge, format),
                        ink::argb);
            for (int row = 0; row < rows.size(); row++) figure(i, row);
        }
        image.update();
        for (int row = 0; row < names.size(); row++) {
            names.get(row).resizeRelocate(0, down + SLIDER + row * LINE, NAMES - 4, LINE);
            names.get(row).setVisible(fits(row));
        }
        placeMark();
    }

    private boolean fits(int row) {
        return row < rows.size() && down + SLIDER + (row + 1) * LINE <= getHeight() + 1;
    }

    private void figure(int i, int row) {
        Label figure = figures.get(i * rows.size() + row);
        figure.setText(fact(i, rows.get(row)));
        figure.setVisible(fits(row));
        double from = NAMES + i * column - GAP / 2;
        figure.resizeRelocate(from - (column - tile) / 2, down + SLIDER + row * LINE, column, LINE);
    }

    private String fact(int i, Row row) {
        if (path == null) return "";
        LatentPath.Frame frame = path.frames().get(i * stride);
        return switch (row) {
            case PIXELS -> i == 0 ? "–" : Figures.amount(since(i), 2);
            case PRIOR -> Figures.amount(frame.logPrior(), 1);
            case WITHIN -> Figures.shortCount(frame.within());
            case VOTE -> className(frame.vote().label());
        };
    }

    /** Along the path from the frame shown before. */
    private double since(int i) {
        double sum = 0;
        if (path != null)
            for (int k = (i - 1) * stride + 1; k <= i * stride; k++)
                sum += path.frames().get(k).pixelDistance();
        return sum;
    }

    private String className(int label) {
        return label >= 0 && label < classNames.size() ? classNames.get(label) : "–";
    }

    private String sentence(int i) {
        if (path == null) return "";
        LatentPath.Frame frame = path.frames().get(i);
        String which = Double.isNaN(frame.logPrior()) ? ".codes" : frame.within() < 0 ? ".prior" : "";
        return SceneWording.text(
                this,
                "paths.frame" + which,
                i + 1,
                path.frames().size(),
                Figures.fixed(frame.pixelDistance(), 2),
                Figures.fixed(frame.logPrior(), 2),
                Figures.fixed(frame.logAggregate(), 2),
                Figures.count(frame.within()),
                Figures.fixed(radius, 2),
                className(frame.vote().label()),
                Math.round(5 * frame.vote().confidence()));
    }

    private void placeMark() {
        mark.setVisible(path != null);
        double x = NAMES + position * (shown() - 1) * column;
        mark.resizeRelocate(x - 2, -2, tile + 4, down + 4);
    }

    private Label label(String styleClass) {
        var label = new Label();
        label.getStyleClass().add(styleClass);
        label.setManaged(false);
        label.setAlignment(styleClass.equals("figure") ? Pos.CENTER : Pos.CENTER_LEFT);
        getChildren().add(label);
        return label;
    }
}
