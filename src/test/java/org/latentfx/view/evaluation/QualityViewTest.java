package org.latentfx.view.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.session.quality.QualityFigures;
import org.latentfx.session.quality.SampledClasses;
import org.latentfx.session.run.Run.Status;
import org.latentfx.view.decoder.DecoderView;
import org.latentfx.view.kit.CutOff;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.kit.Tips;
import org.latentfx.view.kit.WindowSample;
import org.latentfx.view.window.Preferences;
import org.latentfx.view.window.Themes;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class QualityViewTest {
    private SmallSession small;
    private QualityFigures source;
    private QualityView view;
    private DecoderView decoder;

    @Start
    void start(Stage stage) {
        small = new SmallSession();
        source = small.session.quality();
        view = new QualityView(source);
        decoder = new DecoderView(small.session.explorer()).judgedBy(source.judges());
        view.setPrefSize(420, 300);
        var scene = new Scene(new HBox(view, decoder));
        new Themes(new Preferences(), true).dress(scene);
        stage.setScene(scene);
        stage.sizeToScene();
        stage.setX(0);
        stage.setY(0);
        stage.show();
    }

    @AfterEach
    void end() {
        small.close();
    }

    private List<String> words() {
        return WindowSample.words(view);
    }

    private String verdict() {
        return ((Label) decoder.lookup("#verdict")).getText();
    }

    @Test
    void samplesAreMeasuredWhenAskedForAndTheirClassesFollowTheModelWhileSomebodyLooks(FxRobot robot) {
        small.untilStatus(Status.PAUSED);
        SmallSession.until(source::ready);
        assertTrue(decoder.lookup("#verdict-learn").isVisible(), "offered");
        assertNull(source.judges().judgeProperty().get(), "nothing is trained that nobody asked for");
        robot.interact(small.session.commands()::stepOnce);
        SmallSession.until(() -> small.session.run().stepProperty().get() == 1);
        robot.clickOn("#quality-measure");
        SmallSession.until(() -> source.foundProperty().get() != null);
        var found = source.foundProperty().get();
        assertNotNull(found);
        var words = words();
        assertTrue(words.stream()
                .anyMatch(text -> text.startsWith(Figures.loss(found.value().frechet()))));
        assertTrue(words.stream().anyMatch(text -> text.contains("not Inception’s")), words.toString());
        for (var cell : view.lookupAll(".figure-cell")) assertNotNull(Tips.of(cell));

        var judge = source.judges().judgeProperty().get();
        assertTrue(judge.accuracy() > 0.9, "stripes are easy to tell apart: " + judge.accuracy());
        SmallSession.until(() -> verdict().startsWith("looks like"));
        assertTrue(decoder.lookup("#verdict-learn") instanceof Button offer && !offer.isVisible());
        assertFalse(view.lookup("#quality-learn").isVisible(), "there is one now");
        SmallSession.until(() -> source.classes().histogramProperty().get() != null);
        var first = source.classes().histogramProperty().get();
        assertEquals(SampledClasses.SAMPLES, Arrays.stream(first.counts()).sum());
        robot.interact(small.session.commands()::stepOnce);
        SmallSession.until(() -> source.classes().histogramProperty().get() != first);

        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(List.of(), CutOff.labels(robot));
        var heard = small.session.debug().doctor().evidenceProperty().get().classes();
        assertTrue(heard != null && heard.names().contains("a"), "the doctor knows which classes are made");
        robot.interact(() -> view.setVisible(false));
        var last = source.classes().histogramProperty().get();
        robot.interact(small.session.commands()::reset);
        SmallSession.until(() -> source.foundProperty().get() == null);
        assertSame(judge, source.judges().judgeProperty().get(), "runs share the classifier of their images");
        assertSame(last, source.classes().histogramProperty().get(), "hidden, it follows nothing");
    }
}
