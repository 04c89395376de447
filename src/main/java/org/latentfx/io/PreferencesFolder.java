package org.latentfx.io;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which each system keeps a program's preferences: {@code %APPDATA%\LatentFX}, {@code
 * ~/Library/Application Support/LatentFX}, or the XDG base directory specification's {@code ~/.config/latentfx}. It is
 * named here and not made. Any thread.
 */
public final class PreferencesFolder {
    private PreferencesFolder() {}

    /** This person's folder on this machine; empty where its name cannot be a path here. */
    public static Optional<Path> ofThisPerson() {
        return of(System.getProperty("os.name"), System.getenv(), System.getProperty("user.home"));
    }

    /** @param home the person's own folder */
    static Optional<Path> of(String system, Map<String, String> environment, String home) {
        String name = system.toLowerCase(Locale.ROOT);
        try {
            if (name.contains("win"))
                return Optional.of(absolute(environment.get("APPDATA"), Path.of(home, "AppData", "Roaming"))
                        .resolve("LatentFX"));
            if (name.contains("mac")) return Optional.of(Path.of(home, "Library", "Application Support", "LatentFX"));
            return Optional.of(absolute(environment.get("XDG_CONFIG_HOME"), Path.of(home, ".config"))
                    .resolve("latentfx"));
        } catch (InvalidPathException notNamedHere) {
            return Optional.empty(); // the encoding of this process lacks a letter of it
        }
    }

    /** The specification has relative paths ignored. */
    private static Path absolute(@Nullable String said, Path otherwise) {
        return said != null && Path.of(said).isAbsolute() ? Path.of(said) : otherwise;
    }
}
