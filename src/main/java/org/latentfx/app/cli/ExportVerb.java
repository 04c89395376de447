package org.latentfx.app.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.Progress;
import org.latentfx.data.DataImport;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Datasets;
import org.latentfx.io.ModelFile;
import org.latentfx.io.data.FileKind;
import org.latentfx.io.exchange.Choices;
import org.latentfx.io.exchange.ExportKind;
import org.latentfx.io.exchange.Exported;
import org.latentfx.io.exchange.GrowthFilm;
import org.latentfx.io.session.SessionFile;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.session.file.LoadedSession;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.History;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code export}: hands a model or a session on in a form that other programs read ({@link ExportKind}). */
public final class ExportVerb implements Verb {
    private static final String GROWTH = "growth";

    @Override
    public String name() {
        return "export";
    }

    @Override
    public boolean gainsByFastKernel(List<String> arguments) {
        return arguments.contains(GROWTH) || arguments.contains("--as=" + GROWTH); // which trains
    }

    @Override
    public CommandSpec spec() {
        var spec = CommandSpec.create();
        Flags.addModel(spec, "from");
        SessionFlags.add(spec);
        spec.addOption(Flags.option("as", ExportKind.keys("|") + "|" + GROWTH, true));
        spec.addOption(Flags.option("out", "FILE", true));
        spec.addOption(Flags.switchedOn("force", "export.force"));
        spec.addOption(Flags.option("scale", "1|2|3|4", false));
        spec.addOption(Flags.option("count", "N", false));
        spec.addOption(Flags.option("seed", "export.seed", "N", false));
        spec.addOption(Flags.option("label", "export.label", "N", false));
        Flags.addData(spec, "export.data");
        Flags.addMachine(spec);
        spec.usageMessage().footer(footer());
        return spec;
    }

    /** What each form holds, and how Python reads it. */
    private static String[] footer() {
        var lines = new ArrayList<String>();
        for (ExportKind kind : ExportKind.ALL) {
            lines.add("");
            lines.add("--as " + kind.key() + ": " + kind.help());
            kind.python().lines().map(line -> "    " + line).forEach(lines::add);
        }
        lines.addAll(List.of("", "--as " + GROWTH + ": " + Texts.of("export.growth.help")));
        return lines.stream().map(Flags::plain).toArray(String[]::new);
    }

    @Override
    public int run(ParseResult given, PrintStream out, PrintStream err) {
        if (Flags.text(given, "as", "").equals(GROWTH)) return growth(given, err);
        ExportKind kind = ExportKind.named(Flags.text(given, "as", ""));
        Path target = Flags.path(given, "out");
        Exported from = read(given, err);
        err.println(kind.write(from, target, given.hasMatchedOption("--force"), Progress.NONE));
        return OK;
    }

    /** A session holds no past, so the run is trained once more for the film. */
    private static int growth(ParseResult given, PrintStream err) {
        Path file = Flags.path(given, "from");
        if (FileKind.of(file) != FileKind.SESSION) throw new Refusal("cli.export.growth.session", file);
        var session = SessionFlags.read(file, given);
        Exported from = read(given, err);
        try (var stop = StopSignal.ofThisProcess();
                var workers = new Workers(Flags.threads(given))) {
            int code = STOPPED;
            try {
                var kernel = Kernels.named(Flags.kernelName(given));
                var again = new RunAgain(
                        session.run(),
                        from.data().get(),
                        name -> images(session, file, name),
                        kernel,
                        workers,
                        stop::asked,
                        err);
                var film = GrowthFilm.of(again.steps(), again::weights);
                Path target = Flags.path(given, "out");
                err.println(film.write(from, target, given.hasMatchedOption("--force"), again.progress()));
                code = OK;
            } catch (CancellationException stopped) {
                err.println(Texts.of("cli.export.growth.stopped"));
            }
            stop.ended(code);
            return code;
        }
    }

    /** Those called {@code name} that a run of the session learns from; null if none does. */
    private static @Nullable DataSplit images(SessionFile.Content session, Path file, String name) {
        for (int i = 0; i < session.runs().size(); i++)
            if (session.runs().get(i).state().dataName().equals(name))
                return LoadedSession.data(
                        new SessionFile.Content(session.runs(), i, session.shown(), session.saved()), file);
        return null;
    }

    private static Exported read(ParseResult given, PrintStream err) {
        Path file = Flags.path(given, "from");
        if (file.toString().endsWith(SessionFile.EXTENSION)) {
            SessionFile.Content session = SessionFlags.read(file, given);
            if (!given.hasMatchedOption("--data"))
                return exported(
                        session.model(), session.run().history(), given, () -> LoadedSession.data(session, file));
            DataImport how = session.data().how();
            return exported(
                    session.model(), session.run().history(), given, () -> data(session.model(), how, given, err));
        }
        ModelFile.Content model = Flags.model(file, given, err);
        return exported(model, History.EMPTY, given, () -> data(model, DataImport.GUESSED, given, err));
    }

    private static Exported exported(
            ModelFile.Content model, History history, ParseResult given, Supplier<DataSplit> data) {
        // read once, and only by forms that need it
        var known = new Object() {
            @Nullable
            DataSplit data;
        };
        Supplier<DataSplit> once = () -> {
            if (known.data == null) known.data = data.get();
            return Objects.requireNonNull(known.data);
        };
        return new Exported(model, history, Kernels.named("ejml"), once, choices(given));
    }

    private static Choices choices(ParseResult given) {
        var usual = Choices.USUAL;
        return new Choices(
                (int) number(given, "scale", usual.scale()),
                (int) number(given, "count", usual.count()),
                number(given, "seed", usual.seed()),
                (int) number(given, "label", usual.label()));
    }

    private static long number(ParseResult given, String name, long usual) {
        String text = Flags.text(given, name, Long.toString(usual));
        if (!text.matches("\\d{1,9}")) throw new Refusal("cli.export.number", name, text);
        return Long.parseLong(text);
    }

    private static DataSplit data(ModelFile.Content model, DataImport how, ParseResult given, PrintStream err) {
        String name = Flags.text(given, "data", model.data());
        var configuration = model.weights().configuration();
        if (!given.hasMatchedOption("--data")
                && !Datasets.names().contains(name)
                && !Path.of(name).isAbsolute()) throw new Refusal("cli.export.data-unknown", name);
        DataSplit data = Flags.data(name, how.of(configuration.format()), given, err);
        if (!configuration.format().equals(data.test().format()))
            throw new Refusal(
                    "cli.evaluate.sides",
                    Flags.path(given, "from"),
                    configuration.format().words(),
                    data.name(),
                    data.test().format().words());
        if (model.dataChecksum() != 0 && data.train().checksum() != model.dataChecksum())
            err.println(Texts.of("cli.export.data-other", data.name()));
        return data;
    }
}
