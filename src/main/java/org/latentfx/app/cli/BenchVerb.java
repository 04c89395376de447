package org.latentfx.app.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.math.simd.PeakFlops;
import org.latentfx.text.Texts;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code bench}: how fast a preset trains and decodes, by each kernel in turn so that all meet the same machine, the
 * fast one also with zeros multiplied like other numbers, since what it gains by leaving them out depends on the
 * pictures; prints one JSON object. Training takes place as in a run but without held-out measurements, as in most
 * training loops.
 */
public final class BenchVerb implements Verb {
    @Override
    public String name() {
        return "bench";
    }

    @Override
    public CommandSpec spec() {
        var spec = CommandSpec.create();
        Flags.addData(spec);
        Flags.addSettings(spec);
        spec.addOption(Flags.option("rounds", "N", false));
        spec.addOption(Flags.option("seconds", "N", false));
        Flags.addMachine(spec);
        return spec;
    }

    @Override
    public int run(ParseResult given, PrintStream out, PrintStream err) {
        var hyperparameters = Flags.hyperparameters(given);
        int threads = Flags.threads(given);
        String kernelName = Flags.kernelName(given);
        int rounds = Flags.rounds(given, 5);
        double seconds = Flags.seconds(given, 2);
        var images = Flags.data(given, err).train();
        var json = new JsonObject();
        json.addProperty("preset", Flags.text(given, "preset", Flags.PRESET));
        json.addProperty("batch", hyperparameters.batch());
        json.addProperty("threads", threads);
        json.addProperty("java", System.getProperty("java.version"));
        try (var workers = new Workers(threads)) {
            var benches = kernels(kernelName).stream()
                    .map(kernel -> new KernelBench(kernel, hyperparameters, images, workers))
                    .toList();
            race(benches, rounds, seconds, err);
            err.println(Texts.of("cli.bench.breakdown"));
            var figures = new JsonArray();
            for (var bench : benches) figures.add(bench.figures(0.5 * seconds));
            json.add("kernels", figures);
            var fastest = benches.get(benches.size() - 1);
            if (benches.size() > 1)
                json.addProperty(
                        "ratio", Json.rounded(fastest.speed() / benches.get(0).speed()));
            if (fastest.kernel().name().equals("simd")) addPeak(json, workers);
        }
        out.println(json);
        return OK;
    }

    /** Those to measure, each with and without its shortcuts. */
    private static List<Kernel> kernels(String name) {
        List<Kernel> chosen = name.equals("auto") ? Kernels.available() : List.of(Kernels.named(name));
        return chosen.stream()
                .flatMap(kernel -> Stream.of(kernel.dense(), kernel))
                .distinct()
                .toList();
    }

    /** In turn, so that a machine that grows slower is so for all. */
    private static void race(List<KernelBench> benches, int rounds, double seconds, PrintStream err) {
        for (var bench : benches) {
            err.println(Texts.of("cli.bench.warm", bench.kernel().description()));
            bench.warmUp(2.5 * seconds);
        }
        for (int round = 1; round <= rounds; round++)
            for (var bench : benches) {
                long speed = Math.round(bench.round(seconds));
                err.println(Texts.of(
                        "cli.bench.round", round, rounds, bench.kernel().description(), speed));
            }
    }

    /** What the processor could do at most, all threads at once. */
    private static void addPeak(JsonObject json, Workers workers) {
        double[] peaks = new double[workers.threads()];
        workers.run((member, members) -> peaks[member] = PeakFlops.measure());
        double sum = 0;
        for (double peak : peaks) sum += peak;
        json.addProperty("peakGigaflops", Json.rounded(sum));
        for (var figures : json.getAsJsonArray("kernels")) {
            var kernel = figures.getAsJsonObject();
            kernel.addProperty(
                    "shareOfPeak", Json.rounded(kernel.get("gigaflops").getAsDouble() / sum));
        }
    }
}
