package org.latentfx.view.reconstructions;

/**
 * Where the reconstructions go: bands of columns, each column a picture, what became of it and the error, one under the
 * other. Arithmetic in pixels; immutable.
 *
 * @param tile edge of the square that one picture lies in; how wide a word's room is
 * @param high the same for pictures; how high a word's room is
 * @param columns of a band
 * @param bands under each other
 */
public record TripletGrid(int tile, int high, int columns, int bands) {
    public static final int GAP = 4;
    static final int BAND_GAP = 12;
    private static final int WORD = 72;
    private static final int WIDEST_WORD = 110;
    private static final int WORD_HEIGHT = 22;
    private static final int LEAST = 32;
    private static final int MOST = 112;
    private static final int ENOUGH = 8;

    /**
     * A tile with a whole scale factor has sharp pixels; it is preferred unless it covers this share less of the area.
     */
    private static final double SHARP = 1.15;

    /**
     * The grid that covers most of an area of {@code width × height} with {@code count} pictures whose longest
     * side has {@code edge} pixels. If not all fit, tiles are as high as the area allows.
     */
    public static TripletGrid of(int width, int height, int edge, int count) {
        TripletGrid best = withTile(width, height, Math.max(LEAST, Math.min(2 * edge, (height - 2 * GAP) / 3)), count);
        double covered = 0;
        for (int tile = LEAST; tile <= MOST && 3 * tile + 2 * GAP <= height; tile++) {
            TripletGrid grid = withTile(width, height, tile, count);
            double area = grid.shown(count) * (double) tile * tile * (tile % edge == 0 ? SHARP : 1);
            if (area > covered && grid.shown(count) >= Math.min(count, ENOUGH)) {
                best = grid;
                covered = area;
            }
        }
        return best;
    }

    private static TripletGrid withTile(int width, int height, int tile, int count) {
        int columns = Math.max(1, Math.min(count, (width + GAP) / (tile + GAP)));
        int fit = Math.max(1, (height + BAND_GAP) / (3 * tile + 2 * GAP + BAND_GAP));
        return new TripletGrid(tile, tile, columns, Math.min(fit, (count + columns - 1) / columns));
    }

    /** The grid of as many words as fit, each original over its output. */
    static TripletGrid ofWords(int width, int height, int count) {
        int columns = Math.max(1, Math.min(count, (width + GAP) / (WORD + GAP)));
        int wide = Math.min(WIDEST_WORD, (width + GAP) / columns - GAP);
        int fit = Math.max(1, (height + BAND_GAP) / (3 * WORD_HEIGHT + 2 * GAP + BAND_GAP));
        return new TripletGrid(wide, WORD_HEIGHT, columns, Math.min(fit, (count + columns - 1) / columns));
    }

    /** How many of {@code count} pictures there is room for. */
    public int shown(int count) {
        return Math.min(count, columns * bands);
    }

    public int x(int i) {
        return i % columns * (tile + GAP);
    }

    /** The top of row {@code part} (0 original, 1 output, 2 error) of picture {@code i}. */
    public int y(int i, int part) {
        return i / columns * (3 * high + 2 * GAP + BAND_GAP) + part * (high + GAP);
    }

    /** Which picture lies at (x, y); −1 for none. */
    public int at(double x, double y, int count) {
        int column = (int) Math.floor(x / (tile + GAP));
        int band = (int) Math.floor(y / (3 * high + 2 * GAP + BAND_GAP));
        int i = band * columns + column;
        boolean inside = column >= 0 && column < columns && band >= 0 && i < shown(count);
        return inside && y - y(i, 0) < 3 * high + 2 * GAP ? i : -1;
    }
}
