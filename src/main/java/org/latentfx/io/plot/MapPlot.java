package org.latentfx.io.plot;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.latentfx.analysis.latent.DensestImage;
import org.latentfx.analysis.latent.Direction;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.data.ImageSet;
import org.latentfx.io.plot.Pen.Anchor;
import org.latentfx.text.Texts;

/**
 * The map of a latent space: where images lie along two latents, each class with a colour and a shape, with axes and a
 * legend. Many images are dots, and a large mark stands where each class lies densest. Of a model with one latent, μ
 * across and σ upwards.
 */
public final class MapPlot {
    private static final double SIDE = 560;
    private static final double LEFT = 64;
    private static final double TOP = 16;
    private static final double LEGEND = 130;
    private static final int MOST_CLASSES = 24;

    /** Of more images than these the shapes would be too small to tell apart. */
    private static final int MARKED = 1500;

    /** What is drawn: one place an image. */
    private record Places(double[] x, double[] y) {}

    private MapPlot() {}

    /** @param across the latent shown across, {@code up} that shown upwards; the same for both: its σ upwards */
    public static Plot of(LatentPoints points, int across, int up) {
        return of(points, across, up, points, "");
    }

    /** As above, with axes that suit {@code range}, and {@code caption} in a corner. */
    public static Plot of(LatentPoints points, int across, int up, LatentPoints range, String caption) {
        var places = places(points, across, up);
        boolean deviation = across == up;
        String mean = points.exact() ? "plot.map.code" : "plot.map.mu";
        String yName = Texts.of(deviation ? "plot.map.sigma" : mean, up);
        var far = places(range, across, up);
        double reach = Math.max(far(far.x), deviation ? 0 : far(far.y));
        var frame = new Frame(LEFT, TOP, SIDE, SIDE, -reach, reach, deviation ? 0 : -reach, deviation ? 1.1 : reach);
        return new Plot(LEFT + SIDE + LEGEND, TOP + SIDE + 48, pen -> {
            frame.draw(pen, Texts.of(mean, across), yName);
            pen.within(LEFT, TOP, SIDE, SIDE, () -> dots(pen, frame, points, places));
            if (!caption.isEmpty()) pen.text(LEFT + 10, TOP + 20, caption, Anchor.START, 14, Frame.INK);
            legend(pen, points.images().classNames(), dense(points.images(), places));
        });
    }

    private static Places places(LatentPoints points, int across, int up) {
        var places = new Places(new double[points.size()], new double[points.size()]);
        for (int i = 0; i < points.size(); i++) {
            places.x[i] = points.mu(i, across);
            places.y[i] = across == up ? sigma(points, i, up) : points.mu(i, up);
        }
        return places;
    }

    private static double sigma(LatentPoints points, int i, int j) {
        return Math.exp(0.5 * points.logVar()[i * points.latents() + j]);
    }

    /** How far out but for the outermost half hundredth, with a margin; at least as far as the prior reaches. */
    private static double far(double[] values) {
        double[] sorted = Arrays.stream(values).map(Math::abs).sorted().toArray();
        double most = sorted.length == 0 ? 0 : sorted[(int) (0.995 * (sorted.length - 1))];
        return Math.max(3, Math.ceil(2.2 * most) / 2);
    }

    private static boolean dense(ImageSet images, Places places) {
        return places.x.length > MARKED && images.classNames().size() > 1;
    }

    private static void dots(Pen pen, Frame frame, LatentPoints points, Places places) {
        ImageSet images = points.images();
        double radius = Math.max(1.1, Math.min(4, 120 / Math.sqrt(places.x.length + 1.0)));
        int classes = Math.max(1, images.classNames().size());
        boolean dense = places.x.length > MARKED;
        var each = IntStream.range(0, classes)
                .mapToObj(k -> ofClass(frame, images, places, k))
                .toList();
        for (int k = 0; k < classes; k++) {
            int colour = ClassColours.of(k, false);
            if (dense) pen.dots(each.get(k).x, each.get(k).y, radius, colour);
            else pen.marks(each.get(k).x, each.get(k).y, radius, Mark.of(k), colour);
        }
        if (dense(images, places)) for (int k = 0; k < classes; k++) middle(pen, frame, points, places, k);
    }

    /** Where the images of class {@code k} are drawn; all, of images without classes. */
    private static Places ofClass(Frame frame, ImageSet images, Places places, int k) {
        int[] those = IntStream.range(0, places.x.length)
                .filter(i -> images.classNames().isEmpty() || (images.labels()[i] & 0xff) == k)
                .toArray();
        return new Places(
                Arrays.stream(those).mapToDouble(i -> frame.x(places.x[i])).toArray(),
                Arrays.stream(those).mapToDouble(i -> frame.y(places.y[i])).toArray());
    }

    /** A large mark on a light disc, at the image of class {@code k} that has the most others near it. */
    private static void middle(Pen pen, Frame frame, LatentPoints points, Places places, int k) {
        int[] members = Direction.members(points, k);
        if (members.length == 0) return;
        int typical = DensestImage.of(points, members);
        double[] x = {frame.x(places.x[typical])};
        double[] y = {frame.y(places.y[typical])};
        pen.dots(x, y, 9.5, Frame.PAPER);
        pen.marks(x, y, 6.5, Mark.of(k), ClassColours.of(k, false));
    }

    private static void legend(Pen pen, List<String> names, boolean dense) {
        double x = LEFT + SIDE + 16;
        int shown = Math.min(names.size(), MOST_CLASSES);
        for (int k = 0; k < shown; k++) {
            double y = TOP + 12 + 20 * k;
            pen.marks(new double[] {x}, new double[] {y}, 5, Mark.of(k), ClassColours.of(k, false));
            pen.text(x + 12, y + 4, names.get(k), Anchor.START, 12, Frame.INK);
        }
        String more = Texts.of("plot.more", names.size() - shown);
        if (shown < names.size()) pen.text(x, TOP + 16 + 20 * shown, more, Anchor.START, 12, Frame.FAINT);
        if (!dense) return;
        pen.text(x, TOP + 44 + 20 * shown, Texts.of("plot.map.large"), Anchor.START, 11, Frame.FAINT);
        pen.text(x, TOP + 58 + 20 * shown, Texts.of("plot.map.densest"), Anchor.START, 11, Frame.FAINT);
    }
}
