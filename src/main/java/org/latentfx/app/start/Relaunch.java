package org.latentfx.app.start;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.module.ModuleFinder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Runs the program again in a child Java machine that has the vector module, which a jar cannot ask for by itself. The
 * child has the same streams, Java and options; its exit code is ours, a signal to us ends it, and it watches us in
 * case we are killed. Up to the child's start this is plain loops: in a Java machine that has run nothing yet the
 * first lambda and the first joined string take as long as the rest.
 */
public final class Relaunch {
    private static final String MODULE = "jdk.incubator.vector";

    /** Set in the child to its parent's process id; a child never has children of its own but for want of a display. */
    private static final String PARENT = "latentfx.parent";

    /** Options of a debugger or of remote management, which hold a port: no second Java machine can have them too. */
    private static final List<String> ONLY_ONCE = List.of(
            "-agentlib:jdwp",
            "-Xrunjdwp",
            "-Dcom.sun.management.jmxremote.port",
            "-Dcom.sun.management.jmxremote.rmi.port",
            "-Dcom.sun.management.config.file");

    /**
     * A set of images may fill half of the memory and more. By default the collector then marks what lives without an
     * end, on a core that frames and training need: at each array of the size of a weight matrix. Such arrays it frees
     * without marking.
     */
    private static final List<String> LATE_MARKING =
            List.of("-XX:-G1UseAdaptiveIHOP", "-XX:InitiatingHeapOccupancyPercent=92");

    private static final String LINUX = "Linux";

    /** Those of the kernel's own drivers, of NVIDIA's, and of Windows below Linux. */
    private static final List<String> GRAPHICS_PROCESSORS = List.of("/dev/dri", "/dev/nvidia0", "/dev/dxg");

    /** Nobody is left to read it. */
    private static final int ORPHANED = 1;

    private Relaunch() {}

    /** Runs the child if this Java machine lacks the module; its exit code, or nothing if we are to do the work. */
    public static OptionalInt withVectorModule(Class<?> main, String[] arguments) {
        boolean present = ModuleLayer.boot().findModule(MODULE).isPresent();
        boolean installed = ModuleFinder.ofSystem().find(MODULE).isPresent();
        if (present || !installed || isChild() || watched(options())) return OptionalInt.empty();
        try {
            return OptionalInt.of(run(new ProcessBuilder(command(main, arguments))));
        } catch (IOException e) {
            System.getLogger("org.latentfx").log(System.Logger.Level.INFO, "no second Java machine", e);
            return OptionalInt.empty();
        }
    }

    /** Runs the program again where it sees no display; for when a display is named but cannot be used. */
    public static int withoutDisplay(Class<?> main, String[] arguments) {
        try {
            var builder = new ProcessBuilder(command(main, arguments));
            builder.environment().remove("DISPLAY");
            return run(builder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In a child: ends this process as a signal would, should the parent be killed and so be unable to do it. */
    public static void endWithParent() {
        if (!isChild()) return;
        var parent = ProcessHandle.of(Long.parseLong(System.getProperty(PARENT)));
        if (parent.isEmpty()) System.exit(ORPHANED);
        parent.get().onExit().thenRun(() -> System.exit(ORPHANED));
    }

    /** Whether this process is the second Java machine. */
    private static boolean isChild() {
        return System.getProperty(PARENT) != null;
    }

    /** Whether a debugger or remote management is to watch the work, which then is done in this very process. */
    static boolean watched(List<String> options) {
        for (String option : options) for (String start : ONLY_ONCE) if (option.startsWith(start)) return true;
        return false;
    }

    /** The child's command line. */
    static List<String> command(Class<?> main, String[] arguments) {
        var command = new ArrayList<String>();
        command.add(String.join(File.separator, System.getProperty("java.home"), "bin", "java"));
        command.addAll(List.of("--add-modules", MODULE, "--enable-native-access=ALL-UNNAMED"));
        String classPath = System.getProperty("java.class.path");
        command.addAll(ClassArchive.options(classPath));
        command.addAll(LATE_MARKING);
        if (noGraphicsProcessor()) command.add("-Dprism.order=sw");
        command.addAll(options()); // the last of two options holds
        command.add(property(PARENT, ProcessHandle.current().pid()));
        command.add(property(ProcessClock.STARTED, ProcessClock.started()));
        command.addAll(program(classPath, main));
        command.addAll(List.of(arguments));
        return command;
    }

    /** A single jar is started as such, so that the child sees what we see, its manifest included. */
    static List<String> program(String classPath, Class<?> main) {
        return new File(classPath).isFile() ? List.of("-jar", classPath) : List.of("-cp", classPath, main.getName());
    }

    /** Where Linux shows no graphics processor the toolkit would look for one at length, and then draw without. */
    private static boolean noGraphicsProcessor() {
        if (!System.getProperty("os.name").startsWith(LINUX)) return false;
        for (String device : GRAPHICS_PROCESSORS) if (new File(device).exists()) return false;
        return true;
    }

    private static List<String> options() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments();
    }

    private static String property(String name, long value) {
        return String.join("", "-D", name, "=", String.valueOf(value));
    }

    private static int run(ProcessBuilder builder) throws IOException {
        Process child = builder.inheritIO().start();
        var stop = new Thread(
                () -> {
                    if (!child.isAlive()) return;
                    child.destroy();
                    // the system would give this process the signal's exit code
                    Runtime.getRuntime().halt(child.onExit().join().exitValue());
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
