/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.testing.Await;
import io.shewhart.testing.kafka.KafkaTopics;
import io.shewhart.testing.replay.Checkpoints;
import io.shewhart.testing.store.ScriptedStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/** Topics, store, traffic and cluster of one run of the job over a {@link FaultLog}. */
final class FaultRun implements AutoCloseable {
    /** Checkpoints after which what is doubled or lost has shown itself. */
    private static final int CHECKPOINTS_AFTER = 3;

    /** Quality counts come after the window of the wall clock in which they were counted. */
    private static final int CHECKPOINTS_UNTIL_COUNTED = 15;

    private final KafkaTopics kafka;
    private final FaultLog log;
    private final String name;
    private final Path checkpoints;
    final ScriptedStore store;
    private final List<String> settings = new ArrayList<>();
    private FaultCluster cluster;
    private Await.Worker job;
    private Callable<Long> checkpointsOfJob;
    private int sent;

    FaultRun(KafkaTopics kafka, FaultLog log, String name, Path directory, String... more)
            throws Exception {
        this.kafka = kafka;
        this.log = log;
        this.name = name;
        checkpoints = directory.resolve(name);
        Files.createSymbolicLink(checkpoints, Files.createDirectory(aside()));
        store = new ScriptedStore((exchange, number, lines) -> false);
        settings.addAll(
                List.of(
                        "kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                        "kafka.group-id=" + name,
                        "kafka.transactional-id-prefix=" + name,
                        "kafka.transaction-timeout=10min",
                        "kafka.discovery-interval=1s",
                        "input.topics=" + name + "-otlp_span.",
                        "input.other-topics=" + name + "-otlp_(metric|log)s",
                        "job.checkpoint-interval=500ms",
                        // Silence has nothing to say in a log that ends by itself.
                        "time.silence=1d",
                        "window.length=5s",
                        "charts.fixed-limits=[{metric: duration, statistic: p50, above: 300ms,"
                                + " minimum-count: 1, open-after: 1, close-after: 2}]",
                        "influxdb.url=" + store.url(),
                        "influxdb.flush-interval=50ms",
                        "influxdb.retry-min-delay=50ms",
                        "influxdb.retry-max-delay=500ms"));
        for (String output :
                List.of("inferences", "traces", "alerts", "late-spans", "dead-letters")) {
            settings.add("output.topics." + output + "=" + name + "-" + output);
            kafka.createTopic(name + "-" + output, 2);
        }
        settings.addAll(List.of(more));
        log.createTopics(kafka, name);
    }

    /** Starts a cluster with the job, from the last checkpoint or savepoint if one is given. */
    FaultCluster start(int parallelism, String restoreFromOrNull, String... more) throws Exception {
        return start(parallelism, restoreFromOrNull, false, more);
    }

    /** The same for a test that says when there is a checkpoint. */
    FaultCluster startWithCheckpointsByHand(int parallelism) throws Exception {
        return start(parallelism, null, true);
    }

    private FaultCluster start(
            int parallelism, String restoreFromOrNull, boolean checkpointsByHand, String... more)
            throws Exception {
        List<String> all = new ArrayList<>(settings);
        all.addAll(List.of(more));
        cluster =
                FaultCluster.start(
                        all, parallelism, checkpoints, restoreFromOrNull, checkpointsByHand);
        runBy(cluster.job(), cluster.job()::checkpoints);
        return cluster;
    }

    /** Arguments by which another cluster runs the same job. */
    List<String> arguments() {
        return settings.stream().flatMap(setting -> Stream.of("--set", setting)).toList();
    }

    /**
     * Says who runs the job, where that is no {@link FaultCluster}.
     *
     * @param newestCheckpoint a number that grows by one with each completed checkpoint
     */
    void runBy(Await.Worker worker, Callable<Long> newestCheckpoint) {
        job = worker;
        checkpointsOfJob = newestCheckpoint;
    }

    /** The cluster that runs the job now. */
    FaultCluster cluster() {
        return cluster;
    }

    /** Ends the cluster that was started last. */
    void stop() {
        cluster.close();
        cluster = null;
    }

    /** The newest checkpoint that was completed. */
    String newestCheckpoint() throws Exception {
        // A link is not followed by who lists what is below it.
        return Checkpoints.newest(checkpoints.toRealPath()).toUri().toString();
    }

    /** Puts a file in the place of the directory that the job's checkpoints are written to. */
    void breakCheckpoints() throws Exception {
        linkCheckpoints(Files.createFile(checkpoints.resolveSibling(name + "-file")));
    }

    /** Puts the directory in its place again. */
    void mendCheckpoints() throws Exception {
        linkCheckpoints(aside());
    }

    /** In one step: the job must not find nothing there and create a directory. */
    private void linkCheckpoints(Path target) throws Exception {
        Path link = Files.createSymbolicLink(checkpoints.resolveSibling(name + "-link"), target);
        Files.move(link, checkpoints, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path aside() {
        return checkpoints.resolveSibling(name + "-checkpoints");
    }

    /** Sends a share of the log, from 0 to 1; what was sent before is not sent again. */
    void sendUntil(double share) throws Exception {
        int to = (int) Math.round(share * log.size());
        log.send(kafka, name, sent, to);
        sent = to;
    }

    /** Sends what is left of the log and its end. */
    void sendRest() throws Exception {
        sendUntil(1);
        log.sendEnd(kafka, name);
    }

    /** Offsets of one of the outputs, of records that are not committed too. */
    int written(String output) throws Exception {
        return kafka.ends(List.of(name + "-" + output)).values().stream()
                .mapToInt(Long::intValue)
                .sum();
    }

    /** Records of one of the outputs that readers of committed records see. */
    int committed(String output) {
        return kafka.read(name + "-" + output).size();
    }

    /** Transactions that are open, by their ids. */
    List<String> openTransactions() throws Exception {
        return kafka.openTransactions(name + "-");
    }

    /** What is written so far, that of transactions that are open or were aborted too. */
    Outcome outcomeWithUncommitted() throws Exception {
        return Outcome.read(kafka::readUncommitted, name, store);
    }

    /** What is written so far. */
    Outcome outcome() throws Exception {
        return Outcome.read(kafka::read, name, store);
    }

    /** Waits until everything of the log is read, written and stored, and returns it. */
    Outcome finish() throws Exception {
        await("the log to be read to its end", this::readToEnd);
        Outcome before = outcome();
        while (true) {
            awaitCheckpoints(CHECKPOINTS_UNTIL_COUNTED);
            Outcome now = outcome();
            if (now.equals(before)) {
                return now;
            }
            before = now;
        }
    }

    /**
     * Waits for the whole output to become the expected one or something else that stays, and for
     * what would be wrong after it.
     */
    void assertOutcome(Outcome expected) throws Exception {
        await("the log to be read to its end", this::readToEnd);
        Outcome now = outcome();
        int same = 0;
        while (!now.equals(expected) && same < CHECKPOINTS_UNTIL_COUNTED) {
            awaitCheckpoints(1);
            Outcome before = now;
            now = outcome();
            same = now.equals(before) ? same + 1 : 0;
        }
        awaitCheckpoints(CHECKPOINTS_AFTER);
        assertThat(outcome().differencesFrom(expected)).isEmpty();
    }

    /** Waits until everything of the log is read and for what would be wrong after it. */
    void awaitEnd() throws Exception {
        await("the log to be read to its end", this::readToEnd);
        awaitCheckpoints(CHECKPOINTS_UNTIL_COUNTED);
    }

    private boolean readToEnd() throws Exception {
        Map<TopicPartition, Long> ends = kafka.ends(log.topics(name));
        // Of a partition without records nothing is committed.
        ends.values().removeIf(end -> end == 0);
        Map<TopicPartition, Long> committed = kafka.committed(name);
        committed.values().removeIf(offset -> offset == 0);
        return committed.equals(ends);
    }

    /** Waits for so many more checkpoints. */
    void awaitCheckpoints(int more) throws Exception {
        long wanted = checkpointsOfJob.call() + more;
        await("checkpoint " + wanted, () -> checkpointsOfJob.call() >= wanted);
    }

    /** Waits until a condition holds, as long as the job has not ended. */
    void await(String what, Callable<Boolean> condition) throws Exception {
        Await.until(what, job, condition);
    }

    @Override
    public void close() {
        if (cluster != null) {
            cluster.close();
        }
        store.close();
    }
}
