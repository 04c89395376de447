package org.latentfx.view.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.view.kit.PanelHeader;
import org.latentfx.view.kit.PanelsSample;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class ToolTabsTest {
    private final Preferences preferences = new Preferences();
    private final Region first = new Region();
    private final Region second = new Region();
    private int made;
    private ToolTabs tabs;

    @Start
    void start(Stage stage) {
        tabs = new ToolTabs(preferences).add(Tool.RECONSTRUCTIONS, () -> first).add(Tool.PATH, () -> {
            made++;
            return second;
        });
        PanelsSample.show(stage, tabs, 400, 200);
    }

    @Test
    void aClickShowsAPanelAndHidesTheOthers(FxRobot robot) {
        assertTrue(first.isVisible());
        assertEquals(List.of(first), first.getParent().getChildrenUnmodifiable());
        assertEquals(Tool.RECONSTRUCTIONS.detail(), ((Label) tabs.lookup(".panel-detail")).getText());
        robot.clickOn("#tab-1");
        assertFalse(first.isVisible());
        assertTrue(second.isVisible());
        assertEquals("", ((Label) tabs.lookup(".panel-detail")).getText());
        robot.clickOn("#tab-1");
        assertTrue(second.isVisible(), "one panel is always shown");
    }

    @Test
    void aPanelIsMadeWhenItIsFirstChosenAndThenKept(FxRobot robot) {
        assertEquals(0, made);
        robot.clickOn("#tab-1");
        assertTrue(second.getWidth() > 0, "laid out at once");
        robot.clickOn("#tab-0").clickOn("#tab-1");
        assertEquals(1, made);
        assertTrue(second.isVisible());
        assertFalse(first.isVisible());
    }

    @Test
    void theKeyboardChoosesToo(FxRobot robot) {
        robot.interact(() -> tabs.lookup("#tab-0").requestFocus());
        robot.type(KeyCode.RIGHT, KeyCode.SPACE);
        assertTrue(second.isVisible());
    }

    @Test
    void theChosenPanelIsRemembered(FxRobot robot) {
        robot.clickOn("#tab-1");
        var other = new Region();
        robot.interact(() ->
                new ToolTabs(preferences).add(Tool.RECONSTRUCTIONS, Region::new).add(Tool.PATH, () -> other));
        assertTrue(other.isVisible());
    }

    @Test
    void namesAreShortOnlyWhereTheWholeOnesHaveNoRoom(FxRobot robot) {
        var name = (ToggleButton) tabs.lookup("#tab-0");
        String whole = PanelHeader.spacedCapitals(Tool.RECONSTRUCTIONS.title());
        assertEquals(whole, name.getText());
        double row = name.getHeight() * 1.5;
        assertTrue(name.getParent().getLayoutBounds().getHeight() < row, "one row");
        robot.interact(() -> tabs.getScene().getWindow().setWidth(200));
        assertEquals(PanelHeader.spacedCapitals(Tool.RECONSTRUCTIONS.shortTitle()), name.getText());
        robot.interact(() -> tabs.getScene().getWindow().setWidth(600));
        assertEquals(whole, name.getText());
        assertTrue(name.getParent().getLayoutBounds().getHeight() < row, "one row");
    }

    @Test
    void aPanelThatIsNotOfferedHasNoNameUnlessItIsChosen(FxRobot robot) {
        var offered = new SimpleBooleanProperty();
        robot.interact(() -> tabs.only(Tool.PATH, offered));
        assertFalse(tabs.lookup("#tab-1").isVisible());
        robot.interact(() -> offered.set(true));
        assertTrue(tabs.lookup("#tab-1").isVisible());
        robot.interact(() -> {
            tabs.choose(Tool.PATH);
            offered.set(false);
        });
        assertTrue(tabs.lookup("#tab-1").isVisible(), "while its panel is shown");
        robot.interact(() -> tabs.choose(Tool.RECONSTRUCTIONS));
        assertFalse(tabs.lookup("#tab-1").isVisible());
    }

    @Test
    void aPanelGivesWayToWhatAnotherKindOfModelHas(FxRobot robot) {
        var instead = new SimpleObjectProperty<Tool>();
        robot.interact(() -> {
            tabs.givesWay(Tool.PATH, instead).choose(Tool.PATH);
            assertTrue(second.isVisible(), "it has it");
            instead.set(Tool.RECONSTRUCTIONS);
        });
        assertFalse(second.isVisible());
        assertEquals(Tool.RECONSTRUCTIONS, tabs.chosenProperty().getValue());
    }

    @Test
    void aPanelIsChosenByWhatItIsWhateverItsTabSays(FxRobot robot) {
        robot.interact(() -> {
            tabs.lookup("#tab-1").setAccessibleText("Weg");
            tabs.choose(Tool.PATH);
        });
        assertTrue(second.isVisible());
    }

    @Test
    void anUnknownRememberedPanelCountsAsNone(FxRobot robot) {
        for (Object bad : List.of("PATHS", 1.0, true)) {
            var first = new Region();
            robot.interact(() -> new ToolTabs(new Preferences(Map.of("tool", bad), values -> {}))
                    .add(Tool.RECONSTRUCTIONS, () -> first)
                    .add(Tool.PATH, Region::new));
            assertTrue(first.getParent() != null, "with " + bad);
        }
    }
}
