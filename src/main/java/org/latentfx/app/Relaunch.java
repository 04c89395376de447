package org.latentfx.app;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs the program again in a child Java machine with what this one lacks: the vector module, where what was asked for
 * gains by it, and what lets the window open soon. The child has the same streams, Java and options; its exit code is
 * ours, and it ends with us. Called once, by {@link Main}, before anything else. Up to the child's start this is plain
 * loops: in a Java machine that has run nothing yet the first lambda and the first joined string take as long as the rest.
 */
final class Relaunch {
    private static final String MODULE = "jdk.incubator.vector";
    /** Set in the child to when its parent started, in milliseconds since 1970; a child never has children. */
    private static final String STARTED = "latentfx.started";
    /** Set to a jar that holds what the folders of the class path hold: only of jars can an archive be made. */
    private static final String JAR = "latentfx.jar";

    /** Verbs that finish sooner than a second Java machine starts. */
    private static final Set<String> SHORT = Set.of("decode", "--help", "-h", "--version", "-V");

    /** Verbs that open the window. */
    private static final Set<String> WINDOW = Set.of(PrepareVerb.NAME, BenchWindowVerb.NAME);

    private static final boolean LINUX = System.getProperty("os.name").startsWith("Linux");

    /** Those of the kernel's own drivers, of NVIDIA's, and of Windows below Linux. */
    private static final List<String> GRAPHICS_PROCESSORS = List.of("/dev/dri", "/dev/nvidia0", "/dev/dxg");

    /**
     * Lets threads of low priority, which are those that compute, stand back for the window's: on Linux they ask for
     * niceness 10, which needs no rights, and so does the compiler. Elsewhere priorities are heeded anyway. For
     * the window alone: without one the compiler would stand back for the very threads that wait for what it makes.
     */
    private static final List<String> PRIORITIES = LINUX
            ? List.of(
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:-PrintWarnings", // one that rights may be needed, for raising priorities
                    "-XX:ThreadPriorityPolicy=1",
                    "-XX:JavaPriority1_To_OSPriority=10",
                    "-XX:CompilerThreadPriority=10")
            : List.of();

    /**
     * Opening the window runs through much code, all of it seldom: here the second compiler waits forty times longer
     * before it makes the most of a method, but for those that train four times.
     */
    private static final List<String> PATIENT_COMPILER = List.of(
            "-XX:Tier4InvocationThreshold=200000",
            "-XX:Tier4MinInvocationThreshold=24000",
            "-XX:Tier4CompileThreshold=600000",
            "-XX:Tier4BackEdgeThreshold=1600000",
            "-XX:CompileCommand=quiet",
            "-XX:CompileCommand=CompileThresholdScaling,org.latentfx.*::*,0.1",
            "-XX:CompileCommand=CompileThresholdScaling,jdk.incubator.*::*,0.1",
            "-XX:CompileCommand=CompileThresholdScaling,jdk.internal.vm.*::*,0.1");

    private Relaunch() {}

    /** Runs the child if one is needed; its exit code, or nothing if this process is to do the work. */
    static OptionalInt ifNeeded(String[] arguments) {
        boolean present = ModuleLayer.boot().findModule(MODULE).isPresent();
        boolean installed = ModuleFinder.ofSystem().find(MODULE).isPresent();
        if (present || !installed || isChild() || !worthwhile(arguments)) return OptionalInt.empty();
        try {
            var archive = opensWindow(arguments) ? ClassArchive.of(classPath()) : Optional.<ClassArchive>empty();
            if (PrepareVerb.asked(arguments)
                    && archive.isPresent()
                    && archive.get().current()) return OptionalInt.of(Cli.OK);
            List<String> options = archive.isPresent() ? archive.get().options() : List.of();
            var builder = new ProcessBuilder(command(arguments, options)).inheritIO();
            return OptionalInt.of(run(builder, archive));
        } catch (IOException e) {
            System.getLogger("org.latentfx").log(System.Logger.Level.INFO, "no second Java machine", e);
            return OptionalInt.empty();
        }
    }

    /** Whether this process is the second Java machine. */
    static boolean isChild() {
        return System.getProperty(STARTED) != null;
    }

    /** Whether {@code arguments} ask for the window, be it off screen. */
    static boolean opensWindow(String[] arguments) {
        return arguments.length == 0 || WINDOW.contains(arguments[0]);
    }

    /** Whether {@code arguments} ask for work that the fast kernel speeds up. */
    static boolean worthwhile(String[] arguments) {
        var list = Arrays.asList(arguments);
        int kernel = list.indexOf("--kernel");
        boolean plain = list.contains("--kernel=ejml")
                || kernel >= 0
                        && kernel + 1 < list.size()
                        && list.get(kernel + 1).equals("ejml");
        return !plain && Collections.disjoint(list, SHORT);
    }

    /** The child's command line; {@code more} are options for this child alone. */
    static List<String> command(String[] arguments, List<String> more) {
        var runtime = ManagementFactory.getRuntimeMXBean();
        var command = new ArrayList<String>();
        command.add(String.join(File.separator, System.getProperty("java.home"), "bin", "java"));
        command.addAll(List.of("--add-modules", MODULE, "--enable-native-access=ALL-UNNAMED"));
        if (opensWindow(arguments)) {
            command.addAll(PRIORITIES);
            command.addAll(PATIENT_COMPILER);
            if (noGraphicsProcessor()) command.add("-Dprism.order=sw");
        }
        command.addAll(more);
        command.addAll(runtime.getInputArguments()); // the last of two options holds
        command.add(String.join("", "-D", STARTED, "=", String.valueOf(runtime.getStartTime())));
        command.addAll(List.of("-cp", classPath(), Main.class.getName()));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    /** Where Linux shows no graphics processor the toolkit would look for one at length, and then draw without. */
    private static boolean noGraphicsProcessor() {
        if (!LINUX) return false;
        for (String device : GRAPHICS_PROCESSORS) if (Files.exists(Path.of(device))) return false;
        return true;
    }

    private static String classPath() {
        String path = System.getProperty("java.class.path");
        String jar = System.getProperty(JAR);
        if (jar == null || !Files.isRegularFile(Path.of(jar))) return path;
        // in one order, whoever gave the path: an archive is good for no other
        var others = new TreeSet<String>();
        for (String element : path.split(File.pathSeparator))
            if (!element.equals(jar) && !Files.isDirectory(Path.of(element))) others.add(element);
        var all = new ArrayList<String>();
        all.add(jar);
        all.addAll(others);
        return String.join(File.pathSeparator, all);
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
            var builder = new ProcessBuilder(command(arguments, List.of())).inheritIO();
            builder.environment().remove("DISPLAY");
            return run(builder, Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param archive kept when the child has ended, also where this process is told to end before */
    private static int run(ProcessBuilder builder, Optional<ClassArchive> archive) throws IOException {
        Process child = builder.start();
        var stop = new Thread(
                () -> {
                    child.destroy();
                    child.onExit().join();
                    archive.ifPresent(ClassArchive::keep);
                },
                "stop-child");
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
