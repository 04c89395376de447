package org.latentfx.view.debug;

import java.util.List;
import java.util.function.IntConsumer;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.latentfx.session.debug.DebugFigures;
import org.latentfx.view.kit.Stylesheets;

/**
 * One run from within: what is told of its health, the codes against the prior, the units, the images that fail, and
 * figures. Every panel measures only while it is seen. FX thread only.
 */
public final class DebugView extends Region {
    private static final double LINE = 1;

    /** Of the left column. */
    private static final double LEFT = 270;

    private static final double LEFT_SHARE = 0.22;

    private final Region left;
    private final Region aggregate;
    private final Region units;
    private final Region failures;
    private final Region likelihood;

    /**
     * @param health what is told of the run, a panel
     * @param likelihood figures that are measured when asked for, a panel
     * @param take told which held-out image is taken
     */
    public DebugView(DebugFigures figures, Region health, Region likelihood, IntConsumer take) {
        this.likelihood = likelihood;
        getStyleClass().add("debug-view");
        getStylesheets().add(Stylesheets.PANELS.address());
        aggregate = new AggregatePanel(figures.aggregate());
        units = new UnitsPanel(figures, take);
        failures = new FailuresPanel(figures.failures(), take);
        var space = new Region();
        VBox.setVgrow(space, Priority.ALWAYS);
        left = new VBox(health, new LayersPanel(figures.layers()), space, new SelfCheckLine(figures.checks()));
        for (Region framed : List.of(left, likelihood)) framed.getStyleClass().add("panel");
        getChildren().addAll(left, aggregate, units, failures, likelihood);
    }

    /** Hairlines are what shows between the panels. */
    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double height = getHeight();
        double first = Math.rint(Math.min(LEFT, LEFT_SHARE * width));
        double upper = Math.rint((height - LINE) / 2);
        double middle = Math.rint((width - first - 2 * LINE) * 0.54);
        double right = width - first - middle - 2 * LINE;
        double x = first + LINE;
        double below = upper + LINE;
        left.resizeRelocate(0, 0, first, height);
        aggregate.resizeRelocate(x, 0, middle, upper);
        units.resizeRelocate(x + middle + LINE, 0, right, upper);
        failures.resizeRelocate(x, below, middle, height - below);
        likelihood.resizeRelocate(x + middle + LINE, below, right, height - below);
    }
}
