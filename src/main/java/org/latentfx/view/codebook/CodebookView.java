package org.latentfx.view.codebook;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.latentfx.analysis.codebook.CodePlane;
import org.latentfx.analysis.codebook.CodeUse;
import org.latentfx.model.FrozenModel;
import org.latentfx.session.debug.CodebookLook;
import org.latentfx.session.debug.LiveFigure;
import org.latentfx.session.debug.LiveFigure.Measured;
import org.latentfx.session.explore.Explorer;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.IconButtons;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.kit.Stylesheets;
import org.latentfx.view.kit.Tips;

/**
 * The codebook as a map: where codes lie and how much each is used, for one slot at a time, what the current point
 * looks like with each of them, and how many are in use or dead. Pointing at a code previews it, a click takes it.
 * Measured of the model shown while somebody looks. FX thread only.
 */
public final class CodebookView extends Region {
    private static final double WORDS = 196;
    private static final double GAP = 10;
    private static final double BARS = 44;
    private static final double LEAST_BARS = 16;

    private final Explorer explorer;
    private final CodeMap map = new CodeMap(this::look, this::take);
    private final CodeBars bars = new CodeBars();
    private final Label perplexity = new Label();
    private final Label dead = new Label();
    private final Label slots = new Label();
    private final Label state = new Label();
    private List<Button> steps = List.of();
    private final HBox chooser;
    private final VBox words;
    private final Seen seen;
    private @Nullable CodeUse use;
    private int slot;

    /** Tells whether anybody can see the panel. */
    private static final class Seen extends PaintedRegion {
        private final LiveFigure<CodebookLook> source;

        Seen(LiveFigure<CodebookLook> source) {
            this.source = source;
            setMouseTransparent(true);
        }

        @Override
        protected void sightChanged() {
            if (source != null) source.watch(isSeen());
        }

        @Override
        protected void paint() {}
    }

    public CodebookView(LiveFigure<CodebookLook> source, Explorer explorer) {
        this.explorer = explorer;
        seen = new Seen(source);
        getStyleClass().add("codebook-view");
        getStylesheets().add(Stylesheets.PANELS.address());
        Tips.about(this, "codebook");
        perplexity.getStyleClass().add("figure-value");
        Tips.term(perplexity, "perplexity");
        Tips.term(dead, "dead-codes");
        for (Label each : List.of(dead, slots, state)) each.getStyleClass().add("quiet");
        state.setWrapText(true);
        state.setAlignment(Pos.TOP_LEFT);
        Tips.say(bars, Texts.of("codebook.bars.tip"));
        bars.setAccessibleText(Texts.of("codebook.bars.tip"));
        chooser = chooser();
        words = new VBox(perplexity, dead, chooser);
        words.getStyleClass().add("tool-column");
        getChildren().addAll(seen, map, words, bars, state);
        source.measuredProperty().subscribe(this::show);
        explorer.zProperty().subscribe(map::point);
        explorer.modelProperty().subscribe(now -> {
            if (use == null) show(null);
        });
    }

    private HBox chooser() {
        Button before = IconButtons.button(Feather.CHEVRON_LEFT, Texts.of("codebook.before"), () -> slot(slot - 1));
        Button after = IconButtons.button(Feather.CHEVRON_RIGHT, Texts.of("codebook.after"), () -> slot(slot + 1));
        before.setId("codebook-before");
        after.setId("codebook-after");
        var pictures = new ToggleButton(Texts.of("codebook.pictures"));
        pictures.setId("codebook-pictures");
        pictures.getStyleClass().addAll("flat", "chip");
        pictures.setSelected(true);
        pictures.setMinWidth(USE_PREF_SIZE);
        Tips.say(pictures, Texts.of("codebook.pictures.tip"));
        pictures.setOnAction(event -> map.pictures(pictures.isSelected()));
        for (Button button : new Button[] {before, after})
            button.getStyleClass().addAll("flat", "chip");
        Tips.say(slots, Texts.of("codebook.slot.tip"));
        var row = new HBox(4, before, slots, after, pictures);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private void slot(int wanted) {
        CodeUse now = use;
        if (now == null) return;
        slot = Math.floorMod(wanted, now.slots());
        map.slot(slot);
        boolean several = now.slots() > 1;
        for (Button button : steps) {
            button.setVisible(several);
            button.setManaged(several);
        }
        slots.setText(several ? Texts.of("codebook.slot", slot + 1, now.slots()) : Texts.of("codebook.slot.only"));
        say(-1);
    }

    private void show(@Nullable Measured<CodebookLook> measured) {
        CodeUse now = measured == null ? null : measured.value().use();
        use = now;
        for (Region each : List.of(map, bars, words)) each.setVisible(now != null);
        FrozenModel model = explorer.model();
        if (measured == null || now == null) {
            boolean none = model != null && model.codebook() == null;
            state.setText(Texts.of(none ? "codebook.none" : "codebook.wait"));
            requestLayout();
            return;
        }
        int codes = now.codebook().shape().codes();
        perplexity.setText(Texts.of("codebook.perplexity", Figures.fixed(now.perplexity(), 1), codes));
        dead.setText(Texts.of("codebook.dead", now.codebook().dead(), now.unused()));
        Tips.say(dead, Texts.of("codebook.dead.tip", now.images()));
        map.show(now, CodePlane.of(now.codebook()), measured.shown().model());
        bars.show(now);
        slot(Math.min(slot, now.slots() - 1));
        requestLayout();
    }

    // ---- gestures ----

    private void look(int code) {
        float[] there = with(code);
        if (there != null) explorer.glance(there);
        else explorer.restore();
        say(code);
    }

    private void take(int code) {
        float[] there = with(code);
        if (there != null) explorer.moveTo(there);
    }

    /** The current point with {@code code} in the slot; null where that cannot be. */
    private float @Nullable [] with(int code) {
        CodeUse now = use;
        if (now == null || code < 0 || explorer.latents() != now.points().latents()) return null;
        float[] z = explorer.anchor().clone();
        now.codebook().put(code, z, slot * now.codebook().shape().size());
        return z;
    }

    private void say(int code) {
        CodeUse now = use;
        if (now == null) return;
        if (code >= 0) {
            String all = Figures.fixed(100 * now.share(code), 1);
            String own = Figures.fixed(100 * now.share(slot, code), 1);
            state.setText(
                    Texts.of(now.codebook().isDead(code) ? "codebook.code.dead" : "codebook.code", code, all, own));
            return;
        }
        int size = now.codebook().shape().size();
        state.setText(
                size <= 2
                        ? Texts.of("codebook.state", now.images())
                        : Texts.of(
                                "codebook.state.axes",
                                now.images(),
                                size,
                                Figures.fixed(100 * CodePlane.of(now.codebook()).share(), 0)));
    }

    // ---- layout ----

    @Override
    protected void layoutChildren() {
        double left = snappedLeftInset();
        double top = snappedTopInset();
        double width = getWidth() - left - snappedRightInset();
        double height = getHeight() - top - snappedBottomInset();
        seen.resizeRelocate(left, top, 1, 1);
        if (use == null) {
            state.resizeRelocate(left, top, width, height);
            return;
        }
        double column = Math.min(WORDS, width / 2);
        double wide = Math.max(1, width - column - GAP);
        map.resizeRelocate(left, top, wide, Math.max(1, height));
        double x = left + wide + GAP;
        double head = words.prefHeight(column);
        words.resizeRelocate(x, top, column, head);
        double said = Math.min(state.prefHeight(column), Math.max(0, height - head));
        double free = height - head - said - 6;
        bars.setVisible(free >= LEAST_BARS);
        double high = Math.min(BARS, Math.max(0, free - 4));
        bars.resizeRelocate(x, top + head + 4, column, high);
        state.resizeRelocate(x, top + head + (bars.isVisible() ? high + 10 : 4), column, said);
    }
}
