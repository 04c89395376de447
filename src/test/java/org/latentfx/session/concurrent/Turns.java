package org.latentfx.session.concurrent;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The turns of the window's thread, which the test's own takes when it waits for something. */
public final class Turns extends LinkedBlockingQueue<Runnable> {
    private final transient Supplier<?> told;

    public Turns() {
        this(() -> "");
    }

    /** @param told what is known once something was waited for in vain */
    public Turns(Supplier<?> told) {
        this.told = told;
    }

    /** Takes turns until {@code reached} holds; fails if 20 s pass without one. */
    public void until(BooleanSupplier reached) {
        try {
            while (!reached.getAsBoolean()) {
                Runnable next = poll(20, TimeUnit.SECONDS);
                if (next == null) fail("it did not get there: " + told.get());
                else next.run();
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
