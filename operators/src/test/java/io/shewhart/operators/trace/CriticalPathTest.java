/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.schemas.v1.CriticalPathSegment;
import io.shewhart.schemas.v1.ServiceTime;
import io.shewhart.schemas.v1.Stage;
import io.shewhart.schemas.v1.StageTime;
import io.shewhart.schemas.v1.TraceSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The path against a reference that asks every nanosecond for its owner. */
class CriticalPathTest {
    private static SpanNode node(Segment segment, long id, long parent, long start, long end) {
        SpanNode node = new SpanNode(id, end, false, segment);
        node.parentSpanId = parent;
        node.start = start;
        node.end = end;
        segment.add(node);
        return node;
    }

    private static SpanForest forest(Segment segment) {
        SpanIdMap<SpanNode> index = new SpanIdMap<>();
        segment.nodes.forEach(n -> index.put(n.spanId, n));
        return new SpanForest(segment.nodes, index);
    }

    @Property(tries = 3000)
    void everyNanosecondBelongsToTheLatestEndingOpenChild(@ForAll long seed) {
        Random random = new Random(seed);
        Segment segment = new Segment(0);
        SpanNode root = node(segment, 1, 0, 10, 10 + 1L + random.nextInt(40));
        int count = random.nextInt(12);
        for (int id = 2; id < count + 2; id++) {
            long start = random.nextInt(60);
            long end = start + random.nextInt(30) - 2;
            node(segment, id, 1L + random.nextInt(count + 3), start, end);
        }
        SpanForest forest = forest(segment);
        CriticalPath path = new CriticalPath(forest, root);
        List<Long> owners = new ArrayList<>();
        Stretches stretches = path.stretches();
        for (int i = 0; i < stretches.size(); i++) {
            for (long t = stretches.from(i); t < stretches.to(i); t++) {
                owners.add(forest.nodes.get(stretches.place(i)).spanId);
            }
        }
        List<Long> expected = new ArrayList<>();
        for (long t = root.start; t < root.end; t++) {
            expected.add(owner(forest, root, root.start, root.end, root, t).spanId);
        }
        assertThat(owners).isEqualTo(expected);
    }

    private static SpanNode owner(
            SpanForest forest, SpanNode span, long from, long to, SpanNode root, long t) {
        SpanNode best = null;
        long bestFrom = 0;
        long bestTo = 0;
        for (int i = 0; i < forest.nodes.size(); i++) {
            SpanNode child = forest.nodes.get(i);
            boolean below =
                    forest.parent[i] >= 0
                            ? forest.nodes.get(forest.parent[i]) == span
                            : span == root && child != root;
            long start = Math.max(child.start, from);
            long end = Math.min(child.end, to);
            boolean open = below && start <= t && t < end;
            if (open && (best == null || later(end, child, bestTo, best))) {
                best = child;
                bestFrom = start;
                bestTo = end;
            }
        }
        return best == null ? span : owner(forest, best, bestFrom, bestTo, root, t);
    }

    private static boolean later(long end, SpanNode a, long bestEnd, SpanNode b) {
        return end != bestEnd ? end > bestEnd : SpanNode.byStart(a, b) < 0;
    }

    @Test
    void aChainOfTenThousandSpansNeedsNoCallStack() {
        Segment segment = new Segment(0);
        for (int i = 1; i <= 10_000; i++) {
            node(segment, i, i - 1L, i, 100_000 - i);
        }
        CriticalPath path = new CriticalPath(forest(segment), segment.nodes.get(0));
        assertThat(path.stretches().size()).isEqualTo(19_999);
    }

    @Test
    void timesAtTheEndsOfTheRangeDoNotOverflow() {
        Segment segment = new Segment(0);
        SpanNode root = node(segment, 1, 0, 0, Long.MAX_VALUE);
        node(segment, 2, 1, Long.MIN_VALUE, Long.MAX_VALUE);
        CriticalPath path = new CriticalPath(forest(segment), root);
        assertThat(path.stretches().size()).isEqualTo(1);
        assertThat(path.stretches().nanos(0)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theLongestStretchesAreKeptInOrderOfTime() {
        // Calls of 1 to 60 ms with a millisecond between them: 121 stretches, of which those of
        // one millisecond are the shortest, and the later of these are left out first.
        TestSpan[] spans = new TestSpan[61];
        spans[0] = TestSpan.span(1, 0, 0, 2000);
        long start = 1;
        for (int i = 1; i <= 60; i++) {
            spans[i] = TestSpan.span(100 + i, 1, start, start + i);
            start += i + 1;
        }
        TraceSummary trace = new OneTrace().with(spans).end().traces.get(0);
        List<CriticalPathSegment> kept = trace.getCriticalPathList();
        assertThat(kept)
                .hasSize(64)
                .isSortedAccordingTo(
                        Comparator.comparingLong(CriticalPathSegment::getStartOffsetNanos));
        assertThat(kept.stream().map(s -> s.getDurationNanos() / OneTrace.MS).sorted().skip(4))
                .containsExactlyElementsOf(
                        LongStream.concat(
                                        LongStream.rangeClosed(2, 60),
                                        LongStream.of(2000 - start + 1))
                                .sorted()
                                .boxed()
                                .toList());
        assertThat(kept.subList(0, 4))
                .extracting(CriticalPathSegment::getStartOffsetNanos)
                .containsExactly(0L, OneTrace.MS, 2 * OneTrace.MS, 3 * OneTrace.MS);
    }

    @Property(tries = 1500)
    void stagesAndServicesSumToTheRootsDuration(@ForAll long seed) {
        RandomLog log = RandomLog.of(new Random(seed), 1, 150);
        LogReplay replay = new LogReplay(log, 1);
        replay.atOnce();
        for (TraceSummary trace : replay.out().traces) {
            assertThat(trace.getCriticalPathCount()).isLessThanOrEqualTo(64);
            if (trace.hasDurationNanos()) {
                long duration = trace.getDurationNanos();
                assertThat(
                                trace.getStagesList().stream()
                                        .mapToLong(StageTime::getCriticalPathNanos)
                                        .sum())
                        .isEqualTo(duration);
                assertThat(
                                trace.getServicesList().stream()
                                        .mapToLong(ServiceTime::getCriticalPathNanos)
                                        .sum())
                        .isEqualTo(duration);
                assertThat(
                                trace.getCriticalPathList().stream()
                                        .mapToLong(CriticalPathSegment::getDurationNanos)
                                        .sum())
                        .isEqualTo(duration);
            }
        }
    }

    @Test
    void aClientMinusItsServerIsNetworkAndAServersOwnReportDividesItsTime() {
        TestSpan server = TestSpan.call(4, 3, 250, 900).vantage(3).service("vllm").kind(2);
        server.record.call.queueNanos = 50 * TestSpan.MS;
        server.record.call.prefillNanos = 100 * TestSpan.MS;
        TraceSummary trace =
                new OneTrace()
                        .with(
                                TestSpan.span(1, 0, 0, 1000).stage(9),
                                TestSpan.span(2, 1, 100, 950).kind(3).stage(11),
                                TestSpan.span(3, 2, 200, 920).kind(2).stage(9).service("api"),
                                server)
                        .end()
                        .traces
                        .get(0);
        assertThat(ms(trace, Stage.STAGE_NETWORK)).isEqualTo(130);
        assertThat(ms(trace, Stage.STAGE_QUEUE)).isEqualTo(50);
        assertThat(ms(trace, Stage.STAGE_PREFILL)).isEqualTo(100);
        assertThat(ms(trace, Stage.STAGE_MODEL)).isEqualTo(500);
        assertThat(ms(trace, Stage.STAGE_ORCHESTRATION)).isEqualTo(220);
    }

    @Test
    void aModelCallIsNotSplitIntoItsRequests() {
        TraceSummary trace =
                new OneTrace()
                        .with(
                                TestSpan.span(1, 0, 0, 1000).stage(9),
                                TestSpan.call(2, 1, 100, 900),
                                TestSpan.span(3, 2, 110, 890).kind(3).stage(11))
                        .end()
                        .traces
                        .get(0);
        assertThat(ms(trace, Stage.STAGE_MODEL)).isEqualTo(800);
        assertThat(trace.getStagesCount()).isEqualTo(2);
        assertThat(trace.getApproximate()).isFalse();
    }

    private static long ms(TraceSummary trace, Stage stage) {
        return trace.getStagesList().stream()
                .filter(time -> time.getStage() == stage)
                .mapToLong(time -> time.getCriticalPathNanos() / TestSpan.MS)
                .sum();
    }
}
