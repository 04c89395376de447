package org.latentfx.view.window;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Whether the desktop is set to dark, asked of each system in its own way since JavaFX 21 cannot tell; dark where
 * there is no answer within some seconds. Blocks; not for the thread that draws.
 */
public final class SystemTheme {
    private static final long PATIENCE_MILLIS = 3_000;

    /** More than any of the commands has to say. */
    private static final int MOST_BYTES = 1 << 16;

    private SystemTheme() {}

    public static boolean isDark() {
        return isDark(System.getProperty("os.name"), System.getenv(), command -> answer(command, PATIENCE_MILLIS));
    }

    /** @param ask runs a command; what it printed, empty if it cannot be run */
    static boolean isDark(String system, Map<String, String> environment, Function<List<String>, String> ask) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.contains("win"))
            return !ask.apply(List.of(
                            "reg",
                            "query",
                            "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize",
                            "/v",
                            "AppsUseLightTheme"))
                    .contains("0x1");
        if (name.contains("mac"))
            return ask.apply(List.of("defaults", "read", "-g", "AppleInterfaceStyle"))
                    .contains("Dark");
        if (environment.containsKey("GTK_THEME"))
            return environment.get("GTK_THEME").toLowerCase(Locale.ROOT).contains("dark");
        return !ask.apply(List.of("gsettings", "get", "org.gnome.desktop.interface", "color-scheme"))
                .matches("(?s).*(default|light).*");
    }

    /** What {@code command} prints, at most 64 KiB of it; empty if it cannot be run or has not ended in time. */
    static String answer(List<String> command, long patienceMillis) {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException notThere) {
            return "";
        }
        // read while waiting: a process that prints more than a pipe holds would never end
        var said = new CompletableFuture<String>();
        var reader = new Thread(() -> read(process, said), "desktop theme");
        reader.setDaemon(true);
        reader.start();
        try {
            return said.get(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException noAnswer) {
            return "";
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return "";
        } finally {
            process.destroyForcibly();
        }
    }

    private static void read(Process process, CompletableFuture<String> said) {
        try (InputStream in = process.getInputStream()) {
            said.complete(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
        } catch (IOException destroyed) {
            said.completeExceptionally(new UncheckedIOException(destroyed));
        }
    }
}
