package org.latentfx.view.compare;

/**
 * How a column of the sheet is divided, in pixels from its top left corner; all columns of a sheet alike. From the top:
 * name, table beside the map or above it, picture, strip of reconstructions, strip of samples. Pure; any thread.
 *
 * @param width of each column
 * @param beside whether the table stands right of the map
 * @param row height of a row of the table
 * @param table where its first row begins
 * @param map where the map begins
 * @param mapWidth its width
 * @param mapHeight its height
 * @param picture where the picture begins
 * @param pictureEdge its longest side
 * @param strip where the strip begins
 * @param stripHeight its height
 * @param samples where the strip of samples begins, which is as high
 */
record ColumnGeometry(
        double width,
        boolean beside,
        double row,
        double table,
        double map,
        double mapWidth,
        double mapHeight,
        double picture,
        double pictureEdge,
        double strip,
        double stripHeight,
        double samples) {
    static final double HEADER = 40;
    static final double SIDE = 12;
    static final double VALUES = 84;

    private static final double GAP = 8;

    /** From here on the table has room beside the map. */
    private static final double ROOMY = 250;

    private static final double ROW = 22;
    private static final double LOW_ROW = 18;
    private static final double LEAST_MAP = 96;
    private static final double LEAST_PICTURE = 48;
    private static final double LEAST_STRIP = 24;

    /** The least height in which {@code rows} can be read and a map be seen. */
    static double leastHeight(double width, int rows) {
        double below = LEAST_PICTURE + 2 * LEAST_STRIP + 4 * GAP;
        return width >= ROOMY
                ? HEADER + Math.max(rows * LOW_ROW, LEAST_MAP) + below
                : HEADER + rows * LOW_ROW + GAP + LEAST_MAP + below;
    }

    /** Of a column {@code width × height} with so many rows in its table. */
    static ColumnGeometry of(double width, double height, int rows) {
        boolean beside = width >= ROOMY;
        double row = beside && rows * ROW <= height - HEADER - 220 ? ROW : LOW_ROW;
        double tile = (width - 2 * SIDE - 7 * 4) / 8;
        double strip = Math.max(LEAST_STRIP, Math.min(tile, 0.1 * height));
        double picture = Math.max(LEAST_PICTURE, Math.min(96, 0.15 * height));
        double map = HEADER + (beside ? 0 : rows * row + GAP);
        double below = map + LEAST_MAP + 4 * GAP; // what lies under the map gives way to it
        picture = Math.max(LEAST_PICTURE, Math.min(picture, height - below - 2 * strip));
        strip = Math.max(LEAST_STRIP, Math.min(strip, (height - below - picture) / 2));
        double room = height - map - picture - 2 * strip - 4 * GAP;
        double mapWidth = width - 2 * SIDE - (beside ? VALUES + GAP : 0);
        double mapHeight = Math.max(LEAST_MAP, room);
        double under = map + mapHeight + GAP;
        double strips = under + picture + GAP;
        return new ColumnGeometry(
                width,
                beside,
                row,
                HEADER,
                map,
                mapWidth,
                mapHeight,
                under,
                picture,
                strips,
                strip,
                strips + strip + GAP);
    }

    /** Where the values of the table stand. */
    double valuesLeft() {
        return beside ? width - SIDE - VALUES : SIDE;
    }

    double valuesWidth() {
        return beside ? VALUES : width - 2 * SIDE;
    }
}
