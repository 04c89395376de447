package org.latentfx.app;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import org.latentfx.io.AtomicFile;
import org.latentfx.text.Texts;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code screenshots}: pictures of the whole window with the shipped model, at the usual and the smallest size, in both
 * themes, drawn off screen by the same views as on a screen.
 */
final class ScreenshotsVerb implements Verb {
    private static final int[][] SIZES = {{1440, 900}, {1100, 700}};

    @Override
    public String name() {
        return "screenshots";
    }

    @Override
    public CommandSpec spec() {
        var spec = CommandSpec.create();
        spec.addOption(Flags.option("out", "DIR", true));
        return spec;
    }

    @Override
    public int run(ParseResult given, PrintStream out, PrintStream err) {
        Path folder = Flags.path(given, "out");
        AtomicFile.prepareFolder(folder);
        var pictures = new ArrayList<OffScreen.Picture>();
        for (int[] size : SIZES)
            for (boolean dark : new boolean[] {true, false}) {
                String name = "window-" + size[0] + "x" + size[1] + (dark ? "-dark" : "-light") + ".png";
                pictures.add(new OffScreen.Picture(folder.resolve(name), size[0], size[1], dark));
            }
        OffScreen.draw(Shipped.state(), Shipped.DATA, pictures.toArray(OffScreen.Picture[]::new));
        err.println(Texts.of("cli.screenshots.end", pictures.size(), folder));
        return Cli.OK;
    }
}
