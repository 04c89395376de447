package org.latentfx.app.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.image.ExactNll;
import org.latentfx.analysis.quality.SampleQuality;
import org.latentfx.data.DataSplit;
import org.latentfx.math.Workers;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.TrainableModel;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Loss;

/**
 * What {@code evaluate} says of models without an encoder, and with {@code --quality} about samples: {@link
 * SampleQuality} as JSON.
 */
public final class SampleFigures {
    private static final int LEAST = 100;
    private static final int MOST = 100_000;
    /** Of a set, where nobody says how many. */
    public static final int USUAL = 10_000;

    private static final int ROWS = 500;

    private SampleFigures() {}

    /** How many samples a set has; 0 for no figures. */
    static int samples(String text) {
        if (text.equals("0")) return 0;
        boolean number = text.matches("[1-9]\\d{0,5}");
        if (!number || Integer.parseInt(text) < LEAST || Integer.parseInt(text) > MOST)
            throw new Refusal("cli.quality.refused", text, LEAST, MOST);
        return Integer.parseInt(text);
    }

    /** What the players of a GAN think of all test images and of as many pictures. */
    static JsonObject players(FrozenModel frozen, Hyperparameters run, DataSplit data, Workers workers) {
        var images = data.test();
        var kind = frozen.configuration().kind();
        var model = TrainableModel.of(frozen.configuration(), ROWS, frozen.kernel(), workers);
        float[] none = new float[frozen.configuration().parameterCount()];
        model.restore(frozen.weights().values(), none, none);
        double[] sums = new double[kind.losses().size()];
        for (int from = 0; from < images.size(); from += ROWS) {
            int rows = Math.min(ROWS, images.size() - from);
            model.evaluate(images, from, rows, run.seed(), run.binarise());
            for (int i = 0; i < sums.length; i++) sums[i] += rows * model.losses()[i];
        }
        var json = Json.loss(Loss.of(kind.losses(), sums).over(images.size()));
        json.addProperty("images", images.size());
        return json;
    }

    /** −log p(x) of all test images by a model that knows it exactly, and of each class. */
    static JsonObject exact(FrozenModel model, Hyperparameters run, DataSplit data, Workers workers, PrintStream err) {
        if (!run.binarise()) err.println(Texts.of("cli.exact.grey"));
        var found = ExactNll.of(model, data.test(), workers, run.binarise(), run.seed(), Progress.NONE);
        var json = new JsonObject();
        json.addProperty("nll", Json.rounded(found.nll()));
        // of a single image there is none, and JSON has no word for it
        if (found.images() > 1) json.addProperty("standardError", Json.rounded(found.standardError()));
        json.addProperty("bitsPerDimension", Json.rounded(found.bitsPerDimension()));
        json.addProperty("binarised", run.binarise());
        json.addProperty("order", run.order().name().toLowerCase(Locale.ROOT));
        json.addProperty("images", found.images());
        var classes = new JsonArray();
        for (var one : found.classes()) {
            var each = new JsonObject();
            each.addProperty("nll", Json.rounded(one.nll()));
            each.addProperty("class", one.name());
            each.addProperty("images", one.images());
            classes.add(each);
        }
        json.add("perClass", classes);
        return json;
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
            classes.addProperty(names.get(c), Json.rounded(found.classes().share(c)));
        json.add("classes", classes);
        var more = new JsonObject();
        more.addProperty("samples", found.samples());
        more.addProperty("frechetError", Json.rounded(found.frechetError()));
        more.addProperty("precisionError", Json.rounded(found.withinError().precision()));
        more.addProperty("recallError", Json.rounded(found.withinError().recall()));
        more.addProperty("frechetFloor", Json.rounded(found.floor()));
        more.addProperty("frechetCeiling", Json.rounded(found.ceiling()));
        more.addProperty("classifierAccuracy", Json.rounded(found.accuracy()));
        more.addProperty("classifierCertainty", Json.rounded(found.classes().certainty()));
        more.addProperty("toNearestTrainingImage", Json.rounded(found.toTraining()));
        more.addProperty("heldOutToNearestTrainingImage", Json.rounded(found.heldOutToTraining()));
        json.add("quality", more);
    }
}
