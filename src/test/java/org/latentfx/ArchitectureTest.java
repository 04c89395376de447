package org.latentfx;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.latentfx");

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
    void packages_form_no_cycle() {
        slices().matching("org.latentfx.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void rooms_within_a_floor_form_no_cycle() {
        for (String floor : List.of("math", "data", "analysis"))
            slices().matching("org.latentfx." + floor + ".(**)")
                    .should()
                    .beFreeOfCycles()
                    .check(CLASSES);
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
}
