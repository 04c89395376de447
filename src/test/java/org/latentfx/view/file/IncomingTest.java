package org.latentfx.view.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.latentfx.data.DataImport;
import org.latentfx.data.DataImport.Meaning;
import org.latentfx.data.DataImport.Size;
import org.latentfx.data.PictureFormat;
import org.latentfx.io.PngFile;
import org.latentfx.session.concurrent.Message;
import org.latentfx.session.probe.ImageProbe;
import org.latentfx.session.run.Run.Status;
import org.latentfx.view.kit.SmallSession;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class IncomingTest {
    @TempDir
    Path folder;

    private final FxRobot robot = new FxRobot();
    private SmallSession small;
    private Incoming incoming;

    @Start
    void start(Stage stage) {
        small = new SmallSession();
        incoming = new Incoming(small.session);
    }

    @AfterEach
    void end() {
        small.close();
    }

    private void ready() {
        small.untilStatus(Status.PAUSED);
        SmallSession.until(() -> probe().inputProperty().get() != null);
    }

    private ImageProbe probe() {
        return small.session.probe();
    }

    private void paste(Consumer<ClipboardContent> put) {
        robot.interact(() -> {
            var content = new ClipboardContent();
            put.accept(content);
            Clipboard.getSystemClipboard().setContent(content);
            incoming.paste(Clipboard.getSystemClipboard());
        });
    }

    private String asked() {
        var asked = small.session.dataOpening().askedProperty().get();
        return asked == null ? "" : asked.path();
    }

    private Message said() {
        return small.session.messageProperty().get();
    }

    /** A bar that stands in the right half, dark on bright. */
    private static WritableImage bar() {
        var image = new WritableImage(20, 20);
        for (int y = 0; y < 20; y++)
            for (int x = 0; x < 20; x++)
                image.getPixelWriter().setColor(x, y, x >= 10 && y > 2 && y < 17 ? Color.BLACK : Color.WHITE);
        return image;
    }

    @Test
    void a_copied_picture_is_probed_and_a_copied_word_is_refused_in_words() {
        ready();
        paste(content -> content.putImage(bar()));
        SmallSession.until(() -> probe().inputProperty().get().name().equals("from the clipboard"));
        assertEquals(0, probe().inputProperty().get().pixels()[32]);
        assertTrue(probe().inputProperty().get().pixels()[37] > 0.9);
        paste(content -> content.putString("a word"));
        assertTrue(said().sentence().startsWith("The clipboard holds nothing"), said().sentence());
        assertEquals("from the clipboard", probe().inputProperty().get().name());
    }

    @Test
    void a_copied_sheet_is_kept_in_a_file_and_cut_into_tiles() {
        ready();
        robot.interact(() -> small.session.dataOpening().keepIn(folder.resolve("kept")));
        paste(content -> content.putImage(bar()));
        SmallSession.until(() -> said() != null && !said().choices().isEmpty());
        robot.interact(() -> said().choices().get(0).action().run());
        var opening = small.session.dataOpening();
        SmallSession.until(() -> !opening.refusalProperty().get().isEmpty());
        assertTrue(asked().startsWith(folder.resolve("kept").toString()), asked());
        var tiles = new Meaning("", "", null, new Size(5, 10));
        robot.interact(() -> opening.change(DataImport.GUESSED.with(tiles)));
        SmallSession.until(() -> opening.foundProperty().get() != null);
        assertEquals(8, opening.foundProperty().get().description().images());
    }

    @Test
    void a_copied_folder_and_the_path_of_one_as_text_are_looked_at_as_data() throws IOException {
        ready();
        paste(content -> content.putFiles(List.of(folder.toFile())));
        SmallSession.until(() -> asked().equals(folder.toString()));
        Path other = Files.createDirectory(folder.resolve("with a space"));
        paste(content -> content.putString("\"" + other + "\"\n"));
        SmallSession.until(() -> asked().equals(other.toString()));
        paste(content -> content.putString(folder.toUri().toString()));
        SmallSession.until(() -> asked().equals(folder.toString()));
    }

    @Test
    void a_copied_picture_file_is_probed_and_one_click_makes_it_a_sheet() {
        ready();
        Path sheet = folder.resolve("sheet.PNG");
        float[] pixels = new float[64];
        for (int p = 0; p < 64; p++) pixels[p] = p % 8 == 3 ? 1 : 0;
        PngFile.write(sheet, PictureFormat.grey(8, 8), pixels);
        paste(content -> content.putFiles(List.of(sheet.toFile())));
        SmallSession.until(() -> probe().inputProperty().get().name().equals("sheet.PNG"));
        assertEquals("", asked());
        robot.interact(() -> said().choices().get(0).action().run());
        assertEquals(sheet.toString(), asked());
    }

    @Test
    void several_copied_files_are_not_guessed_at() throws IOException {
        ready();
        Path a = Files.createFile(folder.resolve("a.npy"));
        Path b = Files.createFile(folder.resolve("b.npy"));
        paste(content -> content.putFiles(List.of(a.toFile(), b.toFile())));
        assertTrue(said().sentence().startsWith("Several files"), said().sentence());
        assertNull(small.session.dataOpening().askedProperty().get());
    }
}
