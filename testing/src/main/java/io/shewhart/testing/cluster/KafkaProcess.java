/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.cluster;

import io.shewhart.testing.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.Uuid;

/** One Kafka broker, its own controller, as a process: started by what Kafka's scripts start. */
public final class KafkaProcess implements AutoCloseable {
    private static final String SETTINGS = "server.properties";

    private final Path directory;
    private final String bootstrapServers;
    private JavaProcess process;

    private KafkaProcess(Path directory, String bootstrapServers) throws IOException {
        this.directory = directory;
        this.bootstrapServers = bootstrapServers;
        restart();
    }

    /**
     * Starts; clients wait until it answers.
     *
     * @param directory is formatted, or holds what an earlier broker left
     * @param more settings of the broker on top of those that suit a single one
     */
    public static KafkaProcess start(Path directory, String... more) throws Exception {
        int port = Ports.free();
        int controller = Ports.free();
        List<String> settings =
                new ArrayList<>(
                        List.of(
                                "process.roles=broker,controller",
                                "node.id=1",
                                "controller.quorum.voters=1@localhost:" + controller,
                                "controller.listener.names=CONTROLLER",
                                "listeners=PLAINTEXT://localhost:"
                                        + port
                                        + ",CONTROLLER://localhost:"
                                        + controller,
                                "log.dirs=" + directory.resolve("log"),
                                "auto.create.topics.enable=false",
                                "group.initial.rebalance.delay.ms=0",
                                "offsets.topic.num.partitions=1",
                                "offsets.topic.replication.factor=1",
                                "transaction.state.log.num.partitions=4",
                                "transaction.state.log.replication.factor=1",
                                "transaction.state.log.min.isr=1"));
        settings.addAll(List.of(more));
        Files.write(directory.resolve(SETTINGS), settings);
        if (!Files.exists(directory.resolve("log"))) {
            format(directory);
        }
        return new KafkaProcess(directory, "localhost:" + port);
    }

    private static void format(Path directory) throws IOException, InterruptedException {
        try (JavaProcess format =
                JavaProcess.start(
                        "format",
                        directory,
                        classPath(),
                        "-Xmx128m",
                        "kafka.tools.StorageTool",
                        "format",
                        "--cluster-id",
                        Uuid.randomUuid().toString(),
                        "--config",
                        directory.resolve(SETTINGS).toString())) {
            format.finish();
        }
    }

    private static String classPath() {
        return JavaProcess.classPath(
                name -> !name.startsWith("flink-") && !name.startsWith("shewhart-"));
    }

    /** Kills the broker, with everything that it has not written yet. */
    public void kill() {
        process.close();
    }

    /** Starts a broker that was killed, on the same ports and the same log. */
    public void restart() throws IOException {
        process =
                JavaProcess.start(
                        "kafka",
                        directory,
                        classPath(),
                        "-Xmx512m",
                        "kafka.Kafka",
                        directory.resolve(SETTINGS).toString());
    }

    /** host:port. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Fails, with what it printed, when it has ended. */
    public void check() throws Exception {
        process.check();
    }

    /** Its id in the operating system. */
    public long id() {
        return process.id();
    }

    @Override
    public void close() {
        process.close();
    }
}
