package org.latentfx.view.timeline;

import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.SimpleObjectProperty;
import org.latentfx.data.DataSplit;
import org.latentfx.session.concurrent.UserMessages;
import org.latentfx.session.run.RunLine;
import org.latentfx.session.run.Runs;
import org.latentfx.session.timeline.TimeMachine;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.RunState;
import org.latentfx.view.command.Actions;
import org.latentfx.view.command.Command;
import org.latentfx.view.command.Keys;
import org.latentfx.view.command.MenuTitle;

/** What can be done with the past of a run, for menus, keys and the finder. FX thread only. */
public final class TimelineCommands {
    /** Snapshots in a second. */
    private static final List<Integer> SPEEDS = List.of(2, 5, 10, 25);

    private final Runs runs;
    private final TimeMachine machine;
    private final Consumer<String> say;
    private final SimpleObjectProperty<Integer> speed = new SimpleObjectProperty<>(SPEEDS.get(1));

    /** @param say told the sentence that a person should read */
    public TimelineCommands(Runs runs, TimeMachine machine, Consumer<String> say) {
        this.runs = runs;
        this.machine = machine;
        this.say = say;
    }

    public void addTo(Actions actions) {
        var past = machine.momentProperty().map(moment -> !moment.live());
        actions.on(Keys.EARLIER, machine::earlier)
                .on(Keys.LATER, machine::later, past)
                .on(Keys.LIVE, machine::live, past)
                .on(Keys.PLAY_PAST, this::play)
                .on(Keys.FORK, this::fork, machine.shownProperty().isNotNull());
        for (int each : SPEEDS)
            actions.add(Command.of(
                            "past-speed-" + each, MenuTitle.RUN, 3, Texts.of("timeline.speed", each), () -> play(each))
                    .within(Texts.of("menu.run.speed"))
                    .chosen(speed.map(now -> now == each)));
    }

    private void play() {
        if (machine.playingProperty().get()) machine.pause();
        else machine.play(speed.get());
    }

    private void play(int perSecond) {
        speed.set(perSecond);
        machine.play(perSecond);
    }

    /** One more run from the moment that is looked at. */
    private void fork() {
        RunState from = machine.shownProperty().get();
        RunLine line = runs.shown();
        DataSplit data = line.dataProperty().get();
        if (from == null || data == null) return;
        String name = Texts.of("runs.fork", line.nameProperty().get());
        try {
            runs.fork(from, from.hyperparameters(), data, name);
            say.accept(Texts.of("timeline.forked", from.position().step(), name));
        } catch (Refusal refused) {
            say.accept(UserMessages.sentence(refused));
        }
    }
}
