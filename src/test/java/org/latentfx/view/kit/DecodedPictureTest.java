package org.latentfx.view.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.latentfx.data.PictureFormat;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class DecodedPictureTest {
    private final DecodedPicture picture = new DecodedPicture();

    @Start
    void start(Stage stage) {
        PanelsSample.show(stage, picture, 130, 130);
    }

    private void assertDrawn(FxRobot robot, int columns, int rows, int width, int height) {
        robot.interact(() -> {
            picture.show(new float[columns * rows], PictureFormat.grey(columns, rows));
            picture.resize(130, 130);
            picture.layout();
        });
        String size = columns + " × " + rows;
        assertEquals(width, picture.image().width(), size);
        assertEquals(height, picture.image().height(), size);
    }

    @Test
    void pixels_are_whole_squares_where_there_is_room_and_the_aspect_stays_where_there_is_not(FxRobot robot) {
        assertDrawn(robot, 28, 28, 112, 112);
        assertDrawn(robot, 6, 10, 78, 130);
        assertDrawn(robot, 10, 6, 130, 78);
        assertDrawn(robot, 256, 256, 130, 130);
        assertDrawn(robot, 256, 128, 130, 65);
    }

    @Test
    void a_picture_that_a_whole_factor_would_leave_small_fills_its_room(FxRobot robot) {
        assertDrawn(robot, 80, 80, 130, 130);
        assertEquals(56, edge(robot, 32, 56));
        assertEquals(32, edge(robot, 32, 40));
        assertEquals(110, edge(robot, 64, 110));
    }

    private double edge(FxRobot robot, int pixels, double most) {
        robot.interact(() -> picture.show(new float[pixels * pixels], PictureFormat.grey(pixels, pixels)));
        return picture.edge(most);
    }

    @Test
    void the_edge_asked_for_is_a_multiple_of_the_longest_side_or_all_the_room_there_is(FxRobot robot) {
        assertDrawn(robot, 28, 28, 112, 112);
        assertEquals(112, picture.edge(130));
        assertEquals(28, picture.edge(28));
        assertEquals(20, picture.edge(20.5));
        assertDrawn(robot, 6, 10, 78, 130);
        assertEquals(130, picture.edge(132));
    }
}
