package org.latentfx.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
    @TempDir
    private Path folder;

    @Test
    void whatAnOpeningLeavesIsUsedByTheNextUntilAJarIsNewer() throws IOException {
        Path program = jar("program.jar", 1_000);
        String classPath = program + File.pathSeparator + jar("library.jar", 2_000);
        var first = ClassArchive.of(classPath).orElseThrow();
        assertFalse(first.current());
        Path made = Path.of(value(first.options(), "-XX:ArchiveClassesAtExit="));
        assertEquals(folder, made.getParent());

        Files.writeString(made, "classes");
        Files.setLastModifiedTime(made, FileTime.fromMillis(3_000));
        first.keep();
        var second = ClassArchive.of(classPath).orElseThrow();
        assertTrue(second.current());
        Path used = Path.of(value(second.options(), "-XX:SharedArchiveFile="));
        assertEquals("classes", Files.readString(used));
        assertFalse(Files.exists(made), "nothing unfinished is left");
        assertTrue(String.valueOf(used.getFileName()).startsWith("program-"), used + " is named after the program");

        Files.setLastModifiedTime(program, FileTime.fromMillis(4_000));
        assertFalse(second.current(), "the program was built anew");
        second.keep();
        assertTrue(Files.exists(used), "an opening that made none leaves the old one");
    }

    @Test
    void ofFoldersThereIsNone() throws IOException {
        assertTrue(ClassArchive.of(folder + File.pathSeparator + jar("library.jar", 1_000))
                .isEmpty());
    }

    private Path jar(String name, long changed) throws IOException {
        Path jar = folder.resolve(name);
        Files.writeString(jar, name);
        Files.setLastModifiedTime(jar, FileTime.fromMillis(changed));
        return jar;
    }

    private static String value(List<String> options, String prefix) {
        return options.stream()
                .filter(option -> option.startsWith(prefix))
                .findFirst()
                .orElseThrow()
                .substring(prefix.length());
    }
}
