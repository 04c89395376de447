package org.latentfx.session.file;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.latentfx.io.session.SessionFile.Content;
import org.latentfx.session.concurrent.Message.Choice;

/**
 * What is to be opened, and what is said and done then. Immutable.
 *
 * @param content read in the background
 * @param from the file that it is in
 * @param alone whether it takes the place of the run looked at; else of all runs
 * @param name what is opened, in words
 * @param opened says what was opened
 * @param also what can be done about that
 * @param then runs when it is shown, as a part of what undo takes back
 * @param otherwise runs if it cannot be opened
 */
record OpenRequest(
        Supplier<Content> content,
        Path from,
        boolean alone,
        String name,
        Supplier<String> opened,
        Supplier<List<Choice>> also,
        Consumer<LoadedSession> then,
        Runnable otherwise) {
    /** The same after what is shown otherwise is shown already. */
    OpenRequest again() {
        return new OpenRequest(content, from, alone, name, opened, also, then, () -> {});
    }
}
