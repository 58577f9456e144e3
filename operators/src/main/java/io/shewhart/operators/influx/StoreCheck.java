/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

import io.shewhart.schemas.v1.QualityCount;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Whether a store takes points with these settings: writes one, since only a write proves address,
 * token, organisation, bucket and the right to write.
 */
public final class StoreCheck {
    private StoreCheck() {}

    /**
     * Writes a count of {@code llm_quality}, stage {@code influxdb}, reason {@code store_checks}.
     *
     * @return why the store cannot be written to now, empty when it can
     * @throws IllegalStateException names the keys to check, when the store refuses us
     */
    public static Optional<String> run(InfluxSettings settings) {
        byte[] line =
                new PointLines()
                        .quality(
                                QualityCount.newBuilder()
                                        .setStage("influxdb")
                                        .setReason("store_checks")
                                        .setCount(1)
                                        .setEndTimeUnixNano(System.currentTimeMillis() * 1_000_000)
                                        .build());
        StoreReply reply = write(settings, line);
        return switch (ReplyRules.verdict(reply, 1)) {
            case WRITTEN -> Optional.empty();
            case RETRY -> Optional.of(settings.store() + " does not take points now: " + reply);
            case SPLIT, REFUSED, MISCONFIGURED ->
                    throw new IllegalStateException(
                            settings.store()
                                    + " refuses to be written to. Check influxdb.url, influxdb.org,"
                                    + " influxdb.bucket and influxdb.token. It said: "
                                    + reply);
        };
    }

    private static StoreReply write(InfluxSettings settings, byte[] line) {
        CompletableFuture<StoreReply> reply = new CompletableFuture<>();
        try (InfluxStore store = new InfluxStore(settings)) {
            store.write(List.of(line), reply::complete);
            return reply.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return StoreReply.none("interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a reply is never a failure", e);
        }
    }
}
