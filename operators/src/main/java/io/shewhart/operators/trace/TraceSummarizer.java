/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import io.shewhart.schemas.v1.StageTime;
import io.shewhart.schemas.v1.TraceSummary;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Makes the summary of a segment from the spans visible now. With a root whose duration is known,
 * stage times and service times each sum to that duration exactly.
 */
final class TraceSummarizer {
    private static final int MAX_STRETCHES = 64;

    /** A child may start this much before its parent without being called skewed, nanoseconds. */
    private static final long CLOCK_SLACK = 1_000_000L;

    private TraceSummarizer() {}

    static TraceRecord summarize(TraceRun run, Segment segment) {
        // Called for its own sake, too: it says which candidates are wrappers.
        SpanForest forest = run.layers().forest;
        if (run.state.segments.size() > 1) {
            forest = new SpanForest(segment.nodes, run.state.index);
        }
        SpanNode root = segment.root();
        TraceSummary.Builder to =
                TraceSummary.newBuilder()
                        .setTraceIdBytes(Hex.traceId(run.high, run.low))
                        .setSegment(segment.number)
                        .setRevision(segment.revision)
                        .setSettledBy(segment.reason)
                        .setSpanCount(segment.nodes.size())
                        .setApproximate(approximate(segment, forest));
        int errors = 0;
        for (SpanNode node : segment.nodes) {
            errors += node.error ? 1 : 0;
        }
        to.setErrorCount(errors);
        CallSums.fill(to, segment);
        if (root == null) {
            withoutRoot(to, segment, run.names);
        } else {
            withRoot(to, segment, root, run.names);
            path(to, forest, root, run);
        }
        if (run.state.segments.size() > 1) {
            // The forest above numbered the spans anew.
            run.layers = null;
        }
        return new TraceRecord(to.build(), run.path.take());
    }

    /** The span whose service the summary carries. */
    static SpanNode subject(Segment segment) {
        SpanNode root = segment.root();
        if (root != null) {
            return root;
        }
        SpanNode earliest = segment.nodes.get(0);
        for (SpanNode node : segment.nodes) {
            if (SpanNode.byStart(node, earliest) < 0) {
                earliest = node;
            }
        }
        return earliest;
    }

    private static void withoutRoot(TraceSummary.Builder to, Segment segment, NameBytes names) {
        SpanNode earliest = subject(segment);
        long end = earliest.end;
        for (SpanNode node : segment.nodes) {
            end = Math.max(end, node.end);
        }
        to.setStartTimeUnixNano(earliest.start)
                .setEndTimeUnixNano(end)
                .setEventTimeUnixNano(segment.maxEvent);
        resource(to, earliest, names);
    }

    private static void withRoot(
            TraceSummary.Builder to, Segment segment, SpanNode root, NameBytes names) {
        to.setRootSpanIdBytes(Hex.spanId(root.spanId))
                .setStartTimeUnixNano(root.start)
                .setEndTimeUnixNano(root.end)
                .setEventTimeUnixNano(root.event)
                .setError(root.error)
                .setLate(root.late);
        resource(to, root, names);
        Fold fold = segment.foldOf.get(root.spanId);
        if (fold != null && fold.hasBody() && fold.firstBody >= root.start) {
            to.setTimeToFirstByteNanos(fold.firstBody - root.start);
        }
    }

    private static void resource(TraceSummary.Builder to, SpanNode node, NameBytes names) {
        if (node.service != null) {
            to.setServiceBytes(names.of(node.service));
        }
        if (node.serviceVersion != null) {
            to.setServiceVersionBytes(names.of(node.serviceVersion));
        }
        if (node.environment != null) {
            to.setEnvironmentBytes(names.of(node.environment));
        }
    }

    private static void path(
            TraceSummary.Builder to, SpanForest forest, SpanNode root, TraceRun run) {
        if (root.end < root.start || root.end - root.start < 0) {
            return;
        }
        to.setDurationNanos(root.end - root.start);
        CriticalPath path = new CriticalPath(forest, root);
        StageLabels labels = new StageLabels(forest);
        long[] times = labels.times(path);
        for (int i = 0; i < times.length; i++) {
            if (times[i] > 0) {
                to.addStages(
                        StageTime.newBuilder().setStageValue(i).setCriticalPathNanos(times[i]));
            }
        }
        Stretches stretches = path.stretches();
        services(forest, stretches, run);
        int least = leastKept(stretches);
        for (int i = 0; i < stretches.size(); i++) {
            if (least >= 0 && shorter(stretches, i, least)) {
                continue;
            }
            int place = stretches.place(i);
            run.path.stretch(
                    forest.nodes.get(place).spanId,
                    stretches.from(i) - root.start,
                    stretches.nanos(i),
                    labels.stageOf(place, path),
                    run.names.of(service(forest, place)));
        }
    }

    private static void services(SpanForest forest, Stretches stretches, TraceRun run) {
        Map<String, long[]> times = new HashMap<>();
        String last = null;
        long[] time = null;
        for (int i = 0; i < stretches.size(); i++) {
            String service = service(forest, stretches.place(i));
            // Time stays with one service for several stretches, mostly.
            if (time == null || !service.equals(last)) {
                time = times.computeIfAbsent(service, name -> new long[1]);
                last = service;
            }
            time[0] += stretches.nanos(i);
        }
        String[] sorted = times.keySet().toArray(new String[0]);
        Arrays.sort(sorted);
        for (String service : sorted) {
            run.path.service(run.names.of(service), times.get(service)[0]);
        }
    }

    /** The shortest of the stretches that there is room for; -1 when there is room for all. */
    private static int leastKept(Stretches stretches) {
        if (stretches.size() <= MAX_STRETCHES) {
            return -1;
        }
        return IntStream.range(0, stretches.size())
                .boxed()
                .sorted((a, b) -> shorter(stretches, a, b) ? 1 : shorter(stretches, b, a) ? -1 : 0)
                .skip(MAX_STRETCHES - 1)
                .findFirst()
                .orElseThrow();
    }

    /** Of two of the same length the later counts as shorter. */
    private static boolean shorter(Stretches stretches, int a, int b) {
        int order = Long.compare(stretches.nanos(a), stretches.nanos(b));
        return order < 0 || (order == 0 && a > b);
    }

    private static String service(SpanForest forest, int place) {
        String service = forest.nodes.get(place).service;
        return service == null ? "" : service;
    }

    private static boolean approximate(Segment segment, SpanForest forest) {
        boolean doubtful = segment.capped || forest.cyclic || segment.number > 0;
        for (int i = 0; i < segment.nodes.size() && !doubtful; i++) {
            SpanNode node = segment.nodes.get(i);
            int parent = forest.parent[i];
            boolean lost = parent < 0 && node != segment.root();
            boolean skewed =
                    parent >= 0
                            && node.start
                                    < TraceSettings.plus(
                                            segment.nodes.get(parent).start, -CLOCK_SLACK);
            doubtful = lost || skewed || node.end < node.start;
        }
        return doubtful;
    }
}
