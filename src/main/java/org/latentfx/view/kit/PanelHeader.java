package org.latentfx.view.kit;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/**
 * The line above a panel: its title in small spaced capitals, controls, and a detail in plain small letters on the
 * right, where units keep their case. Screen readers get the title as it is in the bundle. FX thread only.
 */
public final class PanelHeader extends HBox {
    private static final String HAIR_SPACE = "\u200a";

    /** Fewer pixels of a detail say nothing. */
    private static final double LEAST_DETAIL = 64;

    private final Label name;
    private final Label detail = new Label();
    private final Label brief = new Label();

    /** A header with more nodes to the right of the detail. */
    public PanelHeader(String title, Node... controls) {
        getStyleClass().add("panel-header");
        setAlignment(Pos.CENTER_LEFT);
        name = new Label(spacedCapitals(title));
        name.getStyleClass().add("panel-title");
        name.setAccessibleText(title);
        name.setMinWidth(USE_PREF_SIZE);
        detail.getStyleClass().add("panel-detail");
        detail.setMinWidth(0);
        detail.textProperty().subscribe(text -> Tips.say(detail, text));
        brief.getStyleClass().add("panel-detail");
        brief.setManaged(false);
        brief.setVisible(false);
        var space = new Region();
        setHgrow(space, Priority.ALWAYS);
        getChildren().addAll(name, space, detail);
        getChildren().addAll(controls);
        getChildren().add(brief);
    }

    /** The header itself, whose title a click explains. @param key of the glossary */
    public PanelHeader term(String key) {
        Tips.term(name, key);
        return this;
    }

    /** The words on the right, such as what is counted or a unit. */
    public StringProperty detailProperty() {
        return detail.textProperty();
    }

    /** The header itself, with that detail. */
    public PanelHeader detail(String text) {
        detail.setText(text);
        brief.setText("");
        return this;
    }

    /** The header itself, with that detail, whose tooltip says more. */
    public PanelHeader detail(String text, String tip) {
        detail(text);
        Tips.say(detail, tip);
        return this;
    }

    /** The header itself, with that detail, or {@code shorter} where it does not fit: no figure is cut. */
    public PanelHeader detail(String text, String tip, String shorter) {
        detail(text, tip);
        brief.setText(shorter);
        Tips.say(brief, tip);
        return this;
    }

    /** What a click on the detail does. */
    public void setOnDetail(Runnable action) {
        for (Label label : List.of(detail, brief)) {
            label.getStyleClass().add("leads-somewhere");
            label.setOnMouseClicked(event -> action.run());
        }
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        double room = detail.getWidth();
        double needed = brief.prefWidth(-1);
        boolean fits = brief.getText().isEmpty()
                ? room >= Math.min(LEAST_DETAIL, detail.prefWidth(-1))
                : room + 1 >= detail.prefWidth(-1);
        detail.setVisible(fits);
        brief.setVisible(!fits && !brief.getText().isEmpty() && needed <= room);
        double height = brief.prefHeight(-1);
        double y = detail.getLayoutY() + (detail.getHeight() - height) / 2;
        brief.resizeRelocate(detail.getLayoutX() + room - needed, y, needed, height);
    }

    /** Capitals set apart by hair spaces: JavaFX has no letter spacing. */
    public static String spacedCapitals(String title) {
        return title.toUpperCase(Locale.ENGLISH)
                .codePoints()
                .mapToObj(Character::toString)
                .collect(Collectors.joining(HAIR_SPACE));
    }
}
