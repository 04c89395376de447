package org.latentfx.app.cli;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.Progress;
import org.latentfx.data.DataImport;
import org.latentfx.data.DataImport.Fitting;
import org.latentfx.data.DataImport.Meaning;
import org.latentfx.data.DataImport.Share;
import org.latentfx.data.DataImport.Size;
import org.latentfx.data.Datasets;
import org.latentfx.data.ImportedData;
import org.latentfx.io.data.DataFiles;
import org.latentfx.text.Refusal;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The options that say how pictures are read from a file, and what was given for them. Pure functions. */
final class ImportFlags {
    private static final List<String> SWITCHES = List.of("crop", "invert", "transpose", "grey");
    private static final Map<String, String> VALUES = new TreeMap<>(Map.of(
            "size",
            "WxH",
            "key",
            "NAME",
            "label-column",
            "NAME|N|none",
            "shape",
            "WxH",
            "tile",
            "WxH",
            "max",
            "N",
            "held-out",
            "N",
            "split-seed",
            "N"));

    /** What is of use for the program's own sets too: how many, and by which draw. */
    private static final List<String> OF_ALL = List.of("max", "split-seed");

    private static final int MOST_HELD_OUT_OF = 1000;

    private ImportFlags() {}

    static void add(CommandSpec spec) {
        SWITCHES.forEach(name -> spec.addOption(Flags.switchedOn(name)));
        VALUES.forEach((name, label) -> spec.addOption(Flags.option(name, label, false)));
    }

    /** What is at {@code nameOrPath}, read as the options say. Throws {@link Refusal} for what cannot be used. */
    static ImportedData read(String nameOrPath, ParseResult given) {
        return read(nameOrPath, DataImport.GUESSED, given);
    }

    /** The same; what no option says is as in {@code base}. */
    static ImportedData read(String nameOrPath, DataImport base, ParseResult given) {
        DataImport how = options(base, given);
        String idle = Stream.concat(SWITCHES.stream(), VALUES.keySet().stream())
                .filter(name -> !OF_ALL.contains(name))
                .map(name -> "--" + name)
                .filter(given::hasMatchedOption)
                .collect(Collectors.joining(", "));
        if (!idle.isEmpty() && Datasets.names().contains(nameOrPath))
            throw new Refusal("cli.data.builtin", Datasets.title(nameOrPath), idle);
        return DataFiles.read(nameOrPath, how, Progress.NONE);
    }

    private static DataImport options(DataImport base, ParseResult given) {
        var meaning = new Meaning(
                Flags.text(given, "key", base.meaning().key()),
                Flags.text(given, "label-column", base.meaning().labels()),
                size(given, "shape", base.meaning().shape()),
                size(given, "tile", base.meaning().tile()));
        var fitting = new Fitting(
                size(given, "size", base.fitting().size()),
                given.hasMatchedOption("--crop") || base.fitting().crop(),
                given.hasMatchedOption("--invert") || base.fitting().invert(),
                given.hasMatchedOption("--transpose") || base.fitting().transpose(),
                given.hasMatchedOption("--grey") || base.fitting().grey());
        var share = new Share(
                (int) number(given, "max", base.share().most(), 2, Integer.MAX_VALUE),
                (int) number(given, "held-out", base.share().heldOutOf(), 2, MOST_HELD_OUT_OF),
                number(given, "split-seed", base.share().seed(), 0, Long.MAX_VALUE));
        boolean stretch = given.hasMatchedOption("--stretch") || base.stretch();
        return new DataImport(meaning, fitting, share, stretch);
    }

    private static @Nullable Size size(ParseResult given, String name, @Nullable Size otherwise) {
        String text = Flags.text(given, name, "");
        if (text.isEmpty()) return otherwise;
        Size size = Size.parse(text);
        if (size == null) throw new Refusal("cli.size.refused", name, text);
        return size;
    }

    private static long number(ParseResult given, String name, long otherwise, long least, long most) {
        String text = Flags.text(given, name, "");
        if (text.isEmpty()) return otherwise;
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) return number;
        } catch (NumberFormatException e) {
            throw new Refusal(e, "cli.number.refused", name, text, least, most);
        }
        throw new Refusal("cli.number.refused", name, text, least, most);
    }
}
