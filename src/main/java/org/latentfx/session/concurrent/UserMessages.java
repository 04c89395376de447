package org.latentfx.session.concurrent;

import java.lang.System.Logger.Level;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;

/**
 * What went wrong, as one sentence for the person. A refusal already is one; anything else is a fault of the program
 * and goes to the log too, once, by whoever catches it. Any thread.
 */
public final class UserMessages {
    private static final System.Logger LOG = System.getLogger("org.latentfx");

    private UserMessages() {}

    public static String sentence(Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof OutOfMemoryError) return Texts.of("session.memory");
        String found = String.valueOf(cause.getMessage());
        return cause instanceof Refusal
                ? found
                : Texts.of("session.fault", cause.getClass().getSimpleName(), found);
    }

    /** Writes a fault of the program into the log, with its trace; a refusal is none. */
    public static void log(Throwable failure) {
        Throwable cause = cause(failure);
        if (!(cause instanceof Refusal)) LOG.log(Level.ERROR, "unexpected fault", cause);
    }

    /** Tells {@code say} the sentence of each failure. */
    public static Consumer<Throwable> to(Consumer<String> say) {
        return failure -> say.accept(sentence(failure));
    }

    /** What failed, without what the library wraps around it on its way between threads. */
    static Throwable cause(Throwable failure) {
        boolean wrapped = failure instanceof CompletionException || failure instanceof ExecutionException;
        return wrapped && failure.getCause() != null ? failure.getCause() : failure;
    }
}
