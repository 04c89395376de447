package org.latentfx.app;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.latentfx.app.cli.BenchVerb;
import org.latentfx.app.cli.DecodeVerb;
import org.latentfx.app.cli.DoctorVerb;
import org.latentfx.app.cli.EvaluateVerb;
import org.latentfx.app.cli.ExportVerb;
import org.latentfx.app.cli.InfoVerb;
import org.latentfx.app.cli.SearchVerb;
import org.latentfx.app.cli.SweepVerb;
import org.latentfx.app.cli.TrainVerb;
import org.latentfx.app.cli.Verb;
import org.latentfx.app.reproduce.ReproduceVerb;
import org.latentfx.app.screenshot.ScreenshotsVerb;
import org.latentfx.app.start.Relaunch;
import org.latentfx.app.start.Screen;
import org.latentfx.io.session.SessionFile;

/**
 * The program's plain entry point: without arguments, or with a file or folder to open, the window; with others the
 * command line. Where the fast kernel needs a Java machine that was started otherwise, it runs the program again in one
 * ({@link Relaunch}).
 */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Relaunch.endWithParent();
        if (opensWindow(arguments) || commandLine().gainsByFastKernel(arguments)) {
            var elsewhere = Relaunch.withVectorModule(Main.class, arguments);
            if (elsewhere.isPresent()) System.exit(elsewhere.getAsInt());
        }
        System.exit(run(arguments));
    }

    /** Whether there are no arguments, or a file or folder alone. */
    static boolean opensWindow(String[] arguments) {
        if (arguments.length != 1) return arguments.length == 0;
        String only = arguments[0];
        if (only.endsWith(SessionFile.EXTENSION)) return true;
        return !only.startsWith("-")
                && new File(only).exists()
                && !commandLine().knows(only);
    }

    private static int run(String[] arguments) {
        PrintStream out = utf8(FileDescriptor.out);
        PrintStream err = utf8(FileDescriptor.err);
        if (!opensWindow(arguments)) return commandLine().run(arguments, out, err);
        var obstacle = Screen.obstacle();
        if (obstacle.isPresent() && arguments.length > 0) {
            err.println(obstacle.get());
            return Verb.WRONG;
        }
        if (obstacle.isPresent()) return HeadlessRun.run(obstacle.get(), out, err);
        try {
            App.open(arguments);
            return Verb.OK;
        } catch (UnsupportedOperationException noToolkit) {
            return Relaunch.withoutDisplay(Main.class, arguments);
        }
    }

    /** Made anew each time, so that the way to the window loads none of its classes. */
    static Cli commandLine() {
        return new Cli(List.of(
                new TrainVerb(),
                new SweepVerb(),
                new SearchVerb(),
                new EvaluateVerb(),
                new DoctorVerb(),
                new ReproduceVerb(),
                new DecodeVerb(),
                new ExportVerb(),
                new InfoVerb(),
                new ScreenshotsVerb(),
                new BenchVerb()));
    }

    /** Whatever the system's own encoding: sentences have typographic quotes. */
    private static PrintStream utf8(FileDescriptor stream) {
        return new PrintStream(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
    }
}
