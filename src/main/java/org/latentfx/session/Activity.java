package org.latentfx.session;

import java.util.Locale;
import javafx.beans.binding.StringBinding;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableValue;
import org.latentfx.session.run.Run.Status;
import org.latentfx.text.Texts;

/** What is happening, in words. FX thread only. */
final class Activity extends StringBinding {
    private final ObservableBooleanValue reading;
    private final ObservableValue<Status> status;
    private final ObservableValue<?> layout;

    /**
     * @param reading whether a file or data set is being read
     * @param layout what the map shows in place of a plane; null while it shows a plane
     */
    Activity(ObservableBooleanValue reading, ObservableValue<Status> status, ObservableValue<?> layout) {
        this.reading = reading;
        this.status = status;
        this.layout = layout;
        bind(reading, status, layout);
    }

    @Override
    protected String computeValue() {
        if (reading.get()) return Texts.of("session.loading");
        String hint = layout.getValue() == null ? "session.hint.plane" : "session.hint.layout";
        String now = status.getValue().name().toLowerCase(Locale.ROOT);
        return Texts.of("session.activity." + now, Texts.of(hint));
    }
}
