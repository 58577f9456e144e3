/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import java.io.IOException;

/**
 * Runs the application from its first trace to its last late span, and writes the records in the
 * order of the log.
 */
final class Simulation {
    /** Told how far the simulated time has come. */
    interface Progress {
        void at(long time, Tally tally);
    }

    private final SimOptions options;
    private final Tally tally = new Tally();
    private final CaptureFile capture;
    private final CallsFile calls;
    private final Application application;

    Simulation(SimOptions options, IncidentPlan plan, CaptureFile capture, CallsFile calls) {
        this.options = options;
        this.capture = capture;
        this.calls = calls;
        application = new Application(options, plan, tally, this::written);
    }

    Tally run(Progress progress) throws IOException {
        while (application.nextStart() < options.end()) {
            long time = application.nextStart();
            application.start();
            progress.at(time, tally);
        }
        application.drain();
        return tally;
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
