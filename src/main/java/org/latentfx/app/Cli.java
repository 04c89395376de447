package org.latentfx.app;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line: finds the verb, checks its arguments, runs it. A wrong argument gets one sentence on the error
 * stream and exit code 2; nothing is thrown. Runs on the calling thread, any number of times in one process.
 */
final class Cli {
    static final int OK = 0;
    /** Training stopped by itself because its loss was no longer finite. */
    static final int DIVERGED = 1;
    /** A wrong argument, or an input that cannot be used. */
    static final int WRONG = 2;

    private static final List<Verb> VERBS = List.of(
            new TrainVerb(),
            new EvaluateVerb(),
            new DecodeVerb(),
            new ScreenshotsVerb(),
            new BenchVerb(),
            new BenchWindowVerb(),
            new PrepareVerb());

    private Cli() {}

    /** Runs the program with {@code arguments}; the exit code. */
    static int run(String[] arguments, PrintStream out, PrintStream err) {
        try {
            var line = commandLine();
            line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
            var given = line.parseArgs(arguments);
            Integer helped = CommandLine.executeHelpRequest(given);
            if (helped != null) return helped;
            var chosen = given.subcommand();
            if (chosen == null) throw new Refusal("cli.verb.missing", verbNames());
            var verb = VERBS.stream()
                    .filter(v -> v.name().equals(chosen.commandSpec().name()))
                    .findFirst()
                    .orElseThrow();
            return verb.run(chosen, out, err);
        } catch (ParameterException e) {
            err.println(sentence(e));
            return WRONG;
        } catch (Refusal e) {
            err.println(e.getMessage());
            return WRONG;
        }
    }

    private static CommandLine commandLine() {
        String version = Objects.requireNonNullElse(
                Cli.class.getPackage().getImplementationVersion(), Texts.of("cli.version.unknown"));
        var root = describe(CommandSpec.create().name("latentfx"), "cli.description", version);
        for (var verb : VERBS)
            root.addSubcommand(verb.name(), describe(verb.spec(), "cli." + verb.name() + ".description", version));
        return new CommandLine(root);
    }

    private static CommandSpec describe(CommandSpec spec, String key, String version) {
        spec.mixinStandardHelpOptions(true).version(Texts.of("app.name") + " " + version);
        spec.usageMessage().description(Texts.of(key)).sortOptions(false).width(100);
        return spec;
    }

    private static String sentence(ParameterException e) {
        String verb = e.getCommandLine().getCommandSpec().qualifiedName();
        // a misspelt option comes before those that are missing: often it is one of them
        List<String> unknown = e instanceof UnmatchedArgumentException || e instanceof MissingParameterException
                ? e.getCommandLine().getUnmatchedArguments()
                : List.of();
        if (!unknown.isEmpty()) {
            String found = unknown.get(0);
            if (found.startsWith("-")) return Texts.of("cli.option.unknown", found, verb);
            return e.getCommandLine().getParent() == null
                    ? Texts.of("cli.verb.unknown", found, verbNames())
                    : Texts.of("cli.argument.unknown", found, verb);
        }
        if (e instanceof MissingParameterException missing)
            return Texts.of(
                    "cli.option.missing",
                    missing.getMissing().stream().map(Cli::usage).collect(Collectors.joining(", ")),
                    verb);
        return Texts.of("cli.wrong", String.valueOf(e.getMessage()), verb);
    }

    private static String usage(ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? option.longestName() + " " + option.paramLabel()
                : argument.paramLabel();
    }

    private static String verbNames() {
        return VERBS.stream().map(Verb::name).collect(Collectors.joining(", "));
    }
}
