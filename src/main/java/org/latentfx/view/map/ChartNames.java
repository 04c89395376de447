package org.latentfx.view.map;

import java.util.List;
import org.latentfx.session.explore.Chart;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;

/** A plane in words: what runs along its axes, where it comes from, and what is held across it. Pure; any thread. */
final class ChartNames {
    private ChartNames() {}

    /** What runs to the right. */
    static String across(Chart chart) {
        return switch (chart.kind()) {
            case LATENTS -> Texts.of("map.latent", chart.of().get(0));
            case PRINCIPAL -> Texts.of("map.principal", 1);
            case IMAGES -> Texts.of("map.towards", chart.of().get(0), chart.of().get(1));
        };
    }

    /** What runs upwards; empty with a single latent. */
    static String up(Chart chart) {
        if (chart.latents() == 1) return "";
        return switch (chart.kind()) {
            case LATENTS -> Texts.of("map.latent", chart.of().get(1));
            case PRINCIPAL -> Texts.of("map.principal", 2);
            case IMAGES -> Texts.of("map.aside", chart.of().get(2));
        };
    }

    /** The plane itself, such as "z0 × z1". */
    static String plane(Chart chart) {
        List<Integer> of = chart.of();
        return switch (chart.kind()) {
            case LATENTS -> Texts.of("map.plane.latents");
            case PRINCIPAL -> Texts.of("map.plane.principal", Figures.fixed(100 * chart.share(), 0));
            case IMAGES -> Texts.of("map.plane.images", of.get(0), of.get(1), of.get(2));
        };
    }

    /** What stays as z has it while one moves over the map; empty if nothing does. */
    static String held(Chart chart) {
        if (chart.held() == 0) return "";
        return Texts.of(chart.kind() == Chart.Kind.LATENTS ? "map.held.latents" : "map.held", chart.held());
    }
}
