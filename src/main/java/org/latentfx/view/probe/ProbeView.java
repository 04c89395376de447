package org.latentfx.view.probe;

import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.latentfx.analysis.image.ElboBreakdown;
import org.latentfx.session.Session;
import org.latentfx.session.probe.ImageProbe;
import org.latentfx.text.Texts;
import org.latentfx.view.command.Actions;
import org.latentfx.view.command.Keys;
import org.latentfx.view.kit.DecodedPicture;
import org.latentfx.view.kit.ErrorInk;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.IconButtons;
import org.latentfx.view.kit.PanelHeader;
import org.latentfx.view.kit.Stylesheets;
import org.latentfx.view.kit.Tips;

/**
 * The probe panel: one image, its reconstruction and the error between the two, above its ELBO breakdown. Pictures can
 * be dropped on it. It shows an {@link ImageProbe}. FX thread only.
 */
public final class ProbeView extends Region {
    private static final PseudoClass TARGET = PseudoClass.getPseudoClass("drop-target");
    private static final double CAPTION = 18;
    private static final double GAP = 8;
    private static final double LARGEST_GAP = 32;
    private static final double LARGEST_PICTURE = 280;
    private static final double SMALL_PICTURE = 56;

    /** Latents that get a line of their own before pictures grow. */
    private static final int LISTED = 3;

    private final ImageProbe probe;
    private final OutsidePictures outside;
    private final PanelHeader header;
    private final DecodedPicture input = new DecodedPicture();
    private final DecodedPicture output = new DecodedPicture();
    private final DecodedPicture error = new DecodedPicture(ErrorInk::of);
    private final List<DecodedPicture> pictures = List.of(input, output, error);
    private final List<Label> captions = List.of(caption("input"), caption("output"), caption("error"));
    private final FontIcon arrow = new FontIcon(Feather.ARROW_RIGHT);
    private final ElboBreakdownView breakdown;
    private int latentsLaidOut;

    /** @param actions what the buttons with keys do */
    public ProbeView(Session session, Actions actions) {
        probe = session.probe();
        outside = new OutsidePictures(session);
        breakdown =
                new ElboBreakdownView(probe, session.explorer(), session.run().hyperparametersProperty());
        header = new PanelHeader(
                Texts.of("probe.title"),
                button(actions, Keys.DRAW, Feather.EDIT_2),
                button(actions, Keys.OPEN_PICTURE, Feather.IMAGE),
                button(actions, Keys.PASTE, Feather.CLIPBOARD));
        getStyleClass().add("probe-view");
        getStylesheets().addAll(Stylesheets.PANELS.address(), Stylesheets.PROBE.address());
        getChildren().addAll(header, arrow, breakdown);
        getChildren().addAll(pictures);
        getChildren().addAll(captions);
        Tips.say(input, Texts.of("probe.input.help"));
        Tips.say(output, Texts.of("probe.output.help"));
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

    // ---- what is shown ----

    private void show() {
        ImageProbe.Input now = probe.inputProperty().get();
        if (now == null) return;
        header.detailProperty().set(now.name());
        input.show(now.pixels(), now.width(), now.height());
        ElboBreakdown taken = probe.breakdownProperty().get();
        int latents = taken == null ? 0 : taken.mu().length;
        if (latents != latentsLaidOut) requestLayout(); // the breakdown has another height
        latentsLaidOut = latents;
        boolean fits = taken != null && taken.picture().length == now.pixels().length;
        output.show(fits ? taken.picture() : null, now.width(), now.height());
        error.show(fits ? difference(now.pixels(), taken.picture()) : null, now.width(), now.height());
        if (fits) describe(now, mean(difference(now.pixels(), taken.picture())));
    }

    private void describe(ImageProbe.Input now, double meanError) {
        String figure = Figures.fixed(meanError, 4);
        Tips.say(error, Texts.of("probe.error.help", figure));
        setAccessibleText(Texts.of("probe.accessible", now.name(), figure));
    }

    private static float[] difference(float[] a, float[] b) {
        float[] difference = new float[a.length];
        for (int i = 0; i < a.length; i++) difference[i] = Math.abs(a[i] - b[i]);
        return difference;
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) sum += value;
        return sum / values.length;
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
        double high = height - head - GAP;
        boolean roomy = high - CAPTION - breakdown.heightFor(LISTED) >= input.edge(SMALL_PICTURE) + 2;
        double caption = roomy ? CAPTION : 0;
        double forPictures = high - caption - breakdown.heightFor(roomy ? LISTED : 1);
        double most = Math.min(LARGEST_PICTURE, Math.min((width - 2 * GAP) / 3, forPictures)) - 2;
        double edge = input.edge(most) + 2;
        double gap = Math.max(GAP, Math.min(LARGEST_GAP, (width - 3 * edge) / 2));
        for (int i = 0; i < 3; i++) {
            pictures.get(i).resizeRelocate(left + i * (edge + gap), y, edge, edge);
            captions.get(i).setVisible(roomy);
            captions.get(i).resizeRelocate(left + i * (edge + gap) - gap / 2, y + edge, edge + gap, CAPTION);
        }
        double icon = arrow.getLayoutBounds().getWidth();
        arrow.relocate(left + edge + (gap - icon) / 2, y + edge / 2 - icon / 2);
        arrow.setVisible(gap >= icon);
        y += edge + caption + GAP;
        breakdown.resizeRelocate(left, y, width, Math.max(0, top + height - y));
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
