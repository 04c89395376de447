package org.latentfx.session;

/**
 * A sentence that a person should read. Immutable; any thread may use it.
 *
 * @param lasts whether it is of a fault of the run, which stays in sight until it is dismissed or the run goes on
 */
public record Message(String sentence, boolean lasts) {}
