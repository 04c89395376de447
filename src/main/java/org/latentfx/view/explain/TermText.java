package org.latentfx.view.explain;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.Tips;

/**
 * A text with the symbols of the mathematics in their colours (μ orange, σ green, ε salmon, z blue) and the terms of
 * the glossary as words that a click explains. FX thread only.
 */
public final class TermText extends TextFlow {
    /** A z by itself: not one within a word. */
    private static final Pattern SYMBOL = Pattern.compile("[μσε]|(?<!\\p{L})z(?!\\p{L})");

    public TermText(String text) {
        this(text, new HashSet<>());
    }

    /** @param marked the keys of terms that are not marked here, because they are elsewhere; those here are added */
    TermText(String text, Set<String> marked) {
        getStyleClass().add("term-text");
        show(text, marked);
    }

    /** Shows another text. */
    void show(String text, Set<String> marked) {
        getChildren().clear();
        setAccessibleText(text);
        int at = 0;
        for (Terms.Place place : Terms.in(text)) {
            if (!marked.add(place.entry().key())) continue;
            symbols(text.substring(at, place.from()));
            Text word = add(text.substring(place.from(), place.to()), "term-link");
            Tips.term(word, place.entry().key());
            at = place.to();
        }
        symbols(text.substring(at));
    }

    /** A formula: symbols in their colours, no words. */
    static TermText formula(String text) {
        var flow = new TermText("");
        flow.getStyleClass().add("formula");
        flow.formulate(text);
        return flow;
    }

    /** Shows another formula. */
    void formulate(String text) {
        getChildren().clear();
        setAccessibleText(text);
        symbols(text);
    }

    private void symbols(String text) {
        Matcher matcher = SYMBOL.matcher(text);
        int at = 0;
        while (matcher.find()) {
            add(text.substring(at, matcher.start()), "");
            add(
                    matcher.group(),
                    switch (matcher.group()) {
                        case "μ" -> "mu";
                        case "σ" -> "sigma";
                        case "ε" -> "epsilon";
                        default -> "z";
                    });
            at = matcher.end();
        }
        add(text.substring(at), "");
    }

    private Text add(String part, String style) {
        var text = new Text(Figures.unbroken(part));
        text.getStyleClass().add("explain-word");
        if (!style.isEmpty()) text.getStyleClass().add(style);
        if (!part.isEmpty()) getChildren().add(text);
        return text;
    }
}
