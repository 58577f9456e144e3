/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.stack;

import io.shewhart.testing.otlp.OtlpReceiver;
import io.shewhart.testing.otlp.Signal;
import io.shewhart.testing.sim.LiveTraffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a run says at its end. */
final class StackSummary {
    private StackSummary() {}

    /**
     * @param traffic null when there was none
     * @param receiver null when it never opened
     */
    static List<String> lines(
            LiveTraffic traffic, OtlpReceiver receiver, IncidentLog log, boolean rounds) {
        List<String> lines = new ArrayList<>();
        if (traffic != null) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "Simulated  %,d spans, %,d model calls among them",
                            traffic.spans(),
                            traffic.modelCalls()));
        }
        if (receiver != null) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "Received   %,d spans, %,d data points, %,d log records over OTLP;"
                                    + " %,d refused",
                            receiver.accepted(Signal.TRACES),
                            receiver.accepted(Signal.METRICS),
                            receiver.accepted(Signal.LOGS),
                            receiver.refused()));
        }
        for (IncidentLog.Answered answered : log.answered()) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "Incident   %-21s  %s",
                            answered.kind(),
                            answered.delay() == null
                                    ? "no alert"
                                    : "alert after "
                                            + Terminal.words(answered.delay())
                                            + (answered.alerts() > 1
                                                    ? ", "
                                                            + (answered.alerts() - 1)
                                                            + " more that follow from it"
                                                    : "")));
        }
        if (rounds && log.answered().isEmpty()) {
            lines.add("Incident   none was staged yet");
        }
        if (log.unrelated() > 0) {
            lines.add("Alerts     " + log.unrelated() + " beside what was staged");
        }
        return lines;
    }
}
