/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

import static io.shewhart.operators.influx.Measurement.Type.BOOLEAN;
import static io.shewhart.operators.influx.Measurement.Type.FLOAT;
import static io.shewhart.operators.influx.Measurement.Type.INTEGER;
import static io.shewhart.operators.influx.Measurement.Type.STRING;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Every measurement that is written, with all its tags and fields. A field's type never changes;
 * stores that want tables beforehand are given them from here.
 */
@SuppressWarnings("ImmutableEnumChecker") // the lists are made by List.of and Stream.toList
public enum Measurement {
    /** One metric of one series in one window. */
    LLM_WINDOW(
            labels(),
            List.of(
                    new Field("count", INTEGER),
                    new Field("requests", INTEGER),
                    new Field("events", INTEGER),
                    new Field("value", FLOAT),
                    new Field("sum", FLOAT),
                    new Field("mean", FLOAT),
                    new Field("variance", FLOAT),
                    new Field("min", FLOAT),
                    new Field("max", FLOAT),
                    new Field("p50", FLOAT),
                    new Field("p90", FLOAT),
                    new Field("p95", FLOAT),
                    new Field("p99", FLOAT),
                    new Field("log_mean", FLOAT),
                    new Field("log_variance", FLOAT),
                    new Field("complete", BOOLEAN),
                    new Field("exemplars", STRING))),
    /** One subgroup on one chart. */
    LLM_CHART(
            Stream.concat(Stream.of("chart"), labels().stream()).toList(),
            List.of(
                    new Field("value", FLOAT),
                    new Field("cl", FLOAT),
                    new Field("lcl", FLOAT),
                    new Field("ucl", FLOAT),
                    new Field("sigma", FLOAT),
                    new Field("z", FLOAT),
                    new Field("n", INTEGER),
                    new Field("phase", STRING),
                    new Field("phase_code", INTEGER),
                    new Field("learned", INTEGER),
                    new Field("learning_target", INTEGER),
                    new Field("signal", INTEGER),
                    new Field("direction", INTEGER),
                    new Field("rules_bits", INTEGER),
                    new Field("baseline_id", STRING),
                    new Field("baseline_version", STRING),
                    new Field("remark", STRING),
                    new Field("description", STRING))),
    /** One event of an episode. */
    LLM_EPISODE(
            Stream.concat(Stream.of("chart", "kind"), labels().stream()).sorted().toList(),
            List.of(
                    new Field("id", STRING),
                    new Field("sequence", INTEGER),
                    new Field("state", STRING),
                    new Field("state_code", INTEGER),
                    new Field("kind_code", INTEGER),
                    new Field("resolution", STRING),
                    new Field("resolution_code", INTEGER),
                    new Field("opened_ns", INTEGER),
                    new Field("change_point_ns", INTEGER),
                    new Field("direction", INTEGER),
                    new Field("baseline_level", FLOAT),
                    new Field("current_level", FLOAT),
                    new Field("shift", FLOAT),
                    new Field("shift_sigma", FLOAT),
                    new Field("confidence", FLOAT),
                    new Field("signals", INTEGER),
                    new Field("subgroups", INTEGER),
                    new Field("phase_one_size", INTEGER),
                    new Field("charts", STRING),
                    new Field("group_key", STRING),
                    new Field("summary", STRING),
                    new Field("description", STRING))),
    /** Summary of one trace, where they are stored. */
    LLM_TRACE(
            List.of("environment", "service", "version"),
            List.of(
                    new Field("trace_id", STRING),
                    new Field("segment", INTEGER),
                    new Field("revision", INTEGER),
                    new Field("duration", FLOAT),
                    new Field("first_byte", FLOAT),
                    new Field("spans", INTEGER),
                    new Field("errors", INTEGER),
                    new Field("failed", BOOLEAN),
                    new Field("inferences", INTEGER),
                    new Field("failed_inferences", INTEGER),
                    new Field("input_tokens", INTEGER),
                    new Field("output_tokens", INTEGER),
                    new Field("complete", BOOLEAN),
                    new Field("critical_path", STRING))),
    /** What the job counted. */
    LLM_QUALITY(List.of("reason", "stage"), List.of(new Field("count", INTEGER))),
    /** A point that the store refused. */
    LLM_REFUSED(
            List.of("measurement", "reason"),
            List.of(
                    new Field("bytes", INTEGER),
                    new Field("line", STRING),
                    new Field("message", STRING)));

    /** Type of a field. */
    public enum Type {
        INTEGER,
        FLOAT,
        BOOLEAN,
        STRING
    }

    /** A field and its type. */
    public record Field(String name, Type type) {}

    private final String label = name().toLowerCase(Locale.ROOT);
    private final List<String> tags;
    private final List<Field> fields;

    Measurement(List<String> tags, List<Field> fields) {
        this.tags = tags;
        this.fields = fields;
    }

    /** Its name in the store. */
    public String label() {
        return label;
    }

    /** Names of the tags, sorted, as InfluxDB likes to read them. */
    public List<String> tags() {
        return tags;
    }

    /** All fields in the order in which they are written. */
    public List<Field> fields() {
        return fields;
    }

    private static List<String> labels() {
        return List.of(
                "environment",
                "metric",
                "model",
                "operation",
                "provider",
                "service",
                "vantage",
                "version");
    }
}
