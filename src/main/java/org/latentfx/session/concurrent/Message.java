package org.latentfx.session.concurrent;

import java.util.List;

/**
 * A sentence that a person should read, with what can be done about it. Immutable; any thread may use it.
 *
 * @param lasts whether it is of a fault of the run, which stays in sight until it is dismissed or the run goes on
 * @param choices in the order to offer them; whoever takes one has read the sentence
 */
public record Message(String sentence, boolean lasts, List<Choice> choices) {
    /** Something to do at once: what a link says, and what it runs on the FX thread. */
    public record Choice(String label, Runnable action) {}

    public Message {
        choices = List.copyOf(choices);
    }

    /** A sentence for as long as it takes to read it. */
    public static Message passing(String sentence, Choice... choices) {
        return new Message(sentence, false, List.of(choices));
    }

    /** A sentence about a fault of the run. */
    public static Message lasting(String sentence, Choice... choices) {
        return new Message(sentence, true, List.of(choices));
    }
}
