package org.latentfx.view.window.debug;

import java.util.function.Consumer;
import java.util.function.IntConsumer;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.latentfx.session.Session;
import org.latentfx.text.Texts;
import org.latentfx.train.health.Diagnosis;
import org.latentfx.view.debug.DebugView;
import org.latentfx.view.debug.Moment;
import org.latentfx.view.evaluation.EvaluationView;
import org.latentfx.view.kit.PanelHeader;
import org.latentfx.view.settings.HealthList;

/** The run from within, with its health and its figures beside. FX thread only. */
public final class DebugWorkspace {
    private DebugWorkspace() {}

    /**
     * The workspace of {@code session}.
     *
     * @param why explains what is told of the run
     * @param take told which held-out image is taken
     */
    public static DebugView of(Session session, Consumer<Diagnosis> why, IntConsumer take) {
        var health = new HealthList(session.explorer(), session.run());
        health.setOnWhy(why);
        health.setOnMoment(session.timeMachine()::goTo);
        health.setDoctor(session.debug().doctor());
        var evaluation = new EvaluationView(session.evaluation());
        VBox.setVgrow(evaluation, Priority.ALWAYS);
        var title = new PanelHeader(Texts.of("evaluation.title")).detail(Texts.of("evaluation.detail"));
        var time = session.timeMachine();
        var step = time.shownProperty().map(there -> there.position().step()).orElse(Long.MAX_VALUE);
        var moment = new Moment(step, time::goTo);
        return new DebugView(session.debug(), moment, health, new VBox(title, evaluation), take);
    }
}
