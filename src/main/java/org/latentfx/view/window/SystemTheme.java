package org.latentfx.view.window;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Whether the desktop is set to dark, asked of each system in its own way since JavaFX 21 cannot tell; dark where there is
 * no answer within half a second. Any thread may use it.
 */
public final class SystemTheme {
    private static final long PATIENCE_MILLIS = 500;

    private SystemTheme() {}

    public static boolean isDark() {
        return isDark(System.getProperty("os.name"), System.getenv(), SystemTheme::answer);
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

    private static String answer(List<String> command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            if (!process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                process.destroy();
                return "";
            }
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException notThere) {
            return "";
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
