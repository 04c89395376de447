package org.latentfx.view.debug;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.VBox;
import org.latentfx.analysis.check.SelfCheck;
import org.latentfx.session.debug.SelfChecks;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Tips;

/** Whether the figures shown are possible; if not, what is wrong and a way to copy it. FX thread only. */
final class SelfCheckLine extends VBox {
    private final SelfChecks source;
    private final Label sentence = new Label();
    private final Button copy = new Button(Texts.of("check.copy"));

    SelfCheckLine(SelfChecks source) {
        this.source = source;
        getStyleClass().add("self-checks");
        sentence.setWrapText(true);
        sentence.setMinHeight(USE_PREF_SIZE);
        copy.setId("check-copy");
        copy.getStyleClass().add("chip");
        Tips.say(copy, Texts.of("check.copy.tip"));
        copy.setOnAction(event -> Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, details())));
        copy.managedProperty().bind(copy.visibleProperty());
        getChildren().addAll(sentence, copy);
        source.checksProperty().subscribe(this::show);
        show();
    }

    private void show() {
        List<SelfCheck> all = source.checksProperty();
        List<SelfCheck> broken = all.stream().filter(check -> !check.holds()).toList();
        copy.setVisible(!broken.isEmpty());
        sentence.getStyleClass().removeAll("quiet", "refusal");
        sentence.getStyleClass().add(broken.isEmpty() ? "quiet" : "refusal");
        if (!broken.isEmpty()) sentence.setText(broken.get(0).text());
        else if (all.isEmpty()) sentence.setText(Texts.of("check.none"));
        else sentence.setText(Texts.of("check.all", all.size()));
        Tips.say(sentence, all.isEmpty() ? Texts.of("check.tip") : lines(all));
    }

    private static String lines(List<SelfCheck> checks) {
        return checks.stream().map(SelfCheck::text).collect(Collectors.joining("\n"));
    }

    /** What is copied: every check with its figures, and on what it ran. */
    String details() {
        return Texts.of("app.name") + "\n" + lines(source.checksProperty()) + "\n" + source.about() + "\nJava "
                + Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch");
    }
}
