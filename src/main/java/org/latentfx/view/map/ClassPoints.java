package org.latentfx.view.map;

import javafx.collections.SetChangeListener;
import javafx.scene.control.CheckBox;
import org.latentfx.session.label.Classes;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Tips;

/**
 * Whether the map shows the points of the class asked for alone, or those of all. Whoever then hides or shows a class
 * by hand has chosen something else. Not there where the model is told no class. FX thread only.
 */
final class ClassPoints extends CheckBox {
    private final MapState state;
    private final Classes classes;
    private boolean choosing;

    ClassPoints(MapState state, Classes classes) {
        this.state = state;
        this.classes = classes;
        setId("map-class-points");
        setText(Texts.of("map.only", "")); // until a model is told classes
        Tips.about(this, "cvae");
        Tips.say(this, Texts.of("map.only.tip"));
        selectedProperty().addListener((property, before, now) -> {
            if (now || !choosing) choose(now);
        });
        classes.askedProperty().addListener((property, before, now) -> follow());
        classes.namesProperty().subscribe(names -> {
            setVisible(!names.isEmpty());
            setManaged(!names.isEmpty());
            if (names.isEmpty()) setSelected(false);
            follow();
        });
        state.classCounts.addListener((property, before, now) -> follow());
        state.hiddenClasses.addListener((SetChangeListener<Integer>) change -> {
            if (choosing || !isSelected() || state.hiddenClasses.equals(state.others(asked()))) return;
            choosing = true;
            setSelected(false);
            choosing = false;
        });
    }

    private int asked() {
        return classes.askedProperty().getValue();
    }

    private void follow() {
        int asked = asked();
        if (asked < classes.namesProperty().get().size())
            setText(Texts.of("map.only", classes.namesProperty().get().get(asked)));
        if (isSelected()) choose(true);
    }

    private void choose(boolean alone) {
        choosing = true;
        state.hiddenClasses.clear();
        if (alone) state.hiddenClasses.addAll(state.others(asked()));
        choosing = false;
    }
}
