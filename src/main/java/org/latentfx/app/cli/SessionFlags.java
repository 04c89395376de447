package org.latentfx.app.cli;

import java.nio.file.Path;
import org.latentfx.io.session.SessionFile;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Which run of a session a verb is about. Pure functions. */
final class SessionFlags {
    private static final String RUN = "run";

    private SessionFlags() {}

    /** Adds {@code --run NAME}. */
    static void add(CommandSpec spec) {
        spec.addOption(Flags.option(RUN, "NAME", false));
    }

    /** The session in {@code file} with the run asked for looked at. Throws {@code Refusal} if there is none. */
    static SessionFile.Content read(Path file, ParseResult given) {
        var content = SessionFile.read(file);
        return given.hasMatchedOption("--" + RUN) ? content.lookingAt(Flags.text(given, RUN, "")) : content;
    }
}
