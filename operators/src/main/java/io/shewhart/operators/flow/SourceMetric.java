/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.metrics.JobMetric;
import io.shewhart.operators.metrics.MetricDoc;
import io.shewhart.operators.metrics.MetricScope;

/** What is counted where records are read. */
enum SourceMetric implements JobMetric {
    RECORDS(
            MetricDoc.counter(
                    MetricScope.SOURCE,
                    "records",
                    "Kafka records read from topics of spans.",
                    MetricDoc.TRAFFIC)),
    RECORDS_SKIPPED(
            MetricDoc.counter(
                    MetricScope.SOURCE,
                    "records",
                    "Kafka records of `input.other-topics`, read and not decoded.",
                    MetricDoc.TRAFFIC)),
    EMPTY_RECORDS(
            MetricDoc.counter(
                    MetricScope.SOURCE,
                    "records",
                    "Records that were read and hold no span.",
                    "Harmless; a producer that sends nothing else is misconfigured.")),
    DEAD_LETTERS(
            MetricDoc.counter(
                    MetricScope.SOURCE,
                    "records",
                    "Records that could not be read, or not to their end. They are in"
                            + " `output.topics.dead-letters` with reason, detail and origin.",
                    "Read the headers `shewhart-reason` and `shewhart-topic` there:"
                            + " usually a producer with another format, or records larger than"
                            + " `input.max-record-bytes`. Nothing else is affected.")),
    SPANS(
            MetricDoc.counter(
                    MetricScope.SOURCE, "spans", "Spans decoded, all kinds.", MetricDoc.TRAFFIC)),
    CHUNK_SPANS(
            MetricDoc.counter(
                    MetricScope.SOURCE,
                    "spans",
                    "Spans of one streamed chunk each; they fold into their parent.",
                    MetricDoc.TRAFFIC)),
    GROUPS(
            MetricDoc.counter(
                    MetricScope.SOURCE,
                    "groups",
                    "Spans of one trace in one record: what goes on to assembly.",
                    "Near `numSpans`: producers do not batch by trace. Costs throughput,"
                            + " nothing else.")),
    SPANS_CLAMPED(
            MetricDoc.counter(
                    MetricScope.SOURCE,
                    "spans",
                    "Spans that end later than their Kafka timestamp + `time.clock-"
                            + "ahead`; their time was taken back to it.",
                    "The clock of a host, or of the brokers or Collectors, is wrong:"
                            + " synchronise it.")),
    SPANS_CLOCK_BEHIND(
            MetricDoc.counter(
                    MetricScope.SOURCE,
                    "spans",
                    "Spans that ended longer than `time.clock-behind` before their Kafka timestamp,"
                            + " or have no end. They move no clock and are usually too late.",
                    "The clock of a host is years behind, or an instrumentation sets no times.")),
    SPANS_ENDING_BEFORE_START(
            MetricDoc.counter(
                    MetricScope.SOURCE,
                    "spans",
                    "Spans that end before they start; they have no duration.",
                    "A clock was set back, or an instrumentation is broken.")),
    SPANS_WITH_INVALID_IDS(
            MetricDoc.counter(
                    MetricScope.SOURCE,
                    "spans",
                    "Spans whose trace id or span id is zero or of a wrong length. They"
                            + " are in `output.topics.late-spans`.",
                    "An instrumentation is broken; the late spans name the service.")),
    SILENCES(
            MetricDoc.counter(
                    MetricScope.SOURCE,
                    "events",
                    "How often a partition was passed over because it was empty or read"
                            + " to its end for `time.silence`.",
                    "Nothing to do, unless that partition should have traffic."));

    private final MetricDoc doc;

    SourceMetric(MetricDoc doc) {
        this.doc = doc;
    }

    @Override
    public MetricDoc doc() {
        return doc;
    }
}
