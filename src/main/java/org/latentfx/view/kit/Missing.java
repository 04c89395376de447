package org.latentfx.view.kit;

import java.util.function.Predicate;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.Capability;

/**
 * A panel, or one sentence in its place while the model shown cannot do what the panel is about. The panel is visible
 * only where it is in place and this is visible, by which it knows to cost nothing. FX thread only.
 */
public final class Missing extends StackPane {
    private final Node panel;
    private final Capability needed;
    private final Predicate<FrozenModel> able;
    private final Label sentence = new Label();
    private final VBox instead = new VBox();
    private final ReadOnlyBooleanWrapper missing = new ReadOnlyBooleanWrapper();

    /**
     * A panel whose name stands elsewhere.
     *
     * @param model the one shown; null while there is none
     */
    public Missing(Node panel, Capability needed, ObservableValue<@Nullable FrozenModel> model) {
        this("", panel, needed, model);
    }

    /** @param title of the panel, which stays above the sentence */
    public Missing(String title, Node panel, Capability needed, ObservableValue<@Nullable FrozenModel> model) {
        this(title, panel, needed, now -> now.can(needed), model);
    }

    /** @param able tells models that have it, be it in another way than by what is {@code needed} of most */
    public Missing(
            String title,
            Node panel,
            Capability needed,
            Predicate<FrozenModel> able,
            ObservableValue<@Nullable FrozenModel> model) {
        this.panel = panel;
        this.needed = needed;
        this.able = able;
        getStyleClass().add("missing");
        setMinSize(0, 0);
        sentence.getStyleClass().add("hint");
        sentence.setWrapText(true);
        sentence.setMinHeight(USE_PREF_SIZE);
        if (!title.isEmpty()) {
            instead.getStyleClass().add("panel");
            instead.getChildren().add(new PanelHeader(title));
        }
        instead.getChildren().add(sentence);
        model.subscribe(this::show);
        visibleProperty().subscribe(this::tellPanel);
    }

    /** Whether the sentence stands there. */
    public ReadOnlyBooleanProperty missingProperty() {
        return missing.getReadOnlyProperty();
    }

    private void show(@Nullable FrozenModel model) {
        Node shown = panel;
        if (model != null && !able.test(model)) {
            sentence.setText(model.configuration().missing(needed));
            shown = instead;
        }
        if (getChildren().isEmpty() || getChildren().get(0) != shown)
            getChildren().setAll(shown);
        missing.set(shown != panel);
        tellPanel();
    }

    private void tellPanel() {
        boolean bySelf = panel.visibleProperty().isBound();
        if (!bySelf) panel.setVisible(isVisible() && getChildren().contains(panel));
    }
}
