package org.latentfx.view.explain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.latentfx.text.Glossary;
import org.latentfx.text.Glossary.Entry;
import org.latentfx.text.Glossary.Section;
import org.latentfx.text.Texts;
import org.latentfx.text.Wording;
import org.latentfx.view.kit.PanelHeader;
import org.latentfx.view.kit.Tips;

/**
 * One entry of the glossary: what it is, its formula, the same with the numbers of the moment, unit, what higher means,
 * source, and what else to look at. FX thread only.
 */
public final class EntryView extends VBox {
    private final Explanations from;
    private final LiveFigures figures;
    private final Slips slips;
    private final Consumer<String> open;
    private final TermText now = TermText.formula("");
    private final VBox nowPart = new VBox();
    private Entry shown;
    private Wording spoken = Wording.IMAGES;

    /** Each term is a link where it stands first. */
    private final Set<String> marked = new HashSet<>();

    /** What makes the part of an entry that does a slip. */
    @FunctionalInterface
    interface Slips {
        Node of(String key);
    }

    /** @param open asked for another term, by its key */
    EntryView(Explanations from, Consumer<String> open, Entry first) {
        this.from = from;
        figures = from.figures();
        slips = from.slips();
        this.open = open;
        shown = first;
        getStyleClass().add("entry-view");
        addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
            String key = Tips.clickedTerm(event.getPickResult().getIntersectedNode());
            if (key != null) {
                open.accept(key);
                event.consume();
            }
        });
        nowPart.getStyleClass().add("entry-part");
        nowPart.getChildren().setAll(heading("now"), now);
        show(first);
    }

    Entry shown() {
        return shown;
    }

    /** Shows another entry. */
    public void show(Entry entry) {
        shown = entry;
        spoken = from.wording();
        var parts = new ArrayList<Node>();
        marked.clear();
        marked.add(entry.key());
        parts.add(new TermText(spoken.say(entry.what()), marked));
        if (!entry.formula().isEmpty()) parts.add(part("formula", TermText.formula(entry.formula())));
        parts.add(nowPart);
        add(parts, "happens", entry.happens());
        if (entry.section() == Section.SLIPS) parts.add(slips.of(entry.key()));
        add(parts, "unit", entry.unit());
        boolean setting = entry.section() == Section.SETTINGS;
        add(parts, setting ? "setting" : "higher", entry.higher());
        add(parts, "source", entry.source());
        if (!entry.see().isEmpty()) parts.add(part("see", links(entry.see())));
        getChildren().setAll(parts);
        refresh();
    }

    /** Writes the numbers of the moment anew. */
    void refresh() {
        if (spoken != from.wording()) {
            show(shown);
            return;
        }
        String text = spoken.say(figures.of(shown.key()));
        now.formulate(text);
        nowPart.setVisible(!text.isEmpty());
        nowPart.setManaged(!text.isEmpty());
    }

    private void add(List<Node> to, String part, String text) {
        if (!text.isEmpty()) to.add(part(part, new TermText(spoken.say(text), marked)));
    }

    private static VBox part(String part, Node content) {
        var box = new VBox(heading(part), content);
        box.getStyleClass().add("entry-part");
        return box;
    }

    private static Label heading(String part) {
        String name = Texts.of("explain.part." + part);
        var label = new Label(PanelHeader.spacedCapitals(name));
        label.setAccessibleText(name);
        label.getStyleClass().add("entry-heading");
        return label;
    }

    private FlowPane links(List<String> keys) {
        var flow = new FlowPane();
        flow.getStyleClass().add("entry-links");
        for (String key : keys) {
            var link = new Hyperlink(Glossary.named(key).name());
            link.setId("see-" + key);
            link.setOnAction(event -> open.accept(key));
            flow.getChildren().add(link);
        }
        return flow;
    }

    /** All of it as plain text, to copy. */
    public String text() {
        var lines = new ArrayList<String>();
        lines.add(shown.name());
        lines.add(shown.what());
        line(lines, "formula", shown.formula());
        line(lines, "now", figures.of(shown.key()));
        line(lines, "happens", shown.happens());
        line(lines, "unit", shown.unit());
        line(lines, shown.section() == Section.SETTINGS ? "setting" : "higher", shown.higher());
        line(lines, "source", shown.source());
        return spoken.say(String.join("\n", lines));
    }

    private static void line(List<String> lines, String part, String text) {
        if (!text.isEmpty()) lines.add(Texts.of("explain.line", Texts.of("explain.part." + part), text));
    }
}
