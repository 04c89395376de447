package org.latentfx.benchmark;

import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import javafx.application.Platform;
import org.latentfx.app.cli.Flags;
import org.latentfx.app.cli.Verb;
import org.latentfx.app.start.Screen;
import org.latentfx.app.start.SessionFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code bench-window}: shows the real window (off screen where there is none) and trains at full speed in it, while z is
 * dragged on the map, dragged by its slider, left alone, and with the window hidden. Prints for each: frames a second, how
 * long from a move of the mouse to its picture, how long the window's thread was busy at a time, training's speed, and who
 * had the processor. Times depend on the machine.
 */
final class BenchWindowVerb implements Verb {
    static final String NAME = "bench-window";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CommandSpec spec() {
        var spec = CommandSpec.create();
        spec.addOption(Flags.option("rounds", "N", false));
        spec.addOption(Flags.option("seconds", "N", false));
        return spec;
    }

    @Override
    public int run(ParseResult given, PrintStream out, PrintStream err) {
        double seconds = Flags.seconds(given, 6);
        int rounds = Flags.rounds(given, 3);
        if (Screen.obstacle().isPresent()) Screen.drawOffScreen();
        ExecutorService background = SessionFactory.background();
        var result = new CompletableFuture<JsonObject>();
        Platform.startup(() -> new WindowBench(background, seconds, rounds, result).begin());
        try {
            out.println(result.join());
        } finally {
            Platform.exit();
            background.shutdownNow();
        }
        return OK;
    }
}
