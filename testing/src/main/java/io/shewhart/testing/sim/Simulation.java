/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import java.io.IOException;
import java.util.List;

/**
 * Runs the application from its first trace to its last late span, and hands on the records in the
 * order of the log. Memory holds what is under way, whatever the duration.
 */
final class Simulation {
    /** Told how far the simulated time has come. */
    interface Progress {
        void at(long time, Tally tally);
    }

    /** Longer than a request, a batch and the producer's way take after their export. */
    private static final long SLACK = 5 * SimOptions.SECOND;

    private final SimOptions options;
    private final IncidentPlan plan;
    private final Tally tally = new Tally();
    private final CaptureFile capture;
    private final CallsFile calls;
    private final KafkaLog log;
    private final Collector collector;
    private final Exporter exporter;
    private final OtherSignals others;

    Simulation(SimOptions options, IncidentPlan plan, CaptureFile capture, CallsFile calls) {
        this.options = options;
        this.plan = plan;
        this.capture = capture;
        this.calls = calls;
        log = new KafkaLog(options, this::written);
        collector = new Collector(log);
        exporter = new Exporter(options, collector::receive);
        others = new OtherSignals(options, log);
    }

    Tally run(Progress progress) throws IOException {
        Arrivals arrivals = new Arrivals(options);
        TraceModel model = new TraceModel(options, plan);
        long index = 0;
        for (long time = arrivals.next(); time < options.end(); time = arrivals.next()) {
            // Before the trace is added: whatever ends by now has been.
            advance(time);
            List<SimSpan> spans = model.trace(index++, time);
            spans.forEach(exporter::add);
            if (!spans.isEmpty()) {
                tally.traces++;
            }
            progress.at(time, tally);
        }
        long time = options.end();
        others.advance(time, tally.traces);
        while (!(exporter.isEmpty() && collector.isEmpty() && log.isEmpty())) {
            advance(time);
            time += SLACK;
        }
        return tally;
    }

    private void advance(long time) throws IOException {
        exporter.advance(time);
        // What a process sends before its schedule's last tick can lie a whole schedule back.
        long complete = time - Exporter.SCHEDULE;
        collector.advance(complete);
        others.advance(Math.min(complete, options.end()), tally.traces);
        log.advance(complete - SLACK);
    }

    private void written(KafkaLog.Entry entry, int partition, long offset) throws IOException {
        capture.write(entry, partition, offset);
        tally.count(entry);
        for (SimSpan span : entry.spans()) {
            if (!span.delivered) {
                span.delivered = true;
                tally.countFirst(span);
                if (span.call != null) {
                    calls.write(span, entry, partition, offset);
                }
            }
        }
    }
}
