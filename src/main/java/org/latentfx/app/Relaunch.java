package org.latentfx.app;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.module.ModuleFinder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Runs the program again in a child Java machine that has the vector module, when this one lacks it and what was asked
 * for would gain by it. The child has the same streams, Java, class path and options; its exit code is ours, and it ends
 * with us. Called once, by {@link Main}, before anything else.
 */
final class Relaunch {
    private static final String MODULE = "jdk.incubator.vector";
    /** Set in the child to when its parent started, in milliseconds since 1970; a child never has children. */
    private static final String STARTED = "latentfx.started";

    /** Verbs that finish sooner than a second Java machine starts. */
    private static final Set<String> SHORT = Set.of("decode", "--help", "-h", "--version", "-V");

    /**
     * Lets threads of low priority, which are those that compute, stand back for the window's: on Linux they ask for
     * niceness 10, which needs no rights, and the compiler for 4. Elsewhere priorities are heeded anyway.
     */
    private static final List<String> PRIORITIES = System.getProperty("os.name").startsWith("Linux")
            ? List.of(
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:-PrintWarnings", // one that rights may be needed, for raising priorities
                    "-XX:ThreadPriorityPolicy=1",
                    "-XX:JavaPriority1_To_OSPriority=10",
                    "-XX:CompilerThreadPriority=4")
            : List.of();

    private Relaunch() {}

    /** Runs the child if one is needed; its exit code, or nothing if this process is to do the work. */
    static OptionalInt ifNeeded(String[] arguments) {
        boolean present = ModuleLayer.boot().findModule(MODULE).isPresent();
        boolean installed = ModuleFinder.ofSystem().find(MODULE).isPresent();
        if (present || !installed || System.getProperty(STARTED) != null || !worthwhile(arguments))
            return OptionalInt.empty();
        try {
            return OptionalInt.of(run(new ProcessBuilder(command(arguments)).inheritIO()));
        } catch (IOException e) {
            System.getLogger("org.latentfx").log(System.Logger.Level.INFO, "no second Java machine", e);
            return OptionalInt.empty();
        }
    }

    /** Whether {@code arguments} ask for work that the fast kernel speeds up. */
    static boolean worthwhile(String[] arguments) {
        var list = Arrays.asList(arguments);
        int kernel = list.indexOf("--kernel");
        boolean plain = list.contains("--kernel=ejml")
                || kernel >= 0
                        && kernel + 1 < list.size()
                        && list.get(kernel + 1).equals("ejml");
        return !plain && list.stream().noneMatch(SHORT::contains);
    }

    /** The child's command line. */
    static List<String> command(String[] arguments) {
        var runtime = ManagementFactory.getRuntimeMXBean();
        var command = new ArrayList<String>();
        command.add(String.join(File.separator, System.getProperty("java.home"), "bin", "java"));
        command.addAll(runtime.getInputArguments());
        command.addAll(List.of("--add-modules", MODULE, "--enable-native-access=ALL-UNNAMED"));
        command.addAll(PRIORITIES);
        command.add("-D" + STARTED + "=" + runtime.getStartTime());
        command.addAll(List.of("-cp", runtime.getClassPath(), Main.class.getName()));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    /** Seconds since the program was started, by whichever process. */
    static double secondsSinceStart() {
        long started =
                Long.getLong(STARTED, ManagementFactory.getRuntimeMXBean().getStartTime());
        return (System.currentTimeMillis() - started) * 1e-3;
    }

    /** Runs the program again where it sees no display; for when a display is named but cannot be used. */
    static int withoutDisplay(String[] arguments) {
        try {
            var builder = new ProcessBuilder(command(arguments)).inheritIO();
            builder.environment().remove("DISPLAY");
            return run(builder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int run(ProcessBuilder builder) throws IOException {
        Process child = builder.start();
        var stop = new Thread(child::destroy, "stop-child");
        Runtime.getRuntime().addShutdownHook(stop);
        while (true) {
            try {
                return child.waitFor();
            } catch (InterruptedException e) {
                child.destroy();
            }
        }
    }
}
