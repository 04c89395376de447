package org.latentfx.session;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.latentfx.session.concurrent.Message;
import org.latentfx.session.run.Run.Status;

/** The one message that the person should read now, if there is any. FX thread only. */
final class Spoken {
    private final ReadOnlyObjectWrapper<@Nullable Message> message = new ReadOnlyObjectWrapper<>();

    /** Null if there is nothing or it is dismissed. */
    ReadOnlyObjectProperty<@Nullable Message> property() {
        return message.getReadOnlyProperty();
    }

    /** Shows {@code next} instead of what is shown. */
    void tell(@Nullable Message next) {
        message.set(next);
    }

    /** What a message offers about the last step is offered no longer. */
    void forgetOffer() {
        Message told = message.get();
        if (told != null && !told.lasts() && !told.choices().isEmpty()) tell(null);
    }

    /** Why a run has stopped need not be read once it goes on. */
    void follow(ObservableValue<Status> status) {
        status.addListener((property, before, now) -> {
            Message told = message.get();
            if (before == Status.STOPPED && told != null && told.lasts()) tell(null);
        });
    }
}
