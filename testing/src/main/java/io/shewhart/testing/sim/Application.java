/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import java.io.IOException;
import java.util.List;

/**
 * The simulated application and the way of its spans to Kafka, moved along in simulated time. The
 * records come out in the order of the log. Memory holds what is under way, whatever the duration.
 */
final class Application {
    /** Longer than a request, a batch and the producer's way take after their export. */
    private static final long SLACK = 5 * SimOptions.SECOND;

    /** Records are complete, and handed on, up to this long before the time that was reached. */
    static final long BEHIND = Exporter.SCHEDULE + SLACK;

    private final SimOptions options;
    private final KafkaLog log;
    private final Collector collector;
    private final Exporter exporter;
    private final OtherSignals others;
    private final Arrivals arrivals;
    private final TraceModel model;
    private final Tally tally;
    private long index;
    private long next;

    Application(SimOptions options, IncidentPlan plan, Tally tally, KafkaLog.Reader reader) {
        this.options = options;
        this.tally = tally;
        log = new KafkaLog(options, reader);
        collector = new Collector(log);
        exporter = new Exporter(options, collector::receive);
        others = new OtherSignals(options, log);
        arrivals = new Arrivals(options);
        model = new TraceModel(options, plan);
        next = arrivals.next();
    }

    /** When the next trace starts. */
    long nextStart() {
        return next;
    }

    /** Starts the next trace. */
    void start() throws IOException {
        // Before the trace is added: whatever ends by now has been.
        advance(next);
        List<SimSpan> spans = model.trace(index++, next);
        spans.forEach(exporter::add);
        if (!spans.isEmpty()) {
            tally.traces++;
        }
        next = arrivals.next();
    }

    /** Moves on to a time before the next trace starts. */
    void advance(long time) throws IOException {
        exporter.advance(time);
        // What a process sends before its schedule's last tick can lie a whole schedule back.
        long complete = time - Exporter.SCHEDULE;
        collector.advance(complete);
        others.advance(Math.min(complete, options.end()), tally.traces);
        log.advance(complete - SLACK);
    }

    /** Hands on what is under way; no trace starts any more. */
    void drain() throws IOException {
        long time = options.end();
        others.advance(time, tally.traces);
        while (!(exporter.isEmpty() && collector.isEmpty() && log.isEmpty())) {
            advance(time);
            time += SLACK;
        }
    }
}
