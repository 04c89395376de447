package org.latentfx.benchmark;

import com.google.gson.JsonObject;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who had the processor between two moments: this program's threads by what they do, the Java machine itself (compiler,
 * garbage collector), other programs such as the display, and, in a virtual machine, its host. Any thread.
 */
final class CpuUsage {
    private static final Path MACHINE = Path.of("/proc/stat");

    /** Nanoseconds of processor time used so far. */
    private record Used(long at, Map<Long, Long> threads, long process, long collecting, long machine, long stolen) {}

    private final Map<Long, String> parts = new LinkedHashMap<>();
    private Used begin = now();

    /** From now on. */
    void restart() {
        begin = now();
    }

    /** Since the last restart: percent of one core, each part with some. */
    JsonObject summary() {
        Used end = now();
        double percent = 100.0 / (end.at - begin.at);
        var json = new JsonObject();
        var sums = new LinkedHashMap<String, Long>();
        long threads = 0;
        for (var thread : end.threads.entrySet()) {
            long used = thread.getValue() - begin.threads.getOrDefault(thread.getKey(), 0L);
            threads += used;
            sums.merge(parts.getOrDefault(thread.getKey(), "other"), used, Long::sum);
        }
        long process = end.process - begin.process;
        sums.put("java", process - threads);
        if (end.machine > 0) {
            sums.put("otherPrograms", end.machine - begin.machine - process);
            sums.put("stolenByHost", end.stolen - begin.stolen);
        }
        sums.forEach((part, used) -> {
            if (used * percent >= 0.05) json.addProperty(part, Math.round(used * percent * 10) / 10.0);
        });
        json.addProperty("collectingMs", end.collecting - begin.collecting);
        return json;
    }

    private Used now() {
        var bean = ManagementFactory.getThreadMXBean();
        var threads = new LinkedHashMap<Long, Long>();
        for (long id : bean.getAllThreadIds()) {
            long used = bean.getThreadCpuTime(id);
            var info = bean.getThreadInfo(id);
            if (used < 0 || info == null) continue;
            threads.put(id, used);
            parts.put(id, part(info.getThreadName()));
        }
        long process = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
        long collecting = 0;
        for (var collector : ManagementFactory.getGarbageCollectorMXBeans())
            collecting += collector.getCollectionTime();
        long[] machine = machine();
        return new Used(System.nanoTime(), threads, process, collecting, machine[0], machine[1]);
    }

    private static String part(String thread) {
        if (thread.equals("JavaFX Application Thread")) return "fx";
        if (thread.startsWith("QuantumRenderer")) return "render";
        if (thread.equals("training") || thread.startsWith("worker-")) return "training";
        return thread.equals("background") ? "background" : "other";
    }

    /** Time that all programs used, and that the host kept for itself; zeros where the system does not tell. */
    private static long[] machine() {
        try {
            List<Long> ticks = new ArrayList<>();
            if (Files.isReadable(MACHINE))
                for (String word :
                        Files.readAllLines(MACHINE).get(0).substring(3).strip().split(" +"))
                    ticks.add(Long.parseLong(word));
            // user, nice, system, idle, waiting, interrupts (two), stolen; in hundredths of a second
            if (ticks.size() < 8) return new long[2];
            long used = ticks.get(0) + ticks.get(1) + ticks.get(2) + ticks.get(5) + ticks.get(6);
            return new long[] {used * 10_000_000, ticks.get(7) * 10_000_000};
        } catch (IOException e) {
            return new long[2];
        }
    }
}
