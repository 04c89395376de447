package org.latentfx.view.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.latentfx.session.sweep.Sheet;
import org.latentfx.train.Setting;
import org.latentfx.train.sweep.SweepPlan;
import org.latentfx.train.sweep.Variation;
import org.latentfx.view.map.paint.ThumbnailPicture;

/**
 * The cells of a sheet: rows and columns of a grid over two settings with their values beside and above, else line by
 * line as many as fit. Cells are as large as the place allows. FX thread only.
 */
final class CellGrid extends Region {
    private static final double GAP = 10;
    private static final double HEAD = 20;
    private static final double SIDE = 72;
    private static final double SMALLEST = 84;
    private static final double LARGEST = 260;

    private final IntConsumer open;
    private final List<TrialCell> cells = new ArrayList<>();
    private final List<Label> above = new ArrayList<>();
    private final List<Label> beside = new ArrayList<>();
    private ThumbnailPicture.Kind kind = ThumbnailPicture.Kind.MAP;
    private @Nullable SweepPlan plan;
    private double roomWidth;
    private double roomHeight;

    CellGrid(IntConsumer open) {
        this.open = open;
        getStyleClass().add("cell-grid");
    }

    boolean empty() {
        return cells.isEmpty();
    }

    void show(ThumbnailPicture.Kind now) {
        kind = now;
        cells.forEach(cell -> cell.show(now));
    }

    void show(@Nullable Sheet sheet, ScoreScale scale) {
        if (sheet == null) {
            plan = null;
            cells.clear();
            getChildren().clear();
            return;
        }
        if (!sheet.plan().equals(plan)) make(sheet);
        for (var cell : cells) cell.show(sheet, scale);
    }

    private void make(Sheet sheet) {
        plan = sheet.plan();
        cells.clear();
        above.clear();
        beside.clear();
        boolean crossed = crossed();
        for (int number = 1; number <= sheet.count(); number++) {
            var cell = new TrialCell(number, !crossed, open);
            cell.show(kind);
            cells.add(cell);
        }
        if (crossed) {
            heads(sheet.plan().variations().get(0), beside);
            heads(sheet.plan().variations().get(1), above);
        }
        List<Node> all = new ArrayList<>(above);
        all.addAll(beside);
        all.addAll(cells);
        getChildren().setAll(all);
        requestLayout();
    }

    private static void heads(Variation variation, List<Label> to) {
        Setting<?> setting = variation.setting();
        for (String value : variation.values()) {
            var head = new Label(setting.symbol() + " " + value);
            head.getStyleClass().add("cell-head");
            to.add(head);
        }
    }

    /** Whether it is a table of two settings. */
    private boolean crossed() {
        SweepPlan now = plan;
        return now != null
                && now.method() == SweepPlan.Method.GRID
                && now.variations().size() == 2;
    }

    // ---- layout ----

    /** How the cells lie in a place of that size. */
    private record Places(int columns, double edge, double width, double height) {}

    private Places places(double width, double height) {
        double foot = TrialCell.SCORE + 6 + (crossed() ? 0 : TrialCell.NAME);
        if (crossed()) {
            int columns = above.size();
            int rows = beside.size();
            double wide = (width - SIDE) / columns - GAP;
            double high = (height - HEAD) / rows - GAP - foot;
            double edge = limited(Math.min(wide, high));
            return new Places(columns, edge, edge, edge + foot);
        }
        // as many in a line as lets the cells be largest
        int best = 1;
        double largest = 0;
        for (int columns = 1; columns <= Math.max(1, cells.size()); columns++) {
            int rows = (cells.size() + columns - 1) / columns;
            double edge = Math.min(width / columns - GAP, height / Math.max(1, rows) - GAP - foot);
            if (edge > largest) {
                largest = edge;
                best = columns;
            }
        }
        if (largest < SMALLEST) best = (int) Math.max(1, Math.floor(width / (SMALLEST + GAP)));
        double edge = limited(largest);
        return new Places(best, edge, edge, edge + foot);
    }

    private static double limited(double edge) {
        return Math.floor(Math.max(SMALLEST, Math.min(LARGEST, edge)));
    }

    /** How large all is if the place is that large. */
    double neededWidth(double width, double height) {
        Places at = places(width, height);
        return (crossed() ? SIDE : 0) + at.columns * (at.width + GAP);
    }

    double neededHeight(double width, double height) {
        Places at = places(width, height);
        int rows = (cells.size() + at.columns - 1) / at.columns;
        return (crossed() ? HEAD : 0) + rows * (at.height + GAP);
    }

    /** Says how large the place is that they are seen in: the cells are made for it. */
    void room(double width, double height) {
        roomWidth = width;
        roomHeight = height;
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        Places at = places(roomWidth, roomHeight);
        double left = crossed() ? SIDE : 0;
        double top = crossed() ? HEAD : 0;
        for (int i = 0; i < above.size(); i++)
            above.get(i).resizeRelocate(left + i * (at.width + GAP), 0, at.width, HEAD);
        for (int i = 0; i < beside.size(); i++)
            beside.get(i).resizeRelocate(0, top + i * (at.height + GAP), SIDE - GAP, at.edge);
        for (int i = 0; i < cells.size(); i++)
            cells.get(i)
                    .resizeRelocate(
                            left + i % at.columns * (at.width + GAP),
                            top + (double) (i / at.columns) * (at.height + GAP),
                            at.width,
                            at.height);
    }
}
