package org.latentfx.view.map.paint;

import org.latentfx.analysis.plane.Grid;

/**
 * Draws a field of colours, one a cell of a grid on the plane, over a raster: interpolated between cell centres and
 * clipped at the grid's edges. As slanted lines it stays readable over other fields. FX thread only.
 */
final class FieldPainter {
    /** Slanted lines: one line of so many pixels in so many. */
    private static final int LINE = 2;

    private static final int PERIOD = 7;

    private final int[] target;
    private final int columns;
    private final int rows;
    private int[] cell = new int[0];
    private int[] share = new int[0];

    /** Draws into {@code target} (columns × rows, premultiplied). */
    FieldPainter(int[] target, int columns, int rows) {
        this.target = target;
        this.columns = columns;
        this.rows = rows;
    }

    /** {@code colours}: premultiplied, one a cell; {@code density}: raster pixels per pixel of the axes. */
    void paint(Axes2D axes, double density, Grid grid, int[] colours, boolean lines) {
        int from = clamp(axes.px(grid.left()) * density, columns);
        int to = clamp(axes.px(grid.right()) * density, columns);
        int top = clamp(axes.py(grid.top()) * density, rows);
        int bottom = clamp(axes.py(grid.bottom()) * density, rows);
        prepare(axes, density, grid, from, to);
        int[] redBlue = new int[grid.columns()];
        int[] alphaGreen = new int[grid.columns()];
        int period = Math.max(PERIOD, (int) Math.round(PERIOD * density));
        int line = Math.max(1, (int) Math.round(LINE * density * 0.75));
        for (int y = top; y < bottom; y++) {
            double v = (grid.top() - axes.y((y + 0.5) / density)) / grid.cellHeight() - 0.5;
            int upper = lower(v, grid.rows());
            between(colours, upper, Math.min(upper + 1, grid.rows() - 1), share(v - upper), redBlue, alphaGreen);
            for (int x = from; x < to; x++) {
                if (lines && (x + y) % period >= line) continue;
                int c = cell[x];
                int s = share[x];
                int next = Math.min(c + 1, redBlue.length - 1);
                int rb = redBlue[c] * (256 - s) + redBlue[next] * s;
                int ag = alphaGreen[c] * (256 - s) + alphaGreen[next] * s;
                int colour = rb >>> 8 & 0xff00ff | ag & 0xff00ff00;
                if (colour != 0) target[y * columns + x] = over(target[y * columns + x], colour);
            }
        }
    }

    /** One row of colours that lies {@code s} 256ths of the way from row {@code upper} to row {@code lower}. */
    private static void between(int[] colours, int upper, int lower, int s, int[] redBlue, int[] alphaGreen) {
        int n = redBlue.length;
        for (int c = 0; c < n; c++) {
            int a = colours[upper * n + c];
            int b = colours[lower * n + c];
            redBlue[c] = (a & 0xff00ff) * (256 - s) + (b & 0xff00ff) * s >>> 8 & 0xff00ff;
            alphaGreen[c] = (a >>> 8 & 0xff00ff) * (256 - s) + (b >>> 8 & 0xff00ff) * s >>> 8 & 0xff00ff;
        }
    }

    private void prepare(Axes2D axes, double density, Grid grid, int from, int to) {
        if (cell.length != columns) {
            cell = new int[columns];
            share = new int[columns];
        }
        for (int x = from; x < to; x++) {
            double u = (axes.x((x + 0.5) / density) - grid.left()) / grid.cellWidth() - 0.5;
            cell[x] = lower(u, grid.columns());
            share[x] = share(u - cell[x]);
        }
    }

    private static int lower(double place, int count) {
        return (int) Math.max(0, Math.min(count - 1, Math.floor(place)));
    }

    private static int share(double rest) {
        return (int) Math.max(0, Math.min(256, Math.round(256 * rest)));
    }

    private static int clamp(double pixel, int most) {
        return (int) Math.max(0, Math.min(most, Math.round(pixel)));
    }

    /** A premultiplied pixel with a premultiplied colour laid over it. */
    static int over(int below, int colour) {
        int rest = 255 - (colour >>> 24);
        rest += rest >>> 7;
        int redBlue = (below & 0xff00ff) * rest >>> 8 & 0xff00ff;
        int alphaGreen = (below >>> 8 & 0xff00ff) * rest & 0xff00ff00;
        return colour + (redBlue | alphaGreen);
    }
}
