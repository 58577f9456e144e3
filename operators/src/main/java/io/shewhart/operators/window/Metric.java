/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import java.util.Optional;

/**
 * Every metric a window can have: name, unit, how it behaves, and the integer scale on which its
 * sums are exact.
 *
 * <p>Observations are stored as whole numbers of quanta ({@link #quantaPerUnit()} to the unit), so
 * that sums and sums of squares neither round nor depend on order. Which calls a metric takes is
 * decided in {@link CallObserver} and {@link TraceObserver}.
 */
public enum Metric {
    /** End minus start of a call that succeeded and was not cut, seconds; quantum 1 ns. */
    DURATION("duration", 1, "s", Kind.LATENCY, BundleKind.CALLS, 1e9, true),
    /** Start to first token, seconds; quantum 1 ns. */
    TTFT("ttft", 2, "s", Kind.LATENCY, BundleKind.CALLS, 1e9, true),
    /** (duration - ttft) / (output tokens - 1), seconds; quantum 1 ps. */
    TPOT("tpot", 3, "s", Kind.LATENCY, BundleKind.CALLS, 1e12, true),
    /** 1 / tpot, tokens per second; quantum 10^-6 tokens per second. */
    DECODE_TOKENS_PER_SECOND(
            "decode_tokens_per_second", 4, "tokens/s", Kind.RATE, BundleKind.CALLS, 1e6, false),
    /** Output tokens / duration of one call, tokens per second; quantum 10^-6 tokens per second. */
    CALL_TOKENS_PER_SECOND(
            "call_tokens_per_second", 5, "tokens/s", Kind.RATE, BundleKind.CALLS, 1e6, false),
    /**
     * Output tokens of all calls that ended in the window / window length, tokens per second: one
     * observation a window. Failed and cut calls count, for their tokens were produced.
     */
    WINDOW_OUTPUT_TOKENS_PER_SECOND(
            "window_output_tokens_per_second",
            6,
            "tokens/s",
            Kind.RATE,
            BundleKind.CALLS,
            0,
            false),
    /** Input tokens of a call, cached ones included. */
    INPUT_TOKENS("input_tokens", 7, "tokens", Kind.VALUE, BundleKind.CALLS, 1, false),
    /** Output tokens of a call, reasoning included. */
    OUTPUT_TOKENS("output_tokens", 8, "tokens", Kind.VALUE, BundleKind.CALLS, 1, true),
    /**
     * Calls that ended in the window, whatever their outcome. The only metric with zero windows.
     */
    REQUESTS("requests", 9, "requests", Kind.COUNT, BundleKind.CALLS, 0, true),
    /** Failed calls / calls. */
    ERROR_RATIO("error_ratio", 10, "1", Kind.RATIO, BundleKind.CALLS, 0, true),
    /** Cut or abandoned calls / calls. */
    INCOMPLETE_RATIO("incomplete_ratio", 11, "1", Kind.RATIO, BundleKind.CALLS, 0, true),
    /** End minus start of the root of a trace whose root succeeded, seconds; quantum 1 ns. */
    TRACE_DURATION("trace_duration", 12, "s", Kind.LATENCY, BundleKind.TRACES, 1e9, true),
    /** Traces whose root failed / traces. */
    TRACE_ERROR_RATIO("trace_error_ratio", 13, "1", Kind.RATIO, BundleKind.TRACES, 0, false),
    /** Time of one stage on the critical path of a trace, seconds; quantum 1 ns. */
    STAGE_TIME("stage_time", 14, "s", Kind.LATENCY, BundleKind.STAGE, 1e9, false);

    /** How a metric behaves, which decides the charts that can watch it. */
    public enum Kind {
        /** Positive and skewed: durations. */
        LATENCY,
        /** Events among a count. */
        RATIO,
        /** Requests a window; zero is an observation. */
        COUNT,
        /** Positive amounts a call. */
        VALUE,
        /** Amounts per second. */
        RATE
    }

    private final String label;
    private final int code;
    private final String unit;
    private final Kind kind;
    private final BundleKind bundle;
    private final double quantaPerUnit;
    private final boolean charted;

    Metric(
            String label,
            int code,
            String unit,
            Kind kind,
            BundleKind bundle,
            double quantaPerUnit,
            boolean charted) {
        this.label = label;
        this.code = code;
        this.unit = unit;
        this.kind = kind;
        this.bundle = bundle;
        this.quantaPerUnit = quantaPerUnit;
        this.charted = charted;
    }

    /** Name as in WindowAggregate.metric. */
    public String label() {
        return label;
    }

    /** Unit as in WindowAggregate.unit. */
    public String unit() {
        return unit;
    }

    public Kind kind() {
        return kind;
    }

    /** The kind of bundle that holds this metric. */
    public BundleKind bundle() {
        return bundle;
    }

    /** Whether single observations are kept: exact sums, log moments and a sketch. */
    public boolean hasSketch() {
        return quantaPerUnit > 0;
    }

    /** Whether exemplars are kept: of latencies the slowest and typical ones, of ratios events. */
    public boolean hasExemplars() {
        return kind == Kind.RATIO || (kind == Kind.LATENCY && bundle != BundleKind.STAGE);
    }

    public boolean chartedByDefault() {
        return charted;
    }

    /** Quanta in one unit; 0 for metrics without single observations. */
    public double quantaPerUnit() {
        return quantaPerUnit;
    }

    /**
     * Whether token counts of a call explain its latency. The time to first token goes with the
     * input tokens, which prefill reads before it, and with their square, since prefill costs next
     * to nothing for short prompts and more than in proportion for long ones; the duration goes
     * with input and output tokens.
     *
     * <p>Not the time per output token: over prompts of 128 to 8,192 tokens it changes by 1 to 8 %
     * (Patel et al. 2024, Splitwise, ISCA; perf_model.csv), so a mix of other prompts is no alarm
     * there.
     */
    boolean explainedByTokens() {
        return this == TTFT || this == DURATION;
    }

    /** Number in the state format; never reused. */
    int code() {
        return code;
    }

    private static final Metric[] VALUES = values();

    static Metric ofCode(int code) {
        for (Metric metric : VALUES) {
            if (metric.code == code) {
                return metric;
            }
        }
        throw new WindowFormatException("unknown metric " + code);
    }

    /** The metric with a name. */
    public static Optional<Metric> ofLabel(String label) {
        for (Metric metric : VALUES) {
            if (metric.label.equals(label)) {
                return Optional.of(metric);
            }
        }
        return Optional.empty();
    }
}
