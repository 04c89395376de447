package org.latentfx.view.decoder;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.latentfx.analysis.statistics.PriorMass;
import org.latentfx.data.Letters;
import org.latentfx.data.PictureFormat;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.codebook.Codebook;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.explore.DecodedPoint;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.label.Classes;
import org.latentfx.session.quality.Judges;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.DecodedPicture;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.IconButtons;
import org.latentfx.view.kit.Missing;
import org.latentfx.view.kit.PanelHeader;
import org.latentfx.view.kit.Stylesheets;
import org.latentfx.view.kit.Tips;
import org.latentfx.view.label.ClassStrip;

/**
 * The decoder panel: the picture decoded at the current point z, the point in figures with its place in the prior, and
 * a slider for each latent. Everything that moves z is a command to the {@link Explorer}. FX thread only.
 */
public final class DecoderView extends Region {
    private static final double LARGEST_PICTURE = 168;
    private static final double LOW_PICTURE = 60;

    /** Of the film strips of two latents, which come before a larger picture. */
    private static final double STRIPS = 2 * LatentRow.LOW;

    private static final double LEAST_PICTURE = 112;
    private static final double GAP = 12;
    private static final double MESSAGE = 32;
    private static final double BELOW = 8;

    /** The status line tells the decode time too. */
    private static final double LOW = 270;

    /** From this width on, such as alone in the window, the picture stands beside the strips. */
    private static final double SPACIOUS = 560;

    private static final double WIDEST_SHARE = 0.45;
    private static final int FIGURES = 2;
    /** Of which the code is told by number. */
    private static final int SLOTS = 8;

    private final Explorer explorer;
    private final PanelHeader header = new PanelHeader(Texts.of("decoder.title"));
    private final DecodedPicture picture = new DecodedPicture();
    private final Label caption = new Label();
    private final Label point = new Label();
    private final Label prior = new Label();
    private final VBox facts = new VBox();
    private final Button zero;
    private final HBox buttons;
    private boolean low;
    private final Label message = new Label();
    private final LatentList latents;
    private @Nullable VerdictLine verdict;
    private final Label title = new Label(Texts.of("label.strip.title"));
    private @Nullable ClassStrip classes;
    /** The class decoded, in words; empty for none. */
    private String as = "";

    private final DoubleProperty scale = new SimpleDoubleProperty(1);

    public DecoderView(Explorer explorer) {
        this.explorer = explorer;
        latents = new LatentList(explorer, this::say);
        getStyleClass().add("decoder-view");
        getStylesheets().add(Stylesheets.PANELS.address());
        caption.getStyleClass().add("quiet");
        point.getStyleClass().add("point");
        prior.getStyleClass().add("quiet");
        prior.setWrapText(true);
        facts.getStyleClass().add("facts");
        facts.getChildren().addAll(caption, point, prior);
        zero = button(Feather.CROSSHAIR, "zero", explorer::zero);
        buttons = buttons();
        message.getStyleClass().add("refusal");
        message.setWrapText(true);
        explorer.decodeMicrosecondsProperty().subscribe(() -> header.detail(detail()));
        explorer.lockedProperty().subscribe(locks -> header.detail(detail()));
        getChildren().addAll(header, picture, facts, buttons, latents, message);
        explorer.modelProperty().subscribe(this::fitTo);
        scale.subscribe(this::fitTo);
        explorer.zProperty().addListener((property, before, now) -> showPoint());
        explorer.pointProperty().addListener((property, before, now) -> showPicture());
        say("");
        showPoint();
        showPicture();
    }

    /** From now on the picture has a verdict by the classifier of its data set. Returns this. */
    public DecoderView judgedBy(Judges judges) {
        var line = new VerdictLine(explorer, judges);
        verdict = line;
        getChildren().add(line);
        return this;
    }

    /** Shows the point as every class too, where the model is told one. */
    public DecoderView offer(Classes of) {
        var strip = new ClassStrip(of, "label.strip");
        strip.setId("decoder-classes");
        title.getStyleClass().add("class-strip-title");
        title.setLabelFor(strip);
        getChildren().addAll(getChildren().indexOf(latents), List.of(title, strip));
        classes = strip;
        of.namesProperty().subscribe(names -> {
            strip.setVisible(!names.isEmpty());
            requestLayout();
        });
        of.wordsProperty().subscribe(words -> {
            as = words;
            header.detail(detail());
            showPoint();
        });
        showPicture();
        return this;
    }

    /** Latent units that stand for one standard deviation of the prior, where codes lie as they like. */
    public DoubleProperty scaleProperty() {
        return scale;
    }

    /** This, or in its place why there is nothing to decode. */
    public Missing whereDecoded() {
        return new Missing(Texts.of("decoder.title"), this, Capability.DECODES, explorer.modelProperty());
    }

    LatentList latents() {
        return latents;
    }

    private boolean prior() {
        FrozenModel model = explorer.model();
        return model == null || model.configuration().sampledFromNormal();
    }

    private void fitTo() {
        latents.fitTo(scale.get(), prior());
        FrozenModel model = explorer.model();
        boolean codes = model == null || model.can(Capability.ENCODES);
        String home = Texts.of(codes ? "decoder.zero" : "decoder.zero.sample");
        IconButtons.name(zero, home, home);
        showPoint();
    }

    /** log p(z) in nats. */
    private String logPrior(float[] z) {
        FrozenModel model = explorer.model();
        if (model == null || model.latents() != z.length) return "–";
        return Figures.loss(model.prior().logDensity(z, 0));
    }

    private String detail() {
        return Stream.of(as, timeAndLocks()).filter(text -> !text.isEmpty()).collect(Collectors.joining(" · "));
    }

    private String timeAndLocks() {
        double microseconds = explorer.decodeMicrosecondsProperty().get();
        String time = microseconds > 0 ? Texts.of("decoder.time", Figures.fixed(microseconds, 0)) : "";
        int locked = explorer.locked().size();
        if (locked == 0) return low ? "" : time;
        return low || time.isEmpty()
                ? Texts.of("decoder.locked", locked)
                : Texts.of("decoder.locked.time", locked, time);
    }

    private void showPicture() {
        DecodedPoint now = explorer.point();
        if (now.model() == null) return;
        var configuration = now.model().configuration();
        picture.show(now.picture(), configuration.format());
        Tips.say(picture, word(now.picture(), configuration.format()));
        if (classes != null) classes.show(now.z(), -1, configuration.format());
    }

    /** How likely just the word shown is; nothing of a picture. */
    private static String word(float @Nullable [] picture, PictureFormat format) {
        if (picture == null || picture.length != format.values() || !format.letters()) return "";
        String word = Letters.word(picture, 0, format);
        return Texts.of("decoder.word", word, Figures.amount(100 * Letters.probability(picture, 0, format), 2));
    }

    private void showPoint() {
        float[] z = explorer.z();
        double square = 0;
        for (float value : z) square += value * value;
        double radius = Math.sqrt(square);
        String sample = explorer.atSample() ? ".sample" : "";
        caption.setText(
                z.length > FIGURES
                        ? Texts.of("decoder.point.many" + sample, z.length, Figures.fixed(radius, 2))
                        : Texts.of("decoder.point" + sample));
        point.setText(text(z, FIGURES));
        Tips.say(point, "z = " + text(z, z.length));
        boolean known = prior();
        FrozenModel model = explorer.model();
        boolean learnt = model != null && model.configuration().pseudoInputs() > 0;
        String codes = codes(model, z);
        String kind = known ? "" : learnt ? ".vamp" : codes.isEmpty() ? ".none" : ".codes";
        Tips.say(prior, Texts.of("decoder.prior" + kind + ".tip", z.length));
        String share = LatentRow.percent(PriorMass.beyond(radius, z.length));
        prior.setText(Figures.unbroken(
                known
                        ? Texts.of("decoder.prior", Figures.fixed(radius, 2), share)
                        : Texts.of(
                                "decoder.prior" + kind,
                                Figures.fixed(radius, 2),
                                codes.isEmpty() ? logPrior(z) : codes)));
        picture.setAccessibleText(Texts.of("decoder.picture", (text(z, FIGURES) + " " + as).strip()));
    }

    /** The codes that z is rounded to, by number; "" where it is not. */
    private static String codes(@Nullable FrozenModel model, float[] z) {
        Codebook codebook = model == null ? null : model.codebook();
        if (codebook == null || model == null || z.length != model.latents()) return "";
        return IntStream.range(0, Math.min(SLOTS, codebook.shape().slots(z.length)))
                .mapToObj(slot -> String.valueOf(
                        codebook.nearest(z, slot * codebook.shape().size())))
                .collect(Collectors.joining(" · "));
    }

    /** Such as (0.62, −0.85), or the first {@code most} of many with an ellipsis. */
    public static String text(float[] z, int most) {
        var text = new StringBuilder("(");
        for (int j = 0; j < Math.min(most, z.length); j++)
            text.append(j == 0 ? "" : ", ").append(Figures.fixed(z[j], 2));
        return text.append(z.length > most ? ", …)" : ")").toString();
    }

    private void say(String sentence) {
        message.setText(sentence);
        message.setVisible(!sentence.isEmpty());
        requestLayout();
    }

    private HBox buttons() {
        Button random = button(Feather.SHUFFLE, "random", explorer::random);
        var row = new HBox(random, zero);
        row.getStyleClass().add("buttons");
        return row;
    }

    private static Button button(Feather icon, String name, Runnable action) {
        var button = IconButtons.button(icon, Texts.of("decoder." + name), action);
        button.setId("decoder-" + name);
        button.getStyleClass().add("small-icon-button");
        return button;
    }

    /** In a low panel the buttons move to the header and leave their room to the film strips. */
    @Override
    protected void layoutChildren() {
        double left = snappedLeftInset();
        double top = snappedTopInset();
        double width = getWidth() - left - snappedRightInset();
        double bottom = getHeight() - snappedBottomInset();
        if (low != bottom - top < LOW + judged() + everyClass(width, true)) {
            low = !low;
            caption.setVisible(!low);
            caption.setManaged(!low);
            header.detail(detail());
        }
        double head = header.prefHeight(width);
        double row = buttons.prefWidth(-1);
        double high = buttons.prefHeight(-1);
        if (width >= SPACIOUS && !low) {
            spread(left, top, width, bottom);
            return;
        }
        header.resizeRelocate(left, top, low ? width - row - GAP : width, head);
        double spare = bottom - top - head - STRIPS - everyClass(width, false);
        double least = low ? LOW_PICTURE : LEAST_PICTURE;
        double most = Math.max(least, Math.min(low ? LEAST_PICTURE : LARGEST_PICTURE, spare - (low ? 0 : GAP)));
        double edge = picture.edge(Math.min(most, Math.min(width * 0.52, (bottom - top) * 0.46)));
        picture.resizeRelocate(left, top + head, edge + 2, edge + 2);
        double beside = width - edge - GAP;
        double text = facts.prefHeight(beside);
        text += placeFacts(left + edge + GAP, top + head, beside, text);
        if (low) buttons.resizeRelocate(left + width - row, top + Math.rint((head - high) / 2), row, high);
        else buttons.resizeRelocate(left + edge + GAP, top + head + text + BELOW, row, high);
        double y = top + head + Math.max(edge + 2, low ? text : text + BELOW + high) + (low ? 0 : GAP - 2);
        y += placeClasses(left, y, width);
        double foot = message.isVisible() ? MESSAGE : 0;
        double list = Math.max(0, bottom - foot - y);
        // two whole film strips before one and a half
        latents.low(low || list < 2 * LatentRow.HEIGHT);
        latents.resizeRelocate(left, y, width, list);
        message.resizeRelocate(left, bottom - foot, width, foot);
    }

    /** The figures and below them the verdict, whose height it returns. */
    private double placeFacts(double x, double y, double width, double high) {
        facts.resizeRelocate(x, y, width, high);
        if (verdict == null) return 0;
        verdict.resizeRelocate(x, y + high, width, judged());
        return judged();
    }

    /** How much room the verdict takes. */
    private double judged() {
        return verdict == null ? 0 : verdict.height();
    }

    private double everyClass(double width, boolean named) {
        return classes != null && classes.isVisible() ? classes.heightFor(width, named) : 0;
    }

    /** The point as every class, under a title and above names unless it is low; gives how much room it takes. */
    private double placeClasses(double x, double y, double width) {
        double height = everyClass(width, !low);
        title.setVisible(!low && height > 0);
        if (classes == null || height == 0) return 0;
        double above = low ? 0 : title.prefHeight(width);
        title.resizeRelocate(x, y, width, above);
        classes.resizeRelocate(x, y + above, width, height);
        return above + height + (low ? 0 : BELOW);
    }

    /** In a wide panel the picture has the whole height, and figures and film strips stand beside it. */
    private void spread(double left, double top, double width, double bottom) {
        double head = header.prefHeight(width);
        header.resizeRelocate(left, top, width, head);
        double y = top + head;
        double edge = picture.edge(Math.min(width * WIDEST_SHARE, bottom - y - BELOW)) + 2;
        picture.resizeRelocate(left, y, edge, edge);
        double x = left + edge + 2 * GAP;
        double beside = left + width - x;
        double row = buttons.prefWidth(-1);
        double high = buttons.prefHeight(-1);
        double text = facts.prefHeight(beside - row - GAP);
        text += placeFacts(x, y, beside - row - GAP, text);
        buttons.resizeRelocate(x + beside - row, y, row, high);
        y += Math.max(text, high) + GAP;
        y += placeClasses(x, y, beside);
        double foot = message.isVisible() ? MESSAGE : 0;
        latents.low(false);
        latents.resizeRelocate(x, y, beside, Math.max(0, bottom - foot - y));
        message.resizeRelocate(x, bottom - foot, beside, foot);
    }

    @Override
    protected double computePrefWidth(double height) {
        return 340;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 500;
    }
}
