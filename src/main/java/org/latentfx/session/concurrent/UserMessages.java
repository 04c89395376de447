package org.latentfx.session.concurrent;

import java.lang.System.Logger.Level;
import java.util.concurrent.CompletionException;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;

/**
 * Turns what went wrong into one sentence for the person. A refusal already is one; anything else is a fault of the
 * program, logged here once with its trace. Any thread.
 */
public final class UserMessages {
    private static final System.Logger LOG = System.getLogger("org.latentfx");

    private UserMessages() {}

    public static String sentence(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String found = String.valueOf(cause.getMessage());
        if (cause instanceof Refusal) return found;
        LOG.log(Level.ERROR, "unexpected fault", cause);
        if (cause instanceof OutOfMemoryError) return Texts.of("session.memory");
        return Texts.of("session.fault", cause.getClass().getSimpleName(), found);
    }
}
