package org.latentfx.app.start;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.latentfx.text.Texts;

/**
 * Whether a window can be opened here, judged before the toolkit starts (once it has failed it cannot be started
 * again), and the switch to drawing off screen. Only Linux can lack a display or the libraries.
 */
public final class Screen {
    private static final List<String> GTK = List.of("libgtk-3.so.0", "libgdk-3.so.0");

    private Screen() {}

    /** Why no window can be opened, in one sentence; empty if one can. */
    public static Optional<String> obstacle() {
        return obstacle(System.getProperty("os.name"), System.getenv(), libraryFolders(System.getenv()));
    }

    static Optional<String> obstacle(String system, Map<String, String> environment, List<Path> libraryFolders) {
        if (!system.toLowerCase(Locale.ROOT).contains("linux")) return Optional.empty();
        if ("Monocle".equals(System.getProperty("glass.platform"))) return Optional.empty();
        if (environment.getOrDefault("DISPLAY", "").isBlank()) return Optional.of(Texts.of("app.no.display"));
        boolean gtk = GTK.stream()
                .allMatch(name -> libraryFolders.stream().anyMatch(folder -> Files.exists(folder.resolve(name))));
        return gtk ? Optional.empty() : Optional.of(Texts.of("app.no.gtk"));
    }

    /** Makes the toolkit draw off screen. Must be called before it starts. */
    public static void drawOffScreen() {
        System.setProperty("glass.platform", "Monocle");
        System.setProperty("monocle.platform", "Headless");
        System.setProperty("prism.order", "sw");
        System.setProperty("java.awt.headless", "true");
        System.setProperty("headless.geometry", "3840x2160-32");
    }

    private static List<Path> libraryFolders(Map<String, String> environment) {
        var folders = new ArrayList<Path>();
        for (String folder : environment.getOrDefault("LD_LIBRARY_PATH", "").split(File.pathSeparator))
            if (!folder.isBlank()) folders.add(Path.of(folder));
        String machine = "aarch64".equals(System.getProperty("os.arch")) ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
        for (String folder :
                List.of("/usr/lib/" + machine, "/lib/" + machine, "/usr/lib64", "/lib64", "/usr/lib", "/lib"))
            folders.add(Path.of(folder));
        return folders;
    }
}
