package org.latentfx;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.latentfx");

    private static final Path SOURCES = Path.of("src");

    @Test
    void each_package_uses_only_what_stands_below_it() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("text")
                .definedBy("org.latentfx.text..")
                .layer("math")
                .definedBy("org.latentfx.math..")
                .layer("nn")
                .definedBy("org.latentfx.nn..")
                .layer("data")
                .definedBy("org.latentfx.data..")
                .layer("model")
                .definedBy("org.latentfx.model..")
                .layer("train")
                .definedBy("org.latentfx.train..")
                .layer("analysis")
                .definedBy("org.latentfx.analysis..")
                .layer("io")
                .definedBy("org.latentfx.io..")
                .layer("session")
                .definedBy("org.latentfx.session..")
                .layer("view")
                .definedBy("org.latentfx.view..")
                .layer("app")
                .definedBy("org.latentfx.app..")
                .whereLayer("app")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("view")
                .mayOnlyBeAccessedByLayers("app")
                .whereLayer("session")
                .mayOnlyBeAccessedByLayers("view", "app")
                .whereLayer("io")
                .mayOnlyBeAccessedByLayers("session", "view", "app")
                .whereLayer("analysis")
                .mayOnlyBeAccessedByLayers("io", "session", "view", "app")
                .whereLayer("train")
                .mayOnlyBeAccessedByLayers("io", "session", "view", "app")
                .whereLayer("model")
                .mayOnlyBeAccessedByLayers("train", "analysis", "io", "session", "view", "app")
                .whereLayer("data")
                .mayOnlyBeAccessedByLayers("model", "train", "analysis", "io", "session", "view", "app")
                .whereLayer("nn")
                .mayOnlyBeAccessedByLayers("model")
                .check(CLASSES);
    }

    @Test
    void rooms_form_no_cycle_at_any_depth() {
        slices().matching("org.latentfx.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void views_of_one_feature_do_not_know_those_of_another() {
        checkRooms(
                "org.latentfx.view",
                Map.ofEntries(
                        entry("codebook", Set.of("kit")),
                        entry("command", Set.of()),
                        entry("kit", Set.of("command")),
                        entry("compare", Set.of("command", "kit", "map.paint", "rate")),
                        entry("curves", Set.of("kit")),
                        entry("data", Set.of("kit")),
                        entry("debug", Set.of("kit", "rate")),
                        entry("rate", Set.of("kit")),
                        entry("decoder", Set.of("kit", "label")),
                        entry("direction", Set.of("kit")),
                        entry("evaluation", Set.of("kit", "map.paint")),
                        entry("explain", Set.of("kit")),
                        entry("export", Set.of("command", "kit")),
                        entry("file", Set.of()),
                        entry("inpainting", Set.of("kit")),
                        entry("map", Set.of("command", "kit", "map.mark", "map.paint", "map.tool")),
                        entry("map.mark", Set.of("kit", "map.paint")),
                        entry("map.paint", Set.of("kit")),
                        entry("map.tool", Set.of("map.paint")),
                        entry("label", Set.of("kit")),
                        entry("ordered", Set.of("kit")),
                        entry("path", Set.of("kit")),
                        entry("probe", Set.of("command", "kit", "label")),
                        entry("reconstructions", Set.of("kit")),
                        entry("runs", Set.of("command", "kit")),
                        entry("samples", Set.of("kit")),
                        entry("slow", Set.of("kit")),
                        entry("timeline", Set.of("command", "kit")),
                        entry("sweep", Set.of("kit", "map.paint", "rate")),
                        entry("settings", Set.of("command", "explain", "kit")),
                        entry("window.card", Set.of("command", "explain", "kit")),
                        entry("window.debug", Set.of("debug", "evaluation", "kit", "settings")),
                        entry("window.place", Set.of("command", "kit")),
                        entry("window.slow", Set.of("command", "kit", "slow", "window.place"))),
                "window");
    }

    @Test
    void features_of_the_session_know_only_those_that_they_build_on() {
        checkRooms(
                "org.latentfx.session",
                Map.ofEntries(
                        entry("concurrent", Set.of()),
                        entry("run", Set.of("concurrent")),
                        entry("timeline", Set.of("concurrent", "explore", "run")),
                        entry("signal", Set.of("concurrent", "explore", "run", "timeline")),
                        entry("data", Set.of("concurrent")),
                        entry("explore", Set.of("concurrent")),
                        entry("export", Set.of("concurrent", "run")),
                        entry("label", Set.of("concurrent", "explore")),
                        entry("map", Set.of("concurrent", "explore")),
                        entry("probe", Set.of("concurrent", "explore")),
                        entry("drawing", Set.of("concurrent", "data", "probe")),
                        entry("file", Set.of("concurrent", "run", "drawing", "explore", "map", "probe")),
                        entry("path", Set.of("concurrent", "explore", "map")),
                        entry("direction", Set.of("concurrent", "explore", "map")),
                        entry("inpainting", Set.of("concurrent", "explore", "probe")),
                        entry("quality", Set.of("concurrent", "explore", "run")),
                        entry("samples", Set.of("concurrent", "explore")),
                        entry("slow", Set.of("concurrent", "explore", "probe", "run", "timeline")),
                        entry(
                                "compare",
                                Set.of(
                                        "concurrent",
                                        "evaluation",
                                        "explore",
                                        "map",
                                        "probe",
                                        "quality",
                                        "run",
                                        "timeline")),
                        entry("debug", Set.of("concurrent", "evaluation", "explore", "health", "run", "signal")),
                        entry("health", Set.of("concurrent", "explore", "run", "timeline")),
                        entry("evaluation", Set.of("concurrent", "explore", "run")),
                        entry("explain", Set.of("concurrent", "explore", "run")),
                        entry("sweep", Set.of("concurrent", "run"))),
                "");
    }

    @Test
    void readers_of_data_know_only_what_all_files_share() {
        checkRooms(
                "org.latentfx.io",
                Map.of(
                        "data",
                        Set.of("", "session"),
                        "session",
                        Set.of(""),
                        "exchange",
                        Set.of("", "data", "page", "plot"),
                        "plot",
                        Set.of(""),
                        "page",
                        Set.of("", "plot"),
                        "sweep",
                        Set.of("", "session")),
                "");
    }

    /**
     * Each room of a floor uses only the rooms listed for it.
     *
     * @param top the one room that may use them all, or "" for the floor's own package
     */
    private static void checkRooms(String floor, Map<String, Set<String>> allowed, String top) {
        var rooms = new TreeSet<>(allowed.keySet());
        rooms.add(top);
        assertEquals(rooms, roomsOf(floor), "each room of " + floor + " has a row in the table");
        allowed.forEach((room, others) -> {
            var mayUse = new HashSet<String>();
            mayUse.add(floor + "." + room);
            for (String other : others) mayUse.add(other.isEmpty() ? floor : floor + "." + other);
            noClasses()
                    .that()
                    .resideInAPackage(floor + "." + room)
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage(floor + "..").and(resideOutsideOfPackages(mayUse.toArray(String[]::new))))
                    .check(CLASSES);
        });
    }

    private static Set<String> roomsOf(String floor) {
        return CLASSES.stream()
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .map(JavaClass::getPackageName)
                .filter(name -> name.equals(floor) || name.startsWith(floor + "."))
                .map(name -> name.equals(floor) ? "" : name.substring(floor.length() + 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void nothing_below_the_session_knows_javafx() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.latentfx.session..", "org.latentfx.view..", "org.latentfx.app..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("javafx..")
                .check(CLASSES);
    }

    @Test
    void the_session_knows_no_scene_graph() {
        noClasses()
                .that()
                .resideInAPackage("org.latentfx.session..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx.scene..", "javafx.stage..", "javafx.application..")
                .check(CLASSES);
    }

    @Test
    void only_the_simd_classes_know_the_vector_module() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.latentfx.math.simd..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator.vector..")
                .check(CLASSES);
    }

    @Test
    void tooltips_are_made_in_one_place_when_the_pointer_comes() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.latentfx.view.kit.Tips")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("javafx.scene.control.Tooltip")
                .check(CLASSES);
    }

    @Test
    void standard_streams_are_used_by_the_command_line_alone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.latentfx.app..")
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .check(CLASSES);
    }

    @Test
    void internals_of_javafx_are_not_used() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.sun.javafx..", "com.sun.glass..", "com.sun.prism..", "com.sun.scenario..")
                .check(CLASSES);
    }

    @Test
    void no_folder_holds_more_than_25_files() throws IOException {
        try (Stream<Path> folders = Files.walk(SOURCES).filter(Files::isDirectory)) {
            assertEquals(List.of(), folders.filter(folder -> files(folder) > 25).toList());
        }
    }

    @Test
    void no_file_but_a_kernel_is_longer_than_400_lines() throws IOException {
        try (Stream<Path> sources = javaFiles(SOURCES.resolve("main"))) {
            var kernels = SOURCES.resolve("main/java/org/latentfx/math/simd");
            assertEquals(
                    List.of(),
                    sources.filter(file -> !file.startsWith(kernels))
                            .filter(file -> lines(file).size() > 400)
                            .toList());
        }
    }

    @Test
    void no_line_is_wider_than_120_columns() throws IOException {
        try (Stream<Path> sources = javaFiles(SOURCES)) {
            assertEquals(
                    List.of(),
                    sources.filter(file -> lines(file).stream().anyMatch(line -> line.length() > 120))
                            .toList());
        }
    }

    private static Stream<Path> javaFiles(Path root) throws IOException {
        return Files.walk(root).filter(file -> file.toString().endsWith(".java"));
    }

    private static long files(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isRegularFile).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
