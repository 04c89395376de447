package org.latentfx.view.window;

import javafx.scene.Node;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/**
 * Where the panels stand: each in its own slot, or one of them alone over the whole place after a double-click on its
 * header. What the slots are arranged in is not its business. FX thread only.
 */
public final class Arrangement extends StackPane {
    private static final double HEADER = 48;

    private final StackPane alone = new StackPane();
    private @Nullable StackPane emptied;

    public Arrangement() {
        alone.getStyleClass().add("panel");
        alone.setVisible(false);
        alone.addEventHandler(MouseEvent.MOUSE_CLICKED, e -> {
            if (onHeader(e, alone)) restore();
        });
    }

    /** Shows the slots, arranged in {@code node}. */
    public void arrange(Node node) {
        getChildren().setAll(node, alone);
    }

    /** A slot that holds {@code content}. */
    public StackPane slot(Node content, double minWidth, double minHeight) {
        var slot = new StackPane(content);
        slot.getStyleClass().add("panel");
        slot.setMinSize(minWidth, minHeight);
        slot.addEventHandler(MouseEvent.MOUSE_CLICKED, e -> {
            if (onHeader(e, slot)) maximise(slot);
        });
        return slot;
    }

    /** Whether one panel stands alone. */
    public boolean maximised() {
        return emptied != null;
    }

    /** Puts the panel that stands alone back in its slot. */
    public void restore() {
        if (emptied == null) return;
        Node content = alone.getChildren().remove(0);
        emptied.getChildren().add(content);
        emptied = null;
        alone.setVisible(false);
        getChildren().get(0).setVisible(true);
    }

    private void maximise(StackPane slot) {
        if (slot.getChildren().isEmpty()) return;
        emptied = slot;
        Node content = slot.getChildren().remove(0);
        alone.getChildren().add(content);
        alone.setVisible(true);
        getChildren().get(0).setVisible(false);
    }

    /** A double-click near the top, not on a control. */
    private static boolean onHeader(MouseEvent event, Node panel) {
        if (event.getButton() != MouseButton.PRIMARY || event.getClickCount() != 2 || event.getY() > HEADER)
            return false;
        for (Node n = (Node) event.getTarget(); n != null && n != panel; n = n.getParent())
            if (n instanceof Control && !(n instanceof Label)) return false;
        return true;
    }
}
