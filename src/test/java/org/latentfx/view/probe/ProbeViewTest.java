package org.latentfx.view.probe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.latentfx.data.PictureFormat;
import org.latentfx.io.PngFile;
import org.latentfx.session.probe.ImageProbe;
import org.latentfx.train.Settings;
import org.latentfx.view.command.Actions;
import org.latentfx.view.kit.DecodedPicture;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.LossUnit;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.SmallSession;
import org.latentfx.view.kit.WindowSample;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class ProbeViewTest {
    private SmallSession small;
    private ImageProbe probe;
    private ProbeView view;

    @TempDir
    Path folder;

    @Start
    void start(Stage stage) {
        small = new SmallSession();
        probe = small.session.probe();
        view = new ProbeView(small.session, new Actions());
        WindowSample.show(stage, view, 340, 320);
    }

    @AfterEach
    void end() {
        small.close();
    }

    private void ready() {
        SmallSession.until(() -> probe.breakdownProperty().get() != null && !shown().isEmpty());
    }

    private List<BreakdownRow> shown() {
        return view.breakdown().rows().stream().filter(BreakdownRow::isVisible).toList();
    }

    private String last(int row) {
        String text = shown().get(row).text();
        return text.substring(text.lastIndexOf(' ') + 1);
    }

    /** Whether the lines shown add up to the last one, digit for digit, or say that they are rounded. */
    private boolean trueAsShown() {
        var sum = BigDecimal.ZERO;
        int rows = shown().size();
        for (int i = 0; i < rows - 1; i++) sum = sum.add(new BigDecimal(last(i).replace('−', '-')));
        boolean exact = sum.compareTo(new BigDecimal(last(rows - 1))) == 0;
        return exact != shown().get(rows - 1).text().startsWith("−ELBO, rounded");
    }

    @Test
    void theFirstHeldOutImageIsTakenApartAndItsLinesAddUpOrSayTheyAreRounded(FxRobot robot) {
        ready();
        assertEquals(4, shown().size(), "reconstruction, two latents, total");
        assertTrue(shown().get(0).text().startsWith("reconstruction −log p(x|z)"));
        assertTrue(shown().get(1).text().matches("\\+ KL z[01] μ −?\\d\\.\\d\\d σ \\d\\.\\d\\d .*"));
        for (LossUnit unit : LossUnit.values()) {
            robot.clickOn("#probe-unit").clickOn(unit.ofOneImage());
            assertTrue(
                    trueAsShown(),
                    unit + ": " + shown().stream().map(BreakdownRow::text).toList());
        }
    }

    @Test
    void withAnotherWeightOfKlWhatTrainingMinimisesStandsBelowTheBound(FxRobot robot) {
        ready();
        var session = small.session;
        robot.interact(() -> session.commands()
                .change(Settings.BETA.with(
                        session.run().hyperparametersProperty().get(), 4.0)));
        SmallSession.until(() -> shown().size() == 5);
        assertTrue(
                shown().get(4).text().startsWith("minimised recon. + 4 × KL "),
                shown().get(4).text());
        assertTrue(shown().get(4).formula().startsWith("What training minimises: reconstruction + β × KL = "));
    }

    @Test
    void everyLineHasItsFormulaFilledWithItsNumbers(FxRobot robot) {
        ready();
        robot.interact(() -> {
            var breakdown = probe.breakdownProperty().get();
            int j = shown().get(2).text().startsWith("+ KL z1") ? 1 : 0;
            double mu = breakdown.mu()[j];
            double logVar = breakdown.logVar()[j];
            String kl = shown().get(2).formula();
            assertTrue(kl.contains(Figures.fixed(mu * mu, 4)), kl);
            assertTrue(kl.contains(Figures.fixed(Math.exp(logVar), 4)), kl);
            assertTrue(kl.matches("(?s).*" + last(2) + " nats(, rounded)?"), kl);
            assertTrue(shown().get(0).formula().contains("64 pixel values = " + last(0)));
            assertTrue(shown().get(3).formula().contains("= " + last(0) + " + "));
        });
    }

    @Test
    void thePicturesAreTheInputWhatBecomesOfItAndTheDifference(FxRobot robot) {
        ready();
        robot.interact(() -> small.session.probe().takeImage(3));
        robot.interact(() -> view.layout());
        var pictures = view.lookupAll(".decoded-picture").toArray();
        var breakdown = probe.breakdownProperty().get();
        float[] input = probe.inputProperty().get().pixels();
        for (int p = 0; p < 64; p++) {
            assertEquals(Ink.DARK.argb(input[p]), middle((DecodedPicture) pictures[0], p));
            assertEquals(Ink.DARK.argb(breakdown.picture()[p]), middle((DecodedPicture) pictures[1], p));
            float error = Math.abs(input[p] - breakdown.picture()[p]);
            assertEquals(Ink.OfErrors.DARK.argb(error), middle((DecodedPicture) pictures[2], p));
        }
        assertArrayEquals(breakdown.mu(), small.session.explorer().z());
    }

    private DecodedPicture input() {
        return (DecodedPicture) view.lookup(".decoded-picture");
    }

    private static int middle(DecodedPicture picture, int p) {
        PixelImage image = picture.image();
        int square = image.width() / 8;
        return image.pixels()[(p / 8 * square + square / 2) * image.width() + p % 8 * square + square / 2];
    }

    @Test
    void otherLatentsGetTheRoomThatTheirLinesNeed(FxRobot robot) {
        robot.interact(() -> view.getScene().getWindow().setHeight(255));
        ready();
        robot.interact(() -> view.layout());
        double two = input().getWidth();
        robot.interact(() -> small.session
                .commands()
                .change(Settings.LATENTS.with(
                        small.session.run().hyperparametersProperty().get(), 9)));
        SmallSession.until(() -> probe.breakdownProperty().get().mu().length == 9);
        robot.interact(() -> view.getScene().getRoot().layout());
        double nine = input().getWidth();
        robot.interact(() -> {
            view.requestLayout();
            view.layout();
        });
        assertEquals(input().getWidth(), nine);
        assertTrue(nine < two, nine + " after " + two);
    }

    @Test
    void noiseIsChosenAndDrawnAnewAndItsAverageLeavesACloud(FxRobot robot) {
        ready();
        assertFalse(robot.lookup("#probe-resample").query().isVisible());
        robot.clickOn("#probe-noise").clickOn("z = μ + σε with one ε, kept until you draw another");
        float[] z = probe.breakdownProperty().get().samples();
        String both = shown().get(1).text() + shown().get(2).text();
        for (float value : z) assertTrue(both.contains(" z " + Figures.fixed(value, 2)), both);
        robot.clickOn("#probe-resample");
        assertFalse(z[0] == probe.breakdownProperty().get().samples()[0]);
        robot.interact(() -> probe.noise(ImageProbe.Noise.AVERAGED, 8));
        assertEquals(16, probe.breakdownProperty().get().samples().length);
        assertTrue(shown().get(0).text().contains("±"), shown().get(0).text());
        assertTrue(trueAsShown());
    }

    @Test
    void aPictureFileIsProbedAndABrokenOneGetsASentenceAndLosesNothing(FxRobot robot) throws IOException {
        ready();
        Path good = folder.resolve("seven.png");
        float[] pixels = new float[64];
        for (int p = 0; p < 64; p++) pixels[p] = p % 8 == 3 ? 1 : 0;
        PngFile.write(good, PictureFormat.grey(8, 8), pixels);
        robot.interact(() -> small.session.pictures().open(good));
        SmallSession.until(() -> probe.inputProperty().get().name().equals("seven.png"));
        assertArrayEquals(pixels, probe.inputProperty().get().pixels());
        Path broken = Files.writeString(folder.resolve("broken.png"), "no picture");
        robot.interact(() -> small.session.pictures().open(broken));
        SmallSession.until(() -> small.session.messageProperty().get() != null);
        assertTrue(small.session.messageProperty().get().sentence().contains("broken.png"));
        assertEquals("seven.png", probe.inputProperty().get().name());
        robot.interact(small.session::undo);
        assertEquals(0, probe.inputProperty().get().image());
    }
}
