package org.latentfx.view.ordered;

import java.util.List;
import javafx.animation.AnimationTimer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.latentfx.analysis.inpainting.InOrder;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.Session;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.inpainting.GrowingPicture;
import org.latentfx.session.inpainting.GrowingPicture.Probed;
import org.latentfx.session.inpainting.GrowingPicture.Shown;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.DecodedPicture;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.IconButtons;
import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.PanelHeader;
import org.latentfx.view.kit.Stylesheets;
import org.latentfx.view.kit.Tips;

/**
 * A picture that an autoregressive model draws, as a film: value after value in the model's order, beside the
 * probability that each was drawn with, and what each value of the image probed costs. It stands in the place of the
 * map, which such a model has none of. FX thread only.
 */
public final class OrderedView extends Region {
    private static final double GAP = 14;
    private static final double LINE = 18;

    /** A whole picture takes so long. */
    private static final double SECONDS = 7;

    /** Nats from which on a pixel is as red as can be: a chance of one in fifty. */
    private static final double FULL = Math.log(50);

    /** Of the width, at most. */
    private static final double FILM = 0.56;

    private final GrowingPicture source;
    private final PanelHeader header = new PanelHeader(Texts.of("ordered.title")).term("made");
    private final DecodedPicture film = new DecodedPicture(FilmInk::of);
    private final DecodedPicture odds = new DecodedPicture(FilmInk::of);
    private final DecodedPicture cost = new DecodedPicture(Ink.OfErrors::of);
    private final Label oddsName = line("ordered.odds");
    private final Label costName = line("ordered.cost");
    private final Label costWords = new Label();
    private final Label words = new Label();
    private final Button play;
    private final Slider place = new Slider(0, 1, 1);
    private final ToggleButton complete = new ToggleButton(Texts.of("ordered.complete"));
    private final HBox controls;

    /** Values that are seen; the film goes on from there. */
    private double seen = Double.MAX_VALUE;

    private long before;
    private boolean playing;
    private int over = -1;
    /** Whose film is shown: another begins at its beginning. */
    private float name = Float.NaN;

    private final AnimationTimer timer = new AnimationTimer() {
        @Override
        public void handle(long now) {
            advance(now);
        }
    };

    /** @param explorer whose z names the draw */
    public OrderedView(GrowingPicture source, Explorer explorer) {
        this.source = source;
        getStyleClass().add("ordered-view");
        getStylesheets().add(Stylesheets.PANELS.address());
        Tips.about(this, "made");
        play = IconButtons.button(Feather.PLAY, Texts.of("ordered.play"), this::toggle);
        play.setId("ordered-play");
        play.getStyleClass().add("small-icon-button");
        controls = controls(explorer);
        film.setId("ordered-film");
        for (Label label : List.of(words, costWords)) {
            label.getStyleClass().add("quiet");
            label.setWrapText(true);
            label.setAlignment(Pos.TOP_LEFT);
        }
        cost.setOnMouseMoved(this::point);
        cost.setOnMouseExited(event -> point(-1));
        getChildren().addAll(header, film, odds, cost, oddsName, costName, costWords, words, controls);
        source.shownProperty().subscribe(this::show);
        source.completingProperty().subscribe(now -> restart());
        explorer.zProperty().subscribe(z -> {
            if (z.length == 1 && z[0] != name) restart();
            if (z.length == 1) name = z[0];
        });
        place.valueProperty().addListener((property, was, now) -> scrub(now.doubleValue()));
        visibleProperty().subscribe(this::look);
        sceneProperty().subscribe(this::look);
    }

    /** {@code map}, and in its place this view while the model shown draws in order. */
    public static StackPane over(Region map, Session session) {
        var explorer = session.explorer();
        var view = new OrderedView(session.inpainter().growing(), explorer);
        explorer.modelProperty().subscribe(model -> {
            boolean inOrder = model != null && model.can(Capability.AUTOREGRESSIVE);
            map.setVisible(!inOrder);
            view.setVisible(inOrder);
        });
        var both = new StackPane(map, view);
        both.setMinSize(0, 0);
        return both;
    }

    private static Label line(String key) {
        var label = new Label(Texts.of(key));
        label.getStyleClass().add("tile-name");
        Tips.say(label, Texts.of(key + ".tip"));
        return label;
    }

    private HBox controls(Explorer explorer) {
        var another = new Button(Texts.of("ordered.another"), new FontIcon(Feather.SHUFFLE));
        another.setId("ordered-another");
        another.getStyleClass().add("small-menu");
        another.setMinWidth(USE_PREF_SIZE);
        another.setOnAction(event -> explorer.random());
        Tips.say(another, Texts.of("ordered.another.tip"));
        complete.setId("ordered-complete");
        complete.getStyleClass().addAll("flat", "chip");
        complete.setMinWidth(USE_PREF_SIZE);
        complete.setOnAction(event -> source.complete(complete.isSelected()));
        Tips.say(complete, Texts.of("ordered.complete.tip"));
        place.setId("ordered-place");
        place.setMinWidth(60);
        Tips.name(place, Texts.of("ordered.place"));
        Tips.say(place, Texts.of("ordered.place.tip"));
        HBox.setHgrow(place, Priority.ALWAYS);
        var row = new HBox(play, place, another, complete);
        row.getStyleClass().add("tool-row");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    // ---- the film ----

    private void look() {
        boolean now = isVisible() && getScene() != null;
        source.watch(now);
        if (now && playing) timer.start();
        else timer.stop();
        before = 0;
    }

    private void toggle() {
        if (!playing && atEnd()) seen = 0;
        play(!playing);
    }

    private void play(boolean now) {
        playing = now;
        play.setGraphic(new FontIcon(now ? Feather.PAUSE : Feather.PLAY));
        String said = Texts.of(now ? "ordered.pause" : "ordered.play");
        IconButtons.name(play, said, said);
        look();
    }

    /** Another picture is watched as it comes about. */
    private void restart() {
        complete.setSelected(source.completingProperty().get());
        seen = 0;
        play(true);
    }

    private boolean atEnd() {
        Shown now = source.shownProperty().get();
        return now == null || seen >= now.drawn().order().length;
    }

    private void advance(long now) {
        Shown shown = source.shownProperty().get();
        double seconds = before == 0 ? 0 : Math.min(0.1, (now - before) * 1e-9);
        before = now;
        if (shown == null) return;
        int all = shown.drawn().order().length;
        seen = Math.min(all, Math.max(seen, shown.drawn().given()) + seconds * all / SECONDS);
        if (atEnd()) play(false);
        showFilm(shown.drawn());
    }

    private void scrub(double to) {
        Shown now = source.shownProperty().get();
        if (now == null || !place.isValueChanging() && Math.abs(to - count(now.drawn())) < 1) return;
        if (playing) play(false);
        seen = Math.round(to);
        showFilm(now.drawn());
    }

    private int count(InOrder of) {
        return (int) Math.min(of.order().length, Math.max(seen, of.given()));
    }

    // ---- showing ----

    private void show(@Nullable Shown now) {
        showCost(now == null ? null : now.probed());
        if (now == null) return;
        place.setMax(now.drawn().order().length);
        showFilm(now.drawn());
        requestLayout();
    }

    private void showFilm(InOrder of) {
        int count = count(of);
        int[] order = of.order();
        float[] picture = new float[order.length];
        float[] chance = new float[order.length];
        for (int k = 0; k < order.length; k++) {
            boolean done = k < count;
            picture[order[k]] = done ? of.values()[order[k]] : k == count ? FilmInk.NEXT : FilmInk.EMPTY;
            chance[order[k]] = k <= count ? of.probability()[order[k]] : FilmInk.EMPTY;
        }
        film.show(picture, of.format());
        odds.show(chance, of.format());
        place.setValue(count);
        words.setText(words(of, count));
        film.setAccessibleText(words.getText());
    }

    private static String words(InOrder of, int count) {
        int all = of.order().length;
        String given = of.given() == 0 ? "" : " " + Texts.of("ordered.given", of.given());
        double nats = of.natsOfFirst(count) - of.natsOfFirst(Math.min(of.given(), count));
        if (count == all) return Texts.of("ordered.whole", all, Figures.loss(nats)) + given;
        int next = of.order()[count];
        return Texts.of(
                        "ordered.next",
                        count + 1,
                        all,
                        Figures.fixed(of.probability()[next], 3),
                        of.values()[next] > 0 ? 1 : 0,
                        Figures.loss(nats))
                + given;
    }

    private void showCost(@Nullable Probed probed) {
        for (Node node : List.of(cost, costName, costWords)) node.setVisible(probed != null);
        if (probed == null) return;
        InOrder of = probed.picture();
        float[] red = new float[of.values().length];
        for (int i = 0; i < red.length; i++) red[i] = (float) Math.min(1, of.nats(i) / FULL);
        cost.show(red, of.format());
        costName.setText(Texts.of("ordered.cost", probed.input().name()));
        point(over);
    }

    private void point(MouseEvent event) {
        Shown now = source.shownProperty().get();
        if (now == null || now.probed() == null) return;
        var format = now.probed().picture().format();
        int x = (int) (event.getX() / cost.getWidth() * format.width());
        int y = (int) (event.getY() / cost.getHeight() * format.height());
        boolean inside = x >= 0 && y >= 0 && x < format.width() && y < format.height();
        point(inside ? y * format.width() + x : -1);
    }

    /** Tells of the pixel under the pointer, or of all. */
    private void point(int pixel) {
        over = pixel;
        Shown now = source.shownProperty().get();
        if (now == null || now.probed() == null) return;
        InOrder of = now.probed().picture();
        int all = of.values().length;
        if (pixel < 0 || pixel >= of.format().pixels()) {
            costWords.setText(Texts.of(
                    "ordered.cost.words",
                    Figures.loss(of.natsOfFirst(all)),
                    Figures.fixed(of.natsOfFirst(all) / all / Math.log(2), 3)));
            return;
        }
        double nats = 0;
        int channels = of.format().channels();
        for (int c = 0; c < channels; c++) nats += of.nats(pixel * channels + c);
        costWords.setText(Texts.of(
                "ordered.cost.pixel",
                pixel / of.format().width() + 1,
                pixel % of.format().width() + 1,
                Figures.fixed(Math.exp(-nats), 3),
                Figures.fixed(nats, 2)));
    }

    // ---- layout ----

    @Override
    protected void layoutChildren() {
        double left = snappedLeftInset();
        double top = snappedTopInset();
        double width = getWidth() - left - snappedRightInset();
        double height = getHeight() - top - snappedBottomInset();
        double head = header.prefHeight(width);
        header.resizeRelocate(left, top, width, head);
        double row = controls.prefHeight(width);
        controls.resizeRelocate(left, top + height - row, width, row);
        double y = top + head;
        double room = Math.max(1, height - head - row - GAP);
        double edge = film.edge(Math.max(1, Math.min(room - 2 * LINE, FILM * width)));
        film.resizeRelocate(left, y, edge, edge);
        words.resizeRelocate(left, y + edge + 2, Math.max(edge, FILM * width), room - edge);
        layTiles(left + edge + 2 * GAP, y, width - edge - 2 * GAP, room);
    }

    /** The two small pictures, side by side or one below the other: as they are larger. */
    private void layTiles(double x, double y, double width, double room) {
        double across = Math.min((width - GAP) / 2, room - 4 * LINE);
        double down = Math.min(width, (room - 5 * LINE) / 2);
        boolean row = across >= down;
        double tile = odds.edge(Math.max(1, row ? across : down));
        double column = row ? (width - GAP) / 2 : width;
        oddsName.resizeRelocate(x, y, column, LINE);
        odds.resizeRelocate(x, y + LINE, tile, tile);
        double x2 = row ? x + column + GAP : x;
        double y2 = row ? y : y + tile + LINE + 6;
        costName.resizeRelocate(x2, y2, column, LINE);
        cost.resizeRelocate(x2, y2 + LINE, tile, tile);
        double under = y2 + LINE + tile;
        costWords.resizeRelocate(x2, under, column, Math.max(LINE, y + room - under));
    }

    @Override
    protected double computePrefWidth(double height) {
        return 620;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 420;
    }
}
