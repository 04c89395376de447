package org.latentfx.view.compare;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/** The thin lines that part a sheet, placed anew with each layout. FX thread only. */
final class Hairlines {
    private final List<Node> parent;
    private final List<Region> lines = new ArrayList<>();
    private int used;

    /** @param parent the children among which the lines stand */
    Hairlines(List<Node> parent) {
        this.parent = parent;
    }

    /** Lines that are not placed from now on are gone. */
    void begin() {
        used = 0;
        for (Region line : lines) line.setVisible(false);
    }

    void place(double x, double y, double width, double height) {
        if (used == lines.size()) {
            var line = new Region();
            line.getStyleClass().add("hairline");
            line.setMouseTransparent(true);
            lines.add(line);
            parent.add(line);
        }
        Region line = lines.get(used++);
        line.setVisible(true);
        line.resizeRelocate(x, y, width, height);
    }
}
