package org.latentfx.view.compare;

import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.latentfx.session.compare.Sheet;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.LossUnit;
import org.latentfx.view.kit.PanelHeader;
import org.latentfx.view.kit.SceneWording;
import org.latentfx.view.kit.Tips;

/** The curves of all runs with the choice of what they show and along what. FX thread only. */
final class CurvesBand extends Region {
    private final OverlaidCurves curves = new OverlaidCurves();
    private final MenuButton by = new MenuButton();
    private final PanelHeader header;
    private final ToggleGroup group = new ToggleGroup();
    private Sheet sheet = Sheet.EMPTY;
    private Measure measure = Measure.TOTAL;
    private boolean chosen;
    private Along along = Along.STEP;

    CurvesBand() {
        getStyleClass().add("panel");
        var chips = new HBox();
        chips.getStyleClass().add("curve-controls");
        chips.setAlignment(Pos.CENTER_RIGHT);
        chips.setMinWidth(USE_PREF_SIZE);
        for (Measure each : Measure.values()) chips.getChildren().add(chip(each));
        for (Along each : Along.values()) by.getItems().add(item(each));
        by.setMinWidth(USE_PREF_SIZE);
        by.setId("compare-along");
        by.getStyleClass().addAll("flat", "chip");
        Tips.say(by, Texts.of("compare.along.tip"));
        chips.getChildren().add(by);
        header = new PanelHeader(Texts.of("compare.curves"), chips);
        getChildren().addAll(header, curves);
        look();
    }

    private ToggleButton chip(Measure each) {
        var chip = new ToggleButton(each.label());
        chip.setId("compare-measure-" + each.key());
        chip.getStyleClass().add("chip");
        chip.setMinWidth(USE_PREF_SIZE);
        chip.setToggleGroup(group);
        chip.setUserData(each);
        chip.setSelected(each == measure);
        Tips.say(chip, Texts.of("compare." + each.key() + ".tip", Texts.of("compare.images.unknown")));
        Tips.about(chip, each.termKey());
        chip.setOnAction(event -> {
            measure = each;
            chosen = true;
            chip.setSelected(true);
            look();
            say();
        });
        return chip;
    }

    private RadioMenuItem item(Along each) {
        var item = new RadioMenuItem(Texts.of("compare.along", each.label()));
        item.setId("compare-along-" + each.name().toLowerCase(Locale.ROOT));
        item.setOnAction(event -> {
            along = each;
            look();
        });
        return item;
    }

    private void look() {
        by.setText(Texts.of("compare.along", along.label()));
        for (Along each : Along.values())
            ((RadioMenuItem) by.getItems().get(each.ordinal())).setSelected(each == along);
        curves.look(measure, along);
    }

    OverlaidCurves curves() {
        return curves;
    }

    void show(Sheet now) {
        sheet = now;
        offer();
        say();
        curves.show(sheet);
    }

    /** What any of the runs has; shown is what a person chose of it, or else the first that all have. */
    private void offer() {
        List<Measure> offered = Measure.of(sheet);
        if (offered.isEmpty()) return;
        for (var toggle : group.getToggles()) {
            var chip = (ToggleButton) toggle;
            chip.setVisible(offered.contains((Measure) chip.getUserData()));
            chip.setManaged(chip.isVisible());
        }
        Measure before = measure;
        if (!chosen || !offered.contains(measure)) measure = Measure.first(sheet);
        if (measure == before) return;
        for (var chip : group.getToggles()) chip.setSelected(chip.getUserData() == measure);
        look();
    }

    private void say() {
        String images = SheetTable.images(sheet);
        String of = measure.unit();
        header.detail(
                SceneWording.text(this, "compare.curves.detail" + of, images),
                Texts.of("compare.curves.tip" + of, images),
                of.isEmpty() ? LossUnit.NATS.ofOneImage() : "");
    }

    @Override
    protected void layoutChildren() {
        double side = snappedLeftInset();
        double width = getWidth() - side - snappedRightInset();
        double top = Math.min(40, header.prefHeight(-1));
        header.resizeRelocate(side, 0, width, top);
        curves.resizeRelocate(side, top, width, Math.max(0, getHeight() - top - 6));
    }
}
