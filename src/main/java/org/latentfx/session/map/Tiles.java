package org.latentfx.session.map;

import org.latentfx.analysis.plane.Manifold;
import org.latentfx.analysis.statistics.Normal;
import org.latentfx.session.map.FieldRequest.Window;

/**
 * Which tiles of a lattice over the prior are decoded: all of them where the map shows much of it, and where it shows a
 * small part the tiles of that part on a lattice two, four, … times as fine. So there are about as many tiles in view
 * at every zoom. The part is rounded outwards, so that a short way over the map asks for nothing new. Immutable.
 *
 * @param scale latent units that stand for one standard deviation of the prior
 * @param side tiles a side of the whole lattice
 * @param across the first tile to the right, and how many
 * @param up the first tile upwards, and how many
 */
record Tiles(double scale, int side, boolean byMass, Span across, Span up) {
    /** Tiles at equal steps cover this many standard deviations of the prior each way. */
    private static final double RANGE = 3;

    /** Tiles in view along a line: at most so many, and more than half of them. */
    private static final double IN_LINE = 32;

    /** At most two to this power times as fine. */
    private static final int FINEST = 6;

    /** A part of the lattice along one axis. */
    record Span(int first, int count) {
        /** From one share of the lattice to another, with a quarter of the view on each side. */
        static Span of(double low, double high, int side, int wholeSide) {
            int step = Math.max(1, wholeSide / 4);
            int first = (int) Math.floor((low * side - step) / step) * step;
            int last = (int) Math.ceil((high * side + step) / step) * step;
            int from = Math.max(0, first);
            return new Span(from, Math.max(1, Math.min(side, last) - from));
        }
    }

    /** @param line whether there is only one latent, with one row of tiles */
    static Tiles of(ManifoldGrid grid, Window window, boolean line, double scale) {
        double left = share(window.left() / scale, grid.byMass());
        double right = share(window.right() / scale, grid.byMass());
        double bottom = share(window.bottom() / scale, grid.byMass());
        double top = share(window.top() / scale, grid.byMass());
        if (line) return along(grid, (window.right() - window.left()) / scale, left, right, scale);
        double widest = Math.max(right - left, top - bottom);
        int level = widest > 0 ? log2(1 / widest) : 0;
        int side = grid.side() << Math.max(0, Math.min(FINEST, level));
        Span all = new Span(0, side);
        boolean part = level > 0;
        Span across = part ? Span.of(left, right, side, grid.side()) : all;
        Span up = part ? Span.of(bottom, top, side, grid.side()) : all;
        return new Tiles(scale, side, grid.byMass(), across, up);
    }

    /** One row of tiles along a line, as large as about so many fit into the view. */
    private static Tiles along(ManifoldGrid grid, double width, double left, double right, double scale) {
        double fitting = IN_LINE * 2 * RANGE / width;
        int level = Math.max(-2, Math.min(FINEST, log2(fitting / grid.side())));
        int side = level < 0 ? Math.max(1, grid.side() >> -level) : grid.side() << level;
        Span across = level > 0 ? Span.of(left, right, side, grid.side()) : new Span(0, side);
        return new Tiles(scale, side, grid.byMass(), across, new Span(0, 1));
    }

    private static int log2(double x) {
        return (int) Math.floor(Math.log(x) / Math.log(2));
    }

    /** Which share of the lattice lies below {@code x}, 0..1. */
    private static double share(double x, boolean byMass) {
        return byMass ? Normal.cumulative(x) : Math.max(0, Math.min(1, (x / RANGE + 1) / 2));
    }

    float[] placesAcross() {
        return places(across);
    }

    /** One place at 0 where there is only one latent. */
    float[] placesUp() {
        return up.count == 1 ? new float[1] : places(up);
    }

    private float[] places(Span span) {
        float[] all = byMass ? Normal.quantiles(side) : Manifold.uniform(side, RANGE);
        float[] places = new float[span.count];
        for (int i = 0; i < places.length; i++) places[i] = (float) (scale * all[span.first + i]);
        return places;
    }
}
