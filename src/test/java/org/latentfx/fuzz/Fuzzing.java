package org.latentfx.fuzz;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Feeds every form of file to Jazzer, which changes whole files wherever that reaches other code: one process a form.
 * Two seconds for one input are a fault. Inputs that fail, and the corpus found, stay in {@code target/fuzz}.
 * Run it with {@code mvn -Pfuzz}.
 */
final class Fuzzing {
    private static final Path TARGET = Path.of("target", "fuzz");

    /** They watch for other faults than these; the last one breaks the MATLAB library. */
    private static final String SANITIZERS = Stream.of(
                    "BigDecimal",
                    "Deserialization",
                    "FilePathTraversal",
                    "OsCommandInjection",
                    "ReflectiveCall",
                    "RegexInjection",
                    "RegexRoadblocks",
                    "UnsafeSanitizer")
            .map("com.code_intelligence.jazzer.sanitizers."::concat)
            .collect(Collectors.joining(":"));

    private Fuzzing() {}

    /** @param arguments how many inputs a form, then names of forms; none for all */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String runs = arguments.length == 0 ? "200000" : arguments[0];
        List<Format> formats = arguments.length < 2 || arguments[1].equals("all")
                ? List.of(Format.values())
                : Arrays.stream(arguments).skip(1).map(Format::named).toList();
        var failed = new ArrayList<Format>();
        for (Format format : formats) if (run(format, runs) != 0) failed.add(format);
        System.out.println(
                failed.isEmpty() ? "No fault found in " + formats : "Faults found in " + failed + ", see " + TARGET);
        System.exit(failed.isEmpty() ? 0 : 1);
    }

    private static int run(Format format, String runs) throws IOException, InterruptedException {
        Path folder = TARGET.resolve(format.name().toLowerCase(Locale.ROOT));
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        for (String sample : format.samples()) Files.write(corpus.resolve(sample), Samples.named(sample));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx2g",
                        "-Dfuzz.format=" + format,
                        "-cp",
                        absoluteClassPath(),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + FuzzTarget.class.getName(),
                        "--instrumentation_includes=org.latentfx.**:us.hebi.**:de.siegmar.**:com.google.gson.**",
                        "--disabled_hooks=" + SANITIZERS,
                        "-runs=" + runs,
                        "-timeout=2",
                        "-max_len=65536",
                        "-print_final_stats=1",
                        "corpus")
                .directory(folder.toFile())
                .inheritIO()
                .start()
                .waitFor();
    }

    /** The process runs in a folder of its own. */
    private static String absoluteClassPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(part -> Path.of(part).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
