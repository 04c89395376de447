package org.latentfx.view.slow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.geometry.Rectangle2D;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.view.slow.Part.Kind;

/**
 * Where the parts of a model's graph stand in a place of a given size: data from left to right, what is computed of
 * each image within the plate, the weights that all images share below it. Immutable; any thread.
 *
 * @param plate around all that there is once for each image
 */
record GraphLayout(Map<Part, Rectangle2D> places, Rectangle2D plate, int depth) {
    private static final double WIDEST = 190;
    private static final double EDGE = 12;
    /** Above the plate: what is q, what is p. */
    static final double HEADINGS = 24;

    private static final double GAP_LEAST = 8;
    private static final double GAP_MOST = 44;
    private static final double PICTURE = 1.5;
    private static final double LOSS = 1.45;
    private static final double HEADS = 1.25;
    /** Between parts of one column. */
    private static final double APART = 10;
    /** Of the height, for a code that is a point. */
    private static final double CODE = 0.5;
    /** Of the height, for a single number. */
    private static final double OPINION = 0.3;

    static GraphLayout of(ModelConfiguration model, double width, double height) {
        int depth = model.hidden().size();
        double weights = Math.max(44, Math.min(92, 0.2 * height));
        double between = Math.max(14, Math.min(30, 0.06 * height));
        var plate = new Rectangle2D(
                1, HEADINGS, Math.max(1, width - 2), Math.max(60, height - HEADINGS - weights - between - 1));
        boolean players = model.kind() == ModelKind.GAN;
        var columns = columns(players ? sharesOfPlayers(depth) : shares(depth), width);
        var places = new LinkedHashMap<Part, Rectangle2D>();
        for (Part part : Part.all(model)) {
            Rectangle2D column = columns.get(players ? columnOfPlayers(part, depth) : column(part, depth));
            places.put(
                    part,
                    part.kind() == Kind.WEIGHTS
                            ? box(column, plate.getMaxY() + between, weights)
                            : within(part, model, column, plate.getMinY() + 16, plate.getHeight() - 36));
        }
        return new GraphLayout(places, plate, depth);
    }

    private static int column(Part part, int depth) {
        return switch (part.kind()) {
            case INPUT -> 0;
            case ENCODER -> 1 + part.layer();
            case MU, LOG_VAR -> 1 + depth;
            case NOISE, LATENT -> 2 + depth;
            case DECODER -> 3 + depth + part.layer();
            case OUTPUT -> 3 + 2 * depth;
            case RECONSTRUCTION, KL -> 4 + 2 * depth;
            // below what the layer puts out; z, between the heads and the decoder, is put out by none
            case WEIGHTS -> part.layer() <= depth ? part.layer() + 1 : part.layer() + 2;
            case OPINION, GENERATOR, DISCRIMINATOR -> throw new IllegalArgumentException(part + " is a GAN's");
        };
    }

    /** From z to a picture, which stands below an image, and on to the opinion of either. */
    private static int columnOfPlayers(Part part, int depth) {
        return switch (part.kind()) {
            case LATENT -> 0;
            case DECODER -> 1 + part.layer();
            case OUTPUT, INPUT -> 1 + depth;
            case ENCODER -> 2 + depth + part.layer();
            case OPINION -> 2 + 2 * depth;
            case GENERATOR, DISCRIMINATOR -> 3 + 2 * depth;
            case WEIGHTS -> part.layer() <= depth ? 2 + depth + part.layer() : part.layer() - depth;
            default -> throw new IllegalArgumentException(part + " is not a GAN's");
        };
    }

    /** The place of a part in its column, of which {@code high} from {@code top} on is free. */
    private static Rectangle2D within(
            Part part, ModelConfiguration model, Rectangle2D column, double top, double high) {
        double half = (high - APART) / 2;
        double noise = Math.round(0.36 * high);
        List<Integer> units = model.widths();
        boolean alone = !model.kind().variational();
        boolean players = model.kind() == ModelKind.GAN;
        return switch (part.kind()) {
            case INPUT -> players ? picture(column, top, half) : picture(column, top, high);
            case OUTPUT -> players ? picture(column, top + half + APART, half) : picture(column, top, high);
            case ENCODER -> layer(column, top, high, units, part.layer());
            case DECODER -> layer(column, top, high, units, units.size() - 1 - part.layer());
            case MU -> alone ? middle(column, top, high, CODE) : box(column, top, half);
            case LOG_VAR -> box(column, top + half + APART, half);
            case NOISE -> box(column, top, noise);
            case LATENT ->
                alone
                        ? middle(column, top, high, CODE)
                        : box(column, top + noise + 2 * APART, high - noise - 2 * APART);
            case RECONSTRUCTION -> alone ? middle(column, top, high, CODE) : box(column, top + APART, half);
            case KL -> box(column, top + half + 2 * APART, half - 2 * APART);
            case OPINION -> middle(column, top, high, OPINION);
            case GENERATOR -> middle(column, top, half, CODE);
            case DISCRIMINATOR -> middle(column, top + half + APART, half, CODE);
            case WEIGHTS -> throw new IllegalArgumentException("weights stand below the plate");
        };
    }

    /** How wide the columns are by one another: image, encoder, heads, z, decoder, output, losses. */
    private static double[] shares(int depth) {
        double[] shares = new double[2 * depth + 5];
        Arrays.fill(shares, 1);
        shares[0] = PICTURE;
        shares[depth + 1] = HEADS;
        shares[shares.length - 2] = PICTURE;
        shares[shares.length - 1] = LOSS;
        return shares;
    }

    /** z, generator, picture and image, discriminator, opinion, losses. */
    private static double[] sharesOfPlayers(int depth) {
        double[] shares = new double[2 * depth + 4];
        Arrays.fill(shares, 1);
        shares[depth + 1] = PICTURE;
        shares[shares.length - 1] = LOSS;
        return shares;
    }

    private static List<Rectangle2D> columns(double[] each, double width) {
        int count = each.length;
        double shares = Arrays.stream(each).sum();
        double gap = Math.max(GAP_LEAST, Math.min(GAP_MOST, width / count * 0.26));
        double unit = Math.min(WIDEST / PICTURE, (width - 2 * EDGE - (count - 1) * gap) / shares);
        double free = width - 2 * EDGE - unit * shares - (count - 1) * gap;
        gap += Math.max(0, free) / (count - 1);
        var columns = new ArrayList<Rectangle2D>();
        double x = EDGE;
        for (int i = 0; i < count; i++) {
            columns.add(new Rectangle2D(Math.round(x), 0, Math.floor(unit * each[i]), 1));
            x += unit * each[i] + gap;
        }
        return columns;
    }

    /** Wide layers stand high, as a funnel. */
    private static Rectangle2D layer(Rectangle2D column, double top, double high, List<Integer> units, int i) {
        double most = Math.log(Collections.max(units) + 1.0);
        return middle(column, top, high, 0.4 + 0.6 * Math.log(units.get(i) + 1.0) / most);
    }

    private static Rectangle2D middle(Rectangle2D column, double top, double high, double share) {
        double height = Math.round(high * share);
        return box(column, top + Math.round((high - height) / 2), height);
    }

    /** A picture with its title and its words below. */
    private static Rectangle2D picture(Rectangle2D column, double top, double high) {
        double height = Math.min(high, column.getWidth() + PartBox.TITLE + PartBox.FIGURE);
        return box(column, top + Math.round((high - height) / 2), height);
    }

    private static Rectangle2D box(Rectangle2D column, double y, double height) {
        return new Rectangle2D(column.getMinX(), Math.round(y), column.getWidth(), Math.max(1, Math.floor(height)));
    }

    boolean has(Kind kind) {
        return places.containsKey(Part.of(kind));
    }

    Rectangle2D place(Part part) {
        return Objects.requireNonNull(places.get(part), part::toString);
    }

    Rectangle2D place(Kind kind) {
        return place(Part.of(kind));
    }

    /** What layer {@code i} of all puts out; of the heads the lower one. */
    Part output(int i) {
        if (i < depth) return new Part(Kind.ENCODER, i);
        if (i == depth && has(Kind.OPINION)) return Part.of(Kind.OPINION);
        if (i == depth) return Part.of(has(Kind.LOG_VAR) ? Kind.LOG_VAR : Kind.MU);
        return i == 2 * depth + 1 ? Part.of(Kind.OUTPUT) : new Part(Kind.DECODER, i - depth - 1);
    }
}
