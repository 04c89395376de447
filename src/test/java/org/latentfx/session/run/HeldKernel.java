package org.latentfx.session.run;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;

/** The plain kernel, but one that can be held in the middle of its work, run out of memory, or lose a number. */
public final class HeldKernel {
    private final Kernel plain = Kernels.named("ejml");
    private final Kernel kernel =
            (Kernel) Proxy.newProxyInstance(Kernel.class.getClassLoader(), new Class<?>[] {Kernel.class}, this::call);
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicBoolean spoilt = new AtomicBoolean();
    private volatile Thread holder = Thread.currentThread();
    private volatile CountDownLatch open = new CountDownLatch(0);
    private volatile CountDownLatch reached = new CountDownLatch(0);

    public Kernel kernel() {
        return kernel;
    }

    /** Whoever uses the kernel from now on stands still in it, but for the caller, who is to release it. */
    public void hold() {
        holder = Thread.currentThread();
        reached = new CountDownLatch(1);
        open = new CountDownLatch(1);
    }

    /** Waits until somebody stands still in it. */
    public void awaitHeld() throws InterruptedException {
        reached.await();
    }

    public boolean held() {
        return open.getCount() > 0;
    }

    public void release() {
        open.countDown();
    }

    /** The next {@code times} uses by others than the caller find no memory. */
    public void fail(int times) {
        holder = Thread.currentThread();
        failures.set(times);
    }

    /** The next loss of a run's own thread is no number. */
    public void spoil() {
        spoilt.set(true);
    }

    private Object call(Object proxy, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        if (Thread.currentThread() != holder) {
            reached.countDown();
            open.await();
            if (failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0) throw new OutOfMemoryError("none for the test");
        }
        try {
            Object result = method.invoke(plain, arguments);
            boolean loss = method.getName().equals("bernoulli")
                    && Thread.currentThread().getName().equals("training");
            if (loss && spoilt.getAndSet(false)) return Double.NaN;
            return result == plain ? proxy : result;
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }
}
