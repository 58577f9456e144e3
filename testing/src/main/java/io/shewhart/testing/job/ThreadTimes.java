/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.job;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Processor time of this process by name of thread, native ones (compiler, garbage collection,
 * RocksDB) among them. Names are those of the operating system, 15 characters; where it does not
 * tell them (only Linux does), all time is of nobody.
 */
public final class ThreadTimes {
    private static final double TICKS = 100;
    private static final double LEAST = 0.05;
    private static final String REST = "ended or unknown";

    private final double process;
    private final Map<String, Double> threads;

    private ThreadTimes(double process, Map<String, Double> threads) {
        this.process = process;
        this.threads = threads;
    }

    public static ThreadTimes now() throws IOException {
        double all =
                ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                                .getProcessCpuTime()
                        / 1e9;
        Map<String, Double> threads = new HashMap<>();
        Path tasks = Path.of("/proc/self/task");
        if (Files.isDirectory(tasks)) {
            List<Path> found;
            try (Stream<Path> list = Files.list(tasks)) {
                found = list.toList();
            }
            for (Path task : found) {
                add(task, threads);
            }
        }
        return new ThreadTimes(all, threads);
    }

    private static void add(Path task, Map<String, Double> threads) {
        String stat;
        try {
            stat = Files.readString(task.resolve("stat"));
        } catch (IOException e) {
            // It has ended meanwhile.
            return;
        }
        int close = stat.lastIndexOf(')');
        String name = stat.substring(stat.indexOf('(') + 1, close).replaceAll("[-#:]?[\\d.]+$", "");
        String[] fields = stat.substring(close + 2).split(" ", -1);
        double ticks = Long.parseLong(fields[11]) + (double) Long.parseLong(fields[12]);
        threads.merge(name.strip(), ticks / TICKS, Double::sum);
    }

    /** What was spent since. */
    public ThreadTimes minus(ThreadTimes before) {
        Map<String, Double> spent = new HashMap<>(threads);
        before.threads.forEach((name, seconds) -> spent.merge(name, -seconds, Double::sum));
        return new ThreadTimes(process - before.process, spent);
    }

    /** Seconds of the whole process. */
    public double process() {
        return process;
    }

    /** Seconds by name, the most first; what is less than a twentieth of a second is left out. */
    public Map<String, Double> rows() {
        Map<String, Double> rows = new LinkedHashMap<>();
        threads.entrySet().stream()
                .filter(entry -> entry.getValue() >= LEAST)
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEach(entry -> rows.put(entry.getKey(), entry.getValue()));
        double told = rows.values().stream().mapToDouble(Double::doubleValue).sum();
        rows.put(REST, Math.max(0, process - told));
        return rows;
    }
}
