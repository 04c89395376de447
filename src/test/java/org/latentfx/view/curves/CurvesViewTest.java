package org.latentfx.view.curves;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.Point2D;
import javafx.geometry.VerticalDirection;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.model.Likelihood;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.session.run.Run;
import org.latentfx.train.Baseline;
import org.latentfx.train.Event;
import org.latentfx.train.History;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Loss;
import org.latentfx.train.Measurement;
import org.latentfx.train.Preset;
import org.latentfx.train.Series;
import org.latentfx.train.Settings;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.LossUnit;
import org.latentfx.view.kit.PanelsSample;
import org.latentfx.view.kit.Theme;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class CurvesViewTest {
    private final Run run = PanelsSample.run();
    private final History history = PanelsSample.filled(History.EMPTY, 1000)
            .plus(List.of(new Event.SettingChanged<>(500, Settings.BETA, 0.5, 1.0)));
    private CurvesView view;
    private CurvePlot plot;

    @Start
    void start(Stage stage) {
        view = new CurvesView(run.historyProperty(), run.statusProperty().map(now -> now == Run.Status.TRAINING));
        plot = (CurvePlot) view.lookup(".curve-plot");
        plot.show(history);
        PanelsSample.show(stage, view, 640, 320);
    }

    /** The place on the screen of a share of the plot's width. */
    private Point2D at(double share) {
        Node picture = picture();
        return picture.localToScreen(picture.getBoundsInLocal().getWidth() * share, 60);
    }

    private ImageView picture() {
        return (ImageView) plot.getChildrenUnmodifiable().get(0);
    }

    private int pixelsOf(Quantity quantity) {
        Image image = picture().getImage();
        int argb = quantity.argb(Theme.isDark(view).getValue());
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++)
            for (int x = 0; x < image.getWidth(); x++)
                if (image.getPixelReader().getArgb(x, y) == argb) count++;
        return count;
    }

    private Set<String> ticks() {
        return plot.lookupAll(".tick").stream()
                .filter(Node::isVisible)
                .map(label -> ((Text) label).getText())
                .collect(Collectors.toSet());
    }

    private String text(String id) {
        return ((Label) plot.lookup("#" + id)).getText();
    }

    /** The headless robot turns the wheel the other way round than a screen's: DOWN zooms in. */
    private static final VerticalDirection ZOOM_IN = VerticalDirection.DOWN;

    /** One move alone, where the robot makes several on its way. */
    private static MouseEvent move(Point2D to) {
        var none = MouseButton.NONE;
        double x = to.getX();
        double y = to.getY();
        return new MouseEvent(
                MouseEvent.MOUSE_MOVED,
                x,
                y,
                x,
                y,
                none,
                0,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                null);
    }

    /** What the next frame would bring. */
    private void settle(FxRobot robot) {
        robot.interact(() -> {
            view.applyCss();
            view.layout();
        });
    }

    @Test
    void allThreeLossesAreDrawnInTheirColours() {
        for (Quantity quantity : Quantity.choice(ModelKind.VAE))
            assertTrue(pixelsOf(quantity) > 300, quantity + " is drawn");
    }

    @Test
    void aQuantitySwitchedOffIsNotDrawnAndTheLastOneCannotBe(FxRobot robot) {
        robot.clickOn("#curves-total").clickOn("#curves-kl");
        settle(robot);
        assertEquals(0, pixelsOf(Quantity.TOTAL));
        assertEquals(0, pixelsOf(Quantity.KL));
        robot.clickOn("#curves-reconstruction");
        settle(robot);
        assertTrue(((ToggleButton) view.lookup("#curves-reconstruction")).isSelected());
        assertTrue(pixelsOf(Quantity.RECONSTRUCTION) > 300);
    }

    @Test
    void ofEachKindOfModelItsOwnLossesAreDrawnChosenAndTold(FxRobot robot) {
        History course = History.EMPTY;
        double[] losses = {1.25, 0.75, 0.625, 0.375};
        for (int i = 1; i <= 300; i++) course = course.plusTrain(i, ModelKind.GAN.losses(), losses, Double.NaN);
        var game = course.plusHeldOut(300, ModelKind.GAN.losses(), losses, Double.NaN);
        var words = words(robot, game, Preset.GAN.hyperparameters());
        for (Quantity quantity : Quantity.choice(ModelKind.GAN)) assertTrue(pixelsOf(quantity) > 200, quantity + "");
        assertTrue(holds(words, "D\\(real\\) 0\\.62.*"), words.toString());
        assertTrue(view.lookup("#curves-d_fake").isVisible());
        assertFalse(view.lookup("#curves-kl").isVisible(), "nobody chooses what is not there");
        robot.interact(() -> plot.fireEvent(move(plot.screenToLocal(at(0.5)))));
        assertEquals("1.2500", text("readout-discriminator-raw"));
        assertNull(plot.lookup("#readout-total-raw"));
        words(robot, History.EMPTY.plusTrain(1, ModelKind.AE.losses(), new double[] {90}, 0), plain());
        assertFalse(view.lookup("#curves-total").isVisible()
                || view.lookup("#curves-generator").isVisible());
        assertTrue(((ToggleButton) view.lookup("#curves-reconstruction")).isSelected());
    }

    private static Hyperparameters plain() {
        return Settings.MODEL.with(Preset.MAP.hyperparameters(), ModelKind.AE);
    }

    @Test
    void theReadOutTellsTheExactValuesOfTheNearestStep(FxRobot robot) {
        robot.moveTo(at(0.5));
        Label head = (Label) plot.lookup(".curve-readout").lookup(".strong");
        int step = Integer.parseInt(head.getText().replaceAll("[^0-9]", ""));
        assertEquals(500, step, 3);
        Series train = history.train();
        assertEquals(Figures.exact(train.total(step - 1)), text("readout-total-raw"));
        assertEquals(Figures.exact(train.reconstruction(step - 1)), text("readout-reconstruction-raw"));
        assertEquals(Figures.exact(train.kl(step - 1)), text("readout-kl-raw"));
        assertEquals(Figures.exact(history.heldOut().reconstruction(4)), text("readout-reconstruction-held-out"));
        var smooth = new LossCurves(train, plot.look().timeConstant());
        assertEquals(Figures.exact(smooth.smoothed(Quantity.KL).value(step - 1)), text("readout-kl-smoothed"));
        assertTrue(plot.lookup(".curve-readout").lookup(".event").isVisible(), "the event at step 500 is named");
    }

    @Test
    void theReadOutHasRoomForItsWordsFromTheFirstMoveOn(FxRobot robot) {
        Point2D point = plot.screenToLocal(at(0.5));
        robot.interact(() -> plot.fireEvent(move(point)));
        Region readout = (Region) plot.lookup(".curve-readout");
        robot.interact(readout::applyCss);
        assertTrue(readout.getWidth() >= readout.prefWidth(-1), "not cut off");
        assertTrue(readout.getHeight() >= readout.prefHeight(-1), "nor overlapping");
    }

    @Test
    void theUnitChangesTheReadOutAndItsName(FxRobot robot) {
        robot.interact(() -> ((MenuButton) view.lookup("#curves-options"))
                .getItems()
                .get(LossUnit.BITS.ordinal())
                .fire());
        robot.moveTo(at(0.25));
        Label head = (Label) plot.lookup(".curve-readout").lookup(".strong");
        int step = Integer.parseInt(head.getText().replaceAll("[^0-9]", ""));
        assertEquals(Figures.exact(history.train().total(step - 1) / Math.log(2)), text("readout-total-raw"));
        assertTrue(view.lookupAll(".label").stream()
                .anyMatch(l -> ((Label) l).getText().equals("bits per image")));
    }

    @Test
    void theLogarithmicScaleChangesWhereTheLinesRun(FxRobot robot) {
        Image before = copy();
        robot.clickOn("#curves-log");
        settle(robot);
        assertEquals(CurveLook.Scale.LOG, plot.look().scale());
        assertTrue(differs(before, copy()));
        assertTrue(pixelsOf(Quantity.KL) > 300);
    }

    @Test
    void aDivergenceDoesNotSqueezeTheCurvesFlatAndTheChoiceCanBeTakenBack(FxRobot robot) {
        History diverged = PanelsSample.filled(History.EMPTY, 1000);
        for (int i = 1001; i <= 1300; i++) diverged = diverged.plusTrain(i, 4e6 + i, 3e5);
        History last = diverged;
        var log = (ToggleButton) view.lookup("#curves-log");
        assertFalse(log.isSelected());
        robot.interact(() -> plot.show(last));
        settle(robot);
        settle(robot);
        assertTrue(log.isSelected());
        assertTrue(told("nats per image, log scale"));
        assertTrue(ticks().contains("100"), ticks().toString());
        robot.clickOn("#curves-log");
        settle(robot);
        settle(robot);
        assertFalse(log.isSelected() || told("nats per image, log scale"));
        assertEquals(CurveLook.Scale.LINEAR, plot.look().scale());
        robot.interact(() -> {
            plot.look(plot.look().with(CurveLook.Scale.FITTING));
            History below = last;
            for (int i = 1301; i <= 2000; i++) below = below.plusTrain(i, -400 - i % 7, 12);
            plot.show(below);
        });
        settle(robot);
        settle(robot);
        assertTrue(told("nats per image, cut off"), "values below 0 have no logarithm");
    }

    private boolean told(String words) {
        return view.lookupAll(".label").stream().anyMatch(one -> words.equals(((Label) one).getText()));
    }

    private Image copy() {
        Image image = picture().getImage();
        return new javafx.scene.image.WritableImage(
                image.getPixelReader(), (int) image.getWidth(), (int) image.getHeight());
    }

    private static boolean differs(Image a, Image b) {
        for (int y = 0; y < a.getHeight(); y++)
            for (int x = 0; x < a.getWidth(); x++)
                if (a.getPixelReader().getArgb(x, y) != b.getPixelReader().getArgb(x, y)) return true;
        return false;
    }

    @Test
    void zoomingStopsFollowingAndADoubleClickShowsAllAgain(FxRobot robot) {
        robot.moveTo(at(0.4)).scroll(4, ZOOM_IN);
        settle(robot);
        var follow = (ToggleButton) view.lookup("#curves-follow");
        assertFalse(follow.isSelected());
        double first = plot.window().first();
        assertTrue(first > 0 && plot.window().last() < 1000);
        robot.interact(() -> {
            plot.show(PanelsSample.filled(history, 2000));
        });
        settle(robot);
        assertEquals(first, plot.window().first(), "new steps do not move what is looked at");
        robot.doubleClickOn(at(0.5));
        settle(robot);
        assertTrue(follow.isSelected());
        assertEquals(0, plot.window().first());
        assertEquals(2000, plot.window().last());
        assertTrue(ticks().contains("2,000"), ticks().toString());
    }

    @Test
    void draggingMovesAlongTheRun(FxRobot robot) {
        robot.moveTo(at(0.5)).scroll(5, ZOOM_IN);
        settle(robot);
        double first = plot.window().first();
        robot.moveTo(at(0.3)).press(MouseButton.PRIMARY).moveTo(at(0.6)).release(MouseButton.PRIMARY);
        assertTrue(plot.window().first() < first);
        robot.clickOn("#curves-follow");
        assertEquals(1000, plot.window().last());
    }

    @Test
    void anotherHistoryTakesThePlaceOfTheFirst(FxRobot robot) {
        History other = PanelsSample.filled(History.EMPTY, 50);
        robot.interact(() -> plot.show(other));
        settle(robot);
        assertEquals(50, plot.window().last());
    }

    @Test
    void theLightThemeHasItsOwnColours(FxRobot robot) {
        int dark = Quantity.TOTAL.argb(true);
        robot.interact(() -> Theme.of(view.getScene()).darkProperty().set(false));
        settle(robot);
        assertNotEquals(dark, Quantity.TOTAL.argb(false));
        assertTrue(pixelsOf(Quantity.TOTAL) > 300);
    }

    @Test
    void nothingIsPaintedWhileNobodySeesIt(FxRobot robot) {
        robot.interact(() -> view.setVisible(false));
        Image before = copy();
        robot.interact(() -> {
            plot.show(PanelsSample.filled(history, 3000));
        });
        settle(robot);
        assertFalse(differs(before, copy()));
        robot.interact(() -> view.setVisible(true));
        settle(robot);
        assertTrue(differs(before, copy()), "it is brought up to date when it appears");
    }

    @Test
    void aMillionStepsAreDrawnWhole(FxRobot robot) {
        robot.interact(() -> {
            plot.show(PanelsSample.filled(history, 1_000_000));
        });
        settle(robot);
        assertEquals(1_000_000, plot.window().last());
        assertTrue(ticks().contains("1,000,000"), ticks().toString());
        assertTrue(pixelsOf(Quantity.TOTAL) > 300);
    }

    private List<String> words(FxRobot robot, History shown, Hyperparameters with) {
        robot.interact(() -> {
            view.runProperty().set(with);
            plot.show(shown);
        });
        settle(robot);
        settle(robot);
        return Stream.of("note", "line-name", "tick")
                .flatMap(look -> plot.lookupAll("." + look).stream())
                .filter(Node::isVisible)
                .map(label -> ((Text) label).getText())
                .toList();
    }

    private static History measured(History history, double baseline) {
        long step = history.train().step(history.train().size() - 1);
        return history.plus(new Measurement(
                step, step * 128, 1000, new Loss(102, 5), new double[] {2, 3}, 0, 0.05, new Baseline(baseline, 0.07)));
    }

    private static boolean holds(List<String> words, String pattern) {
        return words.stream().anyMatch(text -> text.matches(pattern));
    }

    @Test
    void theMeanImageIsALabelledLineWhereverTheScaleEnds(FxRobot robot) {
        var base = Preset.MAP.hyperparameters();
        History run = PanelsSample.filled(History.EMPTY, 1000);
        assertTrue(holds(words(robot, measured(run, 103), base), "mean image 103.0"));
        assertTrue(holds(words(robot, measured(run, 206.5), base), "mean image 206.5, above"));
        assertTrue(holds(words(robot, measured(run, 103), Preset.WORDS.hyperparameters()), "mean word 103.0"));
        assertTrue(told("nats per word"));
        assertFalse(holds(words(robot, run, base), "mean image.*"), "not measured");
    }

    @Test
    void whatEachStepMinimisedIsDrawnBesideTheBound(FxRobot robot) {
        assertTrue(pixelsOf(Quantity.OBJECTIVE) > 100, "β was 0.5 for the first steps");
        var four = Settings.BETA.with(Preset.MAP.hyperparameters(), 4.0);
        var words = words(robot, PanelsSample.filled(History.EMPTY, 1000), four);
        assertTrue(holds(words, "Loss 120.*"), words.toString());
        assertTrue(pixelsOf(Quantity.OBJECTIVE) > 300);
        var one = Preset.MAP.hyperparameters();
        assertFalse(holds(words(robot, PanelsSample.filled(History.EMPTY, 1000), one), "Loss.*"));
        assertEquals(0, pixelsOf(Quantity.OBJECTIVE));
    }

    @Test
    void lossesBelowZeroStayOnALogarithmicScaleWhichSaysThatItIsLinear(FxRobot robot) {
        robot.clickOn("#curves-log");
        History run = History.EMPTY;
        for (int i = 1; i <= 300; i++) run = run.plusTrain(i, 50 - i, 5);
        var gaussian = Settings.LIKELIHOOD.with(Preset.MAP.hyperparameters(), Likelihood.GAUSSIAN);
        var words = words(robot, run, gaussian);
        assertTrue(words.contains("linear: values below 0 have no logarithm"), words.toString());
        assertTrue(words.contains("below 0: a density may exceed 1"), words.toString());
        assertTrue(words.contains("density of values"), words.toString());
        assertTrue(pixelsOf(Quantity.RECONSTRUCTION) > 300, "drawn to its end");
        assertTrue(ticks().stream().anyMatch(tick -> tick.startsWith("−")), ticks().toString());
    }

    @Test
    void valuesAboveTheScaleAreTold(FxRobot robot) {
        var words = words(robot, PanelsSample.filled(History.EMPTY, 1000), Preset.MAP.hyperparameters());
        assertTrue(holds(words, "highest: 20.*, above this scale"), words.toString());
        robot.interact(() -> plot.look(plot.look().withAll(true)));
        settle(robot);
        assertFalse(holds(words(robot, history, Preset.MAP.hyperparameters()), "highest.*"));
    }

    @Test
    void theNamesOfTheStepsEndWithTheAxis(FxRobot robot) {
        robot.interact(() -> {
            view.setMinSize(0, 0);
            view.getScene().getWindow().setWidth(440);
        });
        words(robot, PanelsSample.filled(History.EMPTY, 2000), Preset.MAP.hyperparameters());
        var beside = texts().filter(text -> text.getText().equals("pixels as they are"))
                .findFirst()
                .orElseThrow();
        var last = texts().filter(text -> text.getText().equals("2,000")).findFirst();
        assertTrue(last.orElseThrow().getBoundsInParent().getMaxX() < beside.getLayoutX(), last.toString());
    }

    @Test
    void inALowBandCurvesComeBeforeWords(FxRobot robot) {
        robot.interact(() -> {
            view.setMinSize(0, 0);
            view.getScene().getWindow().setHeight(200);
        });
        words(robot, PanelsSample.filled(History.EMPTY, 2000), Preset.MAP.hyperparameters());
        double lowest = texts().filter(text -> text.getStyleClass().contains("note"))
                .filter(text -> !text.getText().equals("pixels as they are"))
                .mapToDouble(text -> text.getBoundsInParent().getMaxY())
                .max()
                .orElse(0);
        assertTrue(lowest < plot.getHeight() / 2, lowest + " in " + plot.getHeight());
    }

    private Stream<Text> texts() {
        return plot.lookupAll("Text").stream().filter(Node::isVisible).map(Text.class::cast);
    }

    @Test
    void noFigureIsCutHoweverLargeAndNarrow(FxRobot robot) {
        History run = History.EMPTY;
        for (int i = 1; i <= 300; i++) run = run.plusTrain(i * 10_000L, 152_932_000 - i, 16_730.4 + i);
        run = run.plusHeldOut(3_000_000, 987_654_321, 16_730);
        var four = Settings.BETA.with(Preset.MAP.hyperparameters(), 4.0);
        History huge = run;
        robot.interact(() -> {
            view.setMinSize(0, 0);
            view.getScene().getWindow().setWidth(340);
        });
        var words = words(robot, huge, four);
        assertEquals(
                List.of(), words.stream().filter(text -> text.contains("…")).toList());
        assertTrue(holds(words, "−ELBO 152\\.9M.*"), words.toString());
    }
}
