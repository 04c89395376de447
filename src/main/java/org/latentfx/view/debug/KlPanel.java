package org.latentfx.view.debug;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latentfx.session.run.Run;
import org.latentfx.session.signal.LatentCourse;
import org.latentfx.session.signal.RunSignals;
import org.latentfx.text.Texts;
import org.latentfx.train.Cadence;
import org.latentfx.train.signal.Signals;
import org.latentfx.train.timeline.KlMoment;
import org.latentfx.view.kit.SceneWording;

/** What each latent costs over the steps of the run, and how many are in use. FX thread only. */
final class KlPanel extends DebugPanel {
    /** While training, areas are painted as a whole, so not at each update. */
    private static final long REPAINT_NANOS = 350_000_000L;

    private final Cadence repaint = new Cadence(REPAINT_NANOS, System::nanoTime);
    private final Run run;
    private final LatentCourse source;
    private final RunSignals signals;
    private final KlAreas areas;

    KlPanel(Run run, LatentCourse source, RunSignals signals, Moment moment) {
        super("debug.kl");
        this.run = run;
        this.source = source;
        this.signals = signals;
        areas = new KlAreas(source::watch, moment.goTo());
        getChildren().addAll(state, place(areas));
        moment.step().subscribe(step -> areas.at(step));
        source.courseProperty().subscribe(this::follow);
        signals.courseProperty().subscribe(this::show);
        run.statusProperty().subscribe(this::show);
        show();
    }

    private void follow() {
        boolean begun = areas.empty() != source.courseProperty().get().isEmpty();
        if (begun || run.statusProperty().get() != Run.Status.TRAINING || repaint.due()) show();
    }

    private void show() {
        List<KlMoment> course = source.courseProperty().get();
        areas.show(course);
        state.setText(course.size() >= 2 ? "" : Texts.of("debug.kl.none"));
        if (course.isEmpty()) {
            header.detail("");
            return;
        }
        double[] latest = course.get(course.size() - 1).nats();
        long used = KlAreas.used(latest);
        Signals measured = signals.courseProperty().get().at(Long.MAX_VALUE);
        header.detail(
                SceneWording.text(this, "debug.kl.detail", used, latest.length),
                tip(used, latest.length, measured),
                Texts.of("debug.kl.brief", used, latest.length));
    }

    private static String tip(long used, int latents, @Nullable Signals measured) {
        String words = Texts.of("debug.kl.used", used, latents);
        return measured == null || measured.codes().muVariance().length != latents
                ? words
                : words + " "
                        + Texts.of("debug.kl.active", measured.codes().active(), measured.images(), measured.step());
    }
}
