package org.latentfx.view.codebook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import javafx.beans.value.ObservableValue;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.codebook.CodePlane;
import org.latentfx.analysis.codebook.CodeUse;
import org.latentfx.model.Decoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.codebook.Codebook;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.LinePainter;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.kit.Palette;
import org.latentfx.view.kit.PicturePainter;
import org.latentfx.view.kit.PicturePainter.Picture;
import org.latentfx.view.kit.PicturePainter.Target;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.PixelView;
import org.latentfx.view.kit.Theme;

/**
 * The codes in a plane, larger the more of them are used, over what one slot of held-out images was before it was
 * rounded. Where there is room stands what the current point looks like with that code in that slot. FX thread only.
 */
final class CodeMap extends PaintedRegion {
    /** Of a picture: a part of the region's shorter side, within bounds. */
    private static final double SHARE = 0.11;

    private static final double LEAST_EDGE = 18;
    private static final double MOST_EDGE = 42;

    private static final int MOST_PICTURES = 64;
    private static final double MARGIN = 18;
    private static final double REACHED = 16;
    private static final double SMALLEST = 2;
    private static final double LARGEST = 7;

    /** Of the frame around a picture, which may be as bright as the page. */
    private static final double FRAME = 1;

    private static final double CLOUD = 0.45;

    private final PixelView view = new PixelView();
    private final ObservableValue<Boolean> dark = Theme.isDark(this);
    private final IntConsumer look;
    private final IntConsumer take;
    private @Nullable CodeUse use;
    private @Nullable CodePlane plane;
    private @Nullable FrozenModel model;
    private @Nullable Decoder decoder;
    private float[] z = {};
    private int slot;
    private boolean pictures = true;
    private int looked = -1;
    /** Across and down from the corner, of each code. */
    private double[] places = {};

    /**
     * @param look told the code that is pointed at, −1 for none
     * @param take told the code that is chosen
     */
    CodeMap(IntConsumer look, IntConsumer take) {
        this.look = look;
        this.take = take;
        getStyleClass().add("code-map");
        setId("codebook-map");
        view.setMouseTransparent(true);
        getChildren().add(view);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(Texts.of("codebook.title"));
        setFocusTraversable(true);
        setPickOnBounds(true);
        setCursor(Cursor.HAND);
        dark.addListener((property, before, now) -> repaint());
        setOnMouseMoved(event -> look(nearest(event)));
        setOnMouseExited(event -> look(-1));
        setOnMouseClicked(event -> {
            requestFocus();
            if (nearest(event) >= 0) take.accept(nearest(event));
        });
        setOnKeyPressed(this::key);
        focusedProperty().subscribe(now -> {
            if (!now) look(-1);
        });
    }

    void show(CodeUse now, CodePlane in, FrozenModel of) {
        if (model != of) decoder = null;
        use = now;
        plane = in;
        model = of;
        setAccessibleText(Texts.of("codebook.accessible", now.codebook().shape().codes(), now.slots()));
        repaint();
    }

    /** The current point, into which codes are put. */
    void point(float[] now) {
        z = now;
        repaint();
    }

    void slot(int now) {
        slot = now;
        repaint();
    }

    void pictures(boolean shown) {
        pictures = shown;
        repaint();
    }

    // ---- gestures ----

    private void look(int code) {
        if (code == looked) return;
        looked = code;
        look.accept(code);
        repaint();
    }

    private int nearest(MouseEvent event) {
        int best = -1;
        double least = REACHED;
        for (int k = 0; 2 * k < places.length; k++) {
            double distance = Math.hypot(event.getX() - places[2 * k], event.getY() - places[2 * k + 1]);
            if (distance < least) {
                least = distance;
                best = k;
            }
        }
        return best;
    }

    private void key(KeyEvent event) {
        int codes = places.length / 2;
        if (codes == 0) return;
        switch (event.getCode()) {
            case RIGHT, DOWN -> look((looked + 1) % codes);
            case LEFT, UP -> look((Math.max(0, looked) + codes - 1) % codes);
            case ENTER, SPACE -> {
                if (looked >= 0) take.accept(looked);
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    // ---- painting ----

    @Override
    protected void paint() {
        double density = density();
        PixelImage image = view.cover(getWidth(), getHeight(), density);
        image.fill(0);
        CodeUse now = use;
        CodePlane in = plane;
        if (now != null && in != null && slot < now.slots()) paint(image, density, now, in);
        image.update();
    }

    private void paint(PixelImage image, double density, CodeUse now, CodePlane in) {
        var painter = new LinePainter(image, 0, image.height());
        Palette palette = Palette.of(dark.getValue());
        Codebook codebook = now.codebook();
        int size = codebook.shape().size();
        int codes = codebook.shape().codes();
        float[] own = new float[codes * size];
        for (int k = 0; k < codes; k++) codebook.put(k, own, k * size);
        Frame frame = frame(now, in, own);
        int paper = Ink.of(dark.getValue()).paper();
        for (int i = 0; i < now.images(); i++) {
            int at = i * now.points().latents() + slot * size;
            int colour = palette.colour(now.points().images().labels()[i] & 0xff);
            double x = frame.x(in.place(0, now.points().mu(), at));
            double y = frame.y(in.place(1, now.points().mu(), at));
            painter.dot(x * density, y * density, 0.9 * density, Ink.mix(paper, colour, CLOUD));
        }
        places = new double[2 * codes];
        for (int k = 0; k < codes; k++) {
            places[2 * k] = frame.x(in.place(0, own, k * size));
            places[2 * k + 1] = frame.y(in.place(1, own, k * size));
        }
        for (int k = 0; k < codes; k++) mark(painter, density, now, k, palette);
        if (pictures) pictures(image, density, now);
        if (z.length == now.points().latents())
            ring(painter, density, codebook.nearest(z, slot * size), palette.hidden());
        if (looked >= 0 && looked < codes) ring(painter, density, looked, palette.heat());
    }

    private void mark(LinePainter painter, double density, CodeUse now, int k, Palette palette) {
        double x = places[2 * k] * density;
        double y = places[2 * k + 1] * density;
        if (now.codebook().isDead(k)) {
            for (double t = -3; t <= 3; t += 0.5)
                for (int side = -1; side <= 1; side += 2)
                    painter.dot(x + t * density, y + side * t * density, 0.8 * density, palette.event());
            return;
        }
        double even = Math.sqrt(now.share(k) * now.codebook().shape().codes());
        painter.dot(x, y, Math.max(SMALLEST, Math.min(LARGEST, 3.2 * even)) * density, palette.mark());
    }

    private void ring(LinePainter painter, double density, int k, int argb) {
        double radius = pictures ? edge() / 2 + 4 : LARGEST + 2;
        for (int i = 0; i < 96; i++) {
            double angle = 2 * Math.PI * i / 96;
            painter.dot(
                    (places[2 * k] + radius * Math.cos(angle)) * density,
                    (places[2 * k + 1] + radius * Math.sin(angle)) * density,
                    0.9 * density,
                    argb);
        }
    }

    /** The most used codes of the slot first, each where no other picture is. */
    private void pictures(PixelImage image, double density, CodeUse now) {
        FrozenModel of = model;
        if (of == null || z.length != of.latents()) return;
        List<Integer> shown = fitting(now);
        if (shown.isEmpty()) return;
        Codebook codebook = now.codebook();
        float[] points = new float[shown.size() * z.length];
        for (int i = 0; i < shown.size(); i++) {
            System.arraycopy(z, 0, points, i * z.length, z.length);
            codebook.put(
                    shown.get(i), points, i * z.length + slot * codebook.shape().size());
        }
        Decoder by = decoder == null ? new Decoder(of, MOST_PICTURES) : decoder;
        decoder = by;
        float[] pixels = new float[shown.size() * of.values()];
        by.decode(points, shown.size(), pixels);
        var format = of.configuration().format();
        int edge = (int) Math.round(edge() * density);
        Ink ink = Ink.of(dark.getValue());
        int frame = (int) Math.round(FRAME * density);
        for (int i = 0; i < shown.size(); i++) {
            int x = (int) Math.round((places[2 * shown.get(i)] - edge() / 2) * density);
            int y = (int) Math.round((places[2 * shown.get(i) + 1] - edge() / 2) * density);
            x = Math.max(frame, Math.min(image.width() - edge - frame, x));
            y = Math.max(frame, Math.min(image.height() - edge - frame, y));
            for (int row = y - frame; row < y + edge + frame; row++)
                Arrays.fill(
                        image.pixels(),
                        row * image.width() + x - frame,
                        row * image.width() + x + edge + frame,
                        dark.getValue() ? 0xff6e7681 : 0xffafb8c1);
            var picture = new Picture(pixels, i * of.values(), format);
            PicturePainter.paint(picture, Target.inside(image, x, y, edge, format), ink::argb);
        }
    }

    private double edge() {
        return Math.rint(Math.max(LEAST_EDGE, Math.min(MOST_EDGE, SHARE * Math.min(getWidth(), getHeight()))));
    }

    private List<Integer> fitting(CodeUse now) {
        double apart = edge() + 3;
        var shown = new ArrayList<Integer>();
        int[] order = IntStream.range(0, places.length / 2)
                .boxed()
                .sorted((a, b) -> Integer.compare(now.taken()[slot][b], now.taken()[slot][a]))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int k : order) {
            if (shown.size() == MOST_PICTURES || now.taken()[slot][k] == 0) break;
            boolean free = shown.stream()
                    .allMatch(other -> Math.abs(places[2 * k] - places[2 * other]) >= apart
                            || Math.abs(places[2 * k + 1] - places[2 * other + 1]) >= apart);
            if (free && apart < Math.min(getWidth(), getHeight())) shown.add(k);
        }
        return shown;
    }

    /** From the plane to the region: both axes alike. */
    private record Frame(double scale, double left, double top) {
        double x(double across) {
            return left + scale * across;
        }

        double y(double up) {
            return top - scale * up;
        }
    }

    /** Holds all codes, and the slot of all images but for a few. */
    private Frame frame(CodeUse now, CodePlane in, float[] own) {
        int size = now.codebook().shape().size();
        double[] low = new double[2];
        double[] high = new double[2];
        for (int a = 0; a < 2; a++) {
            double[] seen = new double[now.images()];
            for (int i = 0; i < seen.length; i++)
                seen[i] = in.place(a, now.points().mu(), i * now.points().latents() + slot * size);
            Arrays.sort(seen);
            low[a] = seen.length == 0 ? 0 : seen[seen.length / 100];
            high[a] = seen.length == 0 ? 0 : seen[seen.length - 1 - seen.length / 100];
            for (int k = 0; k * size < own.length; k++) {
                low[a] = Math.min(low[a], in.place(a, own, k * size));
                high[a] = Math.max(high[a], in.place(a, own, k * size));
            }
        }
        double across = Math.max(1, getWidth() - 2 * MARGIN) / Math.max(1e-9, high[0] - low[0]);
        double up = Math.max(1, getHeight() - 2 * MARGIN) / Math.max(1e-9, high[1] - low[1]);
        double scale = Math.min(Math.min(across, up), 1e6);
        return new Frame(
                scale,
                getWidth() / 2 - scale * (low[0] + high[0]) / 2,
                getHeight() / 2 + scale * (low[1] + high[1]) / 2);
    }
}
