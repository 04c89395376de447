package org.latentfx.view.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.latentfx.data.PictureFormat;
import org.latentfx.view.kit.PicturePainter.Target;
import org.latentfx.view.reconstructions.TripletGrid;

class PicturePainterTest {
    private static int paintAndRead(float[] values, int columns, int rows, int width, int height, int x, int y) {
        var image = new PixelImage(width + 3, height + 2);
        PicturePainter.paint(
                new PicturePainter.Picture(values, 0, PictureFormat.grey(columns, rows)),
                new PicturePainter.Target(image, 3, 2, width, height),
                v -> (int) Math.round(v * 1000));
        return image.pixels()[(y + 2) * image.width() + x + 3];
    }

    @Test
    void aWholeMultipleHasHardEdges() {
        float[] values = {0, 1, 0.5f, 0.25f};
        for (int y = 0; y < 6; y++)
            for (int x = 0; x < 6; x++)
                assertEquals(Math.round(1000 * values[y / 3 * 2 + x / 3]), paintAndRead(values, 2, 2, 6, 6, x, y));
    }

    @Test
    void otherSizesBlendNeighbours() {
        float[] values = {0, 1};
        int middle = paintAndRead(values, 2, 1, 5, 1, 2, 0);
        assertEquals(500, middle);
        assertEquals(0, paintAndRead(values, 2, 1, 5, 1, 0, 0));
    }

    @Test
    void makingAPictureSmallerKeepsItsMean() {
        var values = new float[64 * 64];
        for (int i = 0; i < values.length; i++) values[i] = (i % 64 + i / 64) % 2;
        for (int x = 2; x < 18; x++) assertEquals(500, paintAndRead(values, 64, 64, 20, 20, x, x), 130);
    }

    @Test
    void aPictureThatIsNotSquareLiesInTheMiddleOfItsSquare() {
        var image = new PixelImage(60, 60);
        assertEquals(new Target(image, 18, 10, 24, 40), Target.inside(image, 10, 10, 40, PictureFormat.grey(6, 10)));
        assertEquals(new Target(image, 10, 18, 40, 24), Target.inside(image, 10, 10, 40, PictureFormat.grey(10, 6)));
        assertEquals(new Target(image, 10, 10, 40, 40), Target.inside(image, 10, 10, 40, PictureFormat.grey(28, 28)));
        assertEquals(
                1, Target.inside(image, 0, 0, 40, PictureFormat.grey(1, 250)).width(), "never nothing");
    }

    @Test
    void aPictureInColourIsPaintedAsItIsAtAnySize() {
        var picture =
                new PicturePainter.Picture(new float[] {9, 1, 0, 0.2f, 0, 0.4f, 1}, 1, new PictureFormat(2, 1, 3));
        var whole = new PixelImage(4, 2);
        PicturePainter.paint(picture, Target.whole(whole), value -> 0);
        assertEquals(0xffff0033, whole.pixels()[0]);
        assertEquals(0xff0066ff, whole.pixels()[7]);
        var between = new PixelImage(3, 1);
        PicturePainter.paint(picture, Target.whole(between), value -> 0);
        assertEquals(0xffff0033, between.pixels()[0]);
        assertEquals(0xff803399, between.pixels()[1], "each channel blends");
        assertEquals(0xff0066ff, between.pixels()[2]);
    }

    @Test
    void aGridCoversAsManyPicturesAsFit() {
        TripletGrid grid = TripletGrid.of(570, 152, 28, 60);
        assertEquals(48, grid.tile());
        assertEquals(11, grid.columns());
        assertEquals(1, grid.bands());
        assertEquals(0, grid.at(0, 0, 60));
        assertEquals(10, grid.at(grid.x(10) + 20, grid.y(10, 2) + 47, 60));
        assertEquals(-1, grid.at(grid.x(10) + 48 + TripletGrid.GAP + 1, 5, 60));
    }

    @Test
    void tilesStayInsideAndLargeEnoughAtEverySize() {
        for (int width = 240; width < 1600; width += 37)
            for (int height = 104; height < 900; height += 41) {
                TripletGrid grid = TripletGrid.of(width, height, 28, 60);
                int last = grid.shown(60) - 1;
                assertTrue(grid.tile() >= 32, grid + " in " + width + " × " + height);
                assertTrue(grid.x(grid.columns() - 1) + grid.tile() <= width, grid + " in " + width);
                assertTrue(grid.y(last, 2) + grid.tile() <= height, grid + " in " + height);
            }
    }
}
