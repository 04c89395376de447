package org.latentfx.view.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.latentfx.io.exchange.ExportKind;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.Clock;
import org.latentfx.session.export.Exporter;
import org.latentfx.session.run.Run.Status;
import org.latentfx.view.command.Actions;
import org.latentfx.view.command.Command;
import org.latentfx.view.kit.SmallSession;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;

/** Files are written when the test says so. */
@ExtendWith(ApplicationExtension.class)
class ExportProgressTest {
    private final FxRobot robot = new FxRobot();
    private final Queue<Runnable> writing = new ConcurrentLinkedQueue<>();
    private final List<String> said = new ArrayList<>();
    private SmallSession small;
    private Exporter exporter;
    private ExportProgress progress;

    @TempDir
    Path folder;

    @BeforeEach
    void trainAModel() {
        small = new SmallSession();
        small.untilStatus(Status.PAUSED);
        SmallSession.until(() -> small.session.run().modelProperty().get() != null);
        var background = new Background(
                writing::add, Platform::runLater, Clock.SYSTEM, new SimpleObjectProperty<>(false), said::add);
        robot.interact(() -> {
            exporter = new Exporter(small.session.run(), background);
            progress = new ExportProgress(exporter);
        });
    }

    @AfterEach
    void end() {
        small.close();
    }

    private Path export() {
        Path file = folder.resolve("codes.npz");
        robot.interact(() -> exporter.export(ExportKind.named("npz"), file));
        return file;
    }

    @Test
    void whatTakesAWhileIsShownUntilItIsWritten() {
        assertFalse(progress.isVisible());
        Path file = export();
        SmallSession.until(progress::isVisible);
        assertEquals("Writing codes.npz", ((Label) progress.getChildren().get(0)).getText());
        writing.remove().run();
        SmallSession.until(() -> !progress.isVisible() && !said.isEmpty());
        assertTrue(said.get(0).startsWith("Saved " + file), said.get(0));
        assertTrue(Files.exists(file));
    }

    @Test
    void theButtonGivesItUp() {
        Path file = export();
        SmallSession.until(progress::isVisible);
        robot.interact(() -> ((Button) progress.lookup("#export-cancel")).fire());
        assertFalse(progress.isVisible());
        writing.remove().run();
        assertFalse(Files.exists(file));
    }

    @Test
    void theMenuHasARowForEachFormAndNoneWhileOneIsWritten() {
        var actions = new Actions();
        new ExportCommands(exporter, new SimpleObjectProperty<>(), () -> null, progress).addTo(actions);
        var ids = new java.util.ArrayList<>(
                ExportKind.ALL.stream().map(kind -> "export-" + kind.key()).toList());
        ids.add("export-growth");
        ids.add("export-path");
        assertEquals(ids, actions.all().stream().map(Command::id).toList());
        for (Command row : actions.all()) {
            assertEquals("Export", row.submenu());
            assertEquals(!row.id().equals("export-path"), row.possible().getValue(), "no path is found yet");
        }
        export();
        for (Command row : actions.all()) assertFalse(row.possible().getValue(), row.id());
    }

    @Test
    void anEndingIsAddedToANameWithoutOne() {
        assertEquals(Path.of("a", "b.npz"), ExportCommands.named(Path.of("a", "b"), ExportKind.named("npz")));
        assertEquals(Path.of("a", "b.x"), ExportCommands.named(Path.of("a", "b.x"), ExportKind.named("npz")));
    }
}
