/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import io.shewhart.schemas.v1.WindowAggregate;

/**
 * Identity of a chart key, 16 bytes: a series (metric included) without its version. Hashed like
 * {@link SeriesKey}.
 *
 * @param high first eight bytes
 * @param low last eight bytes
 */
public record ChartKey(long high, long low) {

    /** The chart key of a metric and labels, whatever version they carry. */
    public static ChartKey of(String metric, LabelSet labels) {
        SeriesKey key = SeriesKey.of(metric, labels.withoutVersion());
        return new ChartKey(key.high(), key.low());
    }

    /** The chart key that a window aggregate belongs to. */
    public static ChartKey of(WindowAggregate aggregate) {
        return of(aggregate.getMetric(), LabelSet.of(aggregate.getLabels()));
    }

    /** The 16 bytes. */
    public byte[] bytes() {
        return new SeriesKey(high, low).bytes();
    }

    /** 32 lower-case hex digits. */
    public String hex() {
        return new SeriesKey(high, low).hex();
    }

    @Override
    public String toString() {
        return hex();
    }
}
