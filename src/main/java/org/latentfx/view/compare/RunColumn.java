package org.latentfx.view.compare;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.Cursor;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.latentfx.analysis.image.Reconstructions;
import org.latentfx.data.PictureFormat;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.compare.ComparedRun;
import org.latentfx.session.compare.RunFacts;
import org.latentfx.session.compare.Sheet;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.DecodedPicture;
import org.latentfx.view.kit.IconButtons;
import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.Missing;
import org.latentfx.view.kit.Theme;
import org.latentfx.view.kit.Tips;

/** One run of the sheet from its name down to its reconstructions. FX thread only. */
final class RunColumn extends Region {
    /** What a person does to the run of a column. */
    interface Actions extends ColumnMap.Target {
        void explore();

        void base();

        void leaveOut();

        void takeImage(int index);

        void takeSample(int index);
    }

    private static final PseudoClass PAST = PseudoClass.getPseudoClass("past");

    /** Where fewer words have to do, in pixels. */
    private static final double NARROW = 280;

    /** Between the picture and what stands beside it. */
    private static final double GAP = 8;

    private final ObservableValue<Boolean> dark = Theme.isDark(this);
    private final RunMark mark = new RunMark();
    private final Button name = new Button();
    private final Label epoch = new Label();
    private final MenuItem base;
    private final Button more;
    private final List<Label> values = new ArrayList<>();
    private final ColumnMap map;
    private final DecodedPicture picture = new DecodedPicture();
    private double full = 1;
    private final DecodedPicture difference =
            new DecodedPicture(now -> value -> Ink.OfErrors.of(now).argb(value / full));
    private final Label words = new Label();
    private final PictureStrip strip;
    private final PictureStrip samples;
    private @Nullable Reconstructions drawnAgain;
    private final ObjectProperty<@Nullable FrozenModel> model = new SimpleObjectProperty<>();
    private final Missing pictures;
    private final Missing mapped;
    private RunLook look = new RunLook(0);
    private ColumnGeometry geometry = ColumnGeometry.of(300, 400, 0);
    private List<SheetTable.Row> rows = List.of();

    /** {@code index}: of the column, for ids. */
    RunColumn(int index, Actions actions) {
        getStyleClass().add("compare-column");
        map = new ColumnMap(actions);
        strip = new PictureStrip(Texts.of("compare.strip.accessible"), i -> {
            if (drawnAgain != null) actions.takeImage(drawnAgain.indices()[i]);
        });
        samples = new PictureStrip(Texts.of("compare.samples.accessible"), actions::takeSample);
        Tips.about(samples, "samples");
        mapped = new Missing(place(map), Capability.DECODES, model);
        pictures = new Missing(place(strip), Capability.RECONSTRUCTS, model);
        name.getStyleClass().addAll("flat", "compare-name");
        name.setId("compare-name-" + index);
        name.setOnAction(event -> actions.explore());
        name.setMinWidth(0);
        epoch.getStyleClass().addAll("panel-detail", "compare-moment");
        base = new MenuItem(Texts.of("compare.base"));
        base.setOnAction(event -> actions.base());
        var leave = new MenuItem(Texts.of("compare.leave-out"));
        leave.setOnAction(event -> actions.leaveOut());
        var menu = new ContextMenu(base, leave);
        more = IconButtons.button(Feather.MORE_VERTICAL, Texts.of("compare.column"), () -> {});
        more.setOnAction(event -> menu.show(more, Side.BOTTOM, 0, 0));
        more.setId("compare-more-" + index);
        more.getStyleClass().addAll("flat", "header-button");
        words.getStyleClass().add("panel-detail");
        words.setWrapText(true);
        words.setAlignment(Pos.CENTER_LEFT);
        Tips.say(words, Texts.of("compare.difference.tip"));
        for (Region region : List.of(picture, difference))
            region.getStyleClass().add("compare-picture");
        getChildren().addAll(mark, name, epoch, more, mapped, picture, words, difference, pictures, samples);
        dark.addListener((property, before, now) -> dress());
    }

    ColumnMap map() {
        return map;
    }

    DecodedPicture difference() {
        return difference;
    }

    PictureStrip strip() {
        return strip;
    }

    PictureStrip samples() {
        return samples;
    }

    /** Shows run {@code index} of {@code sheet}. */
    void show(Sheet sheet, int index, List<SheetTable.Row> table, double range, double scale) {
        ComparedRun run = sheet.runs().get(index);
        RunFacts facts = run.facts();
        rows = table;
        look = new RunLook(facts.colour());
        mark.show(look);
        name.setText(facts.name());
        Tips.say(name, Texts.of("compare.explore", facts.name()));
        String state = facts.past() ? "compare.past" : facts.training() ? "compare.training" : "compare.still";
        Tips.say(epoch, Texts.of(state, facts.step()));
        epoch.setText(moment(facts, narrow()));
        epoch.pseudoClassStateChanged(PAST, facts.past());
        base.setDisable(index == 0);
        map.show(run, range);
        model.set(run.model());
        drawnAgain = run.reconstructions();
        strip.show(drawnAgain);
        samples.show(run.samples());
        samples.setCursor(sheet.link().z() ? Cursor.HAND : Cursor.DEFAULT);
        showPicture(sheet, run, index, scale);
        showValues(index);
        requestLayout();
    }

    private void showPicture(Sheet sheet, ComparedRun run, int index, double scale) {
        ComparedRun.At at = run.at();
        PictureFormat format = at == null
                ? PictureFormat.grey(28, 28)
                : at.model().configuration().format();
        picture.show(at == null ? null : at.picture(), format);
        ComparedRun first = sheet.runs().get(0);
        float @Nullable [] apart = index == 0 ? null : Difference.of(first, run);
        full = scale;
        difference.setVisible(apart != null);
        difference.show(apart, format.inGrey());
        boolean alone = sheet.runs().size() < 2;
        if (index == 0) words.setText(alone || at == null ? "" : Texts.of("compare.first"));
        else if (apart == null)
            words.setText(Texts.of("compare.difference.none", first.facts().name()));
        else
            words.setText(Texts.of(
                    narrow() ? "compare.difference.short" : "compare.difference",
                    first.facts().name(),
                    scale));
    }

    private void showValues(int index) {
        while (values.size() < rows.size()) {
            var label = new Label();
            label.setManaged(false);
            label.setAlignment(Pos.CENTER_RIGHT);
            values.add(label);
            getChildren().add(label);
        }
        for (int i = 0; i < values.size(); i++) {
            Label label = values.get(i);
            boolean used = i < rows.size() && index < rows.get(i).values().size();
            label.setVisible(used);
            if (!used) continue;
            SheetTable.Row row = rows.get(i);
            label.setText(row.values().get(index));
            Tips.say(label, row.label() + ": " + label.getText() + "\n" + row.tip());
            String style = row.setting() ? "compare-setting" : "compare-value";
            if (!label.getStyleClass().contains(style)) label.getStyleClass().setAll("label", style);
        }
        dress();
    }

    /** What differs stands in the run's own colour. */
    private void dress() {
        for (int i = 0; i < Math.min(values.size(), rows.size()); i++)
            values.get(i).setStyle(rows.get(i).setting() ? "-fx-text-fill: " + look.web(dark.getValue()) + ";" : "");
    }

    private boolean narrow() {
        return geometry.width() < NARROW;
    }

    /** The moment, in fewer words where the name needs the room. */
    private static String moment(RunFacts facts, boolean narrow) {
        if (facts.past()) return Texts.of("compare.then", facts.step());
        int epochs = facts.hyperparameters().epochs();
        return Texts.of(narrow ? "compare.epoch.short" : "compare.epoch", facts.epoch(), epochs);
    }

    void geometry(ColumnGeometry now) {
        geometry = now;
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        ColumnGeometry g = geometry;
        double middle = ColumnGeometry.HEADER / 2;
        mark.relocate(ColumnGeometry.SIDE, middle - mark.getFitHeight() / 2);
        double end = getWidth() - ColumnGeometry.SIDE;
        place(more, end - 24, middle - 12, 24, 24);
        double begin = ColumnGeometry.SIDE + 16;
        double epochWidth = Math.min(epoch.prefWidth(-1), Math.max(0, end - 28 - begin - 60));
        double nameWidth = Math.min(name.prefWidth(-1), end - 28 - epochWidth - GAP - begin);
        place(name, begin, middle - 13, nameWidth, 26);
        place(epoch, end - 28 - epochWidth, middle - 10, epochWidth, 20);
        for (int i = 0; i < Math.min(rows.size(), values.size()); i++)
            place(values.get(i), g.valuesLeft(), g.table() + i * g.row(), g.valuesWidth(), g.row());
        place(mapped, ColumnGeometry.SIDE, g.map(), g.mapWidth(), g.mapHeight());
        place(picture, ColumnGeometry.SIDE, g.picture(), g.pictureEdge(), g.pictureEdge());
        double left = ColumnGeometry.SIDE + g.pictureEdge() + GAP;
        place(difference, left, g.picture(), g.pictureEdge(), g.pictureEdge());
        if (difference.isVisible()) left += g.pictureEdge() + GAP;
        place(words, left, g.picture(), end - left, g.pictureEdge());
        double inner = getWidth() - 2 * ColumnGeometry.SIDE;
        place(pictures, ColumnGeometry.SIDE, g.strip(), inner, g.stripHeight());
        place(samples, ColumnGeometry.SIDE, g.samples(), inner, g.stripHeight());
    }

    /** A place for a region that paints itself. */
    private static Region place(Region painted) {
        var place = new Region() {
            {
                getChildren().add(painted);
            }

            @Override
            protected void layoutChildren() {
                painted.resizeRelocate(0, 0, getWidth(), getHeight());
            }
        };
        place.setMinSize(0, 0);
        return place;
    }

    private static void place(Region node, double x, double y, double width, double height) {
        node.resizeRelocate(Math.rint(x), Math.rint(y), Math.max(0, Math.ceil(width)), Math.rint(height));
    }
}
