package org.latentfx.view.window.place;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.IconButtons;

/**
 * The place of one panel, whose header gets a button that shows it alone. The panel may be away, shown alone. FX thread
 * only.
 */
public final class Slot extends StackPane {
    private static final double HEADER = 48;

    private final String name;
    private final String title;
    private final Region panel;
    private final Button button = IconButtons.button(Feather.MAXIMIZE_2, "", () -> {});

    /**
     * @param name for ids
     * @param panel whose first row is its header
     */
    public Slot(String name, String title, Region panel, double minWidth, double minHeight) {
        super(panel);
        this.name = name;
        this.title = title;
        this.panel = panel;
        getStyleClass().add("panel");
        setMinSize(minWidth, minHeight);
        button.setId("alone-" + name);
        button.getStyleClass().addAll("flat", "header-button");
        if (header() instanceof HBox header) header.getChildren().add(button);
        alone(false, null);
    }

    /** What a click on the button and a double click on the header do. */
    public void onToggle(Runnable action) {
        button.setOnAction(event -> action.run());
        // before the tabs, which keep clicks to themselves
        panel.addEventFilter(MouseEvent.MOUSE_CLICKED, event -> {
            if (onHeader(event)) action.run();
        });
    }

    public String name() {
        return name;
    }

    public String title() {
        return title;
    }

    public Region panel() {
        return panel;
    }

    private @Nullable Node header() {
        return panel.lookup(".panel-header");
    }

    /**
     * Says what the button will do.
     *
     * @param tag stands after the title of a panel shown alone; null for nothing
     */
    public void alone(boolean now, @Nullable Node tag) {
        if (tag != null && header() instanceof HBox header) {
            header.getChildren().remove(tag);
            if (now) header.getChildren().add(1, tag);
        }
        button.setGraphic(new FontIcon(now ? Feather.MINIMIZE_2 : Feather.MAXIMIZE_2));
        String text = Texts.of(now ? "panel.back" : "panel.alone", title);
        IconButtons.name(button, text, text);
    }

    /** A double click near the top of the panel, on its header or on a tab. */
    private boolean onHeader(MouseEvent event) {
        if (event.getButton() != MouseButton.PRIMARY || event.getClickCount() != 2 || event.getY() > HEADER)
            return false;
        for (Node n = (Node) event.getTarget(); n != null && n != panel; n = n.getParent())
            if (n instanceof Control
                    && !(n instanceof Label)
                    && !n.getStyleClass().contains("tab-name")) return false;
        return true;
    }
}
