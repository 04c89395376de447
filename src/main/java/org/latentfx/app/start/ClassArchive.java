package org.latentfx.app.start;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * The classes of the program, loaded and checked once by the build and kept in a file beside its jar, from which Java
 * takes them at each start (class data sharing, JEP 310). It is only ever read here. Java refuses one of another Java
 * or another jar, one cut off, and, told to look for it, one with a wrong byte; we refuse one that somebody else can
 * have put there, for its classes run as they are. Then the window opens all the same, later.
 */
final class ClassArchive {
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("----w--w-");

    private ClassArchive() {}

    /** What Java must be told to use the archive of {@code classPath}; nothing where there is none to be trusted. */
    static List<String> options(String classPath) {
        if (!classPath.endsWith(".jar") || !new File(classPath).isFile()) return List.of();
        Path jar = Path.of(classPath);
        Path archive = Path.of(classPath.replaceFirst("jar$", "jsa"));
        // of the path of an archive Java makes two where there is a colon
        if (archive.toString().contains(File.pathSeparator) || !trusted(archive, jar)) return List.of();
        return List.of("-XX:SharedArchiveFile=".concat(archive.toString()), "-XX:+VerifySharedSpaces", "-Xlog:cds=off");
    }

    /**
     * Whether it is a plain file of the jar's owner that nobody else can write; never where files have no such marks.
     */
    static boolean trusted(Path archive, Path jar) {
        try {
            if (!Files.isRegularFile(archive, LinkOption.NOFOLLOW_LINKS)) return false;
            return Files.getOwner(archive, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(jar))
                    && Collections.disjoint(Files.getPosixFilePermissions(archive, LinkOption.NOFOLLOW_LINKS), OTHERS);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
