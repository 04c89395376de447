package org.latentfx.view.window.place;

import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Tips;

/** The workspaces as segments of one button, one of them pressed. FX thread only. */
public final class WorkspaceSwitch extends HBox {
    /** @param brief whether there is room for icons only */
    public WorkspaceSwitch(Workspaces workspaces, ObservableValue<Boolean> brief) {
        getStyleClass().add("workspace-switch");
        setAlignment(Pos.CENTER);
        setMinWidth(USE_PREF_SIZE);
        setAccessibleRole(AccessibleRole.PARENT);
        setAccessibleText(Texts.of("workspace.switch"));
        for (Workspace workspace : workspaces.offered()) {
            ToggleButton segment = segment(workspaces, workspace);
            brief.subscribe(
                    now -> segment.setContentDisplay(now ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.TEXT_ONLY));
            getChildren().add(segment);
        }
    }

    private static ToggleButton segment(Workspaces workspaces, Workspace workspace) {
        var segment = new ToggleButton(workspace.title(), new FontIcon(workspace.icon()));
        segment.setId(workspace.id());
        segment.setMinWidth(USE_PREF_SIZE);
        segment.getStyleClass().add("segment");
        segment.setAccessibleText(workspace.title());
        Tips.say(
                segment,
                Texts.of("keys.tooltip", workspace.help(), workspace.key().shortcut()));
        segment.setOnAction(event -> {
            workspaces.choose(workspace);
            segment.setSelected(workspaces.chosenProperty().get() == workspace); // pressed again it stays chosen
        });
        workspaces.chosenProperty().subscribe(now -> segment.setSelected(now == workspace));
        return segment;
    }
}
