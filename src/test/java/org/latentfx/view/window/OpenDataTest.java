package org.latentfx.view.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.latentfx.session.data.DataOpening;
import org.latentfx.session.run.Run.Status;
import org.latentfx.view.data.DataDialog;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.kit.WindowSample;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class OpenDataTest {
    @TempDir
    Path folder;

    private final FxRobot robot = new FxRobot();
    private SmallSession small;
    private MainWindow window;

    @Start
    void show(Stage stage) {
        small = new SmallSession();
        window = WindowSample.show(stage, small.session, 1100, 700);
    }

    @AfterEach
    void end() {
        small.close();
    }

    /** Two folders of twenty pictures of 12 × 10 each: bars that stand and bars that lie. */
    private String bars() throws IOException {
        for (String name : new String[] {"lying", "standing"}) {
            Path own = Files.createDirectory(folder.resolve(name));
            for (int i = 0; i < 20; i++) {
                var image = new BufferedImage(12, 10, BufferedImage.TYPE_INT_RGB);
                for (int p = 0; p < 10; p++)
                    image.setRGB(name.equals("lying") ? p : i % 12, name.equals("lying") ? i % 10 : p, 0xFFFFFF);
                ImageIO.write(image, "png", own.resolve(i + ".png").toFile());
            }
        }
        return folder.toString();
    }

    private DataOpening opening() {
        return small.session.dataOpening();
    }

    private void look(String path) {
        robot.interact(() -> opening().look(path));
        SmallSession.until(() -> opening().foundProperty().get() != null
                || !opening().refusalProperty().get().isEmpty());
    }

    private String facts() {
        var text = new StringBuilder();
        for (Node line : robot.lookup("#data-facts .label").queryAll())
            text.append(((Label) line).getText()).append('\n');
        return text.toString();
    }

    @Test
    void a_folder_is_looked_at_changed_taken_and_trained_on() throws IOException {
        small.untilStatus(Status.PAUSED);
        look(bars());
        assertTrue(facts().contains("40 pictures, 4 of them held out"), facts());
        assertTrue(robot.lookup("#data-pictures").query().getLayoutBounds().getHeight() > 100);
        assertTrue(facts().contains("2 classes: lying: 20 · standing: 20"), facts());
        robot.interact(() -> robot.lookup("#data-size").queryAs(TextField.class).setText("8"));
        robot.clickOn("#data-size").type(KeyCode.ENTER);
        SmallSession.until(() -> opening().foundProperty().get() != null
                && opening().foundProperty().get().split().train().width() == 8);
        robot.interact(
                () -> robot.lookup("#data-invert").queryAs(CheckBox.class).fire());
        SmallSession.until(() -> opening().foundProperty().get() != null
                && opening().foundProperty().get().split().train().pixels()[63] == (byte) 255);
        robot.clickOn("#data-take");
        SmallSession.until(() -> small.session.run().dataProperty().get().name().equals(folder.toString()));
        assertNull(opening().askedProperty().get());
        small.untilStatus(Status.PAUSED);
        robot.interact(small.session.commands()::play);
        SmallSession.until(() -> small.session.run().stepProperty().get() > 5);
    }

    @Test
    void what_cannot_be_read_is_told_in_the_dialog_and_escape_leaves_everything_as_it_was() {
        small.untilStatus(Status.PAUSED);
        var before = small.session.run().dataProperty().get();
        look(folder.resolve("nothing").toString());
        assertTrue(facts().contains("There is no data set, file or folder"), facts());
        assertTrue(robot.lookup("#data-take").query().isDisabled());
        robot.type(KeyCode.ESCAPE);
        assertFalse(robot.lookup("#data-dialog").queryAs(DataDialog.class).isDisplay());
        assertEquals(before, small.session.run().dataProperty().get());
    }

    /** A table of {@code rows} pictures of {@code pixels} each, with so many classes, or none. */
    private String table(int rows, int pixels, int classes) throws IOException {
        var text = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            if (classes > 0) text.append(i % classes).append(',');
            for (int p = 0; p < pixels; p++) text.append(p == 0 ? "" : ",").append(i * 31 % pixels == p ? 255 : p % 7);
            text.append('\n');
        }
        Path file = folder.resolve(rows + ".csv");
        Files.writeString(file, text);
        return file.toString();
    }

    private void open(String path, int side) {
        look(path);
        assertEquals("", opening().refusalProperty().get());
        robot.clickOn("#data-take");
        SmallSession.until(
                () -> small.session.run().dataProperty().get().train().width() == side);
        small.untilStatus(Status.PAUSED);
        robot.interact(small.session.commands()::play);
        SmallSession.until(() -> small.session.run().stepProperty().get() > 3
                && small.session.encodings().pointsProperty().get() != null
                && small.session.encodings().pointsProperty().get().images().width() == side
                && small.session.encodings().reconstructionsProperty().get() != null);
        robot.interact(() -> small.session.probe().takeImage(1));
        robot.interact(small.session.commands()::pause);
    }

    @Test
    void the_smallest_pictures_in_256_classes_and_large_ones_without_labels_are_shown() throws IOException {
        small.untilStatus(Status.PAUSED);
        open(table(2560, 16, 256), 4);
        open(table(30, 128 * 128, 0), 128);
        assertEquals(
                1, small.session.run().dataProperty().get().test().classNames().size());
    }
}
