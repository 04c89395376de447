package org.latentfx.view.map.paint;

import java.util.List;
import org.latentfx.session.explore.MapPlane;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;

/** A plane in words: what runs along its axes, where it comes from, and what is held across it. Pure; any thread. */
public final class PlaneNames {
    private PlaneNames() {}

    /** What runs to the right. */
    public static String across(MapPlane mapPlane) {
        return switch (mapPlane.kind()) {
            case LATENTS -> Texts.of("map.latent", mapPlane.of().get(0));
            case PRINCIPAL -> Texts.of("map.principal", 1);
            case IMAGES ->
                Texts.of("map.towards", mapPlane.of().get(0), mapPlane.of().get(1));
        };
    }

    /** What runs upwards; empty with a single latent. */
    public static String up(MapPlane mapPlane) {
        if (mapPlane.latents() == 1) return "";
        return switch (mapPlane.kind()) {
            case LATENTS -> Texts.of("map.latent", mapPlane.of().get(1));
            case PRINCIPAL -> Texts.of("map.principal", 2);
            case IMAGES -> Texts.of("map.aside", mapPlane.of().get(2));
        };
    }

    /** The plane itself, such as "z0 × z1"; only {@code encoded} images tell which latents are used. */
    public static String plane(MapPlane mapPlane, boolean encoded) {
        List<Integer> of = mapPlane.of();
        return switch (mapPlane.kind()) {
            case LATENTS -> Texts.of(mapPlane.byUse() && encoded ? "map.plane.used" : "map.plane.latents");
            case PRINCIPAL -> Texts.of("map.plane.principal", Figures.fixed(100 * mapPlane.share(), 0));
            case IMAGES -> Texts.of("map.plane.images", of.get(0), of.get(1), of.get(2));
        };
    }

    /** The plane with what runs along it, to be heard. */
    public static String inWords(MapPlane mapPlane) {
        if (mapPlane.latents() == 1) return Texts.of("map.spoken.line");
        return Texts.of("map.spoken.plane", across(mapPlane), up(mapPlane));
    }

    /** What stays as z has it while one moves over the map; empty if nothing does. */
    public static String held(MapPlane mapPlane) {
        if (mapPlane.held() == 0) return "";
        return Texts.of(mapPlane.kind() == MapPlane.Kind.LATENTS ? "map.held.latents" : "map.held", mapPlane.held());
    }
}
