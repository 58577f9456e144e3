/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.window.LocalAggregator;
import io.shewhart.operators.window.PartialWindow;
import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.Role;
import io.shewhart.schemas.v1.TraceSummary;
import io.shewhart.schemas.v1.Vantage;
import java.util.ArrayList;
import java.util.List;

/** Calls and their partial windows in a line; times in seconds after {@link Spans#EPOCH}. */
final class Windows {
    static final long SECOND = 1_000_000_000L;

    /** Windows of a minute, closed 11 s after their end; series live an hour. */
    static final WindowSetup SETUP =
            new WindowSetup(
                    60 * SECOND,
                    11 * SECOND,
                    3600 * SECOND,
                    100,
                    "",
                    Long.MIN_VALUE,
                    Long.MAX_VALUE);

    private Windows() {}

    static long nanos(long seconds) {
        return Spans.nanos(seconds * 1000);
    }

    /** Watermark of a second. */
    static long at(long seconds) {
        return Spans.EPOCH + seconds * 1000;
    }

    /** A chat call that went well. */
    static Inference call(String service, long number, long endSeconds) {
        return Inference.newBuilder()
                .setTraceId(String.format("%032x", number))
                .setSpanId(String.format("%016x", number))
                .setRole(Role.ROLE_INFERENCE)
                .setService(service)
                .setRequestModel("gpt-5")
                .setOperation("chat")
                .setVantage(Vantage.VANTAGE_APP)
                .setEndTimeUnixNano(nanos(endSeconds))
                .setEventTimeUnixNano(nanos(endSeconds))
                .setDurationNanos(2 * SECOND)
                .build();
    }

    /** A trace whose root ended in time. */
    static TraceSummary trace(String service, long number, long endSeconds) {
        return TraceSummary.newBuilder()
                .setTraceId(String.format("%032x", number))
                .setRootSpanId(String.format("%016x", number))
                .setService(service)
                .setEndTimeUnixNano(nanos(endSeconds))
                .setEventTimeUnixNano(nanos(endSeconds))
                .setDurationNanos(2 * SECOND)
                .build();
    }

    static List<PartialWindow> partials(Inference... calls) {
        LocalAggregator aggregator = aggregator();
        for (Inference call : calls) {
            aggregator.add(call);
        }
        return drain(aggregator);
    }

    static List<PartialWindow> partials(TraceSummary... traces) {
        LocalAggregator aggregator = aggregator();
        for (TraceSummary trace : traces) {
            aggregator.add(trace);
        }
        return drain(aggregator);
    }

    private static LocalAggregator aggregator() {
        return new LocalAggregator(SETUP.config(), SETUP.versions(), 100, (counter, n) -> {});
    }

    private static List<PartialWindow> drain(LocalAggregator aggregator) {
        List<PartialWindow> partials = new ArrayList<>();
        aggregator.drain(partials::add);
        return partials;
    }
}
