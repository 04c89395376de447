package org.latentfx.view.debug;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.latent.AggregateInformation;
import org.latentfx.session.debug.DebugFigures.Aggregate;
import org.latentfx.session.debug.LiveFigure;
import org.latentfx.session.debug.LiveFigure.Measured;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.SceneWording;
import org.latentfx.view.kit.Tips;

/**
 * All codes together against the prior: what the KL is made of, and each latent's histogram over N(0, 1). FX thread
 * only.
 */
final class AggregatePanel extends DebugPanel {
    private final LiveFigure<Aggregate> source;
    private final FlowPane sums = new FlowPane();
    private final MarginalPlot plot;

    AggregatePanel(LiveFigure<Aggregate> source) {
        super("debug.aggregate");
        this.source = source;
        plot = new MarginalPlot(source::watch);
        sums.getStyleClass().add("debug-sums");
        Tips.about(this, "aggregate");
        getChildren().addAll(sums, state, place(plot));
        sayProgress(source.progressProperty(), () -> source.measuredProperty().get() == null);
        source.measuredProperty().subscribe(this::show);
        show();
    }

    private void show() {
        @Nullable Measured<Aggregate> now = source.measuredProperty().get();
        plot.show(now == null ? List.of() : now.value().marginals());
        if (now == null) {
            sums.getChildren().clear();
            header.detail("");
            return;
        }
        AggregateInformation of = now.value().information();
        int images = now.images().size();
        header.detail(
                SceneWording.text(this, "debug.aggregate.detail", images),
                Texts.of(
                        of == null ? "debug.aggregate.tip.point" : "debug.aggregate.tip",
                        images,
                        now.shown().step()),
                SceneWording.text(this, "debug.aggregate.brief", images));
        if (of == null) {
            sums.getChildren().clear();
            state.setText(Texts.of("debug.aggregate.point"));
            return;
        }
        sums.getChildren().setAll(sums(of));
        state.setText(
                of.atCeiling()
                        ? SceneWording.text(this, "debug.aggregate.ceiling", of.images(), figure(of.ceiling()))
                        : "");
    }

    private static List<Node> sums(AggregateInformation of) {
        String error = Figures.fixed(of.standardError(), 2);
        return List.of(
                sum("kl", figure(of.meanKl())),
                sum("information", Texts.of("debug.plusminus", figure(of.mutualInformation()), error)),
                sum("marginal", Texts.of("debug.plusminus", figure(of.marginalKl()), error)));
    }

    private static String figure(double nats) {
        return Figures.fixed(nats, 2);
    }

    private static Node sum(String key, String value) {
        var label = new Label(Texts.of("debug.aggregate." + key, value));
        label.setMinWidth(USE_PREF_SIZE);
        Tips.say(label, Texts.of("debug.aggregate." + key + ".tip"));
        Tips.term(label, key.equals("marginal") ? "marginal-kl" : key);
        return label;
    }
}
