package org.latentfx.io.session;

import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.DataImport;
import org.latentfx.data.DataImport.Fitting;
import org.latentfx.data.DataImport.Meaning;
import org.latentfx.data.DataImport.Share;
import org.latentfx.data.DataImport.Size;
import org.latentfx.io.JsonFields;

/** How pictures are read from their file, as JSON in a session file. Pure functions. */
final class DataJson {
    private static final String IMPORT = "import";
    private static final int LONGEST_NAME = 1000;
    private static final int LONGEST_SIZE = 12;

    private DataJson() {}

    /** Adds what {@code how} says to {@code data}; nothing where all is guessed. */
    static void add(JsonObject data, DataImport how) {
        if (how.equals(DataImport.GUESSED)) return;
        var json = new JsonObject();
        json.addProperty("key", how.meaning().key());
        json.addProperty("labels", how.meaning().labels());
        addSize(json, "shape", how.meaning().shape());
        addSize(json, "tile", how.meaning().tile());
        addSize(json, "size", how.fitting().size());
        json.addProperty("crop", how.fitting().crop());
        json.addProperty("invert", how.fitting().invert());
        json.addProperty("transpose", how.fitting().transpose());
        if (how.fitting().grey()) json.addProperty("grey", true); // older readers do not know it
        json.addProperty("most", how.share().most());
        json.addProperty("heldOutOf", how.share().heldOutOf());
        json.addProperty("seed", String.valueOf(how.share().seed())); // longer than a number of JSON can be
        json.addProperty("stretch", how.stretch());
        data.add(IMPORT, json);
    }

    private static void addSize(JsonObject json, String key, @Nullable Size size) {
        if (size != null) json.addProperty(key, size.width() + "x" + size.height());
    }

    /** What {@link #add} added. */
    static DataImport how(JsonFields data) {
        if (!data.has(IMPORT)) return DataImport.GUESSED;
        JsonFields at = data.object(IMPORT);
        return new DataImport(
                new Meaning(
                        at.text("key", LONGEST_NAME),
                        at.text("labels", LONGEST_NAME),
                        size(at, "shape"),
                        size(at, "tile")),
                new Fitting(
                        size(at, "size"),
                        at.flag("crop"),
                        at.flag("invert"),
                        at.flag("transpose"),
                        at.has("grey") && at.flag("grey")),
                new Share((int) at.whole("most", 0, Integer.MAX_VALUE), (int) at.whole("heldOutOf", 2, 1000), seed(at)),
                at.flag("stretch"));
    }

    private static @Nullable Size size(JsonFields at, String key) {
        if (!at.has(key)) return null;
        String text = at.text(key, LONGEST_SIZE);
        Size size = Size.parse(text);
        if (size == null) throw at.wrong(key, text, "io.session.expected.size");
        return size;
    }

    private static long seed(JsonFields at) {
        String text = at.text("seed", 20);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw at.wrong("seed", text, "io.session.expected.whole", 0, Long.MAX_VALUE);
        }
    }
}
