package org.latentfx.app;

import java.io.File;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The classes that an opening of the window needs, loaded and checked once and kept in a file beside the program, from
 * which Java takes them at the next opening (class data sharing, JEP 350). The first opening that finds none leaves one
 * when it ends; so does {@code prepare}. Java itself refuses an archive of other jars. Confined to one thread.
 */
final class ClassArchive {
    private final Path file;
    private final Path unfinished;
    private final List<Path> jars;

    private ClassArchive(Path file, List<Path> jars) {
        this.file = file;
        this.jars = jars;
        String pid = String.valueOf(ProcessHandle.current().pid());
        unfinished = file.resolveSibling(String.join(".", file.getFileName().toString(), pid));
    }

    /** The archive of a class path; none where it has folders, which an archive cannot hold, or no place beside it. */
    static Optional<ClassArchive> of(String classPath) {
        var jars = new ArrayList<Path>();
        for (String element : classPath.split(File.pathSeparator))
            jars.add(Path.of(element).toAbsolutePath());
        for (Path jar : jars) if (!Files.isRegularFile(jar)) return Optional.empty();
        Path folder = jars.get(0).getParent();
        if (folder == null) return Optional.empty();
        String name = String.valueOf(jars.get(0).getFileName()).replace(".jar", "");
        String file = String.join("-", name, String.valueOf(Runtime.version())).concat(".jsa");
        var archive = new ClassArchive(folder.resolve(file), jars);
        return archive.current() || Files.isWritable(folder) ? Optional.of(archive) : Optional.empty();
    }

    /** Whether it is there and newer than every jar. */
    boolean current() {
        try {
            FileTime made = Files.getLastModifiedTime(file);
            for (Path jar : jars) if (Files.getLastModifiedTime(jar).compareTo(made) > 0) return false;
            return true;
        } catch (IOException notThere) {
            return false;
        }
    }

    /** What Java must be told to use it, or to make it. */
    List<String> options() {
        String use = current()
                ? "-XX:SharedArchiveFile=".concat(file.toString())
                : "-XX:ArchiveClassesAtExit=".concat(unfinished.toString());
        return List.of(use, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    }

    /** Called when the Java machine with those options has ended: keeps what it made. */
    void keep() {
        try {
            if (Files.exists(unfinished)) Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            System.getLogger("org.latentfx").log(Level.INFO, "the window's classes are not kept", e);
        }
    }
}
