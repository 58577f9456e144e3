/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.cluster;

import io.shewhart.testing.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;

/**
 * A standalone session cluster: a JobManager and a TaskManager as processes, on a class path like
 * that of a Flink distribution. The registry has Flink's jars, but not the distribution.
 */
public final class SessionCluster implements AutoCloseable {
    /**
     * What a distribution has in lib/ and the job may need. No connector is among them but the one
     * that Flink's own environment refers to, so that the submitted jar has to bring its own.
     */
    private static final Pattern LIB =
            Pattern.compile(
                    "(flink-(?!connector-(?!datagen)|file-sink-|test-).*|frocksdbjni-.*|slf4j-.*|snakeyaml-.*"
                        + "|commons-(cli|collections|compress|io|lang3|math3|text)-.*"
                        + "|kryo-.*|minlog-.*|objenesis-.*|reflectasm-.*|javassist-.*"
                        + "|snappy-java-.*|lz4-java-.*|jsr305-.*)");

    private final Path directory;
    private final FlinkRest rest;
    private JavaProcess jobManager;
    private JavaProcess taskManager;

    private SessionCluster(Path directory, FlinkRest rest) {
        this.directory = directory;
        this.rest = rest;
    }

    /**
     * Starts both processes; the TaskManager has so many slots.
     *
     * @param more lines of the configuration
     */
    public static SessionCluster start(Path directory, int slots, String... more) throws Exception {
        int port = Ports.free();
        Path temporary = Files.createDirectories(directory.resolve("tmp"));
        List<String> settings =
                new ArrayList<>(
                        List.of(
                                "jobmanager.rpc.address: localhost",
                                "jobmanager.rpc.port: " + Ports.free(),
                                "jobmanager.bind-host: localhost",
                                "rest.address: localhost",
                                "rest.bind-address: localhost",
                                "rest.port: " + port,
                                "taskmanager.host: localhost",
                                "taskmanager.bind-host: localhost",
                                "taskmanager.numberOfTaskSlots: " + slots,
                                // The start scripts would derive these from one total.
                                "taskmanager.cpu.cores: 2.0",
                                "taskmanager.memory.framework.heap.size: 128mb",
                                "taskmanager.memory.framework.off-heap.size: 128mb",
                                "taskmanager.memory.jvm-metaspace.size: 256mb",
                                "taskmanager.memory.jvm-overhead.min: 192mb",
                                "taskmanager.memory.jvm-overhead.max: 192mb",
                                "taskmanager.memory.task.heap.size: 384mb",
                                "taskmanager.memory.task.off-heap.size: 64mb",
                                "taskmanager.memory.managed.size: 192mb",
                                "taskmanager.memory.network.min: 64mb",
                                "taskmanager.memory.network.max: 64mb",
                                "io.tmp.dirs: " + temporary,
                                "execution.checkpointing.dir: "
                                        + directory.resolve("checkpoints").toUri()));
        settings.addAll(List.of(more));
        Files.write(directory.resolve("config.yaml"), settings);
        SessionCluster cluster = new SessionCluster(directory, new FlinkRest(port));
        cluster.startJobManager();
        try {
            cluster.startTaskManager();
            return cluster;
        } catch (Exception | Error e) {
            cluster.jobManager.close();
            throw e;
        }
    }

    /** Starts a JobManager, or one in place of one that was killed. */
    public void startJobManager() throws Exception {
        jobManager =
                JavaProcess.start(
                        "jobmanager",
                        directory,
                        JavaProcess.classPath(LIB.asMatchPredicate()),
                        "-Xmx512m",
                        StandaloneSessionClusterEntrypoint.class.getName(),
                        "--configDir",
                        directory.toString());
    }

    /** Starts a TaskManager, or one in place of one that was killed. */
    public void startTaskManager() throws Exception {
        taskManager =
                JavaProcess.start(
                        "taskmanager",
                        directory,
                        JavaProcess.classPath(LIB.asMatchPredicate()),
                        "-Xmx512m",
                        "-XX:MaxDirectMemorySize=256m",
                        TaskManagerRunner.class.getName(),
                        "--configDir",
                        directory.toString());
    }

    /** Kills the JobManager's process. */
    public void killJobManager() {
        jobManager.close();
    }

    /** Kills the TaskManager's process. */
    public void killTaskManager() {
        taskManager.close();
    }

    public FlinkRest rest() {
        return rest;
    }

    /** Fails, with what they printed, when one of the processes has ended. */
    public void check() throws Exception {
        jobManager.check();
        taskManager.check();
    }

    /** What both have printed. */
    public String printed() throws Exception {
        return jobManager.printed() + taskManager.printed();
    }

    @Override
    public void close() {
        taskManager.close();
        jobManager.close();
    }
}
