package org.latentfx.app.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.latentfx.text.Refusal;
import org.latentfx.train.sweep.SweepPlan;
import org.latentfx.train.sweep.SweepPlan.Method;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code search}: draws settings from ranges and trains a model for each, by successive halving only the better ones
 * to the end; ranked by a {@link org.latentfx.train.sweep.Score}. Prints one JSON object a trial.
 */
public final class SearchVerb implements Verb {
    private static final String TRIALS = "16";
    private static final List<Method> METHODS = List.of(Method.RANDOM, Method.HALVING);

    @Override
    public String name() {
        return "search";
    }

    @Override
    public CommandSpec spec() {
        var spec = Sweeping.spec("cli.search.vary");
        spec.addOption(Flags.option("trials", "N", false));
        spec.addOption(Flags.option("method", "random|halving", false));
        spec.addOption(Flags.option("draw-seed", "N", false));
        return spec;
    }

    @Override
    public int run(ParseResult given, PrintStream out, PrintStream err) {
        var variations = Sweeping.variations(given);
        var method = method(Flags.text(given, "method", "halving"));
        int trials = (int) whole(given, "trials", TRIALS, SweepPlan.MOST_TRIALS);
        long seed = whole(given, "draw-seed", "1", Integer.MAX_VALUE);
        return new Sweeping(out, err).run(given, base -> new SweepPlan(base, variations, method, trials, seed));
    }

    private static Method method(String name) {
        return METHODS.stream()
                .filter(method -> method.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new Refusal("cli.method.refused", name));
    }

    private static long whole(ParseResult given, String name, String otherwise, long most) {
        String text = Flags.text(given, name, otherwise);
        if (!text.matches("\\d{1,10}") || Long.parseLong(text) > most)
            throw new Refusal("cli.number.refused", name, text, 0, most);
        return Long.parseLong(text);
    }
}
