/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import io.shewhart.schemas.v1.WindowAggregate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects what windows write and count. */
final class Recorded implements WindowOutput {
    final List<WindowAggregate> aggregates = new ArrayList<>();
    private final Map<WindowCounter, Long> counters = new EnumMap<>(WindowCounter.class);

    @Override
    public void aggregate(WindowAggregate aggregate) {
        aggregates.add(aggregate);
    }

    @Override
    public void count(WindowCounter counter, long increment) {
        counters.merge(counter, increment, Long::sum);
    }

    long counted(WindowCounter counter) {
        return counters.getOrDefault(counter, 0L);
    }

    List<WindowAggregate> of(String metric) {
        return aggregates.stream().filter(a -> a.getMetric().equals(metric)).toList();
    }

    List<byte[]> bytes() {
        return aggregates.stream().map(WindowAggregate::toByteArray).toList();
    }
}
