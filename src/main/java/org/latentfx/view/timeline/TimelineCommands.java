package org.latentfx.view.timeline;

import java.util.List;
import javafx.beans.property.SimpleObjectProperty;
import org.latentfx.session.timeline.TimeMachine;
import org.latentfx.text.Texts;
import org.latentfx.view.command.Actions;
import org.latentfx.view.command.Command;
import org.latentfx.view.command.Keys;
import org.latentfx.view.command.MenuTitle;

/** What can be done with the past of a run, for menus, keys and the finder. FX thread only. */
public final class TimelineCommands {
    /** Snapshots in a second. */
    private static final List<Integer> SPEEDS = List.of(2, 5, 10, 25);

    private final TimeMachine machine;
    private final SimpleObjectProperty<Integer> speed = new SimpleObjectProperty<>(SPEEDS.get(1));

    public TimelineCommands(TimeMachine machine) {
        this.machine = machine;
    }

    public void addTo(Actions actions) {
        var past = machine.momentProperty().map(moment -> !moment.live());
        actions.on(Keys.EARLIER, machine::earlier)
                .on(Keys.LATER, machine::later, past)
                .on(Keys.LIVE, machine::live, past)
                .on(Keys.PLAY_PAST, this::play);
        for (int each : SPEEDS)
            actions.add(Command.of(
                            "past-speed-" + each, MenuTitle.RUN, 3, Texts.of("timeline.speed", each), () -> play(each))
                    .within(Keys.submenu(MenuTitle.RUN, 3))
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
}
