/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.metrics;

/** Where a metric is measured: one of the job's operators, in each of its subtasks. */
public enum MetricScope {
    PARTITION(
            "source",
            "Read and decode spans",
            "One of each for every partition that holds spans, in the groups `topic` and"
                    + " `partition`. Records are what Kafka counts: exact for topics without"
                    + " transactions and compaction."),
    STAGE(
            "<stage>",
            "Stamp with admission, Assemble traces, Add up calls, Add up traces, Close windows,"
                    + " Chart",
            "In each of these operators, in its own group."),
    SOURCE("source", "Stamp with admission", "What was read, and what could not be read."),
    ASSEMBLY("assembly", "Assemble traces", "From spans to model calls and traces."),
    LOCAL_WINDOWS(
            "windows",
            "Add up calls, Add up traces",
            "What enters windows, and what does not. Both operators have all of them."),
    WINDOWS("windows", "Close windows", "Windows of all series, and which series are admitted."),
    CHARTS("charts", "Chart", "Control charts, signals and episodes."),
    BUDGET(
            "budget",
            "Watch the budget",
            "One subtask, over the whole installation. The log has a warning when the budget is"
                    + " exceeded, and another whenever the excess has doubled."),
    INFLUXDB(
            "influxdb",
            "Store windows, Store chart points, Store episodes, Store quality counts",
            "Sinks of the time-series store. Points wait in a buffer that is part of checkpoints;"
                    + " nothing is dropped while the store is away.");

    private final String group;
    private final String operators;
    private final String about;

    MetricScope(String group, String operators, String about) {
        this.group = group;
        this.operators = operators;
        this.about = about;
    }

    /** Metric group inside {@code shewhart}, and tag {@code stage} of {@code llm_quality}. */
    public String group() {
        return group;
    }

    /** Names of the operators that have it, separated by commas. */
    public String operators() {
        return operators;
    }

    String about() {
        return about;
    }
}
