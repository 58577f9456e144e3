/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import java.util.Map;
import java.util.TreeMap;

/** What has been written, counted as it passes. */
final class Tally {
    /** A late span beyond this can open nothing and amend nothing: settlement plus retention. */
    private static final long RETENTION = 610 * SimOptions.SECOND;

    long traces;
    long spans;
    long spanCopies;
    long lateSpans;
    long lateBeyondRetention;
    long repeatedSpans;
    long repeatedRecords;
    long valueBytes;
    long modelCalls;
    long failedCalls;
    long lateCalls;
    final Map<String, Long> records = new TreeMap<>();

    /** Key: vantage, service, version, provider, model, operation; with slashes between. */
    final Map<String, Long> calls = new TreeMap<>();

    void count(KafkaLog.Entry entry) {
        records.merge(entry.topic(), 1L, Long::sum);
        valueBytes += entry.value().size();
        spanCopies += entry.spans().size();
        if (entry.topic().equals(KafkaLog.SPANS) && entry.repetition()) {
            repeatedRecords++;
        }
    }

    /** Counts a span when it stands in a record for the first time. */
    void countFirst(SimSpan span) {
        spans++;
        if (span.repeatAfter > 0) {
            repeatedSpans++;
        }
        if (span.delay > 0) {
            lateSpans++;
            if (span.delay > RETENTION) {
                lateBeyondRetention++;
            }
        }
        if (span.call != null) {
            countCall(span.call, span.delay > 0);
        }
    }

    private void countCall(CallTruth call, boolean late) {
        modelCalls++;
        if (call.errorType() != null) {
            failedCalls++;
        }
        if (late) {
            lateCalls++;
        }
        String provider = call.provider() == null ? "-" : call.provider();
        String series =
                String.join(
                        "/",
                        call.vantage(),
                        call.process().service,
                        call.process().version,
                        provider,
                        call.servedModel(),
                        call.operation());
        calls.merge(series, 1L, Long::sum);
    }
}
