/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A log of one trace in several partitions, made up at random: trees with wrappers, companions,
 * chunk spans, repeated and late spans, missing parents, circles. Times are small integers and the
 * settings fit them, so that every rule is met often.
 */
final class RandomLog {
    static final long BOUND = 8;
    static final TraceSettings SETTINGS = new TraceSettings(10, 60, 200, 50, 14);

    /** One Kafka record: the trace's spans in it. */
    record Entry(int partition, List<SpanRecord> spans) {}

    private static final String[] SCOPES = {"a", "b", "native"};
    private static final String[] MODELS = {null, "m", "n"};
    private static final String[] IDS = {null, null, "r1", "r2"};

    final List<Entry> entries = new ArrayList<>();

    /**
     * @param lateness how much later than in order of their end records may stand; above BOUND some
     *     spans are late, below none
     */
    static RandomLog of(Random random, int partitions, int lateness) {
        RandomLog log = new RandomLog();
        List<SpanRecord> spans = spans(random);
        if (lateness > BOUND) {
            repeat(spans, random);
        }
        List<long[]> order = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
            int delay = random.nextInt(lateness > BOUND && random.nextInt(6) != 0 ? 6 : lateness);
            order.add(new long[] {spans.get(i).eventUnixNano + delay, i});
        }
        order.sort((a, b) -> a[0] != b[0] ? Long.compare(a[0], b[0]) : Long.compare(a[1], b[1]));
        for (int i = 0; i < order.size(); ) {
            List<SpanRecord> record = new ArrayList<>();
            int size = lateness > BOUND ? 1 + random.nextInt(3) : 1;
            for (int k = 0; k < size && i < order.size(); k++) {
                record.add(spans.get((int) order.get(i++)[1]));
            }
            log.entries.add(new Entry(random.nextInt(partitions), record));
        }
        return log;
    }

    /** The same spans in records of the same partitions, in another order within the bound. */
    RandomLog permuted(Random random) {
        List<Entry> order = new ArrayList<>(entries);
        List<long[]> keys = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            long event = order.get(i).spans().get(0).eventUnixNano;
            keys.add(new long[] {event + random.nextInt((int) BOUND), i});
        }
        keys.sort((a, b) -> a[0] != b[0] ? Long.compare(a[0], b[0]) : Long.compare(a[1], b[1]));
        RandomLog log = new RandomLog();
        for (long[] key : keys) {
            log.entries.add(order.get((int) key[1]));
        }
        return log;
    }

    private static List<SpanRecord> spans(Random random) {
        List<SpanRecord> spans = new ArrayList<>();
        int count = 1 + random.nextInt(16);
        int spread = random.nextInt(4) == 0 ? 400 : 60;
        for (int id = 1; id <= count; id++) {
            SpanRecord span = new SpanRecord();
            span.spanId = id;
            span.parentSpanId = id == 1 ? 0 : 1L + random.nextInt(count + 1);
            span.startUnixNano = 1000L + random.nextInt(spread);
            span.endUnixNano = span.startUnixNano + random.nextInt(spread) - 2;
            span.eventUnixNano = span.endUnixNano;
            span.kind = (byte) random.nextInt(6);
            span.stage = (byte) random.nextInt(12);
            span.error = random.nextInt(5) == 0;
            span.service = random.nextInt(8) == 0 ? null : "s" + random.nextInt(3);
            if (random.nextInt(2) == 0) {
                call(span, random);
            }
            spans.add(span);
            if (random.nextInt(5) == 0) {
                spans.add(chunk(span, random));
            }
        }
        return spans;
    }

    private static void call(SpanRecord span, Random random) {
        span.candidate = true;
        CallFacts call = span.call;
        call.dialect = "d";
        call.vantage = (byte) (random.nextInt(4) == 0 ? 3 : 1);
        call.embedding = random.nextInt(6) == 0;
        call.scope = SCOPES[random.nextInt(3)];
        call.companion = call.scope.equals("native");
        call.layerPriority = random.nextInt(3);
        call.requestModel = MODELS[random.nextInt(3)];
        call.responseId = IDS[random.nextInt(4)];
        call.tokensSource = (byte) random.nextInt(4);
        call.inputTokens = random.nextInt(4) - 1L;
        call.outputTokens = random.nextInt(4) - 1L;
        call.ttftNanos = random.nextInt(20) - 1L;
        call.queueNanos = random.nextInt(10) - 1L;
    }

    private static SpanRecord chunk(SpanRecord parent, Random random) {
        SpanRecord chunk = new SpanRecord();
        chunk.chunk = true;
        chunk.chunkBody = random.nextBoolean();
        chunk.parentSpanId = parent.spanId;
        chunk.startUnixNano = parent.startUnixNano + random.nextInt(5);
        chunk.endUnixNano = chunk.startUnixNano + random.nextInt(5);
        chunk.eventUnixNano = chunk.endUnixNano;
        return chunk;
    }

    private static void repeat(List<SpanRecord> spans, Random random) {
        for (SpanRecord span : List.copyOf(spans)) {
            if (!span.chunk && random.nextInt(5) == 0) {
                SpanRecord again = new SpanRecord();
                again.set(span);
                if (random.nextBoolean()) {
                    again.error = !again.error;
                    again.service = "again";
                    again.startUnixNano -= random.nextInt(3);
                    again.eventUnixNano -= random.nextInt(3);
                    again.candidate = random.nextInt(4) != 0 && again.candidate;
                }
                spans.add(again);
            }
        }
    }
}
