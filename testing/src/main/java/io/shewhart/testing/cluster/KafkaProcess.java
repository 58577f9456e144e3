/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.Uuid;

/** One Kafka broker, its own controller, as a process: started by what Kafka's scripts start. */
public final class KafkaProcess implements AutoCloseable {
    private final JavaProcess process;
    private final String bootstrapServers;

    private KafkaProcess(JavaProcess process, String bootstrapServers) {
        this.process = process;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts; clients wait until it answers.
     *
     * @param directory is formatted, or holds what an earlier broker left
     */
    public static KafkaProcess start(Path directory) throws Exception {
        int port = JavaProcess.freePort();
        int controller = JavaProcess.freePort();
        Path settings = directory.resolve("server.properties");
        Files.write(
                settings,
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
        String classPath =
                JavaProcess.classPath(
                        name -> !name.startsWith("flink-") && !name.startsWith("shewhart-"));
        if (!Files.exists(directory.resolve("log"))) {
            format(directory, settings, classPath);
        }
        return new KafkaProcess(
                JavaProcess.start(
                        "kafka",
                        directory,
                        classPath,
                        "-Xmx512m",
                        "kafka.Kafka",
                        settings.toString()),
                "localhost:" + port);
    }

    private static void format(Path directory, Path settings, String classPath)
            throws IOException, InterruptedException {
        try (JavaProcess format =
                JavaProcess.start(
                        "format",
                        directory,
                        classPath,
                        "-Xmx128m",
                        "kafka.tools.StorageTool",
                        "format",
                        "--cluster-id",
                        Uuid.randomUuid().toString(),
                        "--config",
                        settings.toString())) {
            format.finish();
        }
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
