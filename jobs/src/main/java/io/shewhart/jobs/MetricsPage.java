/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs;

import io.shewhart.operators.flow.JobMetrics;
import io.shewhart.operators.metrics.MetricTables;

/** The page that says what every metric of the job means and what to do when it rises. */
public final class MetricsPage {
    private static final String HEAD =
            """
            # Metrics of the job

            Printed by `deploy/local/job --print-metrics`; the code is the source of this page.

            Metrics are registered in Flink, in every subtask of the operator named, in the groups given. Counters start at zero
            with their task and say how often something happened; gauges say how things are. Nothing has a label for a trace, a
            service or a model. Counters of the stages are also stored, exact across failures and summed up over subtasks, as
            `llm_quality` ([schemas/README.md](../schemas/README.md#llm_quality)), where a stage is the group and a reason is
            the name in lower case with underscores and without `num`: `numDeadLetters` is `dead_letters`.

            ## Where to look first

            | question | metric |
            |---|---|
            | Does the job keep up? | `recordsBehind` by partition, `eventTimeLagMs` by stage |
            | Is input lost? | `numDeadLetters`, `numSpansTooLate`, `numSpansOverCap`, `numSpansWithInvalidIds`: each of them is in a topic |
            | Is data left out of charts? | `numInferenceLate`, `numSeriesOverflowed`, `numTokensSuspect`, `numTtftSuspect`, `numUnsure` |
            | Does the store keep up? | `queuedBytes`, `failingTimeMs`, `misconfigured` |
            | How large is the state? | `stateBytes` of assembly, windows and charts; sums up over subtasks |
            | Can alarms be believed? | `alarmingCharts` against `budgetCharts` |
            | Is it healthy at all? | Flink's `numRestarts`, `numberOfFailedCheckpoints`, `lastCheckpointDuration` |

            ## With Prometheus

            Flink's own reporter publishes all of them; put `flink-metrics-prometheus`, which every Flink distribution has in
            `plugins/`, to use in the cluster's `config.yaml`:

            ```
            metrics.reporter.prometheus.factory.class: org.apache.flink.metrics.prometheus.PrometheusReporterFactory
            metrics.reporter.prometheus.port: 9249-9260
            ```

            Then `numDeadLetters` is `flink_taskmanager_job_task_operator_shewhart_source_numDeadLetters` with the labels
            `operator_name` and `subtask_index`, and a lag by partition has `topic` and `partition`. Examples:

            ```
            sum by (topic, partition) (flink_taskmanager_job_task_operator_shewhart_source_topic_partition_recordsBehind)
            sum(rate(flink_taskmanager_job_task_operator_shewhart_source_numDeadLetters[5m]))
            flink_taskmanager_job_task_operator_shewhart_budget_alarmingCharts
              > flink_taskmanager_job_task_operator_shewhart_budget_budgetCharts
            ```

            ## The job's own
            """;

    private static final String FOOT =
            """

            ## Flink's and Kafka's, worth watching

            | metric | where | what it says | when it rises |
            |---|---|---|---|
            | `numRestarts` | job | How often the job was restarted. | Read the exception in the log. An outage of Kafka holds the job up for ten minutes, then restarts it until it ends; anything else should be reported. |
            | `numberOfFailedCheckpoints` | job | Checkpoints that failed. | When all fail for ten minutes, the job restarts. Look at the storage of checkpoints, then at back-pressure. |
            | `lastCheckpointDuration` | job | Milliseconds that the newest checkpoint took. | Records appear in the output topics once it is complete, so they are late by as much. Look for back-pressure. |
            | `lastCheckpointFullSize` | job | Bytes of the whole state as stored. | Follows `stateBytes`. |
            | `pendingRecords` | Read and decode spans | Records behind, over all partitions of the subtask, as the consumer sees it. | As `recordsBehind`. |
            | `numRecordsSend` | Send ..., Store ... | Records that a sink has sent. | Follows the traffic. |
            | `numRecordsSendErrors` | Send ..., Store ... | Records that could not be sent, or that the store refused. | Kafka's restart the job. The store's are in `llm_refused`. |
            | `failedCommittables` | Send ...: Committer | Transactions that could not be committed after a restart. | Records of the last checkpoint before the restart may be missing in the topics; the log says in which transactions. Stop the job and start it from an older checkpoint or savepoint: it writes them again with the same ids. Then choose a `kafka.transaction-timeout` longer than any downtime. Nothing is missing when the log says that the producer was fenced and the job was never down for so long. |
            | `busyTimeMsPerSecond` | every task | How busy a subtask is, of 1,000. | At 1,000 it is the bottleneck: raise the parallelism. |
            | `backPressuredTimeMsPerSecond` | every task | How long it waits for what comes after it. | Look for the first busy task behind it. |
            """;

    private MetricsPage() {}

    /** The page as Markdown. */
    public static String markdown() {
        return HEAD + MetricTables.markdown(JobMetrics.all()) + FOOT;
    }
}
