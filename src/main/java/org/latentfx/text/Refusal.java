package org.latentfx.text;

/**
 * Something a person gave cannot be used. The message is one plain sentence for that person: what was found, what was
 * expected, what to do. Whoever throws it has changed nothing.
 */
public final class Refusal extends RuntimeException {
    /** A refusal with the text of {@code key}, filled in with {@code arguments}. */
    public Refusal(String key, Object... arguments) {
        super(Texts.of(key, arguments));
    }

    /** As above, keeping what the machine reported. */
    public Refusal(Throwable cause, String key, Object... arguments) {
        super(Texts.of(key, arguments), cause);
    }
}
