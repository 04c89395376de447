package org.latentfx.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentfx.text.Refusal;

class FolderLockTest {
    @TempDir
    Path folder;

    @Test
    void aFolderIsHeldOnceNamesItsHolderAndIsFreeAfterwards() throws IOException {
        String process = String.valueOf(ProcessHandle.current().pid());
        try (var lock = FolderLock.take(folder)) {
            assertEquals(process, Files.readString(folder.resolve(".latentfx-lock")));
            String said =
                    assertThrows(Refusal.class, () -> FolderLock.take(folder)).getMessage();
            assertTrue(said.contains(folder.toString()) && said.contains("process " + process + ")"), said);
        }
        try (var files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
        FolderLock.take(folder).close();
    }

    @Test
    void aLockThatAKilledProcessLeftBehindHoldsNothing() throws IOException {
        Files.writeString(folder.resolve(".latentfx-lock"), "1234567890");
        FolderLock.take(folder).close();
    }

    @Test
    void aFolderInTheWayOrNoFolderIsRefused() throws IOException {
        assertThrows(Refusal.class, () -> FolderLock.take(folder.resolve("none")));
        Files.createDirectory(folder.resolve(".latentfx-lock"));
        assertThrows(Refusal.class, () -> FolderLock.take(folder));
    }
}
