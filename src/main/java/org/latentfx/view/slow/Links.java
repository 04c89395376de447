package org.latentfx.view.slow;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import org.latentfx.session.slow.Stage;
import org.latentfx.view.slow.Part.Kind;

/** The arrows of a model's graph. Pure; any thread. */
final class Links {
    /** In from the plate's edge, for the ways that go round. */
    private static final double EDGE = 8;

    /**
     * An arrow along some points to the last one.
     *
     * @param look style class: q, p, noise, compare, weights
     * @param stage in which something goes along it
     */
    record Link(List<Point2D> points, String look, Stage stage) {}

    private final GraphLayout layout;
    private final List<Link> links = new ArrayList<>();

    private Links(GraphLayout layout) {
        this.layout = layout;
    }

    static List<Link> of(GraphLayout layout) {
        var links = new Links(layout);
        if (layout.has(Kind.OPINION)) {
            links.players();
        } else {
            links.encoder();
            links.decoder();
            links.losses();
        }
        for (int i = 0; i < 2 * layout.depth() + 2; i++) links.weights(i);
        return List.copyOf(links.links);
    }

    private void encoder() {
        Rectangle2D from = layout.place(Kind.INPUT);
        for (int i = 0; i < layout.depth(); i++) {
            Rectangle2D to = layout.place(new Part(Kind.ENCODER, i));
            across(from, to, "q", Stage.ENCODER);
            from = to;
        }
        across(from, layout.place(Kind.MU), "q", Stage.POSTERIOR);
        Rectangle2D z = layout.place(Kind.LATENT);
        across(layout.place(Kind.MU), z, "q", Stage.LATENT);
        if (!layout.has(Kind.LOG_VAR)) return;
        across(from, layout.place(Kind.LOG_VAR), "q", Stage.POSTERIOR);
        across(layout.place(Kind.LOG_VAR), z, "q", Stage.LATENT);
        Rectangle2D noise = layout.place(Kind.NOISE);
        double x = centre(noise);
        add("noise", Stage.LATENT, new Point2D(x, noise.getMaxY()), new Point2D(x, z.getMinY()));
    }

    private void decoder() {
        Rectangle2D from = layout.place(Kind.LATENT);
        for (int i = 0; i < layout.depth(); i++) {
            Rectangle2D to = layout.place(new Part(Kind.DECODER, i));
            across(from, to, "p", Stage.DECODER);
            from = to;
        }
        across(from, layout.place(Kind.OUTPUT), "p", Stage.OUTPUT);
    }

    /** From z to the picture, from it and from an image to the opinion, and from that to what either player loses. */
    private void players() {
        decoder();
        for (Kind seen : List.of(Kind.INPUT, Kind.OUTPUT))
            across(layout.place(seen), layout.place(layout.output(0)), "q", Stage.ENCODER);
        for (int i = 0; i < layout.depth(); i++)
            across(layout.place(layout.output(i)), layout.place(layout.output(i + 1)), "q", Stage.ENCODER);
        for (Kind loss : List.of(Kind.GENERATOR, Kind.DISCRIMINATOR))
            across(layout.place(Kind.OPINION), layout.place(loss), "compare", Stage.LOSSES);
    }

    /** x over the top to what compares it with x̂; μ and log σ² under the others to the KL. */
    private void losses() {
        Rectangle2D plate = layout.plate();
        Rectangle2D reconstruction = layout.place(Kind.RECONSTRUCTION);
        across(layout.place(Kind.OUTPUT), reconstruction, "compare", Stage.LOSSES);
        Rectangle2D x = layout.place(Kind.INPUT);
        double above = plate.getMinY() + EDGE;
        add(
                "compare",
                Stage.LOSSES,
                new Point2D(centre(x), x.getMinY()),
                new Point2D(centre(x), above),
                new Point2D(centre(reconstruction), above),
                new Point2D(centre(reconstruction), reconstruction.getMinY()));
        if (!layout.has(Kind.KL)) return;
        Rectangle2D heads = layout.place(Kind.LOG_VAR);
        Rectangle2D kl = layout.place(Kind.KL);
        double below = plate.getMaxY() - EDGE;
        double left = heads.getMaxX() - Math.min(12, heads.getWidth() / 4); // beside the way of the weights
        add(
                "compare",
                Stage.LOSSES,
                new Point2D(left, heads.getMaxY()),
                new Point2D(left, below),
                new Point2D(centre(kl), below),
                new Point2D(centre(kl), kl.getMaxY()));
    }

    private void weights(int i) {
        Rectangle2D from = layout.place(new Part(Kind.WEIGHTS, i));
        Rectangle2D to = layout.place(layout.output(i));
        add("weights", Stage.UPDATE, new Point2D(centre(from), from.getMinY()), new Point2D(centre(to), to.getMaxY()));
    }

    /** From one column to the next, at a height that both have. */
    private void across(Rectangle2D from, Rectangle2D to, String look, Stage stage) {
        double top = Math.max(from.getMinY(), to.getMinY());
        double bottom = Math.min(from.getMaxY(), to.getMaxY());
        double y = (top + bottom) / 2;
        double fromY = Math.max(from.getMinY() + EDGE, Math.min(from.getMaxY() - EDGE, y));
        double toY = Math.max(to.getMinY() + EDGE, Math.min(to.getMaxY() - EDGE, y));
        add(look, stage, new Point2D(from.getMaxX(), fromY), new Point2D(to.getMinX(), toY));
    }

    private void add(String look, Stage stage, Point2D... points) {
        links.add(new Link(List.of(points), look, stage));
    }

    private static double centre(Rectangle2D of) {
        return of.getMinX() + of.getWidth() / 2;
    }
}
