package org.latentfx.app.cli;

import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.util.List;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.quality.SampleQuality;
import org.latentfx.data.DataSplit;
import org.latentfx.model.FrozenModel;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;

/** What {@code evaluate --quality} says about samples: {@link SampleQuality} as JSON. */
final class SampleFigures {
    private static final int LEAST = 100;
    private static final int MOST = 100_000;

    private SampleFigures() {}

    /** How many samples a set has; 0 for no figures. */
    static int samples(String text) {
        if (text.equals("0")) return 0;
        boolean number = text.matches("[1-9]\\d{0,5}");
        if (!number || Integer.parseInt(text) < LEAST || Integer.parseInt(text) > MOST)
            throw new Refusal("cli.quality.refused", text, LEAST, MOST);
        return Integer.parseInt(text);
    }

    /** Adds them to {@code json}; a sentence on {@code err} where the images have no classes to be told by. */
    static void add(JsonObject json, FrozenModel model, DataSplit data, int samples, long seed, PrintStream err) {
        List<String> names = data.train().classNames();
        if (names.size() < 2) {
            err.println(Texts.of("cli.quality.unlabelled", data.name()));
            return;
        }
        err.println(Texts.of("cli.quality.begin"));
        var classifier = SampleQuality.trained(data.train(), model.kernel(), seed, Progress.NONE);
        var found = SampleQuality.of(model, classifier, data, samples, seed, Progress.NONE);
        json.addProperty("frechet", Json.rounded(found.frechet()));
        json.addProperty("precision", Json.rounded(found.within().precision()));
        json.addProperty("recall", Json.rounded(found.within().recall()));
        var classes = new JsonObject();
        for (int c = 0; c < names.size(); c++)
            classes.addProperty(names.get(c), Json.rounded((double) found.classes()[c] / found.samples()));
        json.add("classes", classes);
        var more = new JsonObject();
        more.addProperty("samples", found.samples());
        more.addProperty("frechetError", Json.rounded(found.frechetError()));
        more.addProperty("frechetFloor", Json.rounded(found.floor()));
        more.addProperty("frechetCeiling", Json.rounded(found.ceiling()));
        more.addProperty("classifierAccuracy", Json.rounded(found.accuracy()));
        more.addProperty("classifierCertainty", Json.rounded(found.certainty()));
        more.addProperty("toNearestTrainingImage", Json.rounded(found.toTraining()));
        more.addProperty("heldOutToNearestTrainingImage", Json.rounded(found.heldOutToTraining()));
        json.add("quality", more);
    }
}
