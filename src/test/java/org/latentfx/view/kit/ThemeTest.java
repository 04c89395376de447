package org.latentfx.view.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;

class ThemeTest {
    private final Scene dark = new Scene(new Pane());
    private final Scene light = new Scene(new Pane());

    ThemeTest() {
        Theme.of(light).darkProperty().set(false);
    }

    @Test
    void two_windows_have_themes_of_their_own() {
        assertTrue(Theme.isDark(dark.getRoot()).getValue());
        assertFalse(Theme.isDark(light.getRoot()).getValue());
    }

    @Test
    void a_node_follows_the_scene_that_it_is_in() {
        var node = new Region();
        List<Boolean> heard = new ArrayList<>();
        Theme.isDark(node).addListener((property, before, now) -> heard.add(now));
        ((Pane) light.getRoot()).getChildren().add(node);
        Theme.of(light).darkProperty().set(true);
        Theme.of(light).darkProperty().set(false);
        ((Pane) dark.getRoot()).getChildren().add(node);
        Theme.of(light).darkProperty().set(true);
        assertEquals(List.of(false, true, false, true), heard);
    }
}
