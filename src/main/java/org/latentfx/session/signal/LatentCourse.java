package org.latentfx.session.signal;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.latentfx.session.run.Run;
import org.latentfx.session.timeline.Past;
import org.latentfx.train.timeline.KlMoment;

/**
 * What each latent of the run looked at cost over its steps: at the moments that are remembered, and now. It looks
 * them up while somebody watches. FX thread only.
 */
public final class LatentCourse {
    private final Run run;
    private final ReadOnlyObjectWrapper<List<KlMoment>> course = new ReadOnlyObjectWrapper<>(List.of());
    private boolean watched;
    private List<Long> steps = List.of();
    private double[] latest = {};

    public LatentCourse(Run run) {
        this.run = run;
        run.modelProperty().addListener((property, before, now) -> follow()); // what comes last of a moment
        run.timelineProperty().addListener((property, before, now) -> look());
    }

    /** Sorted by their steps; all of as many latents as the last one. */
    public ReadOnlyObjectProperty<List<KlMoment>> courseProperty() {
        return course.getReadOnlyProperty();
    }

    public void watch(boolean now) {
        if (now == watched) return;
        watched = now;
        look();
    }

    private void follow() {
        Past past = Past.of(run.line());
        boolean known = past != null
                && past.timeline().steps() == steps
                && run.klPerLatentProperty().get() == latest;
        if (!known) look();
    }

    private void look() {
        if (!watched) return;
        Past past = Past.of(run.line());
        steps = past == null ? List.of() : past.timeline().steps();
        double[] now = run.klPerLatentProperty().get();
        latest = now;
        long step = run.stepProperty().get();
        var all = new ArrayList<KlMoment>();
        if (past != null)
            for (KlMoment one : past.klPerLatent())
                if (one.step() < step && one.nats().length == now.length && now.length > 0) all.add(one);
        if (now.length > 0) all.add(new KlMoment(step, now));
        course.set(List.copyOf(all));
    }
}
