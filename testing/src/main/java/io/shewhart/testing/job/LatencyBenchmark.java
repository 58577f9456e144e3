/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.job;

import io.shewhart.jobs.InfluxSinks;
import io.shewhart.jobs.JobOptions;
import io.shewhart.jobs.JobSettings;
import io.shewhart.jobs.KafkaOptions;
import io.shewhart.jobs.ProcessControlJob;
import io.shewhart.jobs.config.Config;
import io.shewhart.jobs.config.ConfigLayer;
import io.shewhart.testing.Directories;
import io.shewhart.testing.Program;
import io.shewhart.testing.cluster.KafkaProcess;
import io.shewhart.testing.kafka.KafkaTopics;
import io.shewhart.testing.store.QuestDbStore;
import io.shewhart.testing.store.WindowCounter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code testing/run latency-benchmark}: from Kafka to a stored aggregate. */
public final class LatencyBenchmark implements Program {
    private static final String INPUT = "latency-spans";
    private static final int PARTITIONS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Override
    public String name() {
        return "latency-benchmark";
    }

    @Override
    public String summary() {
        return "time from Kafka to an aggregate that can be read in a store, beyond what is waited"
                + " for on purpose";
    }

    @Override
    public int run(String[] args) {
        return new CommandLine(new Options()).execute(args);
    }

    @Command(
            name = "testing/run latency-benchmark",
            description =
                    "Live traffic into a broker of its own process, the production job in this one,"
                        + " windows and charts into an embedded QuestDB. A window may close when"
                        + " the log has come to its end + lateness + bound; tells how long after"
                        + " the brokers had that record the window's aggregates could be read in"
                        + " the store.",
            sortOptions = false,
            usageHelpAutoWidth = true)
    private static final class Options implements Callable<Integer> {
        @Spec private CommandSpec spec;

        @Option(
                names = "--label-sets",
                paramLabel = "N",
                defaultValue = "1000",
                description =
                        "Combinations of labels, one call each in every window. Each is a series"
                                + " for every metric that its call has, which is told at the end."
                                + " Default: ${DEFAULT-VALUE}.")
        private int labelSets;

        @Option(
                names = "--no-store",
                description =
                        "Write to a server that takes and discards everything, and look at what"
                                + " reaches it: the job without the store's own work.")
        private boolean discard;

        @Option(
                names = "--window",
                paramLabel = "SECONDS",
                defaultValue = "10",
                description = "Length of the windows. Default: ${DEFAULT-VALUE}.")
        private int window;

        @Option(
                names = "--windows",
                paramLabel = "N",
                defaultValue = "8",
                description = "Windows that are measured. Default: ${DEFAULT-VALUE}.")
        private int windows;

        @Option(
                names = "--warm-up",
                paramLabel = "N",
                defaultValue = "5",
                description = "Windows before these that are not. Default: ${DEFAULT-VALUE}.")
        private int warmUp;

        @Option(
                names = "--parallelism",
                paramLabel = "N",
                defaultValue = "1",
                description = "Of the job. Default: ${DEFAULT-VALUE}.")
        private int parallelism;

        @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting of the job.")
        private List<String> settings = new ArrayList<>();

        @SuppressWarnings("UnusedVariable") // picocli reads it
        @Option(names = "--help", usageHelp = true, description = "Show this.")
        private boolean help;

        @Override
        public Integer call() throws Exception {
            if (labelSets < 1 || window < 1 || windows < 1 || warmUp < 1 || parallelism < 1) {
                throw new ParameterException(
                        spec.commandLine(),
                        "At least one label set, second, window, window before and subtask are"
                                + " needed");
            }
            Path directory = Files.createTempDirectory("latency-benchmark");
            try (KafkaProcess broker =
                            KafkaProcess.start(Files.createDirectory(directory.resolve("kafka")));
                    KafkaTopics topics = new KafkaTopics(broker.bootstrapServers())) {
                topics.createTopic(INPUT, PARTITIONS, Map.of());
                if (discard) {
                    try (WindowCounter counter = new WindowCounter()) {
                        return measure(broker, topics, counter.url(), counter::windows, directory);
                    }
                }
                try (QuestDbStore store = QuestDbStore.start(directory.resolve("store"), 0)) {
                    return measure(broker, topics, store.url(), () -> windows(store), directory);
                }
            } finally {
                Directories.delete(directory);
            }
        }

        private static Map<Long, WindowCounter.Rows> windows(QuestDbStore store)
                throws IOException {
            Map<Long, WindowCounter.Rows> found = new TreeMap<>();
            for (Map<String, String> row :
                    store.query(
                            "SELECT cast(timestamp AS long) w, count() n, sum(CASE WHEN metric ="
                                    + " 'requests' THEN 1 ELSE 0 END) r FROM llm_window WHERE"
                                    + " timestamp > dateadd('m', -2, now())")) {
                found.put(
                        Long.parseLong(row.get("w")) / 1000,
                        new WindowCounter.Rows(
                                Long.parseLong(row.get("n")), Long.parseLong(row.get("r"))));
            }
            return found;
        }

        private int measure(
                KafkaProcess broker,
                KafkaTopics topics,
                String url,
                LatencyWatch.Store store,
                Path directory)
                throws Exception {
            List<String> own =
                    List.of(
                            "kafka.bootstrap-servers=" + broker.bootstrapServers(),
                            "influxdb.url=" + url,
                            "input.topics=" + INPUT,
                            "input.other-topics=none",
                            "window.length=" + window + "s");
            Config config =
                    Config.of(
                            List.of(
                                    ConfigLayer.commandLine(own),
                                    ConfigLayer.commandLine(settings)));
            JobOptions options = JobOptions.of(config);
            KafkaOptions kafka = KafkaOptions.of(config, options);
            for (String topic : kafka.results().topics().names()) {
                topics.createTopic(topic, PARTITIONS, Map.of());
            }
            StreamExecutionEnvironment env =
                    StreamExecutionEnvironment.createLocalEnvironment(
                            parallelism, flink(options, directory));
            ProcessControlJob.build(
                    env, options, kafka, InfluxSinks.of(config).orElseThrow().sinks());
            JobClient job = env.executeAsync("latency-benchmark");
            try (LatencyTraffic traffic =
                    new LatencyTraffic(
                            topics, INPUT, PARTITIONS, labelSets, Duration.ofSeconds(window), 7)) {
                traffic.start();
                return look(options, store, traffic) ? 0 : 1;
            } finally {
                job.cancel().get();
            }
        }

        private boolean look(JobOptions options, LatencyWatch.Store store, LatencyTraffic traffic)
                throws Exception {
            long step = window * 1000L;
            long first = (System.currentTimeMillis() / step + 1 + warmUp) * step;
            long last = first + (windows - 1) * step;
            long closes = (options.windows().latenessNanos() + options.boundNanos()) / 1_000_000;
            LatencyWatch watch = new LatencyWatch(store, traffic, closes);
            watch.until(last, labelSets, last + closes + PATIENCE.toMillis());
            PrintWriter terminal = spec.commandLine().getOut();
            terminal.printf(
                    "Windows of %d s, %d subtask(s); a window may close %d s after its end.%n",
                    window, parallelism, closes / 1000);
            return watch.print(terminal, first, last, step, labelSets);
        }

        private static Configuration flink(JobOptions options, Path directory) {
            Configuration c = JobSettings.endless(options);
            c.set(
                    CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                    directory.resolve("checkpoints").toUri() + "");
            c.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(512));
            c.set(RestOptions.BIND_PORT, "0");
            return c;
        }
    }
}
