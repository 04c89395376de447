package org.latentfx.view.settings;

import java.util.Arrays;
import java.util.stream.IntStream;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.latentfx.text.Texts;
import org.latentfx.train.History;
import org.latentfx.train.Measurement;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.LatentOrder;
import org.latentfx.view.kit.PanelHeader;
import org.latentfx.view.kit.Tips;

/**
 * How many nats each latent carries, as bars: the busiest first, all against the busiest, or against one nat. Nats per
 * image, averaged over images. FX thread only.
 */
public final class KlBars extends VBox {
    private static final int MOST = 8;

    /** Where there is little room. */
    private static final int FEW = 4;

    /** The least that a full bar stands for, in nats, so that unused latents look unused. */
    private static final double LEAST_SCALE = 1;

    private final PanelHeader header = new PanelHeader(Texts.of("kl.title")).term("kl-latent");
    private final VBox bars = new VBox();
    private final Label rest = new Label();
    private int[] order = new int[0];
    private double[] shown = {};
    private int most = MOST;

    /**
     * @param klPerLatent nats per image, averaged over images; empty before anything was measured
     * @param history of the same moment, which tells what was measured
     */
    public KlBars(ObservableValue<double[]> klPerLatent, ObservableValue<History> history) {
        getStyleClass().add("kl-bars");
        bars.getStyleClass().add("bars");
        Tips.about(this, "kl-latent");
        rest.getStyleClass().add("hint");
        rest.setWrapText(true);
        rest.managedProperty().bind(rest.textProperty().isNotEmpty());
        getChildren().addAll(header, bars, rest);
        visibleProperty().bind(klPerLatent.map(kl -> kl.length > 0));
        managedProperty().bind(visibleProperty());
        klPerLatent.subscribe(this::show);
        klPerLatent.subscribe(kl -> measured(kl, history.getValue()));
        history.subscribe(now -> measured(klPerLatent.getValue(), now));
    }

    /** All latents together, and which images that is of: the very figure that health and the curves tell. */
    private void measured(double[] kl, History history) {
        String all = Figures.amount(Arrays.stream(kl).sum(), 2);
        Measurement latest = history.latest();
        if (latest != null)
            header.detail(
                    Texts.of("kl.at", all, latest.step()),
                    Texts.of("kl.at.tip", all, latest.step(), latest.images()),
                    Texts.of("kl.sum", all));
        else if (history.train().size() > 0)
            header.detail(Texts.of("kl.batch", all), Texts.of("kl.batch.tip", all), Texts.of("kl.sum", all));
        else header.detail(Texts.of("kl.start", all), Texts.of("kl.start.tip", all), Texts.of("kl.sum", all));
    }

    /** With little room: the busiest latents alone. */
    public void low(boolean now) {
        int then = now ? FEW : MOST;
        if (then == most) return;
        most = then;
        show(shown);
    }

    private void show(double[] kl) {
        shown = kl;
        int count = Math.min(most, kl.length);
        while (bars.getChildren().size() > count) bars.getChildren().remove(count);
        while (bars.getChildren().size() < count) bars.getChildren().add(new Bar());
        order = order.length == kl.length ? LatentOrder.next(order, kl) : LatentOrder.first(kl);
        double full = Math.max(
                LEAST_SCALE,
                IntStream.range(0, kl.length).mapToDouble(j -> kl[j]).max().orElse(0));
        for (int i = 0; i < count; i++) ((Bar) bars.getChildren().get(i)).show(order[i], kl[order[i]], full);
        long unused = IntStream.range(0, kl.length)
                .filter(j -> LatentOrder.collapsed(kl[j]))
                .count();
        rest.setText(kl.length > most ? Texts.of("kl.rest", kl.length - most, unused) : "");
    }

    /** One latent: name, bar and figure. */
    private static final class Bar extends HBox {
        private final Label name = new Label();
        private final Track track = new Track();
        private final Label figure = new Label();

        Bar() {
            getStyleClass().add("kl-bar");
            setAlignment(Pos.CENTER_LEFT);
            name.getStyleClass().add("kl-name");
            figure.getStyleClass().add("kl-figure");
            setAccessibleRole(AccessibleRole.TEXT);
            figure.setMinWidth(USE_PREF_SIZE);
            HBox.setHgrow(track, Priority.ALWAYS);
            getChildren().addAll(name, track, figure);
        }

        void show(int latent, double nats, double most) {
            name.setText(Texts.of("kl.name", latent));
            figure.setText(Texts.of("kl.figure", Figures.amount(nats, 2)));
            track.fill(Math.max(0, nats / most));
            boolean used = !LatentOrder.collapsed(nats);
            String help = Texts.of(used ? "kl.help" : "kl.help.collapsed", latent, nats, nats / Math.log(2));
            Tips.say(this, help);
            setAccessibleText(help);
            setOpacity(used ? 1 : 0.5);
        }
    }

    /** A filled part of a line. */
    private static final class Track extends Region {
        private final Region filled = new Region();
        private double share;

        Track() {
            getStyleClass().add("kl-track");
            filled.getStyleClass().add("kl-fill");
            getChildren().add(filled);
        }

        void fill(double newShare) {
            share = newShare;
            requestLayout();
        }

        @Override
        protected void layoutChildren() {
            filled.resizeRelocate(0, 0, snapSizeX(getWidth() * share), getHeight());
        }
    }
}
