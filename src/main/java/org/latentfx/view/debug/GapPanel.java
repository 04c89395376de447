package org.latentfx.view.debug;

import java.util.List;
import org.latentfx.session.run.Run;
import org.latentfx.text.Texts;
import org.latentfx.train.History;
import org.latentfx.train.Measurement;
import org.latentfx.train.Trainer;
import org.latentfx.train.signal.Gap;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.SceneWording;

/** How much more held-out images cost than training images, over the steps of the run. FX thread only. */
final class GapPanel extends DebugPanel {
    private final Run run;
    private final GapPlot plot;
    private boolean watched;
    private History drawn = History.EMPTY;

    GapPanel(Run run, Moment moment) {
        super("debug.gap");
        this.run = run;
        plot = new GapPlot(this::watch, moment.goTo());
        getChildren().addAll(state, place(plot));
        moment.step().subscribe(step -> plot.at(step));
        run.historyProperty().subscribe(this::follow);
        show();
    }

    private void watch(boolean now) {
        watched = now;
        if (now) follow();
    }

    /** There is another point once held-out images were measured again. */
    private void follow() {
        History now = run.historyProperty().get();
        boolean same = now.heldOut().size() == drawn.heldOut().size() && now.extendsLinesOf(drawn);
        if (watched && !same) show();
    }

    private void show() {
        drawn = run.historyProperty().get();
        Measurement latest = drawn.latest();
        int images = latest == null ? Trainer.HELD_OUT_IMAGES : latest.images();
        List<Gap> gaps = Gap.of(drawn, run.hyperparametersProperty().get().batch(), images);
        plot.show(gaps);
        state.setText(gaps.size() < 2 ? SceneWording.text(this, "debug.gap.none") : "");
        if (gaps.isEmpty()) {
            header.detail("");
            return;
        }
        Gap last = gaps.get(gaps.size() - 1);
        String gap = Figures.fixed(last.nats(), 2);
        String error = Figures.fixed(last.error(), 2);
        header.detail(
                Texts.of("debug.gap.detail", gap, error),
                Texts.of("debug.gap.detail.tip", gap, error, images, last.steps(), last.step()),
                Texts.of("debug.plusminus", gap, error));
    }
}
