package org.latentfx.view.window.place;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.latentfx.view.command.Actions;
import org.latentfx.view.command.Command;

/**
 * Shows one workspace at a time. Each is made when it is first chosen and kept from then on, so that coming back finds
 * everything as it was; while another is shown it is invisible and asks for no room. FX thread only.
 */
public final class Workspaces extends StackPane {
    private final Map<Workspace, Supplier<? extends Region>> factories = new EnumMap<>(Workspace.class);
    private final Map<Workspace, Region> made = new EnumMap<>(Workspace.class);
    private final ReadOnlyObjectWrapper<Workspace> chosen = new ReadOnlyObjectWrapper<>(Workspace.EXPLORE);

    /** {@code explore}: what is shown first. */
    public Workspaces(Region explore) {
        factories.put(Workspace.EXPLORE, () -> explore);
        made.put(Workspace.EXPLORE, explore);
        getChildren().add(explore);
    }

    /** Offers one more. */
    public Workspaces add(Workspace workspace, Supplier<? extends Region> factory) {
        factories.put(workspace, factory);
        return this;
    }

    /** Those that there are, in their order; never empty. */
    public Set<Workspace> offered() {
        return EnumSet.copyOf(factories.keySet());
    }

    public ReadOnlyObjectProperty<Workspace> chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    /** Shows {@code workspace}; nothing happens if it is not offered. */
    public void choose(Workspace workspace) {
        Supplier<? extends Region> factory = factories.get(workspace);
        if (factory == null) return;
        made.computeIfAbsent(workspace, key -> {
            Region first = factory.get();
            getChildren().add(first);
            return first;
        });
        made.forEach((each, region) -> {
            region.setVisible(each == workspace);
            region.setManaged(each == workspace);
        });
        chosen.set(workspace);
    }

    /** Gives each that is offered its command; none where there is nothing to choose. */
    public void addTo(Actions actions) {
        if (factories.size() < 2) return;
        for (Workspace workspace : factories.keySet())
            actions.on(
                    workspace.key(),
                    Command.of(workspace.key(), () -> choose(workspace)).chosen(chosen.map(now -> now == workspace)));
    }
}
