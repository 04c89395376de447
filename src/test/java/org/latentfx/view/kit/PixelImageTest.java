package org.latentfx.view.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.data.PictureFormat;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class PixelImageTest {
    @Start
    void startToolkit(Stage stage) {
        stage.hide();
    }

    @Test
    void aPaintedTileStandsWhereItWasPutInTheThemesColours() {
        for (Ink ink : Ink.values()) {
            var picture = new PixelImage(5, 4);
            picture.fill(0xff123456);
            picture.paint(new float[] {9, 0, 1, 1, 0}, 1, PictureFormat.grey(2, 2), 2, 1, ink);
            assertEquals(ink.paper(), picture.image().getPixelReader().getArgb(2, 1));
            assertEquals(ink.ink(), picture.image().getPixelReader().getArgb(3, 1));
            assertEquals(ink.ink(), picture.image().getPixelReader().getArgb(2, 2));
            assertEquals(0xff123456, picture.image().getPixelReader().getArgb(1, 1));
            assertEquals(0xff123456, picture.image().getPixelReader().getArgb(4, 2));
        }
    }

    @Test
    void bytesAndFractionsOfTheSameGreyGetTheSameColour() {
        for (int value = 0; value < 256; value++)
            assertEquals(Ink.LIGHT.argb((byte) value), Ink.LIGHT.argb(value / 255.0), "grey " + value);
        assertEquals(Ink.DARK.ink(), Ink.DARK.argb(1.7));
        assertEquals(Ink.DARK.paper(), Ink.DARK.argb(-0.2));
        assertEquals(Ink.DARK.paper(), Ink.DARK.argb(Double.NaN));
    }

    @Test
    void aTileThatWouldLeaveThePictureIsRefusedWithTheNumbers() {
        var picture = new PixelImage(5, 4);
        var refusal = assertThrows(
                IllegalArgumentException.class,
                () -> picture.paint(new byte[9], 0, PictureFormat.grey(3, 3), 3, 1, Ink.DARK));
        assertEquals("tile 3 × 3 at (3, 1) leaves the picture of 5 × 4", refusal.getMessage());
    }
}
