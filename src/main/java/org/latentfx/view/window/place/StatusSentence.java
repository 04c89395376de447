package org.latentfx.view.window.place;

import java.util.Set;
import javafx.beans.binding.StringBinding;
import javafx.beans.value.ObservableStringValue;
import javafx.beans.value.ObservableValue;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.Session;
import org.latentfx.session.run.Run.Status;

/**
 * What is happening, and what one can do in the workspace that is shown, in words. While the run asks for something
 * itself it alone has the word. FX thread only.
 */
public final class StatusSentence extends StringBinding {
    private static final Set<Status> GOING = Set.of(Status.PAUSED, Status.TRAINING);

    private final ObservableStringValue activity;
    private final ObservableValue<Status> status;
    private final ObservableValue<Boolean> reading;
    private final ObservableValue<Workspace> workspace;
    private final ObservableValue<?> layout;
    private final ObservableValue<Boolean> inOrder;

    public StatusSentence(Session session, Workspaces workspaces) {
        activity = session.activityProperty();
        status = session.run().statusProperty();
        reading = session.busyProperty();
        workspace = workspaces.chosenProperty();
        layout = session.layouts().shownProperty();
        inOrder = session.explorer().modelProperty().map(model -> model.can(Capability.AUTOREGRESSIVE));
        bind(activity, status, reading, workspace, layout, inOrder);
    }

    @Override
    protected String computeValue() {
        if (reading.getValue() || !GOING.contains(status.getValue())) return activity.get();
        String place = layout.getValue() != null ? ".layout" : "";
        return workspace.getValue().hint(activity.get(), Boolean.TRUE.equals(inOrder.getValue()) ? ".order" : place);
    }
}
