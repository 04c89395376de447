package org.latentfx.view.window.slow;

import org.jspecify.annotations.Nullable;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.Session;
import org.latentfx.session.slow.SlowMotion;
import org.latentfx.text.Texts;
import org.latentfx.view.command.Actions;
import org.latentfx.view.command.Command;
import org.latentfx.view.command.Keys;
import org.latentfx.view.kit.Missing;
import org.latentfx.view.slow.SlowView;
import org.latentfx.view.window.place.Workspace;
import org.latentfx.view.window.place.Workspaces;

/**
 * The workspace of the model's graph, in which slow motion runs: beginning it leads there, its end leads back to where
 * it was begun, and so does leaving end it. FX thread only.
 */
public final class SlowWorkspace {
    private final Workspaces workspaces;
    private final SlowMotion slow;

    /** Where slow motion was begun; null if it is off. */
    private @Nullable Workspace before;

    private SlowWorkspace(Workspaces workspaces, SlowMotion slow) {
        this.workspaces = workspaces;
        this.slow = slow;
    }

    /** Offers it among {@code workspaces}, which are shown. */
    public static void offer(Workspaces workspaces, Session session, Actions actions) {
        SlowMotion slow = session.slowMotion();
        var place = new SlowWorkspace(workspaces, slow);
        workspaces.add(
                Workspace.MODEL,
                () -> new Missing(
                        Texts.of("slow.model"),
                        new SlowView(slow, session.explorer().modelProperty().map(FrozenModel::configuration)),
                        Capability.DECODES,
                        session.explorer().modelProperty()));
        var possible =
                session.run().hyperparametersProperty().map(now -> now.model().can(Capability.ENCODES));
        actions.on(
                Keys.SLOW_MOTION,
                Command.of(Keys.SLOW_MOTION, place::toggle)
                        .chosen(slow.onProperty())
                        .when(possible));
        workspaces.chosenProperty().addListener((property, was, now) -> {
            if (now != Workspace.MODEL) place.leave();
        });
        slow.onProperty().addListener((property, was, on) -> {
            if (!on) place.back();
        });
    }

    private void toggle() {
        if (slow.onProperty().get()) {
            slow.end();
            return;
        }
        slow.open();
        if (!slow.onProperty().get()) return; // it has said why
        before = workspaces.chosenProperty().get();
        workspaces.choose(Workspace.MODEL);
    }

    private void back() {
        Workspace to = before;
        before = null;
        if (to != null) workspaces.choose(to);
    }

    private void leave() {
        before = null;
        slow.end();
    }
}
