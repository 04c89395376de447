package org.latentfx.app.cli;

import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.Progress;
import org.latentfx.data.DataImport;
import org.latentfx.data.DataImport.Fitting;
import org.latentfx.data.DataImport.Meaning;
import org.latentfx.data.DataImport.Share;
import org.latentfx.data.DataImport.Size;
import org.latentfx.data.ImportedData;
import org.latentfx.io.data.DataFiles;
import org.latentfx.text.Refusal;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The options that say how pictures are read from a file, and what was given for them. Pure functions. */
final class ImportFlags {
    private static final int MOST_HELD_OUT_OF = 1000;

    private ImportFlags() {}

    static void add(CommandSpec spec) {
        spec.addOption(Flags.option("size", "WxH", false));
        for (String name : new String[] {"crop", "invert", "transpose"}) spec.addOption(Flags.switchedOn(name));
        spec.addOption(Flags.option("key", "NAME", false));
        spec.addOption(Flags.option("label-column", "NAME|N|none", false));
        spec.addOption(Flags.option("shape", "WxH", false));
        spec.addOption(Flags.option("tile", "WxH", false));
        spec.addOption(Flags.option("max", "N", false));
        spec.addOption(Flags.option("held-out", "N", false));
        spec.addOption(Flags.option("split-seed", "N", false));
    }

    /** What is at {@code nameOrPath}, read as the options say. Throws {@link Refusal} for what cannot be used. */
    static ImportedData read(String nameOrPath, ParseResult given) {
        return DataFiles.read(nameOrPath, options(given), Progress.NONE);
    }

    private static DataImport options(ParseResult given) {
        var meaning = new Meaning(
                Flags.text(given, "key", ""),
                Flags.text(given, "label-column", ""),
                size(given, "shape"),
                size(given, "tile"));
        var fitting = new Fitting(
                size(given, "size"),
                given.hasMatchedOption("--crop"),
                given.hasMatchedOption("--invert"),
                given.hasMatchedOption("--transpose"));
        Share guessed = DataImport.GUESSED.share();
        var share = new Share(
                (int) number(given, "max", 0, 2, Integer.MAX_VALUE),
                (int) number(given, "held-out", guessed.heldOutOf(), 2, MOST_HELD_OUT_OF),
                number(given, "split-seed", guessed.seed(), 0, Long.MAX_VALUE));
        return new DataImport(meaning, fitting, share);
    }

    private static @Nullable Size size(ParseResult given, String name) {
        String text = Flags.text(given, name, "");
        if (text.isEmpty()) return null;
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
