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

    /** @param reading whether a file or data set is being read */
    Activity(ObservableBooleanValue reading, ObservableValue<Status> status) {
        this.reading = reading;
        this.status = status;
        bind(reading, status);
    }

    @Override
    protected String computeValue() {
        if (reading.get()) return Texts.of("session.loading");
        return Texts.of("session.activity." + status.getValue().name().toLowerCase(Locale.ROOT));
    }
}
