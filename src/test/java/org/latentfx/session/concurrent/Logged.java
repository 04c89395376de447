package org.latentfx.session.concurrent;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the program writes to its log from now until this is closed; it goes nowhere else meanwhile. */
public final class Logged implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger("org.latentfx");

    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord written) {
            records.add(written);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    public Logged() {
        LOG.addHandler(handler);
        LOG.setUseParentHandlers(false);
    }

    public List<LogRecord> records() {
        return List.copyOf(records);
    }

    public int count() {
        return records.size();
    }

    @Override
    public void close() {
        LOG.removeHandler(handler);
        LOG.setUseParentHandlers(true);
    }
}
