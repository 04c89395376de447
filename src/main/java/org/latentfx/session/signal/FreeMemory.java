package org.latentfx.session.signal;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/** How much memory is left, as far as that can be known without collecting garbage. Any thread. */
final class FreeMemory {
    private FreeMemory() {}

    /** Bytes that Java may use and that nothing held when garbage was collected last. */
    static long bytes() {
        long held = 0;
        for (var pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage after = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
            if (after != null) held += after.getUsed();
        }
        return Runtime.getRuntime().maxMemory() - held;
    }
}
