package org.latentfx.session.file;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latentfx.io.session.SessionFile.Content;
import org.latentfx.text.Refusal;

/** A session that was read, or why it was not, and whether only its data are missing. Immutable. */
record OpenAttempt(@Nullable LoadedSession loaded, String failure, boolean noData) {
    /** Reads what is asked for, with data at {@code places} beside those where the session says they are. Blocks. */
    static OpenAttempt at(OpenRequest request, List<Path> places) {
        Content content = null;
        try {
            content = request.content().get();
            return new OpenAttempt(LoadedSession.of(content, request.from(), places), "", false);
        } catch (Refusal e) {
            return new OpenAttempt(null, String.valueOf(e.getMessage()), content != null);
        }
    }
}
