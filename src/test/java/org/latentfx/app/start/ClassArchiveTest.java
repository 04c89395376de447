package org.latentfx.app.start;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "files have no owner's marks there, and no archive is used")
class ClassArchiveTest {
    @TempDir
    private Path folder;

    private Path jar;
    private Path archive;

    @BeforeEach
    void makeBoth() throws IOException {
        jar = Files.createFile(folder.resolve("program.jar"));
        archive = Files.createFile(folder.resolve("program.jsa"));
        mark("r--r--r--");
    }

    @Test
    void whatTheBuildMadeBesideTheJarIsUsedAndChecked() {
        var options = ClassArchive.options(jar.toString());
        assertEquals("-XX:SharedArchiveFile=" + archive, options.get(0));
        assertTrue(options.contains("-XX:+VerifySharedSpaces"), options.toString());
    }

    @Test
    void whatOthersCanWriteOrAnotherPlaceHoldsIsNotUsed() throws IOException {
        for (String marks : List.of("rw-rw-r--", "rw-r--rw-")) {
            mark(marks);
            assertFalse(ClassArchive.trusted(archive, jar), marks);
        }
        mark("rw-r--r--");
        assertTrue(ClassArchive.trusted(archive, jar));
        Path real = Files.move(archive, folder.resolve("elsewhere.jsa"));
        assertFalse(ClassArchive.trusted(Files.createSymbolicLink(archive, real), jar), "a link");
    }

    @Test
    void withoutOneOrForAClassPathOfSeveralThereIsNothingToTellJava() throws IOException {
        assertEquals(List.of(), ClassArchive.options(folder.toString()));
        assertEquals(List.of(), ClassArchive.options(jar + File.pathSeparator + jar));
        Files.delete(archive);
        assertEquals(List.of(), ClassArchive.options(jar.toString()));
        Path colon = Files.createDirectory(folder.resolve("a" + File.pathSeparator + "b"));
        Files.createFile(colon.resolve("program.jsa"));
        assertEquals(
                List.of(),
                ClassArchive.options(
                        Files.createFile(colon.resolve("program.jar")).toString()));
    }

    private void mark(String marks) throws IOException {
        Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString(marks));
    }
}
