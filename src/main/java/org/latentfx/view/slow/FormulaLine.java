package org.latentfx.view.slow;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/**
 * A formula whose symbols and numbers have the colours that they have everywhere: {@code <mu>0.53</mu>} is in that of
 * μ. FX thread only.
 */
final class FormulaLine extends TextFlow {
    private static final Pattern COLOURED = Pattern.compile("<(\\w+)>(.*?)</\\1>");

    FormulaLine() {
        getStyleClass().add("slow-formula");
        setMinWidth(0);
    }

    void show(String marked) {
        getChildren().clear();
        Matcher matcher = COLOURED.matcher(marked);
        int from = 0;
        while (matcher.find()) {
            add(marked.substring(from, matcher.start()), "plain");
            add(matcher.group(2), matcher.group(1));
            from = matcher.end();
        }
        add(marked.substring(from), "plain");
        setAccessibleText(COLOURED.matcher(marked).replaceAll("$2"));
    }

    private void add(String words, String look) {
        if (words.isEmpty()) return;
        var text = new Text(words);
        text.getStyleClass().add(look);
        getChildren().add(text);
    }
}
