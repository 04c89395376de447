package org.latentfx.app.cli;

import java.io.PrintStream;
import org.latentfx.train.sweep.SweepPlan;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code sweep}: trains a model for every combination of some settings' values, each for the same number of epochs,
 * and prints one JSON object a trial.
 */
public final class SweepVerb implements Verb {
    @Override
    public String name() {
        return "sweep";
    }

    @Override
    public CommandSpec spec() {
        return Sweeping.spec("cli.sweep.vary");
    }

    @Override
    public int run(ParseResult given, PrintStream out, PrintStream err) {
        var variations = Sweeping.variations(given);
        return new Sweeping(out, err).run(given, base -> SweepPlan.grid(base, variations));
    }
}
