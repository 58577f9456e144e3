/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.kafka;

import io.shewhart.testing.Ports;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.apache.kafka.server.config.AbstractKafkaConfig;

/**
 * One broker that is its own controller (KRaft) on the loopback interface, with a port and a
 * directory that the caller chooses: what it holds is there again when it is started on it again.
 * Sized for one machine that does other things as well. Transactions work.
 */
public final class LocalKafka extends KafkaTopics {
    private static final String NODE = "1";

    private final KafkaRaftServer server;

    private LocalKafka(KafkaRaftServer server, int port) {
        super("localhost:" + port);
        this.server = server;
    }

    /**
     * Starts a broker; takes about three seconds.
     *
     * @param directory for its data; created when absent
     * @param port 0 for any
     */
    public static LocalKafka start(Path directory, int port) throws Exception {
        int listening = port == 0 ? Ports.free() : port;
        Path logs = Files.createDirectories(directory).resolve("logs");
        KafkaConfig config = KafkaConfig.fromProps(properties(logs, listening), false);
        if (!Files.exists(logs.resolve("meta.properties"))) {
            format(config, logs.toString());
        }
        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        LocalKafka kafka = new LocalKafka(server, listening);
        try {
            server.startup();
            return kafka;
        } catch (RuntimeException e) {
            kafka.close();
            throw e;
        }
    }

    private static void format(AbstractKafkaConfig config, String logs) throws Exception {
        new Formatter()
                .setPrintStream(
                        new PrintStream(
                                OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(config.brokerId())
                .setControllerListenerName("CONTROLLER")
                .setDirectories(List.of(logs))
                .setMetadataLogDirectory(logs)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .run();
    }

    private static Properties properties(Path logs, int port) throws IOException {
        Properties p = new Properties();
        int controller = Ports.free();
        p.setProperty("node.id", NODE);
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("controller.quorum.voters", NODE + "@localhost:" + controller);
        p.setProperty("controller.listener.names", "CONTROLLER");
        p.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.setProperty(
                "listeners",
                "PLAINTEXT://localhost:" + port + ",CONTROLLER://localhost:" + controller);
        p.setProperty("advertised.listeners", "PLAINTEXT://localhost:" + port);
        p.setProperty("log.dirs", logs.toString());
        p.setProperty("auto.create.topics.enable", "false");
        p.setProperty("group.initial.rebalance.delay.ms", "0");
        p.setProperty("offsets.topic.num.partitions", "1");
        p.setProperty("offsets.topic.replication.factor", "1");
        p.setProperty("transaction.state.log.num.partitions", "1");
        p.setProperty("transaction.state.log.replication.factor", "1");
        p.setProperty("transaction.state.log.min.isr", "1");
        p.setProperty("share.coordinator.state.topic.num.partitions", "1");
        p.setProperty("share.coordinator.state.topic.replication.factor", "1");
        p.setProperty("share.coordinator.state.topic.min.isr", "1");
        // The defaults are made for a machine of its own.
        p.setProperty("num.network.threads", "2");
        p.setProperty("num.io.threads", "2");
        p.setProperty("background.threads", "2");
        p.setProperty("log.cleaner.dedupe.buffer.size", "4194304");
        p.setProperty("log.segment.bytes", "67108864");
        p.setProperty("log.retention.hours", "24");
        p.setProperty("log.retention.bytes", "536870912");
        // Files are made as large as they may become; on some file systems that takes room.
        p.setProperty("log.index.size.max.bytes", "1048576");
        return p;
    }

    @Override
    public void close() {
        super.close();
        server.shutdown();
        server.awaitShutdown();
    }
}
