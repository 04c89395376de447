package org.latentfx.view.window;

import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.latentfx.view.runs.RunsView;
import org.latentfx.view.settings.HealthList;
import org.latentfx.view.settings.KlBars;

/**
 * The left column: the runs, if there are several, over the settings, which scroll, over health and the KL of each
 * latent, which are always in sight. Where
 * there is little room, health folds to its gravest line; where there is hardly any, all of it scrolls, health first.
 * FX thread only.
 */
final class LeftColumn extends Region {
    private static final double LEAST_WIDTH = 228;
    private static final double LEAST_HEIGHT = 60;

    /** The settings keep so much before health says everything. */
    private static final double FOR_SETTINGS = 440;

    /** In a lower column the bars are few. */
    private static final double FOR_BARS = 620;

    /** Lower than this nothing stays in sight for good. */
    private static final double FOR_ALL = 330;

    /** Of what is brought into sight. */
    private static final double MARGIN = 12;

    private final ScrollPane scroll = new ScrollPane();
    private final VBox settings;
    private boolean together;
    private final RunsView runs;
    private final HealthList health;
    private final KlBars kl;
    private final Region bars;

    /** @param bars where {@code kl} stands, or why it does not */
    LeftColumn(RunsView runs, Region form, HealthList health, KlBars kl, Region bars) {
        this.runs = runs;
        this.health = health;
        this.kl = kl;
        this.bars = bars;
        getStyleClass().addAll("panel", "left-column");
        settings = new VBox(form);
        settings.getStyleClass().add("left-settings");
        scroll.setContent(settings);
        scroll.getStyleClass().add("left-scroll");
        // as wide with a scroll bar, which lies over the margin, as without one: nothing moves when it comes
        settings.minWidthProperty().bind(scroll.widthProperty());
        settings.maxWidthProperty().bind(scroll.widthProperty());
        scroll.setHmax(0);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        setMinSize(LEAST_WIDTH, LEAST_HEIGHT);
        getChildren().addAll(runs, scroll, health, bars);
        sceneProperty().flatMap(scene -> scene.focusOwnerProperty()).subscribe(owner -> {
            if (owner != null) bringIntoSight(owner);
        });
    }

    /** A setting that takes the keyboard is seen. */
    private void bringIntoSight(Node owner) {
        boolean within = false;
        for (Node n = owner; n != null; n = n.getParent()) within |= n == settings;
        double room = scroll.getViewportBounds().getHeight();
        double hidden = settings.getHeight() - room;
        if (!within || hidden <= 0) return;
        Bounds at = settings.sceneToLocal(owner.localToScene(owner.getLayoutBounds()));
        double top = hidden * scroll.getVvalue();
        if (at.getMinY() - MARGIN < top) scroll.setVvalue(Math.max(0, (at.getMinY() - MARGIN) / hidden));
        else if (at.getMaxY() + MARGIN > top + room)
            scroll.setVvalue(Math.min(1, (at.getMaxY() + MARGIN - room) / hidden));
    }

    /** Health and bars stand over the settings and scroll with them, or below and stay. */
    private void gather(boolean now) {
        if (together == now) return;
        together = now;
        if (now) settings.getChildren().addAll(0, List.of(runs, health, bars));
        else getChildren().addAll(runs, health, bars);
    }

    @Override
    protected void layoutChildren() {
        gather(getHeight() < FOR_ALL);
        kl.low(getHeight() < FOR_BARS);
        if (together) {
            health.low(true);
            scroll.resizeRelocate(0, 0, getWidth(), getHeight() - snappedBottomInset());
            return;
        }
        double left = snappedLeftInset();
        double width = getWidth() - left - snappedRightInset();
        double bottom = getHeight() - snappedBottomInset();
        double forBars = bars.isManaged() ? bars.prefHeight(width) : 0;
        double forRuns = runs.isManaged() ? runs.prefHeight(width) : 0;
        runs.resizeRelocate(left, 0, width, forRuns);
        health.low(bottom - forRuns - forBars - health.fullHeight(width) < FOR_SETTINGS);
        double forHealth = health.prefHeight(width);
        double above = Math.max(forRuns, bottom - forBars - forHealth);
        scroll.resizeRelocate(0, forRuns, getWidth(), above - forRuns);
        health.resizeRelocate(left, above, width, forHealth);
        bars.resizeRelocate(left, above + forHealth, width, forBars);
    }
}
