package org.latentfx.app.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import org.latentfx.model.KlTerm;
import org.latentfx.model.kind.LossTerm;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Loss;
import org.latentfx.train.health.Diagnosis;

/** How the command line writes numbers. Pure functions. */
public final class Json {
    private Json() {}

    /** {@code value} with at most six digits behind the point. */
    public static double rounded(double value) {
        return Math.rint(value * 1e6) / 1e6;
    }

    /** {@code {"reconstruction":…,"kl":…,"total":…}} in nats per image; of other models the figures that they have. */
    static JsonObject loss(Loss loss) {
        var json = new JsonObject();
        for (LossTerm term : loss.terms()) json.addProperty(term.key(), rounded(loss.of(term)));
        if (loss.terms().contains(LossTerm.KL)) json.addProperty("total", rounded(loss.total()));
        return json;
    }

    /** The same; −log p(x) of images of {@code values} numbers also as bits a number. */
    static JsonObject loss(Loss loss, int values) {
        var json = loss(loss);
        if (loss.terms().contains(LossTerm.NLL))
            json.addProperty("bitsPerDimension", rounded(loss.of(LossTerm.NLL) / (values * Math.log(2))));
        return json;
    }

    /** {@code {"klTerm":"weighted","weight":…}}; where there is one also the "bound": C or λ in nats; of an IWAE k. */
    static JsonObject minimised(Hyperparameters run, KlTerm term) {
        var json = new JsonObject();
        if (run.model() == ModelKind.IWAE) json.addProperty("samples", run.importanceSamples());
        json.addProperty("klTerm", term.form().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        json.addProperty("weight", rounded(term.weight()));
        if (term.form() == KlTerm.Form.PARTS) {
            json.addProperty("informationWeight", rounded(term.information()));
            json.addProperty("dimensionWeight", rounded(term.dimensions()));
        } else if (term.form() != KlTerm.Form.WEIGHTED) {
            json.addProperty("bound", rounded(term.bound()));
        }
        return json;
    }

    /** {@code [{"level":"good|note|bad","id":…,"text":…}]}, the gravest first. */
    static JsonArray health(List<Diagnosis> found) {
        var json = new JsonArray();
        for (var one : found) {
            var object = new JsonObject();
            object.addProperty("level", one.level().key());
            object.addProperty("id", one.id());
            object.addProperty("text", one.text());
            json.add(object);
        }
        return json;
    }
}
