package org.latentfx.view.window.card;

import java.util.List;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.latentfx.text.Texts;
import org.latentfx.view.command.Actions;
import org.latentfx.view.command.MenuTitle;
import org.latentfx.view.explain.TermText;
import org.latentfx.view.kit.PanelHeader;
import org.latentfx.view.kit.Tips;

/** Help in two pages: what the window shows, in plain words, and every key. FX thread only. */
public final class HelpCard extends Card {
    private static final double WIDTH = 924;
    private static final double HEIGHT = 620;
    private static final double COLUMN = 420;
    private static final double KEYS_COLUMN = 272;

    private final Actions actions;
    private final ToggleGroup group = new ToggleGroup();
    private final ToggleButton explanation = page("help.looking");
    private final ToggleButton keys = page("help.keys");
    private final ScrollPane shown = new ScrollPane();

    /** @param actions whose keys are listed */
    public HelpCard(Actions actions) {
        super("help-card", Texts.of("help.title"));
        this.actions = actions;
        shown.getStyleClass().add("help-page");
        shown.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        shown.setFitToWidth(true);
        shown.setPrefSize(WIDTH, HEIGHT);
        group.selectedToggleProperty().addListener((property, before, now) -> {
            if (now == null) group.selectToggle(before);
            else turn(now == keys);
        });
    }

    private ToggleButton page(String key) {
        var button = new ToggleButton(Texts.of(key));
        button.setId(key.replace('.', '-'));
        button.getStyleClass().addAll("flat", "help-tab");
        button.setToggleGroup(group);
        Tips.say(button, Texts.of(key));
        return button;
    }

    /** Shows what is seen; called again the keys, and then closes. */
    public void next() {
        if (!isDisplay()) show(explanation);
        else if (explanation.isSelected()) show(keys);
        else hide(true);
    }

    /** Shows the keys, or closes. */
    public void toggleKeys() {
        if (isDisplay() && keys.isSelected()) hide(true);
        else show(keys);
    }

    private void show(ToggleButton page) {
        group.selectToggle(page);
        open();
    }

    private void turn(boolean toKeys) {
        shown.setContent(toKeys ? keys() : explanation());
        shown.setVvalue(0);
    }

    @Override
    Node heading() {
        return new HBox(explanation, keys);
    }

    @Override
    Node content() {
        return shown;
    }

    @Override
    Node first() {
        return shown;
    }

    // ---- what am I looking at ----

    private static FlowPane explanation() {
        var page = new FlowPane();
        page.getStyleClass().add("help-sections");
        for (int i = 0; Texts.has("help.section." + i); i++) {
            var title = new Label(Texts.of("help.section." + i));
            title.getStyleClass().add("help-title");
            var text = new TermText(Texts.of("help.section." + i + ".text"));
            text.setMinHeight(TermText.USE_PREF_SIZE);
            var section = new VBox(title, text);
            section.getStyleClass().add("help-section");
            section.setPrefWidth(COLUMN);
            page.getChildren().add(section);
        }
        return page;
    }

    // ---- keys ----

    private FlowPane keys() {
        var page = new FlowPane(
                column(MenuTitle.FILE, MenuTitle.EDIT, MenuTitle.RUN),
                column(MenuTitle.MAP),
                column(MenuTitle.VIEW, MenuTitle.HELP));
        page.getStyleClass().add("help-sections");
        return page;
    }

    private VBox column(MenuTitle... menus) {
        var column = new VBox();
        column.setPrefWidth(KEYS_COLUMN);
        for (MenuTitle menu : menus) {
            var rows = rows(menu);
            if (rows.isEmpty()) continue;
            var grid = new GridPane();
            grid.getStyleClass().add("keys-grid");
            for (int i = 0; i < rows.size(); i++) grid.addRow(i, rows.get(i));
            column.getChildren().addAll(new PanelHeader(menu.label()), grid);
        }
        return column;
    }

    private List<Node[]> rows(MenuTitle menu) {
        var commands = actions.all().stream()
                .filter(command -> command.menu() == menu && !command.keys().isEmpty())
                .map(command -> row(command.name().getValue(), command.keys()));
        // what a view does by itself, listed beside the keys of the window
        var more = Stream.iterate(0, i -> i + 1)
                .map(i -> "keys." + menu.key() + ".more." + i)
                .takeWhile(Texts::has)
                .map(key -> row(Texts.of(key), Texts.of(key + ".how")));
        return Stream.concat(commands, more).toList();
    }

    private static Node[] row(String does, String keys) {
        var words = new Label(does);
        words.setWrapText(true);
        words.setMinHeight(Label.USE_PREF_SIZE);
        words.setPrefWidth(KEYS_COLUMN * 0.6);
        var cap = new Label(keys);
        cap.getStyleClass().add("key-cap");
        cap.setWrapText(true);
        cap.setMinHeight(Label.USE_PREF_SIZE);
        cap.setAlignment(Pos.CENTER_LEFT);
        return new Node[] {words, cap};
    }
}
