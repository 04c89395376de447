package org.latentfx.view.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.analysis.Progress;
import org.latentfx.data.DataImport;
import org.latentfx.data.Datasets;
import org.latentfx.data.Letters;
import org.latentfx.io.data.DataFiles;
import org.latentfx.session.run.Run;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.kit.WindowSample;
import org.latentfx.view.window.MainWindow;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The window of a run on words. */
@ExtendWith(ApplicationExtension.class)
class WordFieldTest {
    private SmallSession small;
    private MainWindow window;

    @Start
    void start(Stage stage) {
        small = new SmallSession();
        var some = DataImport.GUESSED.with(new DataImport.Share(300, 10, 1));
        var words = DataFiles.read(Datasets.WORDS, some, Progress.NONE).split();
        small.session.run().replace(Run.Start.fresh(words, SmallSession.small().fitted(words)));
        window = WindowSample.show(stage, small.session, 1440, 900);
    }

    @AfterEach
    void end() {
        small.close();
    }

    @Test
    void a_word_is_typed_in_place_of_a_drawing_and_taken_apart(FxRobot robot) {
        var probe = small.session.probe();
        SmallSession.until(() -> {
            var now = probe.inputProperty().get();
            return now != null
                    && now.format().letters()
                    && probe.breakdownProperty().get() != null;
        });
        assertFalse(probe.drawable());
        var field = (TextField) window.lookup("#" + WordField.ID);
        robot.interact(window::requestFocus);
        robot.type(KeyCode.D);
        SmallSession.until(field::isFocused);
        robot.interact(() -> {
            field.setText("Café!");
            field.fireEvent(new javafx.event.ActionEvent());
        });
        assertTrue(field.getPseudoClassStates().stream()
                .anyMatch(state -> state.getPseudoClassName().equals("wrong")));
        robot.interact(() -> {
            field.setText("Café");
            field.fireEvent(new javafx.event.ActionEvent());
        });
        var taken = probe.inputProperty().get();
        assertEquals("cafe", Letters.word(taken.pixels(), 0, taken.format()));
        assertEquals(Texts.of("probe.word", "cafe"), taken.name());
        robot.interact(() -> small.session.undo());
        assertEquals(0, probe.inputProperty().get().image());
    }
}
