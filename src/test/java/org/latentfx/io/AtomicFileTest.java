package org.latentfx.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.imageio.IIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentfx.text.Refusal;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void aFileIsWrittenAndReplacedAndNothingElseIsLeft() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFile.write(file, out -> out.write(bytes("one")));
        AtomicFile.write(file, out -> out.write(bytes("two")));
        assertEquals("two", Files.readString(file));
        assertEquals(List.of(file), files());
    }

    @Test
    void aFailureHalfWayLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");
        Refusal full = assertThrows(
                Refusal.class,
                () -> AtomicFile.write(file, out -> {
                    out.write(bytes("half"));
                    out.flush();
                    throw new IOException("No space left on device");
                }));
        assertTrue(full.getMessage().contains("No space left on device"), full.getMessage());
        assertTrue(full.getMessage().contains("a.txt"), full.getMessage());
        assertThrows(
                IllegalStateException.class,
                () -> AtomicFile.write(file, out -> {
                    throw new IllegalStateException("a fault of ours");
                }));
        assertEquals("old", Files.readString(file));
        assertEquals(List.of(file), files());
    }

    @Test
    void aPathBelowAFileOrInNoFolderIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");
        for (Path target : List.of(file.resolve("b.txt"), folder.resolve("none/b.txt"), Path.of("/"))) {
            Refusal refused = assertThrows(Refusal.class, () -> AtomicFile.write(target, out -> out.write(1)));
            assertTrue(refused.getMessage().contains(target.toString()), refused.getMessage());
        }
        assertThrows(Refusal.class, () -> AtomicFile.write(folder, out -> out.write(1)));
        assertEquals(List.of(file), files());
    }

    @Test
    void theReasonBehindAWrappedFailureIsTheOneThatIsSaid() {
        Refusal full = assertThrows(
                Refusal.class,
                () -> AtomicFile.write(folder.resolve("a.png"), out -> {
                    throw new IIOException("I/O error writing PNG file!", new IOException("No space left on device"));
                }));
        assertTrue(full.getMessage().contains("No space left on device"), full.getMessage());
    }

    @Test
    void whatKilledProcessesLeftIsSweptAndNothingElse() throws IOException {
        long dead = Long.MAX_VALUE; // no system counts so far
        var parent = ProcessHandle.current().parent().orElse(ProcessHandle.current());
        Path stale = Files.writeString(folder.resolve(".latentfx-" + dead + "-1f.tmp"), "half");
        Path nameless = Files.writeString(folder.resolve(".latentfx-1f2e3d.tmp"), "half");
        Path reused = Files.writeString(folder.resolve(".latentfx-" + parent.pid() + "-2f.tmp"), "half");
        Files.setLastModifiedTime(reused, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
        List<Path> others = new ArrayList<>();
        for (var name : List.of(
                ".latentfx-" + parent.pid() + "-3f.tmp", // being written
                ".latentfx-lock",
                ".latentfx-notes.tmp",
                "latentfx-" + dead + "-1f.tmp",
                "a.tmp")) others.add(Files.writeString(folder.resolve(name), "kept"));
        AtomicFile.prepareFolder(folder);
        assertEquals(Set.copyOf(others), Set.copyOf(files()));
        Files.writeString(stale, "half");
        Path file = folder.resolve("a.txt");
        AtomicFile.write(file, out -> out.write(1));
        others.add(file);
        assertEquals(Set.copyOf(others), Set.copyOf(files()));
        assertFalse(Files.exists(stale) || Files.exists(nameless));
    }

    @Test
    void filesThatBelongTogetherAreAllReplacedOrNone() throws IOException {
        Path first = Files.writeString(folder.resolve("1"), "old");
        Path second = Files.writeString(folder.resolve("2"), "old");
        Path former = Files.writeString(folder.resolve("3"), "old");
        var good = new AtomicFile.Part(first, out -> out.write(bytes("new")));
        var bad = new AtomicFile.Part(second, out -> {
            throw new IOException("full");
        });
        assertThrows(Refusal.class, () -> AtomicFile.write(List.of(good, bad), List.of(former)));
        assertEquals(Set.of(first, second, former), Set.copyOf(files()));
        for (Path file : files()) assertEquals("old", Files.readString(file));
        var better = new AtomicFile.Part(second, out -> out.write(bytes("new")));
        AtomicFile.write(List.of(good, better), List.of(former));
        assertEquals(Set.of(first, second), Set.copyOf(files()));
        for (Path file : files()) assertEquals("new", Files.readString(file));
    }

    @Test
    void aLinkStaysALinkAndItsTargetIsReplaced() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        AtomicFile.write(link, out -> out.write(bytes("new")));
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(file));
    }

    @Test
    void theReasonIsSaidInWords() throws IOException {
        Path proc = Path.of("/proc/nope");
        Path file = Files.writeString(folder.resolve("a.txt"), "old");
        for (Path bad : Files.isDirectory(Path.of("/proc")) ? List.of(proc, file) : List.of(file)) {
            String said = assertThrows(Refusal.class, () -> AtomicFile.prepareFolder(bad))
                    .getMessage();
            assertTrue(said.contains(bad.toString()), said);
            assertFalse(said.contains("Exception") || said.contains("NoSuchFile") || said.contains("Exists"), said);
            assertTrue(said.matches("[^(]+\\([a-z][a-zA-Z ]+\\).+"), said);
        }
    }

    @Test
    void aFolderIsMadeAndLeftEmptyAndOneThatCannotBeIsRefused() throws IOException {
        Path deep = folder.resolve("x/y");
        AtomicFile.prepareFolder(deep);
        AtomicFile.prepareFolder(deep);
        assertTrue(Files.isDirectory(deep));
        try (var inside = Files.list(deep)) {
            assertEquals(0, inside.count());
        }
        Path file = Files.writeString(folder.resolve("a.txt"), "old");
        for (Path bad : List.of(file, file.resolve("b"))) {
            Refusal refused = assertThrows(Refusal.class, () -> AtomicFile.prepareFolder(bad));
            assertTrue(refused.getMessage().contains(bad.toString()), refused.getMessage());
        }
    }

    @Test
    void onlyAnOrdinaryFileIsOpened() {
        assertThrows(Refusal.class, () -> AtomicFile.open(folder));
        assertThrows(Refusal.class, () -> AtomicFile.open(folder.resolve("none")));
        assertFalse(Files.exists(folder.resolve("none")));
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
