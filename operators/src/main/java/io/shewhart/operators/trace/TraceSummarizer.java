/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import io.shewhart.schemas.v1.CriticalPathSegment;
import io.shewhart.schemas.v1.ServiceTime;
import io.shewhart.schemas.v1.StageTime;
import io.shewhart.schemas.v1.TraceSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the summary of a segment from the spans visible now. With a root whose duration is known,
 * stage times and service times each sum to that duration exactly.
 */
final class TraceSummarizer {
    private static final int MAX_STRETCHES = 64;

    /** A child may start this much before its parent without being called skewed, nanoseconds. */
    private static final long CLOCK_SLACK = 1_000_000L;

    private TraceSummarizer() {}

    static TraceSummary summarize(TraceRun run, Segment segment) {
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
            withoutRoot(to, segment);
        } else {
            withRoot(to, segment, root);
            path(to, forest, root, run.names);
        }
        if (run.state.segments.size() > 1) {
            // The forest above numbered the spans anew.
            run.layers = null;
        }
        return to.build();
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

    private static void withoutRoot(TraceSummary.Builder to, Segment segment) {
        SpanNode earliest = subject(segment);
        long end = earliest.end;
        for (SpanNode node : segment.nodes) {
            end = Math.max(end, node.end);
        }
        to.setStartTimeUnixNano(earliest.start)
                .setEndTimeUnixNano(end)
                .setEventTimeUnixNano(segment.maxEvent);
        resource(to, earliest);
    }

    private static void withRoot(TraceSummary.Builder to, Segment segment, SpanNode root) {
        to.setRootSpanIdBytes(Hex.spanId(root.spanId))
                .setStartTimeUnixNano(root.start)
                .setEndTimeUnixNano(root.end)
                .setEventTimeUnixNano(root.event)
                .setError(root.error)
                .setLate(root.late);
        resource(to, root);
        Fold fold = segment.foldOf.get(root.spanId);
        if (fold != null && fold.hasBody() && fold.firstBody >= root.start) {
            to.setTimeToFirstByteNanos(fold.firstBody - root.start);
        }
    }

    private static void resource(TraceSummary.Builder to, SpanNode node) {
        if (node.service != null) {
            to.setService(node.service);
        }
        if (node.serviceVersion != null) {
            to.setServiceVersion(node.serviceVersion);
        }
        if (node.environment != null) {
            to.setEnvironment(node.environment);
        }
    }

    private static void path(
            TraceSummary.Builder to, SpanForest forest, SpanNode root, NameBytes names) {
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
        for (Map.Entry<String, Long> time : services(forest, path).entrySet()) {
            to.addServices(
                    ServiceTime.newBuilder()
                            .setServiceBytes(names.of(time.getKey()))
                            .setCriticalPathNanos(time.getValue()));
        }
        for (CriticalPath.Stretch stretch : longest(path.stretches())) {
            to.addCriticalPath(
                    CriticalPathSegment.newBuilder()
                            .setSpanIdBytes(Hex.spanId(forest.nodes.get(stretch.place()).spanId))
                            .setStartOffsetNanos(stretch.from() - root.start)
                            .setDurationNanos(stretch.nanos())
                            .setStage(labels.stageOf(stretch.place(), path))
                            .setServiceBytes(names.of(service(forest, stretch))));
        }
    }

    private static Map<String, Long> services(SpanForest forest, CriticalPath path) {
        Map<String, Long> times = new TreeMap<>();
        String last = null;
        long sum = 0;
        // Time stays with one service for several stretches, mostly.
        for (CriticalPath.Stretch stretch : path.stretches()) {
            String service = service(forest, stretch);
            if (!service.equals(last)) {
                add(times, last, sum);
                last = service;
                sum = 0;
            }
            sum += stretch.nanos();
        }
        add(times, last, sum);
        return times;
    }

    private static void add(Map<String, Long> times, String service, long nanos) {
        if (service != null) {
            times.merge(service, nanos, Long::sum);
        }
    }

    private static List<CriticalPath.Stretch> longest(List<CriticalPath.Stretch> stretches) {
        if (stretches.size() <= MAX_STRETCHES) {
            return stretches;
        }
        List<CriticalPath.Stretch> kept = new ArrayList<>(stretches);
        kept.sort(
                Comparator.comparingLong(CriticalPath.Stretch::nanos)
                        .reversed()
                        .thenComparingLong(CriticalPath.Stretch::from));
        kept = kept.subList(0, MAX_STRETCHES);
        kept.sort(Comparator.comparingLong(CriticalPath.Stretch::from));
        return kept;
    }

    private static String service(SpanForest forest, CriticalPath.Stretch stretch) {
        String service = forest.nodes.get(stretch.place()).service;
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
