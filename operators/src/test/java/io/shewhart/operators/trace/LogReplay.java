/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Reads a log as the job does: stamps each record with its partition's progress, delivers the
 * partitions in some interleaving, and moves the watermark to legal times, which are those before
 * which every group of every partition has come.
 */
final class LogReplay {
    private final List<List<SpanGroup>> partitions = new ArrayList<>();
    private final TraceAssembler assembler = new TraceAssembler(RandomLog.SETTINGS);
    private final Collected out = new Collected();
    private final List<SpanGroup> pending = new ArrayList<>();
    private TraceState state;

    /** One for all, as an operator has. */
    private final TraceCodec codec = new TraceCodec();

    LogReplay(RandomLog log, int partitionCount) {
        long[] highest = new long[partitionCount];
        for (int p = 0; p < partitionCount; p++) {
            partitions.add(new ArrayList<>());
            highest[p] = Long.MIN_VALUE;
        }
        for (RandomLog.Entry entry : log.entries) {
            int p = entry.partition();
            SpanGroupBuilder builder = new SpanGroupBuilder();
            for (SpanRecord span : entry.spans()) {
                builder.add(1, 2, span);
            }
            long admitted =
                    highest[p] == Long.MIN_VALUE ? Long.MIN_VALUE : highest[p] - RandomLog.BOUND;
            builder.drain(admitted, "t", p, partitions.get(p)::add);
            for (SpanRecord span : entry.spans()) {
                highest[p] = Math.max(highest[p], span.eventUnixNano);
            }
        }
    }

    /** What came out so far. */
    Collected out() {
        return out;
    }

    /** Everything is delivered at once and worked off at the end of input. */
    List<String> atOnce() {
        partitions.forEach(pending::addAll);
        advance(Long.MAX_VALUE);
        return out.log;
    }

    /** Deliveries, advances and store-and-read of the state in random order. */
    List<String> inRandomSteps(Random random) {
        int[] read = new int[partitions.size()];
        while (true) {
            long legal = Long.MAX_VALUE;
            List<Integer> unread = new ArrayList<>();
            for (int p = 0; p < read.length; p++) {
                if (read[p] < partitions.get(p).size()) {
                    unread.add(p);
                    legal = Math.min(legal, partitions.get(p).get(read[p]).admittedUnixNano);
                }
            }
            if (unread.isEmpty()) {
                break;
            }
            if (random.nextInt(3) == 0) {
                advance(TraceSettings.plus(legal, -random.nextInt(30) * random.nextLong(2)));
            } else {
                int p = unread.get(random.nextInt(unread.size()));
                pending.add(partitions.get(p).get(read[p]++));
            }
        }
        for (long now = 1000; now < 2500 && random.nextInt(40) != 0; now += random.nextInt(20)) {
            advance(now);
        }
        advance(Long.MAX_VALUE);
        return out.log;
    }

    private void advance(long now) {
        if (state != null) {
            state = codec.decode(codec.encode(state));
        }
        if (state != null || !pending.isEmpty()) {
            state = assembler.advance(1, 2, state, List.copyOf(pending), now, out, t -> {});
            pending.clear();
        }
    }

    boolean forgotten() {
        return state == null;
    }
}
