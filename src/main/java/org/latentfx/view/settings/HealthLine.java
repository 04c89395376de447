package org.latentfx.view.settings;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.latentfx.text.Texts;
import org.latentfx.train.health.Cure;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.Tips;

/**
 * A mark, a sentence and a way to its explanation, used again for whatever is found later. FX thread only.
 */
final class HealthLine extends HBox {
    /** What can be done with a finding. */
    record Actions(Consumer<HealthPlace> why, Consumer<HealthPlace> cure, Consumer<HealthPlace> moment) {}

    private static final String GONE = "gone";
    private static final String CHOSEN = "chosen";

    private final Region mark = new Region();
    private final Label sentence = new Label();
    private final Hyperlink link = new Hyperlink(Texts.of("health.why"));
    private final Hyperlink cure = new Hyperlink();
    private final Hyperlink place = new Hyperlink();
    private final VBox actions = new VBox(cure, place);
    private String level = "";

    private @Nullable HealthPlace shown;

    HealthLine(Actions does) {
        getStyleClass().add("health-line");
        setAccessibleRole(AccessibleRole.TEXT);
        setAlignment(Pos.TOP_LEFT);
        mark.getStyleClass().add("health-mark");
        link.getStyleClass().add("why");
        Tips.say(link, Texts.of("health.why.tip"));
        link.setMinWidth(USE_PREF_SIZE);
        sentence.setWrapText(true);
        sentence.setMinHeight(USE_PREF_SIZE);
        sentence.setMaxWidth(Double.MAX_VALUE);
        cure.getStyleClass().add("health-action");
        cure.setWrapText(true);
        cure.setMinHeight(USE_PREF_SIZE);
        Tips.say(cure, Texts.of("health.cure.tip"));
        place.getStyleClass().add("health-action");
        Tips.say(place, Texts.of("health.place.tip"));
        does(link, does.why);
        does(cure, does.cure);
        does(place, does.moment);
        for (var one : List.of(cure, place)) one.managedProperty().bind(one.visibleProperty());
        actions.managedProperty().bind(actions.visibleProperty());
        var words = new VBox(sentence, actions);
        words.setMinWidth(0);
        setHgrow(words, Priority.ALWAYS);
        getChildren().addAll(mark, words, link);
    }

    private void does(Hyperlink on, Consumer<HealthPlace> action) {
        on.setOnAction(event -> {
            on.setVisited(false);
            if (shown != null) action.accept(shown);
        });
    }

    /**
     * Shows a finding.
     *
     * @param held whether somebody is at it: then it is no higher and no lower after it than before, but for another
     *     finding
     * @param chosen whether its moment is looked at
     * @param curable whether its cure can be tried
     */
    void show(HealthPlace now, boolean held, boolean chosen, boolean curable) {
        HealthPlace before = shown;
        double high = getHeight();
        boolean keep = held && high > 0;
        setMinHeight(keep ? high : USE_COMPUTED_SIZE);
        write(now, words(now), curable);
        if (keep
                && before != null
                && before.finding().id().equals(now.finding().id())
                && prefHeight(getWidth()) > high + 0.5)
            write(
                    new HealthPlace(before.finding(), before.step(), now.gone()),
                    before.finding().text(),
                    curable);
        getStyleClass().removeAll(GONE, CHOSEN);
        if (now.gone()) getStyleClass().add(GONE);
        if (chosen) getStyleClass().add(CHOSEN);
    }

    private static String words(HealthPlace of) {
        String text = of.finding().text();
        return of.gone() && of.step() > 0 ? Texts.of("health.gone", text, of.step()) : text;
    }

    private void write(HealthPlace now, String text, boolean curable) {
        var diagnosis = now.finding();
        String grade = diagnosis.level().name().toLowerCase(Locale.ROOT);
        if (!grade.equals(level)) mark.getStyleClass().setAll("health-mark", grade);
        level = grade;
        shown = now;
        sentence.setText(Figures.unbroken(text));
        Cure remedy = curable && !now.gone() ? diagnosis.cure() : null;
        cure.setVisible(remedy != null);
        cure.setText(Figures.unbroken(Texts.of(
                "health.cure", remedy == null ? "" : diagnosis.wording().say(remedy.text()))));
        place.setVisible(diagnosis.step() > 0);
        place.setText(Texts.of("health.place", diagnosis.step()));
        actions.setVisible(cure.isVisible() || place.isVisible());
        setAccessibleText(text);
        link.setAccessibleText(Texts.of("health.why.accessible", diagnosis.text()));
    }

    /** The lower the worse. */
    int gravity() {
        HealthPlace now = shown;
        return now == null || now.gone()
                ? Integer.MAX_VALUE
                : now.finding().level().ordinal();
    }

    /** Its sentence is shown whole or not at all: its figures are never cut. */
    void fold(boolean folded, boolean gravest) {
        boolean seen = gravest || !folded;
        setVisible(seen);
        setManaged(seen);
    }
}
