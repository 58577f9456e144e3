/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.cluster;

import io.shewhart.testing.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer;

/** One ZooKeeper server as a process, the one that Flink's scripts start. */
public final class ZooKeeperProcess implements AutoCloseable {
    private final JavaProcess process;
    private final String quorum;

    private ZooKeeperProcess(JavaProcess process, String quorum) {
        this.process = process;
        this.quorum = quorum;
    }

    /** Starts with an empty directory. */
    public static ZooKeeperProcess start(Path directory) throws Exception {
        int port = Ports.free();
        Path settings = directory.resolve("zoo.cfg");
        Files.write(
                settings,
                List.of(
                        "tickTime=1000",
                        "clientPort=" + port,
                        "admin.enableServer=false",
                        "dataDir=" + Files.createDirectories(directory.resolve("data"))));
        return new ZooKeeperProcess(
                JavaProcess.start(
                        "zookeeper",
                        directory,
                        JavaProcess.classPath(
                                name -> name.matches("(flink|slf4j|commons|snappy)-.*")),
                        "-Xmx128m",
                        FlinkZooKeeperQuorumPeer.class.getName(),
                        "--zkConfigFile",
                        settings.toString(),
                        "--peerId",
                        "1"),
                "localhost:" + port);
    }

    /** host:port. */
    public String quorum() {
        return quorum;
    }

    /** Fails, with what it printed, when it has ended. */
    public void check() throws Exception {
        process.check();
    }

    @Override
    public void close() {
        process.close();
    }
}
