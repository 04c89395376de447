package org.latentfx.view.window.place;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/**
 * Where the panels stand: each in its own slot, or one of them alone over the whole place, drawn larger. The map keeps
 * the decoded picture beside it; to present, that is large and nothing else is in the window. What the slots are
 * arranged in is not its business. FX thread only.
 */
public final class Arrangement extends StackPane {
    /** A panel alone is drawn as much larger as leaves it so many times the least room that its slot may have. */
    private static final double ROOM = 2;

    /** From the back row less is seen, larger. */
    private static final double PRESENTED_ROOM = 1.15;

    private static final double LARGEST = 2;
    private static final double BESIDE_MAP = 0.24;
    /** Of the width, for the presented picture. */
    public static final double PRESENTED = 0.42;

    private final List<Slot> slots = new ArrayList<>();
    private final Slot map;
    private final Region companion;
    private final Node tag;
    private final Alone alone = new Alone();
    private final ReadOnlyObjectWrapper<@Nullable Slot> shownAlone = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper presenting = new ReadOnlyBooleanWrapper();
    private @Nullable Node arranged;

    /**
     * @param map beside which the companion is shown when it stands alone
     * @param companion the decoded picture
     * @param tag says of what run a panel is that stands alone
     */
    public Arrangement(Slot map, Region companion, Node tag) {
        this.tag = tag;
        this.map = map;
        this.companion = companion;
        alone.setVisible(false);
        add(map);
    }

    /** Lets a panel be shown alone. */
    public Slot add(Slot slot) {
        slots.add(slot);
        slot.onToggle(() -> toggle(slot));
        return slot;
    }

    public List<Slot> slots() {
        return List.copyOf(slots);
    }

    /** Shows the slots, arranged in {@code node}. */
    public void arrange(Node node) {
        arranged = node;
        node.setVisible(shownAlone.get() == null);
        getChildren().setAll(node, alone);
    }

    /** The one whose panel stands alone; null if none does. */
    public ReadOnlyObjectProperty<@Nullable Slot> aloneProperty() {
        return shownAlone.getReadOnlyProperty();
    }

    /** Whether only the map and the decoded picture are shown. */
    public ReadOnlyBooleanProperty presentingProperty() {
        return presenting.getReadOnlyProperty();
    }

    /** Shows that panel alone, or puts it back. */
    public void toggle(Slot slot) {
        boolean back = shownAlone.get() == slot && !presenting.get();
        restore();
        if (!back) show(slot);
    }

    /** Shows alone the panel that has the keyboard, or is under the pointer, or else the map; or puts it back. */
    public void toggleInHand() {
        if (shownAlone.get() != null) {
            restore();
            return;
        }
        Node owner = getScene().getFocusOwner();
        toggle(slots.stream()
                .filter(slot -> contains(slot, owner))
                .findFirst()
                .or(() -> slots.stream().filter(Node::isHover).findFirst())
                .orElse(map));
    }

    /** Shows the map and the decoded picture, large, and nothing else; or what was there before. */
    public void togglePresenting() {
        boolean back = presenting.get();
        restore();
        if (back) return;
        presenting.set(true);
        show(map);
    }

    /** Puts the panel that stands alone back in its slot. */
    public void restore() {
        Slot slot = shownAlone.get();
        if (slot == null) return;
        Node owner = focusWithin(slot.panel());
        alone.empty();
        slot.getChildren().add(slot.panel());
        slot.alone(false, tag);
        shownAlone.set(null);
        presenting.set(false);
        requestLayout();
        alone.setVisible(false);
        if (arranged != null) arranged.setVisible(true);
        if (owner != null) owner.requestFocus();
    }

    private void show(Slot slot) {
        Node owner = focusWithin(slot.panel());
        slot.getChildren().clear();
        alone.fill(slot);
        slot.alone(true, tag);
        shownAlone.set(slot);
        alone.setVisible(true);
        if (arranged != null) arranged.setVisible(false);
        // the arrow keys move z at once, and no field takes the keyboard because the bars have left
        Node front = owner != null ? owner : slot.panel().lookup(".map-plot");
        (front == null ? alone : front).requestFocus();
    }

    /** A panel alone needs no more room than there is. */
    @Override
    protected double computeMinWidth(double height) {
        return shownAlone.get() == null ? super.computeMinWidth(height) : 0;
    }

    @Override
    protected double computeMinHeight(double width) {
        return shownAlone.get() == null ? super.computeMinHeight(width) : 0;
    }

    private @Nullable Node focusWithin(Node node) {
        Node owner = getScene() == null ? null : getScene().getFocusOwner();
        return contains(node, owner) ? owner : null;
    }

    private static boolean contains(Node node, @Nullable Node inner) {
        for (Node n = inner; n != null; n = n.getParent()) if (n == node) return true;
        return false;
    }

    /** One panel over the whole place, and beside the map the companion. */
    private final class Alone extends Region {
        private @Nullable Slot slot;
        private @Nullable Zoomed zoomed;

        void fill(Slot now) {
            slot = now;
            var framed = new StackPane(now.panel());
            framed.getStyleClass().add("panel");
            if (presenting.get()) framed.getStyleClass().add("presented");
            zoomed = new Zoomed(framed);
            getChildren().setAll(zoomed);
            if (now == map) getChildren().add(companion);
        }

        void empty() {
            if (slot != null)
                ((StackPane) slot.panel().getParent()).getChildren().clear();
            getChildren().clear();
            slot = null;
        }

        @Override
        protected void layoutChildren() {
            if (slot == null || zoomed == null) return;
            double aside = slot != map ? 0 : Math.rint(getWidth() * (presenting.get() ? PRESENTED : BESIDE_MAP));
            double width = getWidth() - aside;
            double larger = Math.min(width / slot.getMinWidth(), getHeight() / slot.getMinHeight());
            larger /= presenting.get() ? PRESENTED_ROOM : ROOM;
            zoomed.factorProperty().set(Math.max(1, Math.min(LARGEST, larger)));
            zoomed.resizeRelocate(0, 0, width, getHeight());
            companion.resizeRelocate(width, 0, aside, getHeight());
        }
    }
}
