package org.latentfx.view.debug;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import org.latentfx.analysis.image.FailureGallery.ClassFailures;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.Tips;

/** How each class does, the worst first. FX thread only. */
final class ClassTable extends GridPane {
    private static final List<String> COLUMNS = List.of("name", "images", "loss", "reconstruction", "kl", "recognised");
    private static final Map<String, String> TERMS =
            Map.of("loss", "elbo", "reconstruction", "reconstruction", "kl", "kl");

    private static final Set<String> OF_DISTRIBUTION = Set.of("loss", "kl");

    ClassTable() {
        getStyleClass().add("debug-table");
    }

    /** @param variational whether there is a KL, and so a bound */
    void show(List<ClassFailures> classes, boolean variational) {
        getChildren().clear();
        for (int column = 0; column < COLUMNS.size(); column++) {
            if (!variational && OF_DISTRIBUTION.contains(COLUMNS.get(column))) continue;
            String key = "debug.class." + COLUMNS.get(column);
            var label = cell(Texts.of(key), column, 0);
            label.getStyleClass().add("quiet");
            Tips.say(label, Texts.of(key + ".tip"));
            String term = TERMS.get(COLUMNS.get(column));
            if (term != null) Tips.term(label, term);
        }
        List<ClassFailures> sorted = classes.stream()
                .sorted(Comparator.comparingDouble(one -> -one.loss()))
                .toList();
        for (int row = 0; row < sorted.size(); row++) {
            ClassFailures of = sorted.get(row);
            cell(of.name(), 0, row + 1);
            cell(Figures.count(of.images()), 1, row + 1);
            if (variational) cell(Figures.loss(of.loss()), 2, row + 1);
            cell(Figures.loss(of.reconstruction()), 3, row + 1);
            if (variational) cell(Figures.loss(of.kl()), 4, row + 1);
            cell(Texts.of("debug.percent", Figures.fixed(100 * of.recognised(), 1)), 5, row + 1);
        }
    }

    private Label cell(String text, int column, int row) {
        var label = new Label(text);
        label.setMinWidth(USE_PREF_SIZE);
        setHalignment(label, column == 0 ? HPos.LEFT : HPos.RIGHT);
        add(label, column, row);
        return label;
    }
}
