/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.stack;

import io.shewhart.jobs.config.Config;
import io.shewhart.jobs.config.KafkaKeys;
import io.shewhart.testing.kafka.LocalKafka;
import io.shewhart.testing.otlp.KafkaRecords;
import io.shewhart.testing.otlp.OtlpReceiver;
import io.shewhart.testing.otlp.Signal;
import io.shewhart.testing.page.PageOptions;
import io.shewhart.testing.page.PageServer;
import io.shewhart.testing.sim.LiveTraffic;
import io.shewhart.testing.store.QuestDbStore;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * All parts, started in order and stopped in the opposite one. The receiver's ports open when the
 * charts have come to the present.
 */
final class Stack implements AutoCloseable {
    private static final Duration LONGEST_READING = Duration.ofMinutes(5);

    /** A watermark this close to the present has passed the history: bound, export, windows. */
    private static final long LIVE_LAG = Duration.ofSeconds(20).toNanos();

    /** Answers cost Flink time that the job could use. */
    private static final long ASKED_EVERY_MILLIS = 1_000;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final StackOptions options;
    private final StackDirectories directories;
    private final Terminal terminal;
    private final StopSignal stop;
    private final IncidentLog log;

    private LocalKafka kafka;
    private QuestDbStore store;
    private Config config;
    private StackJob job;
    private JobProgress progress;
    private TrafficDriver driver;
    private OtlpReceiver receiver;
    private PageServer page;

    Stack(StackOptions options, StackDirectories directories, Terminal terminal, StopSignal stop) {
        this.options = options;
        this.directories = directories;
        this.terminal = terminal;
        this.stop = stop;
        log = new IncidentLog(terminal);
    }

    /** Starts everything; returns early when it is to stop. */
    void start() throws Exception {
        StackPorts ports = options.ports();
        terminal.step("Starting Kafka, QuestDB and Flink");
        StartingPart<QuestDbStore> questDb =
                add(
                        StartingPart.begin(
                                "QuestDB",
                                () ->
                                        QuestDbStore.startWithConsole(
                                                directories.store(), ports.store())));
        StartingPart<StackCluster> flink =
                add(
                        StartingPart.begin(
                                "Flink", () -> StackCluster.start(directories, ports.flink())));
        kafka = add(LocalKafka.start(directories.kafka(), ports.kafka()));
        store = questDb.await();
        config = StackJob.configuration(options.settings(), kafka.bootstrapServers(), store.url());
        createTopics();
        if (options.traffic()) {
            backfill();
        }
        if (stop.isAsked()) {
            return;
        }
        terminal.step("Starting the job");
        job = StackJob.start(flink.await(), config, directories);
        parts.push(this::stopJob);
        progress = new JobProgress(flinkUrl(), job.id());
        if (options.traffic()) {
            driver.live();
            awaitHistory();
        }
        if (stop.isAsked()) {
            return;
        }
        receiver =
                add(
                        new OtlpReceiver(
                                options.listen(),
                                ports.grpc(),
                                ports.http(),
                                add(new KafkaRecords(kafka.clientProperties()))));
        add(new AlertFeed(kafka.clientProperties(), config.get(KafkaKeys.ALERTS), log::alert));
        page = add(page());
    }

    private PageServer page() throws IOException {
        return PageServer.start(
                PageOptions.of(URI.create(store.url()))
                        .withPort(options.ports().page())
                        .withLink("Flink", URI.create(flinkUrl())));
    }

    /** Begins with the incidents. */
    void stage() {
        if (options.traffic()) {
            add(new IncidentStage(driver.traffic(), log, options.incidents(), stop)).start();
        }
    }

    private <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    private void createTopics() throws Exception {
        List<String> there = kafka.topics();
        for (Signal signal : Signal.values()) {
            if (!there.contains(signal.topic())) {
                kafka.createTopic(signal.topic(), LiveTraffic.partitions());
            }
        }
        for (String topic : resultTopics()) {
            if (!there.contains(topic)) {
                kafka.createTopic(topic, 1);
            }
        }
    }

    private Set<String> resultTopics() {
        return new TreeSet<>(
                List.of(
                        config.get(KafkaKeys.INFERENCES),
                        config.get(KafkaKeys.TRACES),
                        config.get(KafkaKeys.ALERTS),
                        config.get(KafkaKeys.LATE_SPANS),
                        config.get(KafkaKeys.DEAD_LETTERS)));
    }

    private void backfill() throws IOException, StackException {
        driver = add(new TrafficDriver(kafka, options.history(), directories.traffic()));
        Duration past = Duration.ofNanos(TrafficDriver.now() - driver.start());
        terminal.step(
                "Writing the past %s of a simulated application to Kafka", Terminal.words(past));
        driver.backfill(time -> {}, stop);
        terminal.step(
                "Wrote %,d spans, %,d model calls among them",
                driver.traffic().spans(), driver.traffic().modelCalls());
    }

    private void awaitHistory() throws Exception {
        long end = TrafficDriver.now();
        long patience = System.nanoTime() + LONGEST_READING.toNanos();
        int told = -1;
        while (!stop.await(ASKED_EVERY_MILLIS)) {
            check();
            long reached = progress.watermark().orElse(driver.start());
            if (reached > end - LIVE_LAG) {
                terminal.step("The charts have come to the present");
                return;
            }
            int percent = (int) (100 * (reached - driver.start()) / (end - driver.start()));
            if (percent / 20 > told) {
                told = percent / 20;
                terminal.step("The job has read %d %% of the past", Math.max(0, percent));
            }
            if (System.nanoTime() > patience) {
                throw new StackException(
                        "The job has not come to the present within "
                                + Terminal.words(LONGEST_READING)
                                + "; Flink's web UI at "
                                + flinkUrl()
                                + " shows what it does.");
            }
        }
    }

    /** Fails when a part has come to an end. */
    void check() throws StackException {
        if (job != null && job.ended().isPresent()) {
            throw new StackException("The job has ended: " + job.ended().get());
        }
        if (driver != null) {
            driver.check();
        }
    }

    String flinkUrl() {
        return "http://localhost:" + options.ports().flink();
    }

    /** What is where, for a person. */
    List<String> places() {
        List<String> lines = new ArrayList<>();
        lines.add("  Charts           http://localhost:" + page.port() + "/");
        lines.add("  Flink            " + flinkUrl() + "/");
        lines.add("  QuestDB console  http://localhost:" + store.port() + "/");
        lines.add(
                "  Kafka            "
                        + kafka.bootstrapServers()
                        + ", topics "
                        + String.join(", ", resultTopics()));
        lines.add(
                "  OTLP             http://localhost:"
                        + receiver.httpPort()
                        + " (HTTP), http://localhost:"
                        + receiver.grpcPort()
                        + " (gRPC)");
        return lines;
    }

    /** Asks the store. */
    List<Map<String, String>> query(String sql) throws IOException {
        return store.query(sql);
    }

    OtlpReceiver receiver() {
        return receiver;
    }

    /** What happened, for a person. */
    List<String> summary() {
        return StackSummary.lines(
                driver == null ? null : driver.traffic(),
                receiver,
                log,
                options.traffic() && options.incidents().isEmpty());
    }

    private void stopJob() throws InterruptedException {
        if (options.data().isPresent()) {
            job.stop();
        } else {
            job.close();
        }
    }

    /** Stops everything. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                terminal.line("While stopping: " + e);
            }
        }
    }
}
