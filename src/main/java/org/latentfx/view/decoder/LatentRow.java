package org.latentfx.view.decoder;

import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.latentfx.analysis.statistics.Normal;
import org.latentfx.text.Numbers;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.LatentOrder;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.Tips;

/**
 * One latent in the decoder's list: name, KL, share of the prior below the value, its lock, the value to type, and the
 * track under them. Shows what it is given and tells what is typed. FX thread only.
 */
public final class LatentRow extends Region {
    static final double HEIGHT = 60;
    static final double LOW = 51;

    /** Larger typed values are refused. One draw of the prior in 10¹⁴ goes so far. */
    static final double FARTHEST = 8;

    private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");
    private static final PseudoClass COLLAPSED = PseudoClass.getPseudoClass("collapsed");
    private static final double LINE = 24;
    private static final double FIELD = 58;
    private static final double NAME = 32;
    private static final double LOCK = 22;

    private final Label name = new Label();
    private final Label kl = new Label();
    private final Label below = new Label();
    private final FontIcon lockIcon = new FontIcon(Feather.UNLOCK);
    private final ToggleButton lock = new ToggleButton(null, lockIcon);
    private final TextField field = new TextField();
    private final LatentTrack track;
    private double height = HEIGHT;
    private double scale = 1;

    /** Whether the click in progress focused the field. Then it selects the whole text. */
    private boolean clicked;

    /** Receives what the person types: a value, or a sentence why it was refused ("" takes that back). */
    interface Typing {
        void refused(String sentence);

        void typed(LatentTrack track, double value);
    }

    LatentRow(LatentTrack.Gestures gestures, Typing typing) {
        track = new LatentTrack(gestures);
        getStyleClass().add("latent-row");
        name.getStyleClass().add("latent-name");
        kl.getStyleClass().add("latent-kl");
        below.getStyleClass().add("latent-below");
        below.setAlignment(Pos.CENTER_RIGHT);
        field.getStyleClass().add("latent-value");
        field.setAlignment(Pos.CENTER_RIGHT);
        Tips.say(below, Texts.of("decoder.below.help"));
        Tips.say(kl, Texts.of("decoder.kl.help"));
        Tips.about(kl, "kl-latent");
        Tips.about(this, "z");
        Tips.say(field, Texts.of("decoder.value.help"));
        Tips.say(track, Texts.of("decoder.track.help"));
        lock.getStyleClass().add("latent-lock");
        Tips.say(lock, Texts.of("decoder.lock.help"));
        lock.setOnAction(event -> gestures.toggleLock(track));
        getChildren().addAll(name, kl, below, lock, field, track);
        field.setOnAction(event -> enter(typing));
        field.focusedProperty().addListener((property, before, focused) -> {
            clicked = focused;
            if (!focused) {
                field.pseudoClassStateChanged(REFUSED, false);
                typing.refused("");
                field.setText(Figures.fixed(track.value(), 2));
            }
        });
        field.setOnMouseReleased(event -> {
            if (clicked && field.getSelectedText().isEmpty()) field.selectAll();
            clicked = false;
        });
    }

    /** The value that {@code text} stands for. Throws {@link Refusal} if it is no number within the prior's reach. */
    public static double parse(String text) {
        return parse(text, FARTHEST);
    }

    private static double parse(String text, double farthest) {
        double value;
        try {
            value = Numbers.parse(text);
        } catch (NumberFormatException e) {
            throw new Refusal(e, "decoder.value.refused", text.strip(), farthest);
        }
        if (!(Math.abs(value) <= farthest)) throw new Refusal("decoder.value.refused", text.strip(), farthest);
        return value;
    }

    private void enter(Typing typing) {
        try {
            double value = parse(field.getText(), FARTHEST * scale);
            field.pseudoClassStateChanged(REFUSED, false);
            typing.refused("");
            typing.typed(track, value);
            field.setText(Figures.fixed(track.value(), 2));
        } catch (Refusal refusal) {
            field.pseudoClassStateChanged(REFUSED, true);
            typing.refused(String.valueOf(refusal.getMessage()));
        }
        field.selectAll();
    }

    /**
     * How large codes are beside the prior's, and whether they are held to that: without it the share of the prior
     * below a value tells nothing.
     */
    void fitTo(double scale, boolean prior) {
        this.scale = scale;
        track.scale(scale);
        below.setVisible(prior);
        Tips.say(track, prior ? Texts.of("decoder.track.help") : Texts.of("decoder.track.help.free", end()));
    }

    private String end() {
        return Figures.brief(LatentTrack.RANGE * scale);
    }

    LatentTrack track() {
        return track;
    }

    void low(boolean now) {
        height = now ? LOW : HEIGHT;
        requestLayout();
    }

    TextField field() {
        return field;
    }

    /** The row is of latent {@code j} now, with {@code nats} of KL (NaN if unknown). */
    void show(int j, double nats) {
        name.setText("z" + j);
        field.setId("value-" + j);
        track.setId("track-" + j);
        lock.setId("lock-" + j);
        lock.setAccessibleText(Texts.of("decoder.lock", j));
        boolean collapsed = LatentOrder.collapsed(nats);
        if (Double.isNaN(nats)) kl.setText("");
        else kl.setText(Texts.of(collapsed ? "decoder.kl.collapsed" : "decoder.kl", Figures.amount(nats, 2)));
        pseudoClassStateChanged(COLLAPSED, collapsed);
        Tips.name(field, Texts.of("decoder.value.accessible", j));
        track.setAccessibleText(Texts.of("decoder.track.accessible", j, end()));
    }

    /** Whether the latent is locked. */
    void lock(boolean now) {
        lock.setSelected(now);
        lockIcon.setIconCode(now ? Feather.LOCK : Feather.UNLOCK);
        track.lock(now);
    }

    /** The current value, and the picture decoded there. */
    void show(double value, PixelImage picture) {
        track.show(value, picture);
        below.setText(Texts.of("decoder.below", percent(Normal.cumulative(value))));
        if (!field.isFocused()) field.setText(Figures.fixed(value, 2));
    }

    /** A share in per cent, with decimals only near 0 and 100, where they tell something. */
    public static String percent(double share) {
        double hundredths = share * 100;
        if (hundredths < 0.01) return "<0.01";
        if (hundredths > 99.99) return hundredths < 100 ? ">99.99" : "100";
        return Figures.fixed(hundredths, hundredths < 1 || hundredths > 99 ? 2 : 0);
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth() - snappedRightInset();
        double left = snappedLeftInset();
        name.resizeRelocate(left, 0, NAME, LINE);
        field.resizeRelocate(width - FIELD, 0, FIELD, LINE);
        double lockLeft = width - FIELD - 4 - LOCK;
        lock.resizeRelocate(lockLeft, (LINE - LOCK) / 2, LOCK, LOCK);
        double middle = lockLeft - 4 - left - NAME;
        double belowWidth = Math.min(middle * 0.4, 64);
        kl.resizeRelocate(left + NAME, 0, middle - belowWidth, LINE);
        below.resizeRelocate(lockLeft - 4 - belowWidth, 0, belowWidth, LINE);
        double gap = height - HEIGHT < 0 ? 1 : 3;
        track.resizeRelocate(left, LINE + gap, width - left, height - LINE - 3 * gap);
    }

    @Override
    protected double computePrefHeight(double width) {
        return height;
    }
}
