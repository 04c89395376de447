package org.latentfx.app;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.latentfx.app.cli.Verb;
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
    /** Options that only print something. */
    private static final List<String> ANSWERED_AT_ONCE = List.of("--help", "-h", "--version", "-V");

    private final List<Verb> verbs;

    Cli(List<Verb> verbs) {
        this.verbs = verbs;
    }

    /** Whether {@code name} is a verb's. */
    boolean knows(String name) {
        return verbs.stream().anyMatch(verb -> verb.name().equals(name));
    }

    /** Whether {@code arguments} ask for work that the fast kernel speeds up. */
    boolean gainsByFastKernel(String[] arguments) {
        var list = List.of(arguments);
        int kernel = list.indexOf("--kernel");
        boolean plain = list.contains("--kernel=ejml")
                || kernel >= 0 && list.subList(kernel, list.size()).indexOf("ejml") == 1;
        return !plain
                && list.stream().noneMatch(Cli::isMangled)
                && Collections.disjoint(list, ANSWERED_AT_ONCE)
                && verbs.stream().anyMatch(verb -> verb.name().equals(list.get(0)) && verb.gainsByFastKernel(list));
    }

    /** Runs the program with {@code arguments}; the exit code. */
    int run(String[] arguments, PrintStream out, PrintStream err) {
        int code = runVerb(arguments, out, err);
        if (!out.checkError()) return code;
        err.println(Texts.of("cli.output.lost"));
        return Verb.WRONG;
    }

    private int runVerb(String[] arguments, PrintStream out, PrintStream err) {
        try {
            // what the locale cannot spell is lost for good: no path that holds it leads anywhere
            Stream.concat(Stream.of(arguments), Stream.of(System.getProperty("user.dir")))
                    .filter(Cli::isMangled)
                    .findFirst()
                    .ifPresent(text -> {
                        throw new Refusal("cli.locale", text);
                    });
            var line = commandLine();
            line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
            var given = line.parseArgs(arguments);
            Integer helped = CommandLine.executeHelpRequest(given);
            if (helped != null) return helped;
            var chosen = given.subcommand();
            if (chosen == null) throw new Refusal("cli.verb.missing", verbNames());
            var verb = verbs.stream()
                    .filter(v -> v.name().equals(chosen.commandSpec().name()))
                    .findFirst()
                    .orElseThrow();
            return verb.run(chosen, out, err);
        } catch (ParameterException e) {
            err.println(sentence(e));
            return Verb.WRONG;
        } catch (Refusal e) {
            err.println(e.getMessage());
            return Verb.WRONG;
        } catch (RuntimeException | Error e) { // out of memory comes in many wrappings
            if (!isOutOfMemory(e)) throw e;
            err.println(Texts.of("cli.memory", Runtime.getRuntime().maxMemory() >> 20));
            return Verb.WRONG;
        }
    }

    /** Whether {@code text} came from the system with letters that its locale does not have. */
    private static boolean isMangled(String text) {
        return text.indexOf('\uFFFD') >= 0;
    }

    private static boolean isOutOfMemory(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause())
            if (cause instanceof OutOfMemoryError) return true;
        return false;
    }

    private CommandLine commandLine() {
        String version = Objects.requireNonNullElse(
                Cli.class.getPackage().getImplementationVersion(), Texts.of("cli.version.unknown"));
        var root = describe(CommandSpec.create().name("latentfx"), "cli.description", version);
        for (var verb : verbs)
            root.addSubcommand(verb.name(), describe(verb.spec(), "cli." + verb.name() + ".description", version));
        // "@name" is an argument like any other: a name may begin so, and what it leads to may never end
        return new CommandLine(root).setExpandAtFiles(false);
    }

    private static CommandSpec describe(CommandSpec spec, String key, String version) {
        spec.mixinStandardHelpOptions(true).version(Texts.of("app.name") + " " + version);
        spec.usageMessage()
                .description(Texts.of(key))
                .sortOptions(false)
                .width(100)
                .exitCodeListHeading(Texts.of("cli.exit") + "%n")
                .exitCodeList(exitCodes());
        return spec;
    }

    private static Map<String, String> exitCodes() {
        var codes = new LinkedHashMap<String, String>();
        for (int code : new int[] {Verb.OK, Verb.STOPPED, Verb.WRONG})
            codes.put(String.valueOf(code), Texts.of("cli.exit." + code));
        return codes;
    }

    private String sentence(ParameterException e) {
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

    private String verbNames() {
        return verbs.stream().map(Verb::name).collect(Collectors.joining(", "));
    }
}
