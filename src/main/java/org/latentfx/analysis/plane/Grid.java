package org.latentfx.analysis.plane;

/**
 * A window on a plane cut into {@code columns × rows} equal cells, in the plane's coordinates (a to the right, b
 * upwards), row 0 at the top. Values over a grid are row-major, one a cell, taken at the cells' centres. Immutable.
 */
public record Grid(double left, double right, double bottom, double top, int columns, int rows) {
    public Grid {
        if (!(left < right && bottom < top) || columns < 1 || rows < 1)
            throw new IllegalArgumentException("grid: found a " + left + ".." + right + ", b " + bottom + ".." + top
                    + ", " + columns + " × " + rows + " cells, expected rising ranges and at least one cell");
    }

    /** −range..range both ways, {@code side × side} cells. */
    public static Grid square(double range, int side) {
        return new Grid(-range, range, -range, range, side, side);
    }

    public int cells() {
        return columns * rows;
    }

    public double cellWidth() {
        return (right - left) / columns;
    }

    public double cellHeight() {
        return (top - bottom) / rows;
    }

    /** a at the centre of {@code column}. */
    public double a(int column) {
        return left + (column + 0.5) * cellWidth();
    }

    /** b at the centre of {@code row}. */
    public double b(int row) {
        return top - (row + 0.5) * cellHeight();
    }
}
