package org.latentfx.view.kit;

import java.util.List;
import javafx.scene.control.Labeled;
import javafx.scene.text.Text;
import org.testfx.api.FxRobot;

/** Finds labels whose words do not fit, for tests of layout. */
public final class CutOff {
    private CutOff() {}

    /** The full words of every visible label that shows fewer. */
    public static List<String> labels(FxRobot robot) {
        return robot
                .lookup(n -> n instanceof Labeled l && l.isVisible() && l.getText() != null)
                .queryAllAs(Labeled.class)
                .stream()
                .filter(l -> !l.getText().endsWith("…")
                        && l.lookupAll(".text").stream()
                                .anyMatch(t ->
                                        t instanceof Text text && text.getText().endsWith("…")))
                .map(Labeled::getText)
                .toList();
    }
}
