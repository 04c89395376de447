package org.latentfx.view.compare;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.kordamp.ikonli.feather.Feather;
import org.latentfx.session.compare.ComparedRun;
import org.latentfx.session.compare.Sheet;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.IconButtons;
import org.latentfx.view.kit.PanelHeader;
import org.latentfx.view.kit.SceneWording;
import org.latentfx.view.kit.Stylesheets;
import org.latentfx.view.kit.Tips;
import org.latentfx.view.map.paint.HomeRange;

/**
 * Runs side by side: what differs and what each reaches, their maps with one cross-hair, their pictures at the same
 * point, their curves over one another. Changes only mark what is out of date; the columns are filled once, in the next
 * layout pass. FX thread only.
 */
final class CompareView extends Region {
    /** What a person does in the columns. */
    interface Target {
        void explore(int column);

        void base(int column);

        void leaveOut(int column);

        void preview(int column, double a, double b);

        void moveTo(int column, double a, double b);

        void restore();

        void takeImage(int index);

        void takeSample(int column, int index);

        /** Has other samples drawn in all columns. */
        void drawAgain();

        void measureQuality();

        void cancelQuality();

        void twin(Twin twin);

        /** What may stand beside the run looked at. */
        List<Twin> twins();

        /** What there is to choose of all runs, as it is now. */
        List<MenuItem> choices();
    }

    private static final double LEAST_WIDTH = 660;
    private static final double LEAST_LABELS = 140;
    private static final double MOST_LABELS = 154;
    private static final double LEAST_BAND = 120;
    private static final double MOST_BAND = 230;
    private static final double CHOOSE = 24;
    private static final double SMALL = 20;

    private final Target target;
    private final Label title = new Label(PanelHeader.spacedCapitals(Texts.of("compare.differs")));
    private final Button choose;
    private final List<Label> labels = new ArrayList<>();
    private final Label shared = new Label();
    private final Label images = new Label();
    private final Label samples = new Label(Texts.of("compare.samples", Sheet.SAMPLES));
    private final Button redraw;
    private final QualityControl quality;
    private final VBox notes = new VBox();
    private List<SheetNote.Note> said = List.of();
    private final List<RunColumn> columns = new ArrayList<>();
    private final Hairlines hairlines = new Hairlines(getChildren());
    private final FlowPane twins = new FlowPane();
    private List<Twin> offered = List.of();
    private final VBox empty;
    private final CurvesBand curves = new CurvesBand();
    private final RunPlane plane = new RunPlane();
    private Sheet sheet = Sheet.EMPTY;
    private List<SheetTable.Row> rows = List.of();
    private double range = HomeRange.SMALLEST;
    private List<String> ranged = List.of();
    private boolean stale;

    CompareView(Target target) {
        this.target = target;
        getStyleClass().add("compare-view");
        getStylesheets().addAll(Stylesheets.MAP.address(), Stylesheets.PANELS.address(), Stylesheets.COMPARE.address());
        title.getStyleClass().add("panel-title");
        title.setAccessibleText(Texts.of("compare.differs"));
        choose = IconButtons.button(Feather.PLUS, Texts.of("compare.choose"), () -> {});
        choose.setId("compare-choose");
        choose.getStyleClass().addAll("flat", "header-button");
        choose.setOnAction(event -> {
            var menu = new ContextMenu(target.choices().toArray(MenuItem[]::new));
            menu.show(choose, Side.BOTTOM, 0, 0);
        });
        redraw = IconButtons.button(Feather.REFRESH_CW, Texts.of("compare.samples.again"), target::drawAgain);
        redraw.setId("compare-samples-again");
        redraw.getStyleClass().addAll("flat", "compare-small");
        quality = new QualityControl(target::measureQuality, target::cancelQuality);
        notes.getStyleClass().add("compare-notes");
        for (Label label : List.of(shared, images, samples)) {
            label.getStyleClass().add("panel-detail");
            label.setWrapText(true);
        }
        SceneWording.say(images, Texts.of("compare.strip", PictureStrip.IMAGES));
        Tips.say(images, Texts.of("compare.strip.tip"));
        Tips.say(samples, Texts.of("compare.samples.tip"));
        Tips.term(samples, "samples");
        empty = empty();
        getChildren().addAll(title, choose, shared, images, samples, redraw, quality, notes, empty, curves, plane);
    }

    private VBox empty() {
        var words = new Label(Texts.of("compare.empty"));
        words.setWrapText(true);
        words.setAlignment(Pos.CENTER);
        words.setTextAlignment(TextAlignment.CENTER);
        twins.setAlignment(Pos.CENTER);
        twins.getStyleClass().add("compare-twins");
        var box = new VBox(words, twins);
        box.getStyleClass().add("compare-empty");
        box.setAlignment(Pos.CENTER);
        return box;
    }

    private static Button button(Target target, Twin twin) {
        var button = new Button(twin.label());
        button.setId("compare-" + twin.key());
        if (twin == Twin.ALIKE) button.getStyleClass().add("accent");
        Tips.say(button, twin.help());
        button.setOnAction(event -> target.twin(twin));
        return button;
    }

    /** Shows {@code now} from the next frame on. */
    void show(Sheet now) {
        sheet = now;
        stale = true;
        requestLayout();
    }

    // ---- filling ----

    private void fill() {
        stale = false;
        rows = SheetTable.rows(sheet);
        while (columns.size() < sheet.runs().size()) addColumn();
        for (int i = 0; i < columns.size(); i++)
            columns.get(i).setVisible(i < sheet.runs().size());
        empty.setVisible(sheet.runs().size() < 2);
        offerTwins();
        shareRange();
        double scale = Difference.scale(sheet);
        double each = (getWidth() - labelsWidth()) / places();
        ColumnGeometry g = ColumnGeometry.of(each, getHeight(), rows.size());
        for (RunColumn column : columns) column.geometry(g); // how wide they are decides on words
        for (int i = 0; i < sheet.runs().size(); i++) columns.get(i).show(sheet, i, rows, range, scale);
        fillLabels();
        fillNotes();
        curves.show(sheet);
        plane.show(sheet);
    }

    private void offerTwins() {
        if (!empty.isVisible()) return; // nobody sees them
        List<Twin> now = target.twins();
        if (now.equals(offered)) return;
        offered = now;
        twins.getChildren()
                .setAll(now.stream().map(twin -> button(target, twin)).toList());
    }

    private void addColumn() {
        int index = columns.size();
        var column = new RunColumn(index, new RunColumn.Actions() {
            @Override
            public void explore() {
                target.explore(index);
            }

            @Override
            public void base() {
                target.base(index);
            }

            @Override
            public void leaveOut() {
                target.leaveOut(index);
            }

            @Override
            public void takeImage(int image) {
                target.takeImage(image);
            }

            @Override
            public void takeSample(int sample) {
                target.takeSample(index, sample);
            }

            @Override
            public void preview(double a, double b) {
                target.preview(index, a, b);
            }

            @Override
            public void moveTo(double a, double b) {
                target.moveTo(index, a, b);
            }

            @Override
            public void restore() {
                target.restore();
            }
        });
        columns.add(column);
        getChildren().add(column);
    }

    /** One range for all maps, which grows as codes spread and begins anew with other runs only. */
    private void shareRange() {
        var names = sheet.runs().stream().map(run -> run.facts().name()).toList();
        if (!names.equals(ranged)) range = HomeRange.SMALLEST;
        ranged = names;
        for (ComparedRun run : sheet.runs()) {
            ComparedRun.Map map = run.map();
            if (map != null && map.points() != null && map.own() == null) range = HomeRange.grown(range, map.points());
        }
    }

    /** The row that has the quality control. */
    private int measured() {
        for (int i = 0; i < rows.size(); i++) if (rows.get(i).term().equals(QualityRows.TERM)) return i;
        return -1;
    }

    /** Sentences, each with what explains it a click away. */
    private void fillNotes() {
        List<SheetNote.Note> now = SheetNote.of(sheet);
        if (now.equals(said)) return;
        said = now;
        notes.getChildren()
                .setAll(now.stream()
                        .map(note -> {
                            var label = new Label(note.text());
                            label.setWrapText(true);
                            label.setMinHeight(USE_PREF_SIZE);
                            Tips.say(label, Texts.of("compare.note.tip"));
                            return Tips.term(label, note.term());
                        })
                        .toList());
        requestParentLayout();
    }

    private void fillLabels() {
        quality.show(sheet.judging(), sheet.runs().stream().anyMatch(run -> run.quality() != null));
        while (labels.size() < rows.size()) {
            var label = new Label();
            label.getStyleClass().add("compare-label");
            labels.add(label);
            getChildren().add(0, label); // below the quality control, which stands over one
        }
        for (int i = 0; i < labels.size(); i++) {
            Label label = labels.get(i);
            label.setVisible(i < rows.size());
            if (i >= rows.size()) continue;
            if (i == measured() && quality.instead()) label.setVisible(false);
            label.setText(rows.get(i).label());
            Tips.say(label, rows.get(i).tip());
            Tips.term(label, rows.get(i).term());
        }
        shared.setText(SharedPoint.words(sheet));
        Tips.say(shared, SharedPoint.tip(sheet));
    }

    // ---- layout ----

    private int places() {
        return Math.max(2, sheet.runs().size());
    }

    @Override
    protected double computeMinWidth(double height) {
        return LEAST_WIDTH;
    }

    @Override
    protected double computeMinHeight(double width) {
        double columnWidth = (Math.max(LEAST_WIDTH, getWidth()) - labelsWidth()) / places();
        return ColumnGeometry.leastHeight(columnWidth, rows.size())
                + noteHeight(Math.max(LEAST_WIDTH, getWidth()))
                + LEAST_BAND;
    }

    private double noteHeight(double width) {
        return said.isEmpty() ? 0 : Math.ceil(notes.prefHeight(width));
    }

    private double labelsWidth() {
        return Math.max(LEAST_LABELS, Math.min(MOST_LABELS, 0.11 * getWidth()));
    }

    @Override
    protected void layoutChildren() {
        int before = rows.size();
        if (stale) fill();
        if (rows.size() != before) requestParentLayout(); // it needs another height
        double width = getWidth();
        double note = noteHeight(width);
        double left = labelsWidth();
        double each = (width - left) / places();
        double spare = getHeight() - note - ColumnGeometry.leastHeight(each, rows.size());
        double band = Math.rint(Math.max(LEAST_BAND, Math.min(spare, Math.min(MOST_BAND, 0.27 * getHeight()))));
        double high = getHeight() - band - note;
        ColumnGeometry g = ColumnGeometry.of(each, high, rows.size());
        for (int i = 0; i < sheet.runs().size(); i++) {
            columns.get(i).resizeRelocate(Math.rint(left + i * each), 0, Math.rint(each), high);
            columns.get(i).geometry(g);
        }
        double second = left + each;
        empty.resizeRelocate(second, 0, sheet.runs().isEmpty() ? each : width - second, high);
        placeLabels(g, left);
        double split = Math.rint(0.66 * width);
        notes.resizeRelocate(0, high, width, note);
        curves.resizeRelocate(0, high + note, split, band);
        plane.resizeRelocate(split, high + note, width - split, band);
        hairlines.begin();
        for (int i = 0; i < places(); i++) hairlines.place(Math.rint(left + i * each), 0, 1, high);
        hairlines.place(0, high, width, 1);
        hairlines.place(split, getHeight() - band, 1, band);
        if (note > 0) hairlines.place(0, high + note, width, 1);
    }

    /** As large as its words, so that the line below them is as long: left, half way up. */
    private static void placeLabel(Label label, double x, double y, double room, double height) {
        double wide = Math.min(room, Math.ceil(label.prefWidth(-1)));
        double high = Math.min(height, Math.ceil(label.prefHeight(wide)));
        label.resizeRelocate(x, Math.rint(y + (height - high) / 2), wide, high);
    }

    private void placeLabels(ColumnGeometry g, double width) {
        double x = ColumnGeometry.SIDE + 2;
        double room = width - x - 4;
        title.resizeRelocate(x, ColumnGeometry.HEADER / 2 - 10, room - CHOOSE, 20);
        choose.resizeRelocate(x + room - CHOOSE, ColumnGeometry.HEADER / 2 - CHOOSE / 2, CHOOSE, CHOOSE);
        for (int i = 0; i < rows.size(); i++) placeLabel(labels.get(i), x, g.table() + i * g.row(), room, g.row());
        shared.resizeRelocate(x, g.picture(), room, g.pictureEdge());
        images.resizeRelocate(x, g.strip(), room, g.stripHeight());
        placeLabel(samples, x, g.samples(), room - SMALL, g.stripHeight());
        redraw.resizeRelocate(x + room - SMALL, g.samples() + (g.stripHeight() - SMALL) / 2, SMALL, SMALL);
        int row = measured();
        quality.setVisible(row >= 0 && !sheet.runs().isEmpty());
        double from = quality.instead() ? x : x + room - SMALL;
        quality.resizeRelocate(from, g.table() + row * g.row(), x + room - from, g.row());
    }
}
