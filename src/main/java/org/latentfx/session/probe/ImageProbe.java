package org.latentfx.session.probe;

import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.image.ElboBreakdown;
import org.latentfx.analysis.image.ProbedImage;
import org.latentfx.data.ImageSet;
import org.latentfx.data.Letters;
import org.latentfx.data.PictureFormat;
import org.latentfx.data.drawing.Canvas;
import org.latentfx.data.drawing.Drawing;
import org.latentfx.data.drawing.Scan;
import org.latentfx.math.RandomStream;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.Throttle;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.explore.Explorer;
import org.latentfx.text.Texts;

/**
 * The one image that is taken apart by the newest model: a held-out image, a drawing, or a picture from outside.
 * Whatever takes an image moves z to its μ too, as one thing to undo. FX thread only; taking apart takes a fraction of
 * a millisecond there, while how unusual the image is gets measured in the background.
 */
public final class ImageProbe {
    /** Where z comes from. */
    public enum Noise {
        /** z = μ. */
        NONE,
        /** z = μ + σε with an ε that stays until another is asked for. */
        HELD,
        /** z = μ + σε with another ε each time the model or the image changes. */
        ANEW,
        /** The mean over several ε, which stay until others are asked for. */
        AVERAGED
    }

    /** Where an image comes from. */
    public enum Source {
        HELD_OUT,
        DRAWING,
        /** A file, or the clipboard. */
        PICTURE
    }

    /**
     * What is taken apart.
     *
     * @param source where it comes from
     * @param name such as "held-out image 62"
     * @param image its index among the held-out images; −1 if it is none of them
     * @param label its class; −1 if nobody knows: then a conditional model is told the class that is asked for
     * @param pixels the values of one picture, 0..1; not to be written to
     */
    public record Input(Source source, String name, int image, int label, PictureFormat format, float[] pixels) {
        /** {@code model}, told the class of this image where there is one. */
        public FrozenModel told(FrozenModel model) {
            return label < 0 ? model : model.asked(label);
        }
    }

    /** What an undo goes back to. */
    private record State(@Nullable Input input, Canvas canvas) {}

    private static final float[] NO_NOISE = {};

    /** Of a core, for following the model while it is trained: figures that change more often cannot be read. */
    private static final double SHARE = 0.02;

    private static final int ROUND_MILLIS = 200;

    private final Explorer explorer;
    private final UndoStack undo;
    private final long key;
    private final ElboPercentile elboPercentile;
    private final ReadOnlyObjectWrapper<@Nullable Input> input = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable ElboBreakdown> breakdown = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Canvas> canvas = new ReadOnlyObjectWrapper<>(Canvas.EMPTY);
    private final ReadOnlyObjectWrapper<Noise> noise = new ReadOnlyObjectWrapper<>(Noise.NONE);
    private final ReadOnlyIntegerWrapper samples = new ReadOnlyIntegerWrapper(32);
    private final ReadOnlyDoubleWrapper percentile = new ReadOnlyDoubleWrapper(Double.NaN);
    private State committed = new State(null, Canvas.EMPTY);
    private @Nullable ImageSet heldOut;
    private final Throttle throttle;
    private @Nullable FrozenModel model;
    private @Nullable FrozenModel newest;
    private @Nullable ProbedImage probed;
    private boolean centred;
    private boolean brightPaper;
    private long draws;

    /** Follows the explorer's weights. {@code seed} is of the noise. */
    public ImageProbe(Explorer explorer, UndoStack undo, Background background, long seed) {
        this.explorer = explorer;
        this.undo = undo;
        key = RandomStream.EVALUATION.key(seed);
        elboPercentile = new ElboPercentile(background, this::showPercentile);
        throttle = background.throttle(SHARE, ROUND_MILLIS);
        explorer.modelProperty().addListener((property, before, now) -> {
            boolean waiting = newest != null && newest != model;
            newest = now;
            if (now == null) return;
            if (!now.sameStructure(model)) follow();
            else if (!waiting) throttle.execute(background.fx(), this::follow);
        });
        background.training().addListener((property, before, now) -> {
            if (!now) follow();
        });
    }

    // ---- properties ----

    /** The image; null until there are held-out images. */
    public ReadOnlyObjectProperty<@Nullable Input> inputProperty() {
        return input.getReadOnlyProperty();
    }

    /**
     * The image taken apart by the newest weights, in nats; null while there is no model for it. A new one each time.
     */
    public ReadOnlyObjectProperty<@Nullable ElboBreakdown> breakdownProperty() {
        return breakdown.getReadOnlyProperty();
    }

    /** What is drawn, whether it is the image or not. */
    public ReadOnlyObjectProperty<Canvas> canvasProperty() {
        return canvas.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Noise> noiseProperty() {
        return noise.getReadOnlyProperty();
    }

    /** How many ε are averaged. */
    public ReadOnlyIntegerProperty samplesProperty() {
        return samples.getReadOnlyProperty();
    }

    /** Percentage of held-out images whose −ELBO, decoded at μ, is below the image's: 0..100; NaN until known. */
    public ReadOnlyDoubleProperty percentileProperty() {
        return percentile.getReadOnlyProperty();
    }

    /** How many held-out images the percentile is of. */
    public int compared() {
        return heldOut == null ? 0 : Math.min(ElboPercentile.COMPARED, heldOut.size());
    }

    /** What is done to a drawing to make it such a picture as the data hold, in words; empty before there are any. */
    public String treatment() {
        ImageSet images = heldOut;
        if (images == null) return "";
        String made = centred
                ? Texts.of("drawings.made.centred")
                : Texts.of("drawings.made.reduced", images.width(), images.height());
        return brightPaper ? made + " " + Texts.of("drawings.made.bright") : made;
    }

    // ---- commands ----

    /**
     * From now on the held-out images are these; the image stays where it can, or is the same one of the new images.
     */
    public void choose(ImageSet images) {
        heldOut = images;
        elboPercentile.choose(images);
        centred = Drawing.suits(images);
        brightPaper = Drawing.onBrightPaper(images);
        Input now = committed.input;
        int image = now == null || !now.format.equals(images.format()) ? 0 : now.image;
        commit(image < 0 ? committed : new State(heldOut(images, image), committed.canvas));
    }

    /** Takes held-out image {@code i}; passed over if there is none such. */
    public void takeImage(int i) {
        if (heldOut != null && i >= 0 && i < heldOut.size()) take(new State(heldOut(heldOut, i), committed.canvas));
    }

    /** Takes a picture from outside. */
    public void takePicture(String name, Scan scan) {
        if (heldOut != null && drawable())
            take(new State(outside(Source.PICTURE, heldOut, name, scan.ink(), scan.side()), committed.canvas));
    }

    /** Takes a picture from outside, whose values are those of the held-out images' format. */
    public void takePicture(String name, float[] values) {
        if (heldOut == null || values.length != heldOut.valuesPerImage()) return;
        take(new State(new Input(Source.PICTURE, name, -1, -1, heldOut.format(), values), committed.canvas));
    }

    /** Takes a word, which {@link Letters#folded} makes of what was typed; says whether there is one that fits. */
    public boolean takeWord(String typed) {
        ImageSet images = heldOut;
        String word = Letters.folded(typed);
        if (images == null || !images.format().letters()) return false;
        if (word.isEmpty() || word.length() > images.height()) return false;
        takePicture(Texts.of("probe.word", word), Letters.values(word, images.format()));
        return true;
    }

    /** Whether one can draw: not a picture in colour, nor a word. */
    public boolean drawable() {
        return heldOut != null
                && !heldOut.format().inColour()
                && !heldOut.format().letters();
    }

    /** Shows a drawing in progress; {@link #keepDrawing} or {@link #dropDrawing} ends it. */
    public void draw(Canvas drawn) {
        if (heldOut == null || !drawable()) return;
        show(drawing(heldOut, drawn));
        ElboBreakdown now = breakdown.get();
        if (now != null) explorer.preview(now.mu());
    }

    /** Whether what is taken apart is the drawing and there is one. */
    public boolean drawn() {
        Input now = input.get();
        return now != null && !canvas.get().isEmpty() && now.source == Source.DRAWING;
    }

    /** Takes what is drawn. */
    public void keepDrawing() {
        if (heldOut != null && drawable() && canvas.get() != committed.canvas) take(drawing(heldOut, canvas.get()));
    }

    /** Goes back to before the drawing in progress. */
    public void dropDrawing() {
        if (canvas.get() == committed.canvas) return;
        show(committed);
        explorer.restore();
    }

    /** Chooses where z comes from; {@code averaged} is how many ε are averaged. */
    public void noise(Noise now, int averaged) {
        noise.set(now);
        samples.set(averaged);
        takeApart();
    }

    /** Draws other ε. */
    public void resample() {
        draws++;
        takeApart();
    }

    private void take(State after) {
        State before = committed;
        undo.asOne(() -> {
            undo.push(Texts.of("undo.probe"), () -> commit(before), () -> commit(after));
            commit(after);
            ElboBreakdown now = breakdown.get();
            if (now != null) explorer.moveTo(now.mu());
        });
    }

    /**
     * An image of another size belongs to data that are gone, and is passed over; an index means the present images.
     */
    private void commit(State state) {
        Input wanted = state.input;
        if (wanted == null || heldOut == null || !wanted.format.equals(heldOut.format())) return;
        boolean known = wanted.image >= 0;
        committed = known ? new State(heldOut(heldOut, wanted.image), state.canvas) : state;
        show(committed);
    }

    // ---- the image ----

    private static Input heldOut(ImageSet images, int wanted) {
        int i = wanted < images.size() ? wanted : 0;
        float[] pixels = new float[images.valuesPerImage()];
        images.values(i, pixels);
        return new Input(
                Source.HELD_OUT,
                images.format().wording().of("probe.image", i),
                i,
                images.labels()[i] & 0xff,
                images.format(),
                pixels);
    }

    private State drawing(ImageSet images, Canvas drawn) {
        return new State(outside(Source.DRAWING, images, Texts.of("probe.drawing"), drawn.ink(), Canvas.SIDE), drawn);
    }

    /** Ink on a square as the data set would hold it. */
    private Input outside(Source source, ImageSet images, String name, float[] ink, int side) {
        float[] pixels =
                centred ? Drawing.normalised(ink, side) : Drawing.reduced(ink, side, images.width(), images.height());
        if (brightPaper) for (int i = 0; i < pixels.length; i++) pixels[i] = 1 - pixels[i];
        return new Input(source, name, -1, -1, images.format(), pixels);
    }

    private void show(State state) {
        canvas.set(state.canvas);
        input.set(state.input);
        takeApart();
    }

    // ---- the model ----

    /** Takes the image apart by the newest weights, if that was not done yet. */
    private void follow() {
        FrozenModel newer = newest;
        if (newer == null || newer == model) return;
        throttle.round(() -> {
            model = newer;
            probed = newer.can(Capability.ENCODES) ? new ProbedImage(newer) : null;
            elboPercentile.follow(newer, explorer.historyProperty().getValue());
            takeApart();
        });
    }

    private void takeApart() {
        Input now = input.get();
        if (now == null
                || model == null
                || probed == null
                || !now.format.equals(model.configuration().format())) {
            breakdown.set(null);
            showPercentile();
            return;
        }
        if (noise.get() == Noise.ANEW) draws++;
        breakdown.set(probed.breakdown(now.pixels, now.label, epsilon(model)));
        showPercentile();
    }

    private float[] epsilon(FrozenModel by) {
        boolean point = !by.configuration().kind().variational();
        if (point || noise.get() == Noise.NONE) return NO_NOISE;
        float[] epsilon = new float[by.latents() * (noise.get() == Noise.AVERAGED ? samples.get() : 1)];
        by.kernel().gaussian(key, draws << 20, epsilon, 0, epsilon.length);
        return epsilon;
    }

    private void showPercentile() {
        Input now = input.get();
        percentile.set(
                now == null || breakdown.get() == null ? Double.NaN : elboPercentile.percentile(now.pixels, now.label));
    }
}
