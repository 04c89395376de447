package org.latentfx.view.probe;

import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.latentfx.analysis.image.ElboBreakdown;
import org.latentfx.analysis.image.Reconstructions;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.Capability;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.session.Session;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.probe.ImageProbe;
import org.latentfx.text.Texts;
import org.latentfx.view.command.Actions;
import org.latentfx.view.command.Keys;
import org.latentfx.view.kit.DecodedPicture;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.IconButtons;
import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.PanelHeader;
import org.latentfx.view.kit.Stylesheets;
import org.latentfx.view.kit.Tips;
import org.latentfx.view.label.ClassStrip;

/**
 * The probe panel: the whole way of one image through the model, x → μ, σ → z = μ + σε → x̂, and the error between x
 * and x̂, above its ELBO breakdown. Pictures can be dropped on it. It shows an {@link ImageProbe}. FX thread only.
 */
public final class ProbeView extends Region {
    private static final PseudoClass TARGET = PseudoClass.getPseudoClass("drop-target");
    private static final double CAPTION = 18;
    private static final double GAP = 8;
    private static final double ARROW = 12;
    private static final double WIDEST_WAY = 240;
    private static final double SENTENCE = 16;
    private static final double LARGEST_PICTURE = 280;
    private static final double SMALL_PICTURE = 56;

    /** A word's room is at most so many times as wide as high. */
    private static final double WORD_SHAPE = 2.4;

    /** Latents that get a line of their own before pictures grow. */
    private static final int LISTED = 3;

    private final Session session;
    private final ImageProbe probe;
    private final Explorer explorer;
    private final OutsidePictures outside;
    private final PanelHeader header;
    private final WordField word;
    private final List<Button> ofPictures;
    private final DecodedPicture input = new DecodedPicture();
    private final DecodedPicture output = new DecodedPicture();
    private final DecodedPicture error = new DecodedPicture(Ink.OfErrors::of);
    private final List<DecodedPicture> pictures = List.of(input, output, error);
    private final List<Label> captions = List.of(caption("input"), caption("output"), caption("error"));
    private final EncodingView way = new EncodingView();
    private final HBox noise;
    private final Label nothing = new Label();
    /** In place of all but the input, where the model has no encoder. */
    private final Label missing = new Label();

    private final List<FontIcon> arrows =
            List.of(new FontIcon(Feather.CHEVRON_RIGHT), new FontIcon(Feather.CHEVRON_RIGHT));
    private final ElboBreakdownView breakdown;
    private final Label restyled = new Label(Texts.of("label.restyled.title"));
    private final ClassStrip classes;
    private int latentsLaidOut;
    private boolean spread = true;

    /** @param actions what the buttons with keys do */
    public ProbeView(Session session, Actions actions) {
        this.session = session;
        probe = session.probe();
        explorer = session.explorer();
        outside = new OutsidePictures(session);
        breakdown = new ElboBreakdownView(probe, explorer, session.run().hyperparametersProperty());
        word = new WordField(probe);
        var draw = button(actions, Keys.DRAW, Feather.EDIT_2);
        var open = button(actions, Keys.OPEN_PICTURE, Feather.IMAGE);
        var paste = button(actions, Keys.PASTE, Feather.CLIPBOARD);
        ofPictures = List.of(draw, open, paste);
        header = new PanelHeader(Texts.of("probe.title"), word, draw, open, paste);
        offerWords(false);
        classes = new ClassStrip(session.classes(), "label.restyled");
        classes.setId("probe-classes");
        restyled.setLabelFor(classes);
        restyled.getStyleClass().add("class-strip-title");
        session.classes().namesProperty().subscribe(names -> {
            classes.setVisible(!names.isEmpty());
            requestLayout();
        });
        getStyleClass().add("probe-view");
        getStylesheets().addAll(Stylesheets.PANELS.address(), Stylesheets.PROBE.address());
        noise = noise();
        nothing.getStyleClass().add("way-nothing");
        nothing.setWrapText(true);
        missing.getStyleClass().add("hint");
        missing.setWrapText(true);
        missing.setVisible(false);
        getChildren().addAll(header, way, noise, nothing, restyled, classes, breakdown, missing);
        getChildren().addAll(arrows);
        getChildren().addAll(pictures);
        getChildren().addAll(captions);
        Tips.say(input, Texts.of("probe.input.help"));
        Tips.say(output, Texts.of("probe.output.help"));
        explorer.modelProperty().subscribe(this::fitTo);
        probe.inputProperty().subscribe(this::show);
        probe.breakdownProperty().subscribe(this::show);
        show();
        setOnDragOver(this::offer);
        setOnDragExited(event -> pseudoClassStateChanged(TARGET, false));
        setOnDragDropped(this::drop);
    }

    ElboBreakdownView breakdown() {
        return breakdown;
    }

    private static Label caption(String name) {
        var label = new Label(Texts.of("probe." + name));
        label.getStyleClass().add("picture-caption");
        label.setAlignment(Pos.CENTER);
        return label;
    }

    private static Button button(Actions actions, Keys key, Feather icon) {
        var button = IconButtons.button(icon, key, actions);
        button.setId("probe-" + key.name().toLowerCase(java.util.Locale.ROOT));
        button.getStyleClass().addAll("flat", "small-icon-button");
        return button;
    }

    /** ε, where one sees what it does. */
    private HBox noise() {
        var dice = IconButtons.button(Feather.SHUFFLE, Texts.of("probe.way.dice"), breakdown::draw);
        dice.setId("probe-dice");
        var none = new Button(Texts.of("probe.way.none"));
        none.setId("probe-no-noise");
        Tips.say(none, Texts.of("probe.way.none.tip"));
        none.setOnAction(event ->
                probe.noise(ImageProbe.Noise.NONE, probe.samplesProperty().get()));
        none.disableProperty().bind(probe.noiseProperty().isEqualTo(ImageProbe.Noise.NONE));
        for (Button button : List.of(dice, none)) button.getStyleClass().addAll("flat", "chip", "way-noise");
        var row = new HBox(dice, none);
        row.setAlignment(Pos.CENTER);
        return row;
    }

    // ---- what is shown ----

    private void show() {
        ImageProbe.Input now = probe.inputProperty().get();
        if (now == null) return;
        boolean told = now.label() >= 0 || !classes.isVisible();
        header.detail(
                told
                        ? now.name()
                        : Texts.of(
                                "label.probe",
                                now.name(),
                                session.classes().wordsProperty().get()));
        offerWords(now.format().letters());
        input.show(now.pixels(), now.format());
        ElboBreakdown taken = probe.breakdownProperty().get();
        int latents = taken == null ? 0 : taken.mu().length;
        if (latents != latentsLaidOut) requestLayout(); // the breakdown has another height
        latentsLaidOut = latents;
        boolean fits = taken != null && taken.picture().length == now.pixels().length;
        way.show(taken);
        String words = taken == null
                ? ""
                : IdleLatents.sentence(taken, explorer.klPerLatentProperty().getValue());
        if (words.isEmpty() != nothing.getText().isEmpty()) requestLayout();
        nothing.setText(words);
        Tips.say(nothing, words);
        output.show(fits ? taken.picture() : null, now.format());
        classes.show(fits ? point(taken) : null, now.label(), now.format());
        float @Nullable [] difference =
                fits ? Reconstructions.difference(now.format(), now.pixels(), taken.picture(), 0) : null;
        error.show(difference, now.format().inGrey());
        if (difference != null) describe(now, mean(difference));
    }

    /** A word is typed, a picture drawn, opened or pasted. */
    private void offerWords(boolean words) {
        word.setVisible(words);
        word.setManaged(words);
        for (Button button : ofPictures) {
            button.setVisible(!words);
            button.setManaged(!words);
        }
    }

    /** Its z; μ where several are averaged. */
    private static float[] point(ElboBreakdown of) {
        return of.samples().length == of.mu().length ? of.samples() : of.mu();
    }

    private void describe(ImageProbe.Input now, double meanError) {
        String figure = Figures.fixed(meanError, 4);
        String key = now.format().inColour() ? "probe.error.colour.help" : "probe.error.help";
        Tips.say(error, Texts.of(key, figure));
        setAccessibleText(Texts.of("probe.accessible", now.name(), figure));
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) sum += value;
        return sum / values.length;
    }

    /** Without an encoder the image stays, to be taken elsewhere, and a sentence says why nothing comes of it. */
    private void fitTo(@Nullable FrozenModel model) {
        ModelKind kind = model == null ? ModelKind.VAE : model.configuration().kind();
        boolean encodes = kind.can(Capability.ENCODES);
        String why = encodes ? "" : Capability.ENCODES.missing(kind);
        boolean spread = kind.variational();
        if (why.equals(missing.getText()) && spread == this.spread) return;
        missing.setText(why);
        this.spread = spread;
        missing.setVisible(!encodes);
        for (Node of : List.of(way, breakdown, output, error, arrows.get(0), arrows.get(1))) of.setVisible(encodes);
        requestLayout();
    }

    // ---- dropping ----

    private void offer(DragEvent event) {
        if (!OutsidePictures.holdsOne(event.getDragboard())) return;
        event.acceptTransferModes(TransferMode.COPY);
        pseudoClassStateChanged(TARGET, true);
        event.consume();
    }

    private void drop(DragEvent event) {
        event.setDropCompleted(outside.probe(event.getDragboard()));
        event.consume();
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
        double y = top + head;
        if (missing.isVisible()) {
            alone(left, y, width, height - head);
            return;
        }
        double high = height - head - GAP;
        double told = classes.isVisible() ? classes.heightFor(width, true) + restyled.prefHeight(width) + GAP / 2 : 0;
        boolean roomy = high - CAPTION - told - breakdown.heightFor(LISTED) >= input.edge(SMALL_PICTURE) + 2;
        double caption = roomy ? CAPTION : 0;
        double said = nothing.getText().isEmpty() ? 0 : Math.max(SENTENCE, nothing.prefHeight(width));
        double strip = classes.isVisible() ? classes.heightFor(width, roomy) + GAP / 2 : 0;
        double title = strip > 0 && roomy ? restyled.prefHeight(width) : 0;
        double forPictures = high - caption - said - strip - title - breakdown.heightFor(roomy ? LISTED : 1);
        if (!roomy) forPictures = Math.min(forPictures, input.edge(SMALL_PICTURE) + 2);
        double edge = place(left, y, width, forPictures, roomy);
        nothing.setVisible(said > 0);
        nothing.resizeRelocate(left, y + edge + caption + GAP / 2, width, said);
        y += edge + caption + said + GAP;
        restyled.setVisible(title > 0);
        restyled.resizeRelocate(left, y, width, title);
        classes.resizeRelocate(left, y + title, width, Math.max(0, strip - GAP / 2));
        y += title + strip;
        breakdown.resizeRelocate(left, y, width, Math.max(0, top + height - y));
    }

    /** The input and the sentence beside it. */
    private void alone(double left, double y, double width, double height) {
        double edge = edge(Math.min(width / 3, LARGEST_PICTURE), height - CAPTION);
        input.resizeRelocate(left, y, edge, edge);
        captions.get(0).resizeRelocate(left, y + edge, edge, CAPTION);
        captions.get(0).setVisible(true);
        for (Node of : List.of(captions.get(1), captions.get(2), noise, nothing)) of.setVisible(false);
        double beside = width - edge - 2 * GAP;
        double high = Math.min(height, missing.prefHeight(beside));
        missing.resizeRelocate(left + edge + 2 * GAP, y, beside, high);
    }

    /** The way from x to x̂ in one line, and the error where there is room for it; gives the edge of the pictures. */
    private double place(double left, double y, double width, double height, boolean roomy) {
        double room = width - EncodingView.LEAST_WIDTH - 2 * ARROW - 6;
        double whole = edge(room / 3, height);
        double most = edge(room / 2, height);
        boolean three = whole >= Math.min(most, input.edge(SMALL_PICTURE) + 2);
        double edge = three ? whole : most;
        double wide = wide(edge, room / (three ? 3 : 2));
        double rest = width - (three ? 3 : 2) * wide - 2 * ARROW;
        double middle = Math.min(WIDEST_WAY, rest - (three ? GAP / 2 : 0));
        double gap = three ? Math.max(GAP / 2, (rest - middle) / 2) : 0;
        double[] at = {left, left + wide + middle + 2 * ARROW, left + 2 * wide + middle + 2 * ARROW + gap};
        for (int i = 0; i < 3; i++) {
            boolean shown = i < 2 || three;
            pictures.get(i).setVisible(shown);
            pictures.get(i).resizeRelocate(at[i], y, wide, edge);
            captions.get(i).setVisible(roomy && shown);
            captions.get(i).resizeRelocate(at[i], y + edge, wide, CAPTION);
        }
        way.resizeRelocate(left + wide + ARROW, y, middle, edge);
        noise.setVisible(roomy && spread);
        breakdown.drawsAlone(!roomy);
        noise.resizeRelocate(left + wide + ARROW, y + edge, middle, CAPTION);
        for (int i = 0; i < 2; i++) {
            double icon = arrows.get(i).getLayoutBounds().getWidth();
            double x = i == 0 ? left + wide : left + wide + ARROW + middle;
            arrows.get(i).relocate(x + (ARROW - icon) / 2, y + edge / 2 - icon / 2);
        }
        return edge;
    }

    /** A word's room is wider than high. */
    private double wide(double edge, double most) {
        ImageProbe.Input now = probe.inputProperty().get();
        return now != null && now.format().letters() ? Math.max(edge, Math.min(WORD_SHAPE * edge, most)) : edge;
    }

    private double edge(double wide, double high) {
        return input.edge(Math.min(LARGEST_PICTURE, Math.min(wide, high)) - 2) + 2;
    }

    @Override
    protected double computePrefWidth(double height) {
        return 340;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 300;
    }
}
