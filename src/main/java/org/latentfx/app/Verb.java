package org.latentfx.app;

import java.io.PrintStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One verb of the command line. Results go to {@code out}, what is for a person alone to {@code err}. */
interface Verb {
    String name();

    /** Its options and their descriptions. */
    CommandSpec spec();

    /** Does it; the exit code. Throws {@link org.latentfx.text.Refusal} for a wrong value, before anything was changed. */
    int run(ParseResult given, PrintStream out, PrintStream err);
}
