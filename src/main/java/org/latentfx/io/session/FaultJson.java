package org.latentfx.io.session;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Arrays;
import org.latentfx.io.JsonFields;
import org.latentfx.model.NonFinite;
import org.latentfx.train.NumericalFault;

/** What a session file says of a divergence. JSON knows no NaN, so that its values are texts. Pure functions. */
final class FaultJson {
    private static final int MOST_LOSSES = 1000;

    private FaultJson() {}

    static JsonObject of(NumericalFault fault) {
        var json = new JsonObject();
        json.addProperty("step", fault.step());
        json.addProperty("kind", fault.found().kind().key());
        json.addProperty("tensor", fault.found().tensor());
        json.addProperty("value", Double.toString(fault.found().value()));
        json.addProperty("count", fault.found().count());
        json.addProperty("size", fault.found().size());
        json.addProperty("largest", fault.found().largest());
        json.addProperty("learningRate", fault.learningRate());
        json.addProperty("largestWeight", fault.largestWeight());
        json.addProperty("gradientNorm", fault.gradientNorm());
        var losses = new JsonArray();
        fault.losses().forEach(loss -> losses.add(Double.toString(loss)));
        json.add("losses", losses);
        return json;
    }

    static NumericalFault read(JsonFields at) {
        String word = at.text("kind", SessionJson.LONGEST_TEXT);
        var kind = Arrays.stream(NonFinite.Kind.values())
                .filter(one -> one.key().equals(word))
                .findFirst()
                .orElseThrow(() -> at.wrong("kind", word, "io.session.expected.one", words()));
        var found = new NonFinite(
                kind,
                at.text("tensor", SessionJson.LONGEST_TEXT),
                number(at, "value", at.text("value", SessionJson.LONGEST_TEXT)),
                (int) at.whole("count", 0, Integer.MAX_VALUE),
                (int) at.whole("size", 0, Integer.MAX_VALUE),
                at.number("largest"));
        return new NumericalFault(
                at.whole("step", 0, JsonFields.MOST),
                found,
                at.number("learningRate"),
                at.number("largestWeight"),
                at.number("gradientNorm"),
                at.texts("losses", MOST_LOSSES, SessionJson.LONGEST_TEXT).stream()
                        .map(loss -> number(at, "losses", loss))
                        .toList());
    }

    private static String words() {
        return String.join(
                ", ",
                Arrays.stream(NonFinite.Kind.values()).map(NonFinite.Kind::key).toList());
    }

    private static double number(JsonFields at, String key, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw at.wrong(key, text, "io.session.expected.number");
        }
    }
}
