package org.latentfx.app.cli;

import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.latentfx.data.Letters;
import org.latentfx.io.PngFile;
import org.latentfx.math.Kernels;
import org.latentfx.model.Decoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.kind.Capability;
import org.latentfx.text.Numbers;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code decode}: writes the picture that a model decodes at one z, as large as the images it learnt from; of words
 * also says the word, as one JSON object.
 */
public final class DecodeVerb implements Verb {
    @Override
    public String name() {
        return "decode";
    }

    @Override
    public boolean gainsByFastKernel(List<String> arguments) {
        return false;
    }

    @Override
    public CommandSpec spec() {
        var spec = CommandSpec.create();
        Flags.addModel(spec, "model");
        return spec.addOption(Flags.option("z", "X,X", true))
                .addOption(Flags.option("label", "N", false))
                .addOption(Flags.option("out", "FILE.png", true));
    }

    @Override
    public int run(ParseResult given, PrintStream out, PrintStream err) {
        Path file = Flags.path(given, "out");
        if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".png")) throw new Refusal("cli.decode.png", file);
        var model = Flags.model(Flags.path(given, "model"), given, err);
        var weights = model.weights();
        var configuration = weights.configuration();
        configuration.kind().need(Capability.DECODES);
        float[] z = z(Flags.text(given, "z", ""), configuration.latents());
        float[] pixels = new float[configuration.values()];
        var frozen = new FrozenModel(weights, Kernels.named("ejml")).given(label(given, configuration));
        new Decoder(frozen, 1).decode(z, 1, pixels);
        PngFile.write(file, configuration.format(), pixels);
        if (configuration.format().letters()) out.println(word(pixels, configuration));
        err.println(Texts.of("cli.decode.end", file, configuration.width(), configuration.height()));
        return OK;
    }

    /** The likeliest letters, and how likely just they are. */
    private static JsonObject word(float[] pixels, ModelConfiguration of) {
        var json = new JsonObject();
        json.addProperty("word", Letters.word(pixels, 0, of.format()));
        json.addProperty("probability", Json.rounded(Letters.probability(pixels, 0, of.format())));
        return json;
    }

    /** The class asked for, counted from 0; 0 where none is. */
    private static int label(ParseResult given, ModelConfiguration of) {
        if (!given.hasMatchedOption("--label")) return 0;
        of.kind().need(Capability.CONDITIONAL);
        String text = Flags.text(given, "label", "");
        if (!text.matches("\\d{1,3}") || Integer.parseInt(text) >= of.classes())
            throw new Refusal("cli.label.refused", text, of.classes() - 1);
        return Integer.parseInt(text);
    }

    /** Separated by commas, or by semicolons where the commas are decimal. */
    private static float[] z(String text, int latents) {
        String[] parts = text.split(text.contains(";") ? ";" : ",", -1);
        if (parts.length != latents) throw new Refusal("cli.decode.count", text, parts.length, latents);
        float[] z = new float[latents];
        for (int i = 0; i < latents; i++) z[i] = number(parts[i]);
        return z;
    }

    private static float number(String text) {
        try {
            float value = (float) Numbers.parse(text);
            if (Float.isFinite(value)) return value;
        } catch (NumberFormatException e) {
            throw new Refusal(e, "cli.decode.number", text);
        }
        throw new Refusal("cli.decode.number", text);
    }
}
