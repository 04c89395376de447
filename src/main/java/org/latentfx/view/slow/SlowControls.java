package org.latentfx.view.slow;

import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.event.ActionEvent;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.latentfx.session.slow.SlowMotion;
import org.latentfx.session.slow.SlowMotion.Shown;
import org.latentfx.session.slow.Stage;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.IconButtons;
import org.latentfx.view.kit.PanelHeader;
import org.latentfx.view.kit.SceneWording;
import org.latentfx.view.kit.Tips;

/** What drives the film: back, play, on, one button a stage, and what comes after. FX thread only. */
final class SlowControls extends HBox {
    private static final PseudoClass REACHED = PseudoClass.getPseudoClass("reached");
    private static final PseudoClass ACTIVE = PseudoClass.getPseudoClass("active");

    /** Below it, only what is needed has room. */
    private static final double ROOMY = 1150;

    private final SlowMotion slow;
    private final Runnable clicked;
    private final Label title = new Label();
    private final Label where = new Label();
    private final HBox film = new HBox();
    private final Button begin = new Button(Texts.of("slow.begin"), new FontIcon(Feather.FILM));
    /** Says what a button that is off cannot. */
    private final HBox beginPlace = new HBox(begin);

    /** @param clicked called after each click: the keys are those of the film again */
    SlowControls(SlowMotion slow, Runnable clicked) {
        this.slow = slow;
        this.clicked = clicked;
        getStyleClass().add("slow-controls");
        setAlignment(Pos.CENTER_LEFT);
        title.getStyleClass().add("panel-title");
        title.setMinWidth(USE_PREF_SIZE);
        where.getStyleClass().add("slow-where");
        where.setMinWidth(0);
        begin.setId("slow-begin");
        begin.getStyleClass().add("chip");
        Tips.say(begin, Texts.of("slow.begin.tip"));
        begin.setOnAction(event -> slow.open());
        beginPlace.setAlignment(Pos.CENTER_LEFT);
        film.setAlignment(Pos.CENTER_LEFT);
        film.getStyleClass().add("slow-film");
        fillFilm();
        var space = new Region();
        setHgrow(space, Priority.ALWAYS);
        beginPlace.managedProperty().bind(begin.managedProperty());
        beginPlace.visibleProperty().bind(begin.visibleProperty());
        getChildren().addAll(title, where, space, film, beginPlace);
        slow.onProperty().subscribe(on -> {
            for (Node node : new Node[] {film, begin}) {
                node.setVisible((node == film) == on);
                node.setManaged(node.isVisible());
            }
            title.setText(PanelHeader.spacedCapitals(Texts.of(on ? "slow.title" : "slow.model")));
        });
    }

    private void fillFilm() {
        var back = icon("slow-back", Feather.SKIP_BACK, "slow.back", slow::back);
        var play = icon("slow-play", Feather.PLAY, "slow.play", slow::toggle);
        slow.playingProperty().subscribe(now -> {
            play.setGraphic(new FontIcon(now ? Feather.PAUSE : Feather.PLAY));
            String words = Texts.of(now ? "slow.pause" : "slow.play");
            IconButtons.name(play, words, words);
        });
        var on = icon("slow-forward", Feather.SKIP_FORWARD, "slow.forward", slow::forward);
        var loop = new ToggleButton(Texts.of("slow.loop"), new FontIcon(Feather.REPEAT));
        loop.setId("slow-loop");
        loop.getStyleClass().add("chip");
        Tips.say(loop, Texts.of("slow.loop.tip"));
        loop.setOnAction(event -> slow.loop(loop.isSelected()));
        slow.loopingProperty().subscribe(loop::setSelected);
        var next = chip("slow-next", "slow.next", slow::nextStep);
        var end = chip("slow-end", "slow.end", slow::end);
        end.getStyleClass().add("accent");
        film.getChildren().addAll(back, play, on, stages(), loop, next, end);
        for (Node node : film.getChildren()) if (node instanceof ButtonBase button) release(button);
        widthProperty().subscribe(width -> {
            loop.setText(width.doubleValue() >= ROOMY ? Texts.of("slow.loop") : "");
        });
    }

    private HBox stages() {
        var row = new HBox();
        row.getStyleClass().add("slow-stages");
        row.setAlignment(Pos.CENTER);
        for (Stage stage : Stage.values()) {
            var dot = new Button(Integer.toString(stage.number()));
            dot.setId("slow-stage-" + stage.name().toLowerCase(Locale.ROOT));
            dot.getStyleClass().add("slow-stage");
            dot.setMinWidth(USE_PREF_SIZE);
            String name = Texts.of("slow.stage." + stage.name().toLowerCase(Locale.ROOT));
            IconButtons.name(dot, name, name);
            dot.setOnAction(event -> slow.show(stage));
            release(dot);
            slow.stageProperty().subscribe(now -> {
                dot.pseudoClassStateChanged(REACHED, stage.reachedBy(now));
                dot.pseudoClassStateChanged(ACTIVE, stage == now);
            });
            row.getChildren().add(dot);
        }
        return row;
    }

    private Button icon(String id, Feather icon, String key, Runnable action) {
        Button button = IconButtons.button(icon, Texts.of(key), action);
        button.setId(id);
        button.getStyleClass().addAll("flat", "small-button");
        return button;
    }

    private Button chip(String id, String key, Runnable action) {
        var button = new Button(Texts.of(key));
        button.setId(id);
        button.getStyleClass().add("chip");
        button.setMinWidth(USE_PREF_SIZE);
        Tips.say(button, Texts.of(key + ".tip"));
        button.setOnAction(event -> action.run());
        return button;
    }

    /** After a click Space means the film again, and not the button; one reached by Tab keeps the keyboard. */
    private void release(ButtonBase button) {
        button.addEventHandler(ActionEvent.ACTION, event -> {
            if (!button.isFocusVisible()) clicked.run();
        });
    }

    /** Says which step and image are looked at. */
    void show(Shown shown, int row) {
        int image = shown.step().images()[row];
        where.setText(SceneWording.text(
                this,
                "slow.where",
                Figures.count(shown.step().step()),
                row + 1,
                shown.step().trace().batch(),
                shown.images().className(shown.images().labels()[image] & 0xff)));
    }

    /**
     * Says how large the model is, and what image is in it; empty for none.
     *
     * @param z what the decoder gets of it, such as μ
     * @param followed whether an image can be followed through a step
     */
    void showModel(long parameters, String image, String z, boolean followed) {
        begin.setDisable(!followed);
        Tips.say(beginPlace, Texts.of(followed ? "slow.begin.tip" : "slow.players"));
        String key = image.isEmpty() ? "slow.model.detail" : "slow.model.detail.image";
        where.setText(Texts.of(key, Figures.count(parameters), image, z));
    }
}
