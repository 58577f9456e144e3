/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.otlp;

import com.google.protobuf.Message;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

/**
 * What both protocols do with a request: cut it into records, write them, answer.
 *
 * <p>Guarantee: an answer means that all that was not named as rejected is safe.
 */
final class Intake {
    /** The Collector's limit on a record, {@code max_message_bytes}. */
    static final int MAX_RECORD_BYTES = 1_000_000;

    private final RecordSink sink;
    private final RequestSplitter splitter = new RequestSplitter(MAX_RECORD_BYTES);
    private final Map<Signal, LongAdder> accepted = new EnumMap<>(Signal.class);
    private final LongAdder refused = new LongAdder();

    Intake(RecordSink sink) {
        this.sink = sink;
        for (Signal signal : Signal.values()) {
            accepted.put(signal, new LongAdder());
        }
    }

    /**
     * Takes a request.
     *
     * @return the answer; fails with {@link UnavailableException}
     */
    CompletableFuture<Message> take(Signal signal, Message request) {
        RequestSplitter.Pieces pieces = splitter.split(request);
        CompletableFuture<?>[] writes =
                pieces.records().stream()
                        .map(value -> sink.write(signal, value))
                        .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(writes)
                .thenApply(
                        done -> {
                            accepted.get(signal).add(pieces.items());
                            refused.add(pieces.rejected());
                            return signal.response(pieces.rejected(), reason(signal, pieces));
                        });
    }

    /** Counts a request that could not be read. */
    void refuse() {
        refused.increment();
    }

    long accepted(Signal signal) {
        return accepted.get(signal).sum();
    }

    long refused() {
        return refused.sum();
    }

    /** What became of a request that failed. */
    static UnavailableException unavailable(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnavailableException unavailable) {
                return unavailable;
            }
        }
        throw new IllegalStateException("a request failed in a way that has no answer", error);
    }

    private static String reason(Signal signal, RequestSplitter.Pieces pieces) {
        return pieces.rejected() == 0
                ? ""
                : pieces.rejected()
                        + " of "
                        + (pieces.items() + pieces.rejected())
                        + ": a "
                        + signal.item()
                        + " is larger than a record may be ("
                        + MAX_RECORD_BYTES
                        + " bytes)";
    }

    /** Where requests are taken over HTTP. */
    static List<String> paths() {
        return List.of(Signal.TRACES.path(), Signal.METRICS.path(), Signal.LOGS.path());
    }
}
