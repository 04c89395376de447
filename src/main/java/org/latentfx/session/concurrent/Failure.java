package org.latentfx.session.concurrent;

/**
 * Something that nobody expected to fail.
 *
 * @param sentence for the person
 * @param details for whoever mends it: several lines with the stack trace, the program's version, Java and the system
 * @param times how often it has happened so far, 1 or more
 */
public record Failure(String sentence, String details, int times) {}
