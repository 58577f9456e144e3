/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import com.google.protobuf.ByteString;
import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.QualityFlag;
import io.shewhart.schemas.v1.Role;
import io.shewhart.schemas.v1.TokensSource;
import io.shewhart.schemas.v1.Vantage;

/**
 * Decides which metrics a model call enters, and enters it.
 *
 * <p>Only first revisions of role inference that are not late are looked at. All of them count as
 * requests and in both ratios. Then:
 *
 * <ul>
 *   <li>failed calls enter no latency and no token metric: a refusal takes milliseconds and a
 *       timeout exactly the timeout, so an outage would move the latency charts in either direction
 *       although the error ratio says what happened;
 *   <li>calls cut short enter neither duration nor what follows from their end, since their true
 *       end was not seen; their time to first token and input tokens were;
 *   <li>the time to first token counts unless the call is known not to be streamed; a model server
 *       measures it in either case;
 *   <li>token counts count only when a provider reported them. An estimate moves with its estimator
 *       and a suspect count with its bug: a chart would alarm on the instrumentation;
 *   <li>embeddings have neither first nor output tokens;
 *   <li>latencies are entered together with the call's token counts, under the same rule of trust;
 *   <li>a span that its emitter ends before the answer did has no duration, and no rate.
 * </ul>
 */
final class CallObserver {
    private static final ByteString EMBEDDINGS = ByteString.copyFromUtf8("embeddings");
    private static final double NANOS = 1e9;

    private final WindowCounts counts;

    CallObserver(WindowCounts counts) {
        this.counts = counts;
    }

    /** Whether a record enters a window at all. */
    boolean counts(Inference call) {
        if (call.getRole() != Role.ROLE_INFERENCE || call.getRevision() != 0) {
            counts.count(WindowCounter.CALLS_NOT_COUNTED, 1);
            return false;
        }
        if (call.getLate()) {
            counts.count(WindowCounter.CALLS_LATE, 1);
            return false;
        }
        counts.count(WindowCounter.CALLS, 1);
        return true;
    }

    void observe(Inference call, WindowBundle into) {
        boolean failed = call.hasErrorType();
        boolean cut = call.getIncomplete();
        into.count(failed, cut);
        boolean embedding = EMBEDDINGS.equals(call.getOperationBytes());
        long output = embedding ? -1 : outputTokens(call);
        if (output >= 0) {
            into.produce(output);
        }
        boolean trusted = tokensTrusted(call);
        long ttft = embedding ? -1 : ttft(call);
        CallId id = CallId.of(call.getTraceIdBytes(), call.getSpanIdBytes());
        if (cut) {
            into.showEvent(Metric.INCOMPLETE_RATIO, id);
        }
        if (failed) {
            into.showEvent(Metric.ERROR_RATIO, id);
            return;
        }
        int logInput =
                trusted && call.hasInputTokens()
                        ? TokenLog.of(call.getInputTokens())
                        : TokenLog.UNKNOWN;
        if (ttft >= 0) {
            into.observe(Metric.TTFT, ttft, id, logInput, TokenLog.square(logInput));
        }
        if (trusted && call.hasInputTokens()) {
            observe(Metric.INPUT_TOKENS, call.getInputTokens(), id, into);
        }
        if (cut) {
            return;
        }
        if (output >= 0) {
            into.observe(Metric.OUTPUT_TOKENS, output, id);
        }
        // an embedding has no output whose length could matter: none is a known count
        int logOutput = TokenLog.of(embedding ? 0 : output);
        if (observeDuration(call, id, logInput, logOutput, into)) {
            observeRates(call, ttft, output, id, into);
        }
    }

    private boolean observeDuration(
            Inference call, CallId id, int logInput, int logOutput, WindowBundle into) {
        if (has(call, QualityFlag.QUALITY_FLAG_END_EARLY)
                || has(call, QualityFlag.QUALITY_FLAG_TOOLS_INSIDE)) {
            counts.count(WindowCounter.NO_DURATION, 1);
            return false;
        }
        if (!call.hasDurationNanos()) {
            counts.count(WindowCounter.NO_DURATION, 1);
            return false;
        }
        if (!plausible(call.getDurationNanos())) {
            return false;
        }
        into.observe(Metric.DURATION, call.getDurationNanos(), id, logInput, logOutput);
        return true;
    }

    private void observeRates(
            Inference call, long ttft, long output, CallId id, WindowBundle into) {
        long duration = call.getDurationNanos();
        if (output >= 0 && duration > 0) {
            rate(Metric.CALL_TOKENS_PER_SECOND, output * NANOS / duration, into);
        }
        if (ttft >= 0 && output >= 2) {
            double seconds = (duration - ttft) / NANOS / (output - 1);
            rate(Metric.TPOT, seconds, into, id);
            if (seconds > 0) {
                rate(Metric.DECODE_TOKENS_PER_SECOND, 1 / seconds, into);
            }
        }
    }

    /** Output tokens, or -1 when there is no trusted count. */
    private long outputTokens(Inference call) {
        if (!call.hasOutputTokens()
                || call.getTokensSource() != TokensSource.TOKENS_SOURCE_PROVIDER) {
            return -1;
        }
        return plausible(call.getOutputTokens()) ? call.getOutputTokens() : -1;
    }

    private boolean tokensTrusted(Inference call) {
        TokensSource source = call.getTokensSource();
        if (source == TokensSource.TOKENS_SOURCE_ESTIMATED) {
            counts.count(WindowCounter.TOKENS_ESTIMATED, 1);
        } else if (source == TokensSource.TOKENS_SOURCE_SUSPECT) {
            counts.count(WindowCounter.TOKENS_SUSPECT, 1);
        }
        return source == TokensSource.TOKENS_SOURCE_PROVIDER;
    }

    /** Time to first token in nanoseconds, or -1 when there is none to believe. */
    private long ttft(Inference call) {
        boolean flagged =
                has(call, QualityFlag.QUALITY_FLAG_TTFT_SUSPECT)
                        || has(call, QualityFlag.QUALITY_FLAG_TTFT_IMPLAUSIBLE);
        if (flagged) {
            counts.count(WindowCounter.TTFT_SUSPECT, 1);
            return -1;
        }
        boolean unstreamed =
                call.hasStreaming()
                        && !call.getStreaming()
                        && call.getVantage() != Vantage.VANTAGE_SERVER;
        if (!call.hasTimeToFirstTokenNanos() || unstreamed) {
            return -1;
        }
        long ttft = call.getTimeToFirstTokenNanos();
        boolean beyondEnd = call.hasDurationNanos() && ttft > call.getDurationNanos();
        if (beyondEnd) {
            counts.count(WindowCounter.VALUE_IMPLAUSIBLE, 1);
            return -1;
        }
        return plausible(ttft) ? ttft : -1;
    }

    private static boolean has(Inference call, QualityFlag flag) {
        for (int i = 0; i < call.getFlagsCount(); i++) {
            if (call.getFlagsValue(i) == flag.getNumber()) {
                return true;
            }
        }
        return false;
    }

    private void observe(Metric metric, long quanta, CallId id, WindowBundle into) {
        if (plausible(quanta)) {
            into.observe(metric, quanta, id);
        }
    }

    private void rate(Metric metric, double value, WindowBundle into) {
        rate(metric, value, into, null);
    }

    private void rate(Metric metric, double value, WindowBundle into, CallId id) {
        double quanta = Math.rint(value * metric.quantaPerUnit());
        if (quanta <= Distribution.MAX_QUANTA) {
            into.observe(metric, (long) quanta, id);
        } else {
            counts.count(WindowCounter.VALUE_IMPLAUSIBLE, 1);
        }
    }

    private boolean plausible(long quanta) {
        if (quanta >= 0 && quanta <= Distribution.MAX_QUANTA) {
            return true;
        }
        counts.count(WindowCounter.VALUE_IMPLAUSIBLE, 1);
        return false;
    }
}
