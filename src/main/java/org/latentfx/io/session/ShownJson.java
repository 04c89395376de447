package org.latentfx.io.session;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.plane.Plane;
import org.latentfx.data.PictureFormat;
import org.latentfx.data.drawing.DrawnSet;
import org.latentfx.data.drawing.DrawnSet.Drawn;
import org.latentfx.io.JsonFields;
import org.latentfx.io.session.SessionFile.MapPlane;
import org.latentfx.io.session.SessionFile.Pin;
import org.latentfx.io.session.SessionFile.Shown;

/** What a session file says of what was looked at, as JSON. Pure functions. */
final class ShownJson {
    private static final int MOST_PINS = 10_000;
    private static final int MOST_DRAWINGS = 10_000;
    private static final int LONGEST_SIDE = 4096;
    private static final int MOST_LOOKS = 500;
    private static final int LONGEST_LOOK = 2000;

    private ShownJson() {}

    static JsonObject written(Shown shown) {
        var gson = new Gson();
        var json = new JsonObject();
        json.add("z", gson.toJsonTree(shown.z()));
        MapPlane plane = shown.plane();
        if (plane != null) {
            var object = new JsonObject();
            object.addProperty("kind", plane.kind());
            object.add("origin", gson.toJsonTree(plane.plane().origin()));
            object.add("u", gson.toJsonTree(plane.plane().u()));
            object.add("v", gson.toJsonTree(plane.plane().v()));
            object.add("of", gson.toJsonTree(plane.of()));
            object.addProperty("share", plane.share());
            object.addProperty("byUse", plane.byUse());
            json.add("plane", object);
        }
        json.add("locked", gson.toJsonTree(shown.locked()));
        var pins = new JsonArray();
        for (Pin pin : shown.pins()) {
            var object = new JsonObject();
            object.addProperty("name", pin.name());
            object.add("z", gson.toJsonTree(pin.z()));
            pins.add(object);
        }
        json.add("pins", pins);
        json.add("selection", gson.toJsonTree(shown.selection()));
        json.addProperty("probed", shown.probed());
        if (shown.drawing().length > 0)
            json.addProperty("drawing", Base64.getEncoder().encodeToString(shown.drawing()));
        if (!shown.collected().isEmpty()) json.add("collected", collected(shown.collected()));
        if (!shown.look().isEmpty()) json.add("look", gson.toJsonTree(shown.look()));
        return json;
    }

    private static JsonObject collected(DrawnSet set) {
        var json = new JsonObject();
        json.addProperty("width", set.format().width());
        json.addProperty("height", set.format().height());
        var drawings = new JsonArray();
        for (Drawn drawn : set.drawings()) {
            var object = new JsonObject();
            object.addProperty("label", drawn.label());
            object.addProperty("values", Base64.getEncoder().encodeToString(drawn.values()));
            drawings.add(object);
        }
        json.add("drawings", drawings);
        return json;
    }

    static Shown read(JsonFields at, int latents) {
        double[] z = at.numbers("z", SessionJson.MOST_LATENTS);
        return new Shown(
                floats(z),
                at.has("plane") ? plane(at.object("plane"), latents) : null,
                indices(at, "locked", SessionJson.MOST_LATENTS),
                at.objects(
                        "pins",
                        MOST_PINS,
                        pin -> new Pin(
                                pin.text("name", SessionJson.LONGEST_TEXT),
                                floats(pin.numbers("z", SessionJson.MOST_LATENTS)))),
                indices(at, "selection", SessionJson.MOST_IMAGES).stream()
                        .mapToInt(Integer::intValue)
                        .sorted()
                        .distinct()
                        .toArray(),
                (int) at.whole("probed", -1, SessionJson.MOST_IMAGES),
                at.has("drawing") ? bytes(at, "drawing") : new byte[0],
                at.has("collected") ? collected(at.object("collected")) : DrawnSet.EMPTY,
                at.has("look") ? at.scalars("look", MOST_LOOKS, LONGEST_LOOK) : Map.of());
    }

    private static @Nullable MapPlane plane(JsonFields at, int latents) {
        try {
            var plane = new Plane(
                    SessionJson.exactly(at, "origin", latents),
                    SessionJson.exactly(at, "u", latents),
                    SessionJson.exactly(at, "v", latents));
            return new MapPlane(
                    at.text("kind", SessionJson.LONGEST_TEXT),
                    plane,
                    indices(at, "of", SessionJson.MOST_LATENTS),
                    at.number("share"),
                    at.flag("byUse"));
        } catch (IllegalArgumentException e) {
            throw at.wrong("u", Arrays.toString(at.numbers("u", latents)), "io.session.expected.directions");
        }
    }

    private static List<Integer> indices(JsonFields at, String key, int most) {
        double[] values = at.numbers(key, most);
        for (double value : values)
            if (!(value >= 0 && value <= SessionJson.MOST_IMAGES && value == Math.rint(value)))
                throw at.wrong(key, value, "io.session.expected.whole", 0, SessionJson.MOST_IMAGES);
        return Arrays.stream(values).mapToObj(value -> (int) value).toList();
    }

    private static DrawnSet collected(JsonFields at) {
        var format =
                PictureFormat.grey((int) at.whole("width", 1, LONGEST_SIDE), (int) at.whole("height", 1, LONGEST_SIDE));
        return new DrawnSet(format, at.objects("drawings", MOST_DRAWINGS, drawn -> {
            byte[] values = bytes(drawn, "values");
            if (values.length != format.values())
                throw drawn.wrong("values", values.length, "io.session.expected.count", format.values());
            return new Drawn(drawn.text("label", SessionJson.LONGEST_TEXT), values);
        }));
    }

    private static byte[] bytes(JsonFields at, String key) {
        String text = at.text(key, 1 << 20);
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw at.wrong(key, text, "io.session.expected.ink");
        }
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) floats[i] = (float) values[i];
        return floats;
    }
}
