package org.latentfx.app;

import java.io.PrintStream;
import org.latentfx.text.Texts;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code prepare}: opens the window once off screen and closes it, so that the next real opening finds its classes in an
 * archive ({@link ClassArchive}). Where that cannot be done nothing is lost but some time at each opening, so it never
 * fails.
 */
final class PrepareVerb implements Verb {
    static final String NAME = "prepare";

    /** Whether that is what {@code arguments} ask for. */
    static boolean asked(String[] arguments) {
        return arguments.length == 1 && arguments[0].equals(NAME);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CommandSpec spec() {
        return CommandSpec.create();
    }

    @Override
    public int run(ParseResult given, PrintStream out, PrintStream err) {
        if (!Relaunch.isChild()) {
            err.println(Texts.of("cli.prepare.alone"));
            return Cli.OK;
        }
        Screen.drawOffScreen();
        try {
            App.rehearse();
        } catch (UnsupportedOperationException noToolkit) {
            err.println(Texts.of("cli.prepare.toolkit"));
        }
        return Cli.OK;
    }
}
