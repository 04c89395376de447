package org.latentfx.view.kit;

import java.util.function.Supplier;
import javafx.event.EventHandler;
import javafx.scene.Node;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;
import org.latentfx.text.Glossary;
import org.latentfx.text.Texts;

/**
 * What nodes say of themselves. Tooltips are made in this class only: a tooltip is a window, so it is created when the
 * pointer first enters its node. Its text is the node's accessible help, which screen readers have from the start. FX
 * thread only.
 */
public final class Tips {
    private static final EventHandler<MouseEvent> COMING = event -> make((Node) event.getSource());

    /** Longer lines are wrapped. A style sheet cannot set the width of a tooltip. */
    private static final double WIDEST = 360;

    /** The property of a node that holds the key of the term it shows. */
    private static final String TERM = "latentfx-term";

    /** The style class of words that a click explains. */
    private static final String EXPLAINED = "term";

    private Tips() {}

    /**
     * {@code label} names a term of the glossary: a click on it explains that. Without a tip of its own it says what
     * the term is. An empty key takes that back. Modified.
     */
    public static <N extends Node> N term(N label, String key) {
        about(label, key);
        if (key.isEmpty()) {
            label.getStyleClass().remove(EXPLAINED);
            return label;
        }
        if (!label.getStyleClass().contains(EXPLAINED)) label.getStyleClass().add(EXPLAINED);
        if (of(label) == null) say(label, Glossary.named(key).what());
        return label;
    }

    /** What lies in {@code node} is about a term of the glossary: Ctrl+click and F1 explain that. Modified. */
    public static <N extends Node> N about(N node, String key) {
        node.getProperties().put(TERM, key);
        return node;
    }

    /** The key of the term that {@code node} is about, by itself or by what it lies in; null if there is none. */
    public static @Nullable String termAt(@Nullable Node node) {
        for (Node n = node; n != null; n = n.getParent())
            if (n.hasProperties() && n.getProperties().get(TERM) instanceof String key && !key.isEmpty()) return key;
        return null;
    }

    /** The key of the term that a click on {@code node} explains; null if it explains none. */
    public static @Nullable String clickedTerm(@Nullable Node node) {
        for (Node n = node; n != null; n = n.getParent()) if (n.getStyleClass().contains(EXPLAINED)) return termAt(n);
        return null;
    }

    /** The tip with how to have more explained. */
    private static String worded(Node node, String text) {
        if (termAt(node) == null) return text;
        boolean clicked = node.getStyleClass().contains(EXPLAINED);
        return text + "\n" + Texts.of(clicked ? "explain.tip.click" : "explain.tip.key");
    }

    /** From now on, {@code node} says {@code text}; what it said before is replaced, also while it is on screen. */
    public static void say(Node node, String text) {
        node.setAccessibleHelp(text);
        prepare(node, () -> {});
    }

    /** {@code node} says what {@code text} gives at each time the tooltip shows. */
    public static void ask(Node node, Supplier<String> text) {
        prepare(node, () -> node.setAccessibleHelp(text.get()));
    }

    /** What {@code node} says, or null if it says nothing. */
    public static @Nullable String of(Node node) {
        return node.getAccessibleHelp();
    }

    /**
     * Gives a field or a choice a name that nobody sees. An accessible text would be read in place of what the control
     * holds; a label that belongs to it is read before that. Modified.
     */
    public static <C extends Control> C name(C control, String name) {
        new Label(name).setLabelFor(control);
        return control;
    }

    /** Once for each node. */
    private static void prepare(Node node, Runnable showing) {
        if (node.getProperties().putIfAbsent(Tips.class, showing) != null) return;
        if (node.isHover()) make(node);
        else node.addEventHandler(MouseEvent.MOUSE_ENTERED, COMING);
    }

    /** The move that follows the pointer's coming already counts for the tooltip. */
    private static void make(Node node) {
        node.removeEventHandler(MouseEvent.MOUSE_ENTERED, COMING);
        var tooltip = new Tooltip();
        var help = node.accessibleHelpProperty();
        var wording = SceneWording.of(node);
        tooltip.textProperty()
                .bind(help.flatMap(text -> wording.map(called -> Figures.unbroken(worded(node, called.say(text))))));
        tooltip.setOnShowing(event -> {
            tooltip.setMaxWidth(
                    WIDEST * Math.max(1, node.getLocalToSceneTransform().getMxx()));
            if (node.getProperties().get(Tips.class) instanceof Runnable showing) showing.run();
        });
        Tooltip.install(node, tooltip);
    }
}
