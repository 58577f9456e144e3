/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

import java.io.Serializable;

/**
 * Which store is written to, and how.
 *
 * @param url base address, without /api/v2/write
 * @param org organisation, "" where the store has none
 * @param bucket bucket, or database
 * @param token where the token is read from
 * @param connectMillis longest time to connect
 * @param requestMillis longest time for a whole request
 * @param gzip whether requests are compressed
 * @param limits batches, buffer and waits
 */
public record InfluxSettings(
        String url,
        String org,
        String bucket,
        TokenSource token,
        long connectMillis,
        long requestMillis,
        boolean gzip,
        WriteLimits limits)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** For messages: the store, never the token. */
    public String store() {
        return url + " (org '" + org + "', bucket '" + bucket + "', token from '" + token + "')";
    }
}
