package org.latentfx.view.sweep;

import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import org.latentfx.text.Texts;

/** Shows the cells as large as the place allows, and scrolls what is more. FX thread only. */
final class CellScroll extends Region {
    private static final double BAR = 12;
    private static final double WORDS = 360;
    /** Somewhat above the middle. */
    private static final double WORDS_AT = 0.8;

    private final CellGrid grid;
    private final ScrollPane scroll = new ScrollPane();
    private final Label empty = new Label(Texts.of("sweep.sheet.empty"));

    CellScroll(CellGrid grid) {
        this.grid = grid;
        getStyleClass().add("cell-scroll");
        setMinHeight(100);
        scroll.setContent(grid);
        empty.getStyleClass().add("sheet-empty");
        empty.setWrapText(true);
        getChildren().addAll(scroll, empty);
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth() - BAR;
        double height = getHeight() - BAR;
        grid.room(width, height);
        grid.setPrefSize(grid.neededWidth(width, height), grid.neededHeight(width, height));
        scroll.resizeRelocate(0, 0, getWidth(), getHeight());
        empty.setVisible(grid.empty());
        double room = Math.min(WORDS, getWidth());
        empty.resizeRelocate((getWidth() - room) / 2, 0, room, getHeight() * WORDS_AT);
    }
}
