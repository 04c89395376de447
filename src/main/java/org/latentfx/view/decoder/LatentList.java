package org.latentfx.view.decoder;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.PictureFormat;
import org.latentfx.model.FrozenModel;
import org.latentfx.session.explore.DecodedPoint;
import org.latentfx.session.explore.Explorer;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.LatentOrder;
import org.latentfx.view.kit.PicturePainter;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.Theme;

/**
 * Every latent as a row with its film strip. Only the rows in sight exist, and their strips are decoded a few
 * milliseconds at a time in each frame. Gestures are commands to the {@link Explorer}; its z moves the thumbs. FX
 * thread only.
 */
final class LatentList extends ListView<Integer> implements LatentTrack.Gestures {
    private static final long BUDGET_NANOS = 3_000_000;

    /** While z is dragged, strips are decoded in every other frame and the picture at z in every frame. */
    private static final long DEVELOPED_NANOS = 30_000_000;

    /** Large pictures take longer: after each round the strips rest so many times as long, that frames stay smooth. */
    private static final int REST = 10;

    /** A cell's padding, left and right together. */
    private static final double SIDES = 4;

    private final Explorer explorer;
    private final Consumer<String> refused;
    private final LatentRow.Typing typing;
    private final ObservableList<Integer> order = FXCollections.observableArrayList();
    private final List<LatentRow> rows = new ArrayList<>();
    private final Deque<LatentTrack> stale = new ArrayDeque<>();
    private final AnimationTimer timer = new AnimationTimer() {
        @Override
        public void handle(long now) {
            if (now - developed < Math.max(DEVELOPED_NANOS, REST * developing)) return;
            developed = now;
            long begin = System.nanoTime();
            developSome();
            developing = System.nanoTime() - begin;
        }
    };
    /** Pixels of a word in a thumb, which shows it smaller. */
    private static final int WORD_ACROSS = 208;

    private static final int WORD_DOWN = 52;

    private PixelImage thumb = new PixelImage(1, 1);
    private PictureFormat format = PictureFormat.grey(1, 1);
    private float[] z;
    private final ObservableValue<Boolean> dark = Theme.isDark(this);
    private final ObservableValue<@Nullable Node> focusOwner = sceneProperty().flatMap(Scene::focusOwnerProperty);
    private double scale = 1;
    private boolean prior = true;
    private boolean held;
    private long developed;
    private long developing;

    /** Whether the sentence shown says that a latent is locked. */
    private boolean refusing;

    /** {@code refused} gets sentences for the person. */
    LatentList(Explorer explorer, Consumer<String> refused) {
        this.explorer = explorer;
        this.refused = refused;
        z = explorer.z();
        typing = new LatentRow.Typing() {
            @Override
            public void refused(String sentence) {
                refused.accept(sentence);
            }

            @Override
            public void typed(LatentTrack track, double value) {
                held = false;
                explorer.moveLatent(track.latent(), value);
            }
        };
        getStyleClass().add("latent-list");
        setFixedCellSize(LatentRow.HEIGHT);
        setFocusTraversable(false);
        setItems(order);
        setCellFactory(list -> new Cell());
        explorer.pointProperty().addListener((property, before, now) -> follow(before, now));
        dark.addListener((property, before, now) -> {
            developThumb();
            refresh();
        });
        explorer.klPerLatentProperty().addListener((property, before, now) -> sort());
        hoverProperty().addListener((property, before, now) -> sort());
        focusOwner.addListener((property, before, now) -> sort());
        explorer.lockedProperty().addListener((property, before, now) -> {
            forgetRefusal();
            for (LatentRow row : rows)
                if (row.track().latent() >= 0)
                    row.lock(explorer.isLocked(row.track().latent()));
        });
        developThumb();
        reset();
    }

    /** Rows as low as they can be, so that two have room where there is little. */
    void low(boolean now) {
        double height = now ? LatentRow.LOW : LatentRow.HEIGHT;
        if (height == getFixedCellSize()) return;
        setFixedCellSize(height);
        for (LatentRow row : rows) row.low(now);
    }

    /** As {@link LatentRow#fitTo}. */
    void fitTo(double scale, boolean prior) {
        if (scale == this.scale && prior == this.prior) return;
        this.scale = scale;
        this.prior = prior;
        for (LatentRow row : rows) row.fitTo(scale, prior);
        refresh();
    }

    /** Rows that exist, shown or kept for scrolling. */
    List<LatentRow> rows() {
        return rows;
    }

    List<Integer> order() {
        return order;
    }

    // ---- following the explorer ----

    private void follow(DecodedPoint before, DecodedPoint now) {
        z = now.z();
        if (before.z().length != z.length) reset();
        developThumb();
        if (before.model() == now.model()) {
            moved(before.z(), z);
            return;
        }
        for (LatentRow row : rows)
            if (row.track().latent() >= 0) row.show(z[row.track().latent()], thumb);
        age(-1);
        developSome(); // with all else that follows the model, in the frame that is to come anyway
    }

    private void moved(float[] before, float[] now) {
        int changed = -1;
        int changes = 0;
        for (int j = 0; j < now.length; j++)
            if (before[j] != now[j]) {
                changed = j;
                changes++;
            }
        for (LatentRow row : rows)
            if (row.track().latent() >= 0) row.show(now[row.track().latent()], thumb);
        if (changes > 0) developAllBut(changes == 1 ? changed : -1);
    }

    private void reset() {
        for (LatentRow row : rows) row.track().show(-1, PictureFormat.grey(1, 1));
        stale.clear();
        order.setAll(Arrays.stream(LatentOrder.natural(z.length)).boxed().toList());
        sort();
    }

    /**
     * Sorts the rows and updates their KL. Rows keep their places while the pointer is on them or the keyboard in them.
     */
    private void sort() {
        double[] kl = explorer.klPerLatentProperty().getValue();
        if (!held && !isHover() && !keyboardWithin()) {
            int[] now = order.stream().mapToInt(Integer::intValue).toArray();
            int[] next = LatentOrder.next(now, kl);
            if (!Arrays.equals(now, next))
                order.setAll(Arrays.stream(next).boxed().toList());
        }
        for (LatentRow row : rows) {
            int j = row.track().latent();
            if (j >= 0) row.show(j, klOf(j));
        }
    }

    /** The list's own focusWithin stays true once a cell with the focus has left it. */
    private boolean keyboardWithin() {
        for (Node node = focusOwner.getValue(); node != null; node = node.getParent()) if (node == this) return true;
        return false;
    }

    private double klOf(int j) {
        double[] kl = explorer.klPerLatentProperty().getValue();
        return kl.length == z.length ? kl[j] : Double.NaN;
    }

    // ---- pictures ----

    /** The picture at the current point, as the thumbs show it. */
    private void developThumb() {
        DecodedPoint point = explorer.point();
        FrozenModel model = point.model();
        if (model == null || point.picture() == null) return;
        format = model.configuration().format();
        int across = format.letters() ? WORD_ACROSS : format.width();
        int down = format.letters() ? WORD_DOWN : format.height();
        if (thumb.width() != across || thumb.height() != down) {
            thumb = new PixelImage(across, down);
            refresh();
        }
        var picture = new PicturePainter.Picture(point.picture(), 0, format);
        PicturePainter.paint(picture, PicturePainter.Target.whole(thumb), Ink.of(dark.getValue())::argb);
        thumb.update();
    }

    private void developAllBut(int latent) {
        age(latent);
        if (!stale.isEmpty()) timer.start();
    }

    private void age(int latent) {
        for (LatentRow row : rows) {
            LatentTrack track = row.track();
            if (track.latent() >= 0 && track.latent() != latent && !stale.contains(track)) stale.add(track);
        }
    }

    private void developSome() {
        long end = System.nanoTime() + BUDGET_NANOS;
        do {
            LatentTrack track = stale.poll();
            if (track != null) track.develop();
        } while (!stale.isEmpty() && System.nanoTime() < end);
        if (stale.isEmpty()) timer.stop();
        else timer.start();
    }

    // ---- gestures ----

    @Override
    public void preview(LatentTrack track, double value) {
        held = true;
        forgetRefusal();
        explorer.preview(with(track, value));
    }

    @Override
    public void commit(LatentTrack track, double value) {
        held = false;
        forgetRefusal();
        explorer.moveTo(with(track, value));
    }

    @Override
    public void cancel(LatentTrack track) {
        held = false;
        explorer.restore();
    }

    @Override
    public float[] decode(LatentTrack track, float[] values) {
        FrozenModel model = explorer.model();
        if (model == null) return new float[0];
        float[] pixels = new float[values.length * model.values()];
        explorer.sweep(track.latent(), values, pixels);
        return pixels;
    }

    @Override
    public boolean wheelMoves(LatentTrack track) {
        return track.isFocused() || order.size() * getFixedCellSize() <= getHeight();
    }

    @Override
    public void toggleLock(LatentTrack track) {
        explorer.lock(track.latent(), !explorer.isLocked(track.latent()));
    }

    @Override
    public void refuse(LatentTrack track) {
        refusing = true;
        refused.accept(Texts.of("decoder.lock.refused", track.latent()));
    }

    private void forgetRefusal() {
        if (!refusing) return;
        refusing = false;
        refused.accept("");
    }

    private float[] with(LatentTrack track, double value) {
        float[] target = z.clone();
        target[track.latent()] = (float) value;
        return target;
    }

    /** Shows one latent; reused for another as the list scrolls. */
    private final class Cell extends ListCell<Integer> {
        private final LatentRow row = new LatentRow(LatentList.this, typing);

        Cell() {
            getStyleClass().add("latent-cell");
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
            setPrefWidth(0);
            row.prefWidthProperty().bind(widthProperty().subtract(SIDES));
            row.low(getFixedCellSize() < LatentRow.HEIGHT);
            row.fitTo(scale, prior);
            rows.add(row);
        }

        @Override
        protected void updateItem(Integer latent, boolean empty) {
            super.updateItem(latent, empty);
            boolean shown = !empty && latent != null && latent < z.length;
            setGraphic(shown ? row : null);
            if (!shown) {
                row.track().show(-1, PictureFormat.grey(1, 1));
                return;
            }
            row.show(latent, klOf(latent));
            row.lock(explorer.isLocked(latent));
            row.track().show(latent, format);
            row.show(z[latent], thumb);
        }
    }
}
