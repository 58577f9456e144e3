/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.job;

import com.sun.management.ThreadMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Where the Java threads' processor time goes: looks at their stacks twenty times a second and
 * books what a thread has used since the last look to the stage that it is found in. Time in native
 * code (RocksDB, compression) belongs to the stage that called it. Threads without Java code
 * (compiler, garbage collection, RocksDB's own) are in {@link ThreadTimes} only.
 */
final class StageProfile {
    private static final long PERIOD_MILLIS = 50;
    private static final int DEPTH = 100;

    /** Stages, in the order in which they are printed. */
    enum Stage {
        FETCH("fetch from Kafka"),
        DECODE("decode"),
        CONVENTIONS("resolve conventions"),
        GROUP("group, encode and stamp spans"),
        SHUFFLE("shuffle"),
        ROCKSDB("state: RocksDB"),
        STATE("state: Flink, timers"),
        ASSEMBLY("assemble traces"),
        WINDOWS("windows"),
        CHARTS("charts"),
        SINKS("Kafka sinks"),
        STORE("store sinks"),
        CHECKPOINTS("checkpoints"),
        OTHER("other");

        final String text;

        Stage(String text) {
            this.text = text;
        }
    }

    private record Rule(String prefix, Stage stage) {}

    /** The first frame from the top that one of these suits tells the stage. */
    private static final List<Rule> RULES =
            List.of(
                    new Rule("org.rocksdb.", Stage.ROCKSDB),
                    new Rule("org.apache.flink.state.", Stage.STATE),
                    new Rule("org.apache.flink.runtime.checkpoint.", Stage.CHECKPOINTS),
                    new Rule("org.apache.flink.runtime.state.", Stage.STATE),
                    new Rule("org.apache.flink.streaming.api.operators.InternalTimer", Stage.STATE),
                    new Rule("io.shewhart.operators.otlp.", Stage.DECODE),
                    new Rule("io.shewhart.operators.semconv.", Stage.CONVENTIONS),
                    new Rule("io.shewhart.operators.ingest.RecordDecoder", Stage.DECODE),
                    new Rule("io.shewhart.operators.ingest.LogClocks", Stage.DECODE),
                    new Rule("io.shewhart.operators.ingest.DeadLetters", Stage.DECODE),
                    new Rule("io.shewhart.operators.ingest.", Stage.GROUP),
                    new Rule("io.shewhart.operators.trace.SpanGroupBuilder", Stage.GROUP),
                    new Rule("io.shewhart.operators.flow.AdmissionOperator", Stage.GROUP),
                    new Rule("io.shewhart.operators.trace.", Stage.ASSEMBLY),
                    new Rule("io.shewhart.operators.flow.Assembly", Stage.ASSEMBLY),
                    new Rule("io.shewhart.operators.window.", Stage.WINDOWS),
                    new Rule("io.shewhart.operators.flow.LocalWindow", Stage.WINDOWS),
                    new Rule("io.shewhart.operators.flow.Window", Stage.WINDOWS),
                    new Rule("io.shewhart.operators.flow.Keyed", Stage.WINDOWS),
                    new Rule("io.shewhart.operators.spc.", Stage.CHARTS),
                    new Rule("io.shewhart.operators.chart.", Stage.CHARTS),
                    new Rule("io.shewhart.operators.flow.Chart", Stage.CHARTS),
                    new Rule("io.shewhart.operators.influx.", Stage.STORE),
                    new Rule("io.shewhart.operators.flow.Influx", Stage.STORE),
                    new Rule("io.shewhart.operators.flow.Quality", Stage.STORE),
                    new Rule("org.apache.flink.connector.kafka.sink.", Stage.SINKS),
                    new Rule("org.apache.kafka.clients.producer.", Stage.SINKS),
                    new Rule("io.shewhart.operators.kafka.KeyedRecords", Stage.SINKS),
                    new Rule("org.apache.kafka.", Stage.FETCH),
                    new Rule("org.apache.flink.connector.", Stage.FETCH),
                    new Rule("io.shewhart.operators.kafka.", Stage.FETCH),
                    new Rule("org.apache.flink.runtime.io.", Stage.SHUFFLE),
                    new Rule("org.apache.flink.streaming.runtime.io.", Stage.SHUFFLE),
                    new Rule("org.apache.flink.streaming.runtime.partitioner.", Stage.SHUFFLE),
                    new Rule("org.apache.flink.runtime.plugable.", Stage.SHUFFLE));

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Map<String, Spent> byThread = new HashMap<>();
    private final Map<Long, Long> before = new HashMap<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "stage-profile");

    private StageProfile() {}

    static StageProfile start() {
        StageProfile profile = new StageProfile();
        profile.thread.setDaemon(true);
        profile.thread.start();
        return profile;
    }

    void stop() throws InterruptedException {
        stopped.countDown();
        thread.join();
    }

    private void run() {
        try {
            while (!stopped.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        long[] ids = threads.getAllThreadIds();
        long[] times = threads.getThreadCpuTime(ids);
        long[] busy = new long[ids.length];
        long[] used = new long[ids.length];
        int count = 0;
        for (int i = 0; i < ids.length; i++) {
            Long last = before.put(ids[i], times[i]);
            long since = last == null ? times[i] : times[i] - last;
            if (since > 0) {
                busy[count] = ids[i];
                used[count++] = since;
            }
        }
        ThreadInfo[] infos = threads.getThreadInfo(Arrays.copyOf(busy, count), DEPTH);
        for (int i = 0; i < count; i++) {
            if (infos[i] != null && busy[i] != thread.getId()) {
                book(infos[i], used[i]);
            }
        }
    }

    private void book(ThreadInfo info, long nanos) {
        String name = info.getThreadName();
        Spent spent = byThread.computeIfAbsent(name, n -> new Spent());
        if (name.startsWith("kafka-producer")) {
            spent.add(Stage.SINKS, nanos);
        } else if (info.getThreadState() == Thread.State.RUNNABLE) {
            spent.add(stage(info), nanos);
        } else {
            // It has worked since the last look and waits again.
            spent.unseen += nanos;
        }
    }

    private static Stage stage(ThreadInfo info) {
        for (StackTraceElement frame : info.getStackTrace()) {
            for (Rule rule : RULES) {
                if (frame.getClassName().startsWith(rule.prefix)) {
                    return rule.stage;
                }
            }
        }
        return Stage.OTHER;
    }

    /** Of one thread, nanoseconds. */
    private static final class Spent {
        private final Map<Stage, Long> stages = new EnumMap<>(Stage.class);
        private long seen;
        private long unseen;

        private void add(Stage stage, long nanos) {
            stages.merge(stage, nanos, Long::sum);
            seen += nanos;
        }

        /** What it was not seen at is shared out like what it was seen at. */
        private void addTo(Map<Stage, Long> all) {
            if (seen == 0) {
                all.merge(Stage.OTHER, unseen, Long::sum);
                return;
            }
            double share = 1 + unseen / (double) seen;
            stages.forEach((stage, nanos) -> all.merge(stage, (long) (nanos * share), Long::sum));
        }
    }

    /** Prints a row for each stage. */
    void print(PrintStream out, long spans) {
        Map<Stage, Long> spent = new EnumMap<>(Stage.class);
        byThread.values().forEach(thread -> thread.addTo(spent));
        long all = spent.values().stream().mapToLong(Long::longValue).sum();
        out.printf("%nOf Java threads, by stage:%n");
        spent.forEach(
                (stage, nanos) ->
                        out.printf(
                                Locale.ROOT,
                                "  %-32s %7.1f s %7.2f us a span %5.1f %%%n",
                                stage.text,
                                nanos / 1e9,
                                nanos / 1e3 / spans,
                                100.0 * nanos / all));
    }
}
