package org.latentfx.view.direction;

import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.latentfx.analysis.latent.DirectionScore;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.session.Session;
import org.latentfx.session.direction.Directions;
import org.latentfx.session.direction.Directions.Group;
import org.latentfx.session.explore.LatentTarget;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.IconButtons;
import org.latentfx.view.kit.LatentTargetChooser;
import org.latentfx.view.kit.SceneWording;
import org.latentfx.view.kit.Stylesheets;
import org.latentfx.view.kit.Tips;
import org.latentfx.view.kit.TwoEnds;

/**
 * The directions panel: two groups of images and the direction between their means, with a strength slider and a
 * comparison with random directions; analogies; class centres; and the images nearest to z. The session computes all of
 * it, and only while the panel is visible. FX thread only.
 */
public final class DirectionsView extends StackPane {
    private final Session session;
    private final Directions directions;
    private final Slider strength = new Slider(-3, 3, 0);
    private final Label amount = new Label();
    private final Label score = new Label();
    private final FlowPane centres = new FlowPane();
    private final NeighbourStrip near;
    private boolean reflecting;

    public DirectionsView(Session session) {
        this.session = session;
        directions = session.directions();
        near = new NeighbourStrip(session.probe()::takeImage);
        getStyleClass().add("directions-view");
        Tips.about(this, "directions");
        getStylesheets().add(Stylesheets.PANELS.address());
        score.getStyleClass().add("quiet");
        score.setWrapText(true);
        score.setMinHeight(USE_PREF_SIZE);
        centres.getStyleClass().add("centres");
        HBox.setHgrow(centres, Priority.ALWAYS);
        var presets = row(name("directions.centres"), centres);
        presets.setAlignment(Pos.TOP_LEFT);
        var column = new VBox(direction(), score, analogy(), presets, neighbours());
        column.getStyleClass().add("tool-column");
        var scroll = new ScrollPane(column);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        getChildren().add(scroll);
        listen();
    }

    private void listen() {
        visibleProperty().subscribe(shown -> {
            directions.watch(shown);
            session.nearestImages().watch(shown);
        });
        session.nearestImages().nearProperty().subscribe(near::show);
        directions.scoreProperty().subscribe(this::describe);
        directions.faultProperty().subscribe(this::describe);
        directions.strengthProperty().subscribe(now -> reflect(now.doubleValue()));
        session.encodings().pointsProperty().subscribe(this::offer);
        strength.valueProperty().addListener((property, before, now) -> {
            if (reflecting) return;
            if (strength.isValueChanging()) directions.preview(now.doubleValue());
            else directions.apply(now.doubleValue());
        });
        strength.valueChangingProperty().addListener((property, before, changing) -> {
            if (!changing) directions.apply(strength.getValue());
        });
        strength.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) directions.apply(0);
        });
        describe();
    }

    private void reflect(double now) {
        reflecting = true;
        if (!strength.isValueChanging()) strength.setValue(now);
        reflecting = false;
        amount.setText(Texts.of("directions.strength.value", Figures.fixed(now, 2)));
    }

    // ---- the direction ----

    private Node direction() {
        var swap = IconButtons.button(Feather.ARROW_RIGHT, Texts.of("directions.swap"), directions::swap);
        swap.setId("direction-swap");
        swap.getStyleClass().addAll("small-icon-button", "flat");
        strength.setId("direction-strength");
        Tips.say(strength, Texts.of("directions.strength.tip"));
        strength.setAccessibleText(Texts.of("directions.strength"));
        strength.setBlockIncrement(0.1);
        strength.setMinWidth(60);
        strength.disableProperty().bind(directions.directionProperty().isNull());
        HBox.setHgrow(strength, Priority.ALWAYS);
        amount.getStyleClass().add("quiet");
        amount.setMinWidth(86);
        amount.setAlignment(Pos.CENTER_RIGHT);
        var ends = row(
                groups("directions.from", directions.fromProperty(), directions::from),
                swap,
                groups("directions.to", directions.toProperty(), directions::to));
        return new TwoEnds(ends, row(strength, amount), 240, true);
    }

    private Node groups(String key, ReadOnlyObjectProperty<@Nullable Group> chosen, Consumer<Group> choose) {
        var menu = new MenuButton();
        menu.setId(key.replace('.', '-'));
        menu.getStyleClass().add("small-menu");
        menu.setMinWidth(48);
        Tips.say(menu, Texts.of(key + ".tip"));
        chosen.subscribe(group -> {
            menu.setText(group == null ? "" : group.name());
            menu.setAccessibleText(Texts.of(key) + ": " + menu.getText());
        });
        menu.getItems().add(new MenuItem());
        menu.setOnShowing(event -> {
            menu.getItems().clear();
            LatentPoints points = session.encodings().pointsProperty().get();
            if (points == null) return;
            menu.getItems().add(selected(choose));
            for (int c = 0; c < points.images().classNames().size(); c++) {
                Group group = directions.ofClass(c);
                if (group == null) continue;
                var item =
                        new MenuItem(SceneWording.text(this, "directions.group", group.name(), group.members().length));
                item.setOnAction(chosenNow -> choose.accept(group));
                menu.getItems().add(item);
            }
        });
        return menu;
    }

    /** The images selected on the map as a group. */
    private MenuItem selected(Consumer<Group> choose) {
        int[] members = session.selection().imagesProperty().get();
        if (members.length == 0) {
            var none = new MenuItem(SceneWording.text(this, "directions.selected.none"));
            none.setDisable(true);
            return none;
        }
        var group = new Group(Texts.of("directions.selected", members.length), -1, members);
        var item = new MenuItem(SceneWording.text(this, "directions.selected.take", members.length));
        item.setOnAction(chosen -> choose.accept(group));
        return item;
    }

    private void describe() {
        String fault = directions.faultProperty().get();
        DirectionScore found = directions.scoreProperty().get();
        if (fault != null) score.setText(fault);
        else if (found == null) score.setText(Texts.of("directions.score.waiting"));
        else
            score.setText(Texts.of(
                    "directions.score",
                    Texts.of(verdict(found)),
                    percent(found.separation()),
                    percent(DirectionScore.ERRORS * found.error()),
                    percent(found.chanceSeparation()),
                    percent(found.dealtSeparation()),
                    percent(DirectionScore.ERRORS * found.dealtError())));
        Tips.say(score, found == null ? Texts.of("directions.score.waiting") : tip(found));
        score.getStyleClass().remove("notable");
        if (fault != null || found != null && !found.differ())
            score.getStyleClass().add("notable");
    }

    private static String tip(DirectionScore found) {
        return Texts.of(
                "directions.score.tip", Figures.fixed(found.agreement(), 3), Figures.fixed(found.chanceAgreement(), 3));
    }

    private static String percent(double share) {
        return Figures.fixed(100 * share, 1);
    }

    /** With few latents a random direction may separate the groups as well as this one, although they do differ. */
    private static String verdict(DirectionScore found) {
        if (found.beyondChance()) return "directions.score.beyond";
        return found.differ() ? "directions.score.reliable" : "directions.score.chance";
    }

    // ---- places ----

    private Node analogy() {
        var a = new SimpleObjectProperty<@Nullable LatentTarget>(new LatentTarget.Image(0));
        var b = new SimpleObjectProperty<@Nullable LatentTarget>(new LatentTarget.Image(1));
        var c = new SimpleObjectProperty<@Nullable LatentTarget>(new LatentTarget.Image(2));
        var go = new Button(Texts.of("directions.analogy.go"));
        go.setId("analogy-go");
        go.getStyleClass().add("small-menu");
        Tips.say(go, Texts.of("directions.analogy.tip"));
        go.setAccessibleText(Texts.of("directions.analogy.tip"));
        go.setOnAction(event -> {
            LatentTarget first = a.get();
            LatentTarget second = b.get();
            LatentTarget third = c.get();
            if (first != null && second != null && third != null) directions.analogy(first, second, third);
        });
        go.setMinWidth(USE_PREF_SIZE);
        var row = new FlowPane(
                name("directions.analogy"),
                chooser(a, "directions.analogy.a"),
                new Label("−"),
                chooser(b, "directions.analogy.b"),
                new Label("+"),
                chooser(c, "directions.analogy.c"),
                go);
        row.getStyleClass().add("tool-flow");
        return row;
    }

    private Node chooser(SimpleObjectProperty<@Nullable LatentTarget> place, String key) {
        var chooser = new LatentTargetChooser(session, place, key, place::set);
        chooser.setId(key.replace('.', '-'));
        return chooser;
    }

    /** One chip for each class, made anew when the classes change. */
    private void offer(@Nullable LatentPoints points) {
        int count = points == null ? 0 : points.images().classNames().size();
        var names = points == null ? null : points.images().classNames();
        if (names == null || names.equals(centres.getUserData())) return;
        centres.setUserData(names);
        centres.getChildren().clear();
        for (int c = 0; c < count; c++) {
            var place = new LatentTarget.Centre(c, names.get(c));
            var chip = new Button(names.get(c));
            chip.setId("centre-" + c);
            chip.getStyleClass().addAll("flat", "chip");
            Tips.say(chip, Texts.of("directions.centre.tip", names.get(c)));
            chip.setAccessibleText(Texts.of("directions.centre.tip", names.get(c)));
            chip.setOnAction(event -> directions.moveTo(place));
            centres.getChildren().add(chip);
        }
    }

    private Node neighbours() {
        var host = new Pane(near) {
            @Override
            protected void layoutChildren() {
                near.resizeRelocate(0, 0, getWidth(), getHeight());
            }
        };
        host.setMinHeight(64);
        host.setPrefHeight(64);
        return host;
    }

    private static Label name(String key) {
        var label = new Label(Texts.of(key));
        label.getStyleClass().add("quiet");
        label.setMinWidth(USE_PREF_SIZE);
        label.setMinHeight(22);
        return label;
    }

    private static HBox row(Node... nodes) {
        var row = new HBox(nodes);
        row.getStyleClass().add("tool-row");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }
}
