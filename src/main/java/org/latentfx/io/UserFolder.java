package org.latentfx.io;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folders in which each system keeps what a program stores for a person. They are named here and not made. Any
 * thread.
 */
public enum UserFolder {
    /**
     * What was set and arranged: {@code %APPDATA%\LatentFX}, {@code ~/Library/Application Support/LatentFX}, or the XDG
     * base directory specification's {@code ~/.config/latentfx}.
     */
    PREFERENCES("APPDATA", "Roaming", "XDG_CONFIG_HOME", ".config"),

    /**
     * Larger things: {@code %LOCALAPPDATA%\LatentFX}, {@code ~/Library/Application Support/LatentFX}, or {@code
     * ~/.local/share/latentfx}.
     */
    DATA("LOCALAPPDATA", "Local", "XDG_DATA_HOME", ".local/share"),

    /**
     * What may be lost: {@code %LOCALAPPDATA%\LatentFX}, {@code ~/Library/Application Support/LatentFX}, or {@code
     * ~/.cache/latentfx}.
     */
    CACHE("LOCALAPPDATA", "Local", "XDG_CACHE_HOME", ".cache");

    private final String windowsVariable;
    private final String windowsFolder;
    private final String otherVariable;
    private final String otherFolder;

    UserFolder(String windowsVariable, String windowsFolder, String otherVariable, String otherFolder) {
        this.windowsVariable = windowsVariable;
        this.windowsFolder = windowsFolder;
        this.otherVariable = otherVariable;
        this.otherFolder = otherFolder;
    }

    /** This person's folder on this machine; empty where its name cannot be a path here. */
    public Optional<Path> ofThisPerson() {
        return of(System.getProperty("os.name"), System.getenv(), System.getProperty("user.home"));
    }

    /** @param home the person's own folder */
    Optional<Path> of(String system, Map<String, String> environment, String home) {
        String name = system.toLowerCase(Locale.ROOT);
        try {
            if (name.contains("win"))
                return Optional.of(absolute(environment.get(windowsVariable), Path.of(home, "AppData", windowsFolder))
                        .resolve("LatentFX"));
            if (name.contains("mac")) return Optional.of(Path.of(home, "Library", "Application Support", "LatentFX"));
            return Optional.of(absolute(environment.get(otherVariable), Path.of(home, otherFolder))
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
