package org.latentfx.app.cli;

import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One verb of the command line. Results go to {@code out}, what is for a person alone to {@code err}. */
public interface Verb {
    int OK = 0;
    /** Training diverged, or was stopped by a signal. */
    int STOPPED = 1;
    /** A wrong argument, an input that cannot be used, no memory left, or results that could not be written. */
    int WRONG = 2;

    String name();

    /** Its options and their descriptions. */
    CommandSpec spec();

    /**
     * Whether the fast kernel makes it end so much sooner that a second Java machine is worth its start.
     *
     * @param arguments all that was typed
     */
    default boolean gainsByFastKernel(List<String> arguments) {
        return true;
    }

    /**
     * Does it; the exit code. Throws {@link org.latentfx.text.Refusal} for a wrong value, before anything was changed.
     */
    int run(ParseResult given, PrintStream out, PrintStream err);
}
