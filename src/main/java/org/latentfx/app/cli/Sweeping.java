package org.latentfx.app.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.latentfx.data.DataSplit;
import org.latentfx.io.AtomicFile;
import org.latentfx.io.FolderLock;
import org.latentfx.io.sweep.SweepFolder;
import org.latentfx.io.sweep.TrialLine;
import org.latentfx.math.Kernels;
import org.latentfx.session.sweep.SharedTurn;
import org.latentfx.session.sweep.SweepRun;
import org.latentfx.session.sweep.TrialWatcher;
import org.latentfx.text.Texts;
import org.latentfx.train.Cadence;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.MemoryNeed;
import org.latentfx.train.Setting;
import org.latentfx.train.Settings;
import org.latentfx.train.Trainer;
import org.latentfx.train.sweep.Score;
import org.latentfx.train.sweep.SeedGroup;
import org.latentfx.train.sweep.Spread;
import org.latentfx.train.sweep.SweepPlan;
import org.latentfx.train.sweep.Trial;
import org.latentfx.train.sweep.Variation;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * What {@code sweep} and {@code search} have in common: the trials of a plan are trained into a folder, one line of
 * JSON for each as it ends. The same command goes on with what is there.
 */
final class Sweeping {
    private static final long PROGRESS_NANOS = 5_000_000_000L;

    private final PrintStream out;
    private final PrintStream err;

    Sweeping(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** The options that both have. */
    static CommandSpec spec(String vary) {
        var spec = CommandSpec.create();
        Flags.addData(spec);
        spec.addOption(OptionSpec.builder("--vary")
                .paramLabel("KEY=VALUES")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .required(true)
                .description(Flags.plain(Texts.of(vary)))
                .build());
        spec.addOption(Flags.option("out", "sweep.out", "DIR", true));
        spec.addOption(Flags.switchedOn("force", "sweep.force"));
        Flags.addSettings(spec);
        Flags.addMachine(spec);
        return spec;
    }

    /** The settings that were asked to differ. */
    static List<Variation> variations(ParseResult given) {
        List<String> texts = given.matchedOptionValue("--vary", List.of());
        var variations = new ArrayList<Variation>();
        for (String text : texts) variations.add(Variation.parse(text));
        return variations;
    }

    /** Trains what {@code plan} makes of the settings given; the exit code. */
    int run(ParseResult given, Function<Hyperparameters, SweepPlan> plans) {
        var plan = plans.apply(Flags.hyperparameters(given));
        var settings = plan.settings();
        int threads = Flags.threads(given);
        String kernelName = Flags.kernelName(given);
        var path = Flags.path(given, "out");
        try (var stop = StopSignal.ofThisProcess()) {
            DataSplit data = Flags.data(given, err);
            for (var one : settings)
                MemoryNeed.checkTraining(one, data, Runtime.getRuntime().maxMemory());
            AtomicFile.prepareFolder(path);
            try (var lock = FolderLock.take(path)) {
                var kernel = Kernels.named(kernelName);
                boolean anew = given.hasMatchedOption("--force");
                var folder = SweepFolder.open(path, plan, data, kernel.name(), anew);
                int done = folder.trials().size();
                if (done > 0) err.println(Texts.of("cli.sweep.resumed", done, settings.size(), path));
                int epochs = plan.base().epochs();
                err.println(Texts.of(
                        "cli.sweep.begin", settings.size(), data.name(), epochs, kernel.description(), threads));
                long memory = Runtime.getRuntime().maxMemory();
                var told = new Told(plan, settings.size());
                var run = new SweepRun(folder, data, kernel, threads, memory, SharedTurn.alone(), stop::asked, told);
                int code = run.run() ? finished(folder) : stopped(folder, settings.size());
                stop.ended(code);
                return code;
            }
        }
    }

    private int stopped(SweepFolder folder, int of) {
        err.println(Texts.of("cli.sweep.stopped", folder.trials().size(), of, folder.folder()));
        return Verb.STOPPED;
    }

    private int finished(SweepFolder folder) {
        var trials = folder.trials();
        trials.stream()
                .filter(trial -> Double.isFinite(trial.score()))
                .min(Comparator.comparingDouble(Trial::score))
                .ifPresent(best -> err.println(Texts.of(
                        "cli.sweep.best",
                        best.number(),
                        varied(folder.plan(), best.settings()),
                        folder.plan().score().words(),
                        best.score())));
        if (folder.plan().varied().contains(Settings.SEED)) SeedGroup.of(trials).forEach(g -> tell(folder, g));
        err.println(Texts.of("cli.sweep.end", folder.folder()));
        return Verb.OK;
    }

    private void tell(SweepFolder folder, SeedGroup group) {
        Spread score = group.score();
        String words = folder.plan().score().words();
        var varied = folder.plan().varied();
        varied.remove(Settings.SEED);
        String differing = texts(varied, group.settings());
        err.println(
                score.count() < 2
                        ? Texts.of("cli.sweep.seed", differing, words, score.mean())
                        : Texts.of(
                                "cli.sweep.seeds", differing, words, score.mean(), score.deviation(), score.count()));
    }

    private static String varied(SweepPlan plan, Hyperparameters settings) {
        return texts(plan.varied(), settings);
    }

    private static String texts(List<Setting<?>> varied, Hyperparameters settings) {
        return varied.stream()
                .map(setting -> setting.key() + " = " + setting.text(settings))
                .collect(Collectors.joining(", "));
    }

    /** What is said while trials run: a line of JSON as each ends, and on the way where they are. */
    private final class Told implements TrialWatcher {
        private final SweepPlan plan;
        private final int of;
        private final Score score;
        private final Cadence due = new Cadence(PROGRESS_NANOS, System::nanoTime);

        Told(SweepPlan plan, int of) {
            this.plan = plan;
            this.of = of;
            score = plan.score();
            due.due();
        }

        @Override
        public synchronized void stepped(int number, Trainer trainer, boolean last) {
            if (!due.due()) return;
            err.println(Texts.of(
                    "cli.sweep.progress",
                    number,
                    of,
                    varied(plan, trainer.hyperparameters()),
                    Math.min(trainer.epochsDone() + 1, trainer.hyperparameters().epochs()),
                    trainer.hyperparameters().epochs(),
                    Math.round(100 * trainer.epochProgress())));
        }

        @Override
        public synchronized void ended(Trial trial) {
            out.println(TrialLine.of(trial, score));
            if (trial.state() == Trial.State.DIVERGED)
                err.println(
                        Texts.of("cli.sweep.diverged", trial.number(), varied(plan, trial.settings()), trial.step()));
        }
    }
}
