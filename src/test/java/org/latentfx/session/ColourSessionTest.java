package org.latentfx.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentfx.data.ColourShapes;
import org.latentfx.data.ImageSet;
import org.latentfx.data.PictureFormat;
import org.latentfx.data.drawing.Canvas;
import org.latentfx.io.PngFile;
import org.latentfx.math.Kernels;
import org.latentfx.session.concurrent.HandDriven;
import org.latentfx.session.concurrent.Turns;
import org.latentfx.session.concurrent.UndoStack;

/** A folder of pictures in colour, opened in the window's session. */
class ColourSessionTest {
    private static final int SIDE = 8;

    private final Turns fx = new Turns(() -> this.session.activityProperty().get());
    private final Session session = new Session(
            Kernels.named("ejml"), 1, Runnable::run, Runnable::run, fx::add, new UndoStack(), new HandDriven().clock);

    @TempDir
    Path folder;

    @BeforeEach
    void openAFolder() throws IOException {
        ColourShapes.write(folder, SIDE, 60);
        session.chooseData(folder.toString());
        fx.until(() -> session.run().dataProperty().get() != null
                && session.encodings().completeProperty().get()
                && session.probe().breakdownProperty().get() != null);
    }

    @AfterEach
    void end() {
        session.close();
    }

    @Test
    void everything_shown_is_in_colour() {
        var colour = new PictureFormat(SIDE, SIDE, 3);
        assertEquals(colour, session.probe().inputProperty().get().format());
        assertEquals(colour, session.encodings().reconstructionsProperty().get().format());
        float[] decoded = session.explorer().picture();
        assertNotNull(decoded);
        assertEquals(colour.values(), decoded.length);
    }

    @Test
    void a_dropped_picture_is_read_in_colour_as_those_of_the_folder_are() {
        ImageSet train = session.run().dataProperty().get().train();
        session.pictures().open(folder.resolve("disc").resolve("00000.png"));
        fx.until(() -> "00000.png".equals(session.probe().inputProperty().get().name()));
        byte[] drawn = ColourShapes.pixels(SIDE, 1);
        float[] expected = new float[train.valuesPerImage()];
        for (int i = 0; i < expected.length; i++) expected[i] = (drawn[i] & 0xff) / 255f;
        assertArrayEquals(expected, session.probe().inputProperty().get().pixels());
        session.pictures().take("grey", () -> new PngFile.Grey(1, 1, new float[] {0.2f}));
        fx.until(() -> "grey".equals(session.probe().inputProperty().get().name()));
        for (float value : session.probe().inputProperty().get().pixels()) assertEquals(0.2f, value, 1e-6f);
    }

    @Test
    void nobody_draws_in_colour() {
        var before = session.probe().inputProperty().get();
        assertFalse(session.probe().drawable());
        session.probe().draw(Canvas.EMPTY.stroke(30, 30, 190, 40, 9, false));
        session.probe().keepDrawing();
        assertSame(before, session.probe().inputProperty().get());
        assertTrue(session.probe().canvasProperty().get().isEmpty());
    }
}
