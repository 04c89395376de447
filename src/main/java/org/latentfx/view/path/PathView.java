package org.latentfx.view.path;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.animation.AnimationTimer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.latentfx.analysis.path.LatentPath;
import org.latentfx.analysis.path.PathKind;
import org.latentfx.data.PictureFormat;
import org.latentfx.session.Session;
import org.latentfx.session.path.Paths;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.IconButtons;
import org.latentfx.view.kit.LatentTargetChooser;
import org.latentfx.view.kit.SceneWording;
import org.latentfx.view.kit.Stylesheets;
import org.latentfx.view.kit.Tips;
import org.latentfx.view.kit.TwoEnds;

/**
 * The path panel: both ends and the kind of path, its frames with their facts, and a slider and a play button that move
 * z along it. The session finds paths, and only while the panel is visible. FX thread only.
 */
public final class PathView extends Region {
    private static final double STATUS = 18;
    private static final double GAP = 6;

    private final Session session;
    private final Paths paths;
    private final TwoEnds controls;
    private final FrameStrip strip = new FrameStrip(this::jumpTo);
    private final Slider scrub = new Slider(0, 1, 0);
    private final ToggleButton play = icon(new ToggleButton(), Feather.PLAY, "play");
    private final ToggleButton loop = icon(new ToggleButton(), Feather.REPEAT, "loop");
    private final ComboBox<Integer> speed = new ComboBox<>();
    private final Button find = icon(new Button(), Feather.REFRESH_CW, "find");
    private final Label status = new Label();
    private final AnimationTimer timer = new AnimationTimer() {
        @Override
        public void handle(long now) {
            advance(now);
        }
    };
    private final ObjectProperty<@Nullable LatentPath> shownPath = new SimpleObjectProperty<>();
    private long last;
    private double heading = 1;
    private boolean own;
    private String whole = "";

    public PathView(Session session) {
        this.session = session;
        paths = session.paths();
        getStyleClass().add("path-view");
        Tips.about(this, "path");
        getStylesheets().add(Stylesheets.PANELS.address());
        controls = controls();
        status.getStyleClass().add("quiet");
        scrub.setId("path-scrub");
        Tips.say(scrub, Texts.of("paths.scrub"));
        scrub.setAccessibleText(Texts.of("paths.scrub"));
        scrub.setBlockIncrement(1.0 / (Paths.FRAMES - 1));
        getChildren().addAll(controls, strip, scrub, status);
        widthProperty().subscribe(this::say);
        listen();
    }

    /** The way while this panel is shown, for the map to draw; null otherwise. */
    public ObservableValue<@Nullable LatentPath> shownPath() {
        return shownPath;
    }

    /** Shows that way elsewhere too, such as on the map. Returns this. */
    public PathView on(ObjectProperty<@Nullable LatentPath> map) {
        map.bind(shownPath);
        return this;
    }

    public FrameStrip strip() {
        return strip;
    }

    private void listen() {
        visibleProperty().subscribe(shown -> {
            paths.watch(shown);
            shownPath.set(shown ? paths.pathProperty().get() : null);
            if (!shown) stop();
        });
        paths.pathProperty().subscribe(this::show);
        paths.progressProperty().subscribe(this::describe);
        paths.currentProperty().subscribe(this::describe);
        paths.faultProperty().subscribe(this::describe);
        session.explorer().lockedProperty().subscribe(this::describe);
        session.explorer().zProperty().subscribe(z -> {
            if (!own) stop();
        });
        scrub.valueProperty().addListener((property, before, now) -> {
            strip.position(now.doubleValue());
            if (own || paths.pathProperty().get() == null) return;
            if (scrub.isValueChanging()) move(() -> paths.preview(now.doubleValue()));
            else move(() -> paths.moveTo(now.doubleValue()));
        });
        scrub.valueChangingProperty().addListener((property, before, changing) -> {
            if (!changing) move(() -> paths.moveTo(scrub.getValue()));
            else stop();
        });
    }

    // ---- controls ----

    private TwoEnds controls() {
        var from = new LatentTargetChooser(session, paths.fromProperty(), "paths.from", paths::from);
        var to = new LatentTargetChooser(session, paths.toProperty(), "paths.to", paths::to);
        from.setId("path-from");
        to.setId("path-to");
        var swap = icon(new Button(), Feather.ARROW_RIGHT, "swap");
        swap.getStyleClass().add("flat");
        swap.setOnAction(event -> paths.swap());
        play.setOnAction(event -> {
            if (play.isSelected()) start();
            else stopAndStay();
        });
        find.setOnAction(event -> {
            if (searching()) paths.cancel();
            else paths.find();
        });
        speed.setId("path-speed");
        speed.getStyleClass().add("small-menu");
        speed.getItems().addAll(2, 6, 12, 24);
        speed.setValue(6);
        speed.setConverter(new Naming<>(value -> Texts.of("paths.speed.value", value)));
        Tips.say(speed, Texts.of("paths.speed"));
        Tips.name(speed, Texts.of("paths.speed"));
        speed.setMinWidth(Region.USE_PREF_SIZE);
        var along = row(find, play, loop, speed);
        return new TwoEnds(row(from, swap, to, kinds()), along, 176, false);
    }

    private static HBox row(Node... nodes) {
        var row = new HBox(nodes);
        row.getStyleClass().add("tool-row");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private ComboBox<PathKind> kinds() {
        var kinds = new ComboBox<PathKind>();
        kinds.setId("path-kind");
        kinds.getStyleClass().add("small-menu");
        paths.offeredProperty().subscribe(offered -> {
            kinds.getItems().setAll(offered);
            kinds.setValue(paths.kindProperty().get());
        });
        kinds.setConverter(new Naming<>(kind -> Texts.of(key(kind))));
        Tips.name(kinds, Texts.of("paths.kind"));
        kinds.setMinWidth(72);
        paths.kindProperty().subscribe(kind -> {
            kinds.setValue(kind);
            Tips.say(kinds, Texts.of(key(kind) + ".tip"));
        });
        kinds.valueProperty().addListener((property, before, kind) -> {
            if (kind != null && kind != paths.kindProperty().get()) paths.kind(kind);
        });
        return kinds;
    }

    private static String key(PathKind kind) {
        return "paths.kind." + kind.name().toLowerCase(Locale.ROOT);
    }

    private static <B extends ButtonBase> B icon(B button, Feather icon, String name) {
        button.setId("path-" + name);
        button.getStyleClass().add("small-icon-button");
        return IconButtons.dress(button, icon, Texts.of("paths." + name), Texts.of("paths." + name));
    }

    /** From a value of a box to its name; boxes are not typed into. */
    private static final class Naming<T> extends StringConverter<T> {
        private final Function<T, String> name;

        Naming(Function<T, String> name) {
            this.name = name;
        }

        @Override
        public String toString(T value) {
            return value == null ? "" : name.apply(value);
        }

        @Override
        public T fromString(String text) {
            throw new UnsupportedOperationException("not editable");
        }
    }

    // ---- moving along ----

    private void jumpTo(double t) {
        stop();
        move(() -> {
            scrub.setValue(t);
            paths.moveTo(t);
        });
    }

    private void move(Runnable by) {
        own = true;
        try {
            by.run();
        } finally {
            own = false;
        }
    }

    private void start() {
        if (paths.pathProperty().get() == null) {
            play.setSelected(false);
            return;
        }
        if (scrub.getValue() > 0.999) move(() -> scrub.setValue(0));
        heading = 1;
        last = 0;
        timer.start();
    }

    private void stop() {
        timer.stop();
        play.setSelected(false);
    }

    /** Ends playing where it is, which counts as one move of z. */
    private void stopAndStay() {
        stop();
        move(() -> paths.moveTo(scrub.getValue()));
    }

    private void advance(long now) {
        double seconds = last == 0 ? 0 : (now - last) / 1e9;
        last = now;
        double next = scrub.getValue() + heading * seconds * speed.getValue() / (Paths.FRAMES - 1);
        boolean end = next >= 1 || next <= 0 && heading < 0;
        if (end && loop.isSelected()) heading = -heading;
        double t = Math.max(0, Math.min(1, next));
        move(() -> {
            scrub.setValue(t);
            paths.preview(t);
        });
        if (end && !loop.isSelected()) stopAndStay();
    }

    // ---- what is shown ----

    private void show(@Nullable LatentPath path) {
        if (path == null) stop();
        shownPath.set(isVisible() ? path : null);
        var points = session.encodings().pointsProperty().get();
        var model = session.explorer().model();
        strip.show(
                path,
                model == null
                        ? PictureFormat.grey(28, 28)
                        : model.configuration().format(),
                points == null ? List.of() : points.images().classNames(),
                paths.radius());
        scrub.setDisable(path == null);
        describe();
        requestLayout();
    }

    private boolean searching() {
        return !Double.isNaN(paths.progressProperty().get());
    }

    private void describe() {
        var icon = searching() ? Feather.X : Feather.REFRESH_CW;
        String key = searching() ? "paths.cancel" : "paths.find";
        ((FontIcon) find.getGraphic()).setIconCode(icon);
        IconButtons.name(find, Texts.of(key), Texts.of(key));
        String sentence = sentence();
        whole = sentence;
        say();
        Tips.say(status, sentence);
        LatentPath path = paths.pathProperty().get();
        boolean bad = paths.faultProperty().get() != null || path != null && !path.converged();
        status.getStyleClass().remove("notable");
        if (bad) status.getStyleClass().add("notable");
    }

    /** Where the whole does not fit, that the path is old, without its figures: they change, and none is cut. */
    private void say() {
        status.setText(whole);
        if (!paths.currentProperty().get() && status.prefWidth(-1) > getWidth())
            status.setText(Texts.of("paths.old", "").strip());
    }

    private String sentence() {
        String fault = paths.faultProperty().get();
        LatentPath path = paths.pathProperty().get();
        if (fault != null) return fault;
        if (searching())
            return Texts.of(
                    "paths.searching", Math.round(100 * paths.progressProperty().get()));
        if (path == null) return SceneWording.text(this, "paths.waiting");
        String length = Figures.fixed(path.length(), 2);
        int frames = path.frames().size();
        String found = !path.converged()
                ? SceneWording.text(this, "paths.unconverged", path.rounds(), length)
                : path.rounds() > 0
                        ? SceneWording.text(this, "paths.length.found", length, frames, path.rounds())
                        : SceneWording.text(this, "paths.length", length, frames);
        int locked = session.explorer().locked().size();
        String said = locked == 0 ? found : Texts.of("decoder.lock.holds", locked) + " " + found;
        return paths.currentProperty().get() ? said : Texts.of("paths.old", said);
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double height = getHeight();
        double above = controls.prefHeight(width);
        controls.resizeRelocate(0, 0, width, above);
        double y = above + GAP;
        double high = Math.max(20, height - y - STATUS);
        strip.resizeRelocate(0, y, width, high);
        strip.fit(width, high);
        double knob = 8;
        scrub.resizeRelocate(
                strip.first() - knob,
                y + strip.tile() + 2,
                Math.max(0, strip.last() - strip.first() + 2 * knob),
                FrameStrip.SLIDER - 4);
        status.resizeRelocate(0, height - STATUS, width, STATUS);
    }

    @Override
    protected double computeMinHeight(double width) {
        return 100;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 100;
    }
}
