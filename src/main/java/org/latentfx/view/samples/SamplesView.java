package org.latentfx.view.samples;

import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.latentfx.analysis.samples.KnownWords;
import org.latentfx.analysis.samples.SampledPictures;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.samples.Samples;
import org.latentfx.session.samples.Samples.Draw;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.SceneWording;
import org.latentfx.view.kit.Stylesheets;
import org.latentfx.view.kit.Tips;
import org.latentfx.view.kit.TwoEnds;

/**
 * The samples panel: pictures decoded from the prior beside as many from the aggregate posterior, as many as fit, and
 * beside those the pseudo-inputs of a learnt prior. The
 * one under the pointer is previewed; a click makes its z the current point. While it cannot be seen it costs nothing.
 * FX thread only.
 */
public final class SamplesView extends Region {
    /** Edges of a tile; multiples of 28 keep the usual digits sharp. */
    private static final int[] TILES = {28, 42, 56, 84, 112};

    private static final double GAP = 16;
    private static final double CAPTION = 18;
    private static final double BELOW = 4;

    /** In a lower panel the sentence gives its room to the pictures; the captions' tips say it too. */
    private static final double LOW = 130;

    private final Samples samples;
    private final Explorer explorer;
    private final TextField seed = new TextField();
    private final TwoEnds controls;
    private final Side prior = new Side("prior", Draw::prior);
    private final Side aggregate = new Side("aggregate", Draw::aggregate);
    private final Side pseudo = new Side("pseudo", Draw::pseudo);
    private final Label sentence = new Label();
    private final ToggleButton pixels = new ToggleButton(Texts.of("samples.pixels"));
    private int tile = 42;
    /** The class decoded, in words; empty for none. */
    private String as = "";

    /** One of the two kinds of pictures, with its name above it. */
    private final class Side {
        final Label caption = new Label();
        final SampleGrid grid;
        final Function<Draw, @Nullable SampledPictures> part;
        final String key;

        /** The caption where there is room for all of it, and where there is not. */
        private String whole = "";

        private String brief = "";

        Side(String key, Function<Draw, @Nullable SampledPictures> part) {
            this.key = "samples." + key;
            this.part = part;
            grid = new SampleGrid(Texts.of(this.key), this::glance, this::take, SamplesView.this::look);
            grid.setId("samples-" + key);
            caption.getStyleClass().add("quiet");
        }

        void show(@Nullable Draw now) {
            SampledPictures pictures = now == null ? null : part.apply(now);
            grid.show(pictures);
            boolean learnt = this == pseudo; // there are none of another prior
            grid.setVisible(pictures != null || now == null && !learnt);
            caption.setVisible(grid.isVisible());
            if (!grid.isVisible()) return;
            String means = kind() == ModelKind.MADE ? "samples.odds" : "samples.means";
            String kind = Texts.of(samples.pixelsProperty().get() ? "samples.drawn" : means);
            String from = Texts.of(key + of());
            boolean made = kind() != ModelKind.GAN && !learnt;
            String words = made ? Texts.of("samples.caption", from, kind) : from;
            String told = as.isEmpty() ? "" : as + " · ";
            KnownWords known = now == null || learnt ? null : now.words();
            if (known == null || pictures == null) {
                whole = told + words;
                brief = told + from;
            } else {
                whole = shares(".words", known, pictures);
                brief = shares(".words.brief", known, pictures);
            }
            caption.setText(whole);
            requestLayout();
            Tips.say(caption, Texts.of(as.isEmpty() ? key + ".tip" + of() : key + ".told.tip"));
        }

        /** How many of the words made are in the data. */
        private String shares(String form, KnownWords known, SampledPictures made) {
            var shares = known.shares(made);
            return Texts.of(
                    key + form,
                    Figures.fixed(100.0 * shares.learnt() / shares.count(), 0),
                    Figures.fixed(100.0 * shares.heldOut() / shares.count(), 0),
                    Figures.fixed(100.0 * shares.fresh() / shares.count(), 0));
        }

        private void glance(int k) {
            SampledPictures now = grid.shown();
            if (k >= 0 && now != null && now.latents() == explorer.latents()) explorer.glance(now.point(k));
            else explorer.restore();
        }

        private void take(int k) {
            SampledPictures now = grid.shown();
            if (now != null && now.latents() == explorer.latents()) explorer.moveTo(now.point(k));
        }

        void place(double x, double y, double width, double height) {
            caption.setText(whole);
            if (caption.prefWidth(-1) > width) caption.setText(brief);
            caption.resizeRelocate(x, y, width, CAPTION);
            grid.resizeRelocate(x, y + CAPTION, width, Math.max(1, height - CAPTION));
        }
    }

    public SamplesView(Samples samples, Explorer explorer) {
        this.samples = samples;
        this.explorer = explorer;
        getStyleClass().add("samples-view");
        Tips.about(this, "samples");
        getStylesheets().add(Stylesheets.PANELS.address());
        controls = new TwoEnds(draws(), looks(), 190, false);
        sentence.getStyleClass().add("quiet");
        sentence.setWrapText(true);
        sentence.setAlignment(Pos.TOP_LEFT);
        getChildren().addAll(controls, prior.caption, aggregate.caption, prior.grid, aggregate.grid, sentence);
        getChildren().addAll(pseudo.caption, pseudo.grid);
        size(tile);
        samples.drawProperty().subscribe(this::show);
        samples.pixelsProperty().subscribe(this::show);
        samples.seedProperty().subscribe(this::showSeed);
        show();
        showSeed();
        look();
    }

    /** Which class the pictures are of, in words; empty where the model is told none. Returns this. */
    public SamplesView decodedAs(ObservableValue<String> words) {
        words.subscribe(now -> {
            as = now;
            show();
        });
        return this;
    }

    private void show() {
        Draw now = samples.drawProperty().get();
        prior.show(now);
        aggregate.show(now);
        pseudo.show(now);
        String said = SceneWording.text(this, "samples.difference" + of());
        if (said.equals(sentence.getText())) return;
        sentence.setText(said);
        Tips.say(sentence, Texts.of("samples.difference.tip" + of()));
        boolean drawn = kind() != ModelKind.GAN; // whose decoder gives pictures, and no p(x|z)
        pixels.setVisible(drawn);
        pixels.setManaged(drawn);
        requestLayout();
    }

    /** The end of the keys of what is said of a kind of model; empty for those whose codes are distributions. */
    private String of() {
        FrozenModel model = explorer.model();
        if (model != null && model.configuration().pseudoInputs() > 0) return ".vamp";
        return kind().variational() ? "" : "." + kind().key();
    }

    private ModelKind kind() {
        FrozenModel model = explorer.model();
        return model == null ? ModelKind.VAE : model.configuration().kind();
    }

    private void look() {
        samples.watch(prior != null && prior.grid.inSight());
    }

    // ---- controls ----

    private HBox draws() {
        var draw = new Button(Texts.of("samples.draw"), new FontIcon(Feather.SHUFFLE));
        draw.setId("samples-draw");
        draw.getStyleClass().add("small-menu");
        draw.setMinWidth(USE_PREF_SIZE);
        Tips.say(draw, Texts.of("samples.draw.tip"));
        draw.setOnAction(event -> samples.newDraw());
        var same = new ToggleButton(Texts.of("samples.same"));
        same.setId("samples-same");
        same.getStyleClass().addAll("flat", "chip");
        same.setMinWidth(USE_PREF_SIZE);
        same.setSelected(samples.sameSeedProperty().get());
        Tips.say(same, Texts.of("samples.same.tip"));
        same.setOnAction(event -> samples.sameSeed(same.isSelected()));
        var name = new Label(Texts.of("samples.seed"));
        name.getStyleClass().add("quiet");
        name.setMinWidth(USE_PREF_SIZE);
        return row(draw, name, seedField(), same);
    }

    private TextField seedField() {
        seed.setId("samples-seed");
        seed.getStyleClass().add("small-field");
        seed.setPrefColumnCount(5);
        seed.setMinWidth(48);
        Tips.name(seed, Texts.of("samples.seed"));
        Tips.say(seed, Texts.of("samples.seed.tip", Samples.LARGEST_SEED));
        seed.setOnAction(event -> enterSeed());
        seed.focusedProperty().addListener((property, before, focused) -> {
            if (!focused) enterSeed();
        });
        seed.setOnKeyPressed(event -> {
            if (event.getCode() != KeyCode.ESCAPE) return;
            seed.setText(Long.toString(samples.seedProperty().get()));
            event.consume();
        });
        return seed;
    }

    /** What is no seed goes back to the one shown. */
    private void enterSeed() {
        String typed = seed.getText().strip();
        boolean known = typed.matches("[0-9]{1,9}");
        long now = samples.seedProperty().get();
        if (known && Long.parseLong(typed) != now) samples.draw(Long.parseLong(typed));
        seed.setText(Long.toString(samples.seedProperty().get()));
    }

    private void showSeed() {
        if (!seed.isFocused()) seed.setText(Long.toString(samples.seedProperty().get()));
    }

    private HBox looks() {
        pixels.setId("samples-pixels");
        pixels.getStyleClass().addAll("flat", "chip");
        pixels.setMinWidth(USE_PREF_SIZE);
        pixels.setSelected(samples.pixelsProperty().get());
        Tips.say(pixels, Texts.of("samples.pixels.tip"));
        pixels.setOnAction(event -> samples.drawPixels(pixels.isSelected()));
        var sizes = new MenuButton();
        sizes.setId("samples-size");
        sizes.getStyleClass().add("small-menu");
        sizes.setMinWidth(USE_PREF_SIZE);
        Tips.say(sizes, Texts.of("samples.size.tip"));
        var group = new ToggleGroup();
        for (int edge : TILES) {
            var item = new RadioMenuItem(Texts.of("samples.size." + edge));
            item.setToggleGroup(group);
            item.setSelected(edge == tile);
            item.setOnAction(event -> {
                name(sizes, edge);
                size(edge);
            });
            sizes.getItems().add(item);
        }
        name(sizes, tile);
        return row(pixels, sizes);
    }

    private static void name(MenuButton sizes, int edge) {
        sizes.setText(Texts.of("samples.size." + edge));
        sizes.setAccessibleText(Texts.of("samples.size") + ": " + sizes.getText());
    }

    private void size(int edge) {
        tile = edge;
        prior.grid.tile(edge);
        aggregate.grid.tile(edge);
        pseudo.grid.tile(edge);
        requestLayout();
    }

    private static HBox row(javafx.scene.Node... nodes) {
        var row = new HBox(nodes);
        row.getStyleClass().add("tool-row");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    // ---- layout ----

    @Override
    protected void layoutChildren() {
        double left = snappedLeftInset();
        double top = snappedTopInset();
        double width = getWidth() - left - snappedRightInset();
        double height = getHeight() - top - snappedBottomInset();
        double head = controls.prefHeight(width);
        controls.resizeRelocate(left, top, width, head);
        double said = sentence.prefHeight(width);
        boolean roomy = height - head - said >= LOW;
        sentence.setVisible(roomy);
        sentence.resizeRelocate(left, top + height - said, width, said);
        double y = top + head + BELOW;
        double high = Math.max(CAPTION + 1, top + height - y - (roomy ? said + BELOW : 0));
        int parts = pseudo.grid.isVisible() ? 3 : aggregate.grid.isVisible() ? 2 : 1;
        double part = Math.floor((width - (parts - 1) * GAP) / parts);
        prior.place(left, y, part, high);
        aggregate.place(left + part + GAP, y, part, high);
        pseudo.place(left + 2 * (part + GAP), y, part, high);
        samples.count(SampleGrid.capacity(part, Math.max(1, high - CAPTION), tile));
    }

    @Override
    protected double computePrefWidth(double height) {
        return 620;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 240;
    }
}
