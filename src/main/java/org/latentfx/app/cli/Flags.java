package org.latentfx.app.cli;

import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.DataImport;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Datasets;
import org.latentfx.data.ImportedData;
import org.latentfx.data.PictureFormat;
import org.latentfx.io.ModelFile;
import org.latentfx.math.Kernels;
import org.latentfx.text.Numbers;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.Setting;
import org.latentfx.train.Settings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The options that verbs share, and one for each row of the settings table; what was given for them. Pure functions.
 */
public final class Flags {
    /** The preset that settings start from unless another is given. */
    static final String PRESET = Preset.MAP.key();

    private static final String MNIST = "mnist";

    private static final int MOST_THREADS = 64;
    private static final double LONGEST_SECONDS = 1000;
    private static final List<String> KERNELS = List.of("auto", "ejml", "simd");

    private Flags() {}

    private static final List<Setting<?>> TOLD = List.of(Settings.ACTIVATION, Settings.LIKELIHOOD);

    // ---- options ----

    /** An option {@code --name LABEL} described by the text {@code cli.name}. */
    public static OptionSpec option(String name, String label, boolean required) {
        return option(name, name, label, required);
    }

    /** The same, described by the text {@code cli.described}: what it does for one verb. */
    public static OptionSpec option(String name, String described, String label, boolean required) {
        return OptionSpec.builder("--" + name)
                .paramLabel(label)
                .type(String.class)
                .required(required)
                .description(plain(Texts.of("cli." + described)))
                .build();
    }

    /** An option {@code --name} without a value, described by the text {@code cli.name}. */
    static OptionSpec switchedOn(String name) {
        return switchedOn(name, name);
    }

    /** The same, described by the text {@code cli.described}: what it does for one verb. */
    public static OptionSpec switchedOn(String name, String described) {
        return OptionSpec.builder("--" + name)
                .arity("0")
                .type(boolean.class)
                .description(plain(Texts.of("cli." + described)))
                .build();
    }

    static void addData(CommandSpec spec) {
        addData(spec, "data");
    }

    /** The same, {@code --data} described by the text {@code cli.described}. */
    static void addData(CommandSpec spec, String described) {
        spec.addOption(option("data", described, "PATH|" + String.join("|", Datasets.names()), false));
        spec.addOption(switchedOn("stretch"));
        ImportFlags.add(spec);
    }

    /** {@code --name FILE}, a model, and what no tensor tells of another program's. */
    static void addModel(CommandSpec spec, String name) {
        spec.addOption(option(name, "FILE", true));
        for (var setting : TOLD) spec.addOption(option(setting.key(), setting.key(), "NAME", false));
    }

    public static void addMachine(CommandSpec spec) {
        spec.addOption(option("threads", "N", false));
        spec.addOption(option("kernel", String.join("|", KERNELS), false));
    }

    static void addSettings(CommandSpec spec) {
        spec.addOption(option("preset", Preset.names().replace(", ", "|"), false));
        for (var setting : Settings.ALL) {
            var option = OptionSpec.builder(names(setting))
                    .paramLabel(label(setting.kind()))
                    .type(String.class)
                    .description(plain(Texts.of("cli.setting", setting.help(), setting.expected())));
            if (setting.kind() == Setting.Kind.SWITCH) option.arity("0..1").fallbackValue("true");
            spec.addOption(option.build());
        }
    }

    /** Latents are asked for one by one, as in {@code --latent 2}. */
    private static String[] names(Setting<?> setting) {
        String name = "--" + setting.key();
        return setting == Settings.LATENTS ? new String[] {"--latent", name} : new String[] {name};
    }

    private static String label(Setting.Kind kind) {
        return switch (kind) {
            case WHOLE_NUMBER -> "N";
            case NUMBER -> "X";
            case WIDTHS -> "N,N";
            case CHOICE -> "NAME";
            case SWITCH -> "true|false";
            case SCHEDULED -> "TEXT";
        };
    }

    /** Descriptions are patterns to the parser's help. */
    static String plain(String text) {
        return text.replace("%", "%%");
    }

    // ---- values ----

    /** What was given for {@code --name}, or {@code otherwise}. */
    public static String text(ParseResult given, String name, String otherwise) {
        return Objects.requireNonNullElse(given.matchedOptionValue("--" + name, (@Nullable String) null), otherwise);
    }

    /**
     * The data asked for; says on {@code err} what was guessed to read them, and if they are so dark that they were
     * hardly meant like this.
     */
    static DataSplit data(ParseResult given, PrintStream err) {
        boolean words = text(given, "preset", "").equals(Preset.WORDS.key());
        return data(words ? Datasets.WORDS : MNIST, given, err);
    }

    /** The same, {@code otherwise} where none are asked for. */
    static DataSplit data(String otherwise, ParseResult given, PrintStream err) {
        return data(otherwise, DataImport.GUESSED, given, err);
    }

    /** The same, read as {@code base} says where no option says otherwise. */
    static DataSplit data(String otherwise, DataImport base, ParseResult given, PrintStream err) {
        ImportedData read = ImportFlags.read(text(given, "data", otherwise), base, given);
        read.description().notes().forEach(err::println);
        DataSplit data = read.split();
        return data;
    }

    /** The model in {@code file}; says on {@code err} what was assumed of another program's. */
    static ModelFile.Content model(Path file, ParseResult given, PrintStream err) {
        var told = new TreeMap<String, String>();
        for (var setting : TOLD)
            if (given.hasMatchedOption("--" + setting.key())) told.put(setting.key(), text(given, setting.key(), ""));
        var model = ModelFile.read(file, told);
        if (!model.note().isEmpty()) err.println(model.note());
        return model;
    }

    /** The file or folder given for {@code --name}, which must have been given. */
    public static Path path(ParseResult given, String name) {
        String text = text(given, name, "");
        try {
            if (!text.isBlank()) return Path.of(text);
        } catch (InvalidPathException e) {
            throw new Refusal(e, "cli.path", text, name);
        }
        throw new Refusal("cli.path", text, name);
    }

    /** Chosen by {@link Kernels} only when the kernel is needed, because that writes a line to the log. */
    public static String kernelName(ParseResult given) {
        String name = text(given, "kernel", KERNELS.get(0));
        if (!KERNELS.contains(name)) throw new Refusal("cli.kernel.refused", name, String.join(", ", KERNELS));
        return name;
    }

    public static int threads(ParseResult given) {
        String text = text(given, "threads", String.valueOf(Runtime.getRuntime().availableProcessors()));
        if (!text.matches("[1-9]\\d?") || Integer.parseInt(text) > MOST_THREADS)
            throw new Refusal("cli.threads.refused", text, MOST_THREADS);
        return Integer.parseInt(text);
    }

    /** How long to measure, in seconds. */
    static double seconds(ParseResult given, int otherwise) {
        String text = text(given, "seconds", String.valueOf(otherwise));
        try {
            double seconds = Numbers.parse(text);
            if (seconds > 0 && seconds < LONGEST_SECONDS) return seconds;
        } catch (NumberFormatException e) {
            throw new Refusal(e, "cli.seconds.refused", text);
        }
        throw new Refusal("cli.seconds.refused", text);
    }

    /** How many times over to measure. */
    static int rounds(ParseResult given, int otherwise) {
        String text = text(given, "rounds", String.valueOf(otherwise));
        if (!text.matches("[1-9]\\d{0,2}")) throw new Refusal("cli.rounds.refused", text);
        return Integer.parseInt(text);
    }

    /** The preset with every given setting in its place. */
    static Hyperparameters hyperparameters(ParseResult given) {
        String model = "--" + Settings.MODEL.key();
        String usual = given.matchedOptionValue(model, PRESET);
        if (given.hasMatchedOption(model))
            usual = Preset.of(Settings.MODEL.parse(usual)).key();
        return changed(given, Preset.named(text(given, "preset", usual)).hyperparameters());
    }

    /** The data that a model of such images is measured on where nobody says which. */
    static String usualData(PictureFormat format) {
        return format.letters() ? Datasets.WORDS : MNIST;
    }

    /** {@code base} with every given setting in its place. */
    static Hyperparameters changed(ParseResult given, Hyperparameters base) {
        var result = base;
        for (var setting : Settings.ALL) {
            @Nullable String text = given.matchedOptionValue("--" + setting.key(), (@Nullable String) null);
            if (text != null) result = setting.withText(result, text);
        }
        Settings.checkTogether(result);
        return result;
    }
}
