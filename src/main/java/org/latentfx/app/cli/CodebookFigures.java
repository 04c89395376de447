package org.latentfx.app.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.codebook.CodeUse;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Workers;
import org.latentfx.model.FrozenModel;

/** What {@code evaluate} says about the codebook of a VQ-VAE. */
final class CodebookFigures {
    private CodebookFigures() {}

    /**
     * Adds to {@code json} how all test images use the codebook: perplexity and unused codes over all of their slots,
     * codes that were dead when training ended, and what a code would cost if all were as likely; nothing of a model
     * without a codebook.
     */
    static void add(JsonObject json, FrozenModel model, ImageSet images, Workers workers) {
        var use = CodeUse.of(model, images, workers, Progress.NONE);
        if (use == null) return;
        var shape = use.codebook().shape();
        var codebook = new JsonObject();
        codebook.addProperty("codes", shape.codes());
        codebook.addProperty("codeSize", shape.size());
        codebook.addProperty("slots", use.slots());
        codebook.addProperty("nats", Json.rounded(use.slots() * Math.log(shape.codes())));
        codebook.addProperty("commitment", Json.rounded(use.commitment()));
        codebook.addProperty("perplexity", Json.rounded(use.perplexity()));
        codebook.addProperty("unused", use.unused());
        codebook.addProperty("dead", use.codebook().dead());
        var shares = new JsonArray();
        for (int k = 0; k < shape.codes(); k++) shares.add(Json.rounded(use.share(k)));
        codebook.add("shares", shares);
        json.add("codebook", codebook);
    }
}
