package org.latentfx.benchmark;

import com.google.gson.JsonObject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import javafx.application.Platform;
import org.latentfx.app.start.Screen;
import org.latentfx.app.start.SessionFactory;

/**
 * Shows the real window (off screen where there is none) and trains at full speed in it, while z is dragged on the map,
 * dragged by its slider, left alone, and with the window hidden. Prints for each: frames a second, how long from a move
 * of the mouse to its picture, how long the window's thread was busy at a time, training's speed, and who had the
 * processor. Times depend on the machine. Started by {@code mvn -Pbench-window}; arguments: seconds of each part,
 * rounds.
 */
public final class WindowBenchmark {
    private WindowBenchmark() {}

    public static void main(String[] arguments) {
        double seconds = Double.parseDouble(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        if (Screen.obstacle().isPresent()) Screen.drawOffScreen();
        ExecutorService background = SessionFactory.background();
        var result = new CompletableFuture<JsonObject>();
        Platform.startup(() -> new WindowBench(background, seconds, rounds, result).begin());
        try {
            System.out.println(result.join());
        } finally {
            Platform.exit();
            background.shutdownNow();
        }
    }
}
