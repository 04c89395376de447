package org.latentfx.view.window;

import javafx.beans.value.ObservableDoubleValue;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Tips;

/**
 * The line at the bottom: which kernel computes, on how many threads, how long a decode takes, how many frames a second
 * the window draws, and on the right what is happening, in words. FX thread only.
 */
public final class StatusLine extends HBox {
    private final Label decode = figure("status.decode.help");
    private final Label frames = figure("status.frames.help");

    public StatusLine(
            String kernel, int threads, ObservableDoubleValue decodeMicroseconds, ObservableValue<String> activity) {
        getStyleClass().add("status-line");
        setAlignment(Pos.CENTER_LEFT);
        var kernelName = figure("status.kernel.help");
        kernelName.setText(kernel);
        var threadCount = figure("status.threads.help");
        threadCount.setText(Texts.of("status.threads", threads));
        var space = new Region();
        setHgrow(space, Priority.ALWAYS);
        var happening = new Label();
        happening.textProperty().bind(activity);
        happening.setMinWidth(0);
        Tips.term(decode, "decode-time");
        Tips.term(frames, "frames");
        decode.setId("decode-time");
        frames.setId("frames");
        happening.setId("activity");
        getChildren().addAll(kernelName, threadCount, decode, frames, space, happening);

        var counting = new Counting(decodeMicroseconds);
        sceneProperty().addListener((o, before, now) -> {
            if (before != null) before.removePreLayoutPulseListener(counting);
            if (now != null) now.addPreLayoutPulseListener(counting);
        });
    }

    private static Label figure(String help) {
        var label = new Label();
        label.setMinWidth(USE_PREF_SIZE);
        Tips.say(label, Texts.of(help));
        label.managedProperty().bind(label.textProperty().isNotEmpty());
        return label;
    }

    /**
     * Writes both measured figures twice a second, so that they can be read. It counts the frames that are drawn and
     * asks for none of its own: a window with nothing new to draw leaves the processor to training.
     */
    private final class Counting implements Runnable {
        private static final long PERIOD = 500_000_000;

        private final ObservableDoubleValue microseconds;
        private long since;
        private int count;

        Counting(ObservableDoubleValue microseconds) {
            this.microseconds = microseconds;
        }

        @Override
        public void run() {
            long now = System.nanoTime();
            long passed = now - since;
            count++;
            if (passed < PERIOD) return;
            // after a time without frames the next period begins with this one
            if (passed < 2 * PERIOD) {
                long perSecond = Math.round(count * 1e9 / passed);
                double decoding = microseconds.get();
                frames.setText(Texts.of("status.frames", perSecond));
                decode.setText(decoding > 0 ? Texts.of("status.decode", Math.round(decoding)) : "");
            }
            since = now;
            count = 0;
        }
    }
}
