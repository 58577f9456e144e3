/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.kafka;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** A reporter that keeps what is registered, for all mini clusters of the process that use it. */
public final class SeenMetrics implements MetricReporter {
    private static final Map<Metric, Seen> ALL = new ConcurrentHashMap<>();

    /**
     * A registered metric.
     *
     * @param name without its groups
     * @param identifier with them
     * @param operator name of the operator, empty for those of jobs and tasks
     */
    record Seen(String name, String identifier, String operator, Metric metric) {
        double value() {
            if (metric instanceof Counter counter) {
                return counter.getCount();
            }
            if (metric instanceof Meter meter) {
                return meter.getCount();
            }
            return metric instanceof Gauge<?> gauge && gauge.getValue() instanceof Number number
                    ? number.doubleValue()
                    : Double.NaN;
        }
    }

    /** Makes one; found by Flink by its name. */
    public static final class Factory implements MetricReporterFactory {
        @Override
        public MetricReporter createMetricReporter(Properties properties) {
            return new SeenMetrics();
        }
    }

    /** Adds the reporter to the configuration of a cluster. */
    public static void report(Configuration configuration) {
        configuration.setString("metrics.reporter.seen.factory.class", Factory.class.getName());
    }

    /** Metrics of a name in a group whose path ends like this, of operators named like that. */
    static List<Seen> of(String operator, String group, String name) {
        return named(name)
                .filter(seen -> seen.operator().contains(operator))
                .filter(seen -> seen.identifier().contains("." + group + "."))
                .toList();
    }

    /** Sum over everything of a name. */
    public static double sum(String name) {
        return named(name).mapToDouble(Seen::value).sum();
    }

    static Stream<Seen> named(String name) {
        return ALL.values().stream().filter(seen -> seen.name().equals(name));
    }

    static double sum(String operator, String group, String name) {
        return of(operator, group, name).stream().mapToDouble(Seen::value).sum();
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        String operator = group.getAllVariables().getOrDefault("<operator_name>", "");
        ALL.put(metric, new Seen(name, group.getMetricIdentifier(name), operator, metric));
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        ALL.remove(metric);
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}
}
