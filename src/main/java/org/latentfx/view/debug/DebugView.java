package org.latentfx.view.debug;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.debug.DebugFigures;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Missing;
import org.latentfx.view.kit.Stylesheets;

/**
 * One run from within: what is told of its health, what its latents and layers did over time, the codes against the
 * prior, the units, the images that fail, and figures. Every panel measures only while it is seen. FX thread only.
 */
public final class DebugView extends Region {
    private static final double LINE = 1;

    /** Of the left column. */
    private static final double LEFT = 270;

    private static final double LEFT_SHARE = 0.26;

    private static final String CHIP = ".chip";

    private final List<Region> panels;
    private final VBox left;
    private final Region board;

    /**
     * @param moment which moment everything is of
     * @param health what is told of the run, a panel
     * @param likelihood figures that are measured when asked for, a panel
     * @param take told which held-out image is taken
     */
    public DebugView(DebugFigures figures, Moment moment, Region health, Region likelihood, IntConsumer take) {
        getStyleClass().add("debug-view");
        getStylesheets().add(Stylesheets.PANELS.address());
        likelihood.getStyleClass().add("panel");
        likelihood.setMinSize(0, 0);
        panels = List.of(
                missing(
                        "kl",
                        new KlPanel(figures.run(), figures.latents(), figures.signals(), moment),
                        Capability.KL_PER_LATENT,
                        figures),
                new LayersPanel(figures.signals(), moment),
                orInOrder("evaluation.title", likelihood, Capability.RECONSTRUCTS, figures),
                missing("aggregate", new AggregatePanel(figures.aggregate()), Capability.ENCODES, figures),
                new RidgesPanel(figures.signals(), moment),
                missing("rate", new RatePanel(figures.run(), figures.bound(), moment), Capability.HAS_PRIOR, figures),
                missing(
                        "failures",
                        new FailuresPanel(figures.failures(), figures.modelProperty(), take),
                        Capability.RECONSTRUCTS,
                        figures),
                orInOrder("debug.units.title", new UnitsPanel(figures, take), Capability.DECODES, figures),
                orInOrder("debug.gap.title", new GapPanel(figures.run(), moment), Capability.RECONSTRUCTS, figures));
        board = new Board(panels).scroll();
        left = new VBox(scrolled(health), new SelfCheckLine(figures.checks()));
        left.getStyleClass().add("panel");
        getChildren().addAll(left, board);
    }

    /** A panel, or in its place why the model shown has none. */
    private static Region missing(String key, Region panel, Capability needed, DebugFigures figures) {
        return new Missing(Texts.of("debug." + key + ".title"), panel, needed, figures.modelProperty());
    }

    /** The same of a panel that models which draw in order have too. */
    private static Region orInOrder(String title, Region panel, Capability needed, DebugFigures figures) {
        return new Missing(
                Texts.of(title),
                panel,
                needed,
                model -> model.can(needed) || model.can(Capability.AUTOREGRESSIVE),
                figures.modelProperty());
    }

    /** Which of its figures each panel shows, by name. */
    public Map<String, Object> look() {
        var look = new LinkedHashMap<String, Object>();
        for (var chip : chips()) {
            int end = chip.getId().indexOf('-');
            if (chip.isSelected())
                look.put(chip.getId().substring(0, end), chip.getId().substring(end + 1));
        }
        return look;
    }

    /** Shows what {@link #look} told; a name that there is not here is passed over. */
    public void show(Map<String, Object> look) {
        for (var chip : chips()) {
            int end = chip.getId().indexOf('-');
            Object wanted = look.get(chip.getId().substring(0, end));
            if (chip.getId().substring(end + 1).equals(wanted)) chip.setSelected(true);
        }
    }

    /** One of which is chosen in its panel, and which are called panel-figure. */
    private List<ToggleButton> chips() {
        return panels.stream()
                .flatMap(panel -> panel.lookupAll(CHIP).stream())
                .filter(node -> node instanceof ToggleButton chip && chip.getToggleGroup() != null)
                .map(ToggleButton.class::cast)
                .filter(chip -> chip.getId() != null && chip.getId().indexOf('-') > 0)
                .toList();
    }

    private static Region scrolled(Region health) {
        var scroll = new ScrollPane(health);
        scroll.getStyleClass().add("debug-scroll");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setMinSize(0, 0);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        return scroll;
    }

    /** Hairlines are what shows between the panels. */
    @Override
    protected void layoutChildren() {
        double first = Math.rint(Math.min(LEFT, LEFT_SHARE * getWidth()));
        left.resizeRelocate(0, 0, first, getHeight());
        board.resizeRelocate(first + LINE, 0, Math.max(0, getWidth() - first - LINE), getHeight());
    }
}
