package org.latentfx.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFolderTest {
    @TempDir
    private Path place;

    @Test
    void itGoesWithAllThatIsInItWhenItIsClosed() throws IOException {
        var scratch = ScratchFolder.in(place.resolve("timeline"));
        Files.write(scratch.path().resolve("3.snapshot"), new byte[100]);
        scratch.close();
        assertFalse(Files.exists(scratch.path()));
        assertTrue(Files.exists(place.resolve("timeline")));
    }

    @Test
    void whatAKilledProcessLeftGoesAtTheNextStart() throws IOException {
        Path left = Files.createDirectories(place.resolve("999999-1f3a"));
        Files.write(left.resolve("3.snapshot"), new byte[100]);
        Files.writeString(left.resolve(".latentfx-lock"), "999999");
        Path foreign = Files.createDirectories(place.resolve("something else"));
        try (var scratch = ScratchFolder.in(place)) {
            assertTrue(Files.isDirectory(scratch.path()));
            assertFalse(Files.exists(left));
            assertTrue(Files.exists(foreign), "only what is ours is removed");
        }
    }

    @Test
    void twoAtOnceLeaveEachOtherAlone() throws IOException {
        try (var one = ScratchFolder.in(place)) {
            Files.write(one.path().resolve("3.snapshot"), new byte[100]);
            try (var other = ScratchFolder.in(place)) {
                assertTrue(Files.exists(one.path().resolve("3.snapshot")));
                assertFalse(one.path().equals(other.path()));
            }
            assertEquals(100, Files.size(one.path().resolve("3.snapshot")));
        }
    }
}
