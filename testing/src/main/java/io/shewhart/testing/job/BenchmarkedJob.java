/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.job;

import io.shewhart.jobs.InfluxSinks;
import io.shewhart.jobs.JobOptions;
import io.shewhart.jobs.JobSettings;
import io.shewhart.jobs.KafkaOptions;
import io.shewhart.jobs.ProcessControlJob;
import io.shewhart.jobs.StoreSinks;
import io.shewhart.jobs.config.Config;
import io.shewhart.jobs.config.ConfigLayer;
import io.shewhart.testing.kafka.KafkaTopics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The process of {@link JobBenchmark} in which the job runs: starts it, looks on until the backlog
 * is worked off, stops it with a savepoint, checks what it wrote and prints what was measured.
 */
final class BenchmarkedJob {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration QUIET = Duration.ofSeconds(3);

    private final Path run;
    private final BacklogFacts facts;
    private final boolean breakdown;
    private final long broker;
    private final Config config;
    private final Configuration flink;
    private final int parallelism;
    private final boolean changed;

    private BenchmarkedJob(
            Path run, int parallelism, boolean breakdown, long broker, boolean changed)
            throws Exception {
        this.run = run;
        this.parallelism = parallelism;
        this.breakdown = breakdown;
        this.broker = broker;
        this.changed = changed;
        facts = BacklogFacts.load(run.resolve("backlog.properties"));
        List<String> settings = new ArrayList<>();
        settings.add("input.topics=" + BacklogWriter.TOPIC);
        settings.add("input.other-topics=none");
        settings.add("kafka.transaction-timeout=10min");
        // The backlog's time is long past: windows must not close by the wall clock.
        settings.add("time.silence=1d");
        String id = Long.toString(System.currentTimeMillis(), 36);
        settings.add("kafka.group-id=" + id);
        settings.add("kafka.transactional-id-prefix=" + id);
        for (String output : Outcome.TOPICS) {
            settings.add("output.topics." + output + "=" + id + "-" + output);
        }
        settings.addAll(Files.readAllLines(run.resolve("settings")));
        if (changed) {
            settings.addAll(Files.readAllLines(run.resolve("change-settings")));
        }
        config = Config.of(List.of(ConfigLayer.commandLine(settings)));
        flink = flink(JobOptions.of(config));
    }

    /**
     * Arguments: directory of the run, parallelism, whether to look at stacks, broker's process,
     * passes.
     */
    public static void main(String[] args) throws Exception {
        Path run = Path.of(args[0]);
        boolean right = true;
        int passes = Integer.parseInt(args[4]);
        boolean compares =
                Files.size(run.resolve("change-settings")) > 0
                        || Files.size(run.resolve("change-flink")) > 0;
        Passes all = new Passes();
        for (int pass = 1; right && pass <= passes; pass++) {
            BenchmarkedJob job =
                    new BenchmarkedJob(
                            run,
                            Integer.parseInt(args[1]),
                            Boolean.parseBoolean(args[2]),
                            Long.parseLong(args[3]),
                            compares && pass % 2 == 0);
            right = job.measure(all, pass == passes);
        }
        if (right) {
            all.printFloor(System.out);
            all.printRatios(System.out);
        }
        System.exit(right ? 0 : 1);
    }

    private Configuration flink(JobOptions options) throws Exception {
        Configuration c = JobSettings.endless(options);
        c.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, run.resolve("checkpoints").toUri() + "");
        c.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(1024));
        c.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(128));
        c.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(128));
        c.set(RestOptions.BIND_PORT, "0");
        List<String> settings = new ArrayList<>(Files.readAllLines(run.resolve("flink")));
        if (changed) {
            settings.addAll(Files.readAllLines(run.resolve("change-flink")));
        }
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            c.setString(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return c;
    }

    private boolean measure(Passes all, boolean last) throws Exception {
        JobOptions options = JobOptions.of(config);
        KafkaOptions kafka = KafkaOptions.of(config, options);
        try (KafkaTopics topics = new KafkaTopics(kafka.admin().getProperty("bootstrap.servers"))) {
            for (String topic : kafka.results().topics().names()) {
                topics.createTopic(topic, 4, Map.of("retention.ms", "-1"));
            }
            try {
                return measure(options, kafka, topics, all, last);
            } finally {
                topics.deleteTopics(kafka.results().topics().names());
            }
        }
    }

    private boolean measure(
            JobOptions options, KafkaOptions kafka, KafkaTopics topics, Passes all, boolean last)
            throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, flink);
        StoreSinks store =
                InfluxSinks.of(config).map(InfluxSinks::sinks).orElseGet(StoreSinks::none);
        ProcessControlJob.build(env, options, kafka, ResultWatch.beside(store));
        ResultWatch watch = ResultWatch.instance();
        watch.reset();
        ThreadTimes before = ThreadTimes.now();
        Duration brokerBefore = brokerTime();
        long start = System.nanoTime();
        JobClient client = env.executeAsync("job-benchmark");
        StageProfile profile = breakdown && last ? StageProfile.start() : null;
        SecondHalf half = new SecondHalf(facts.plan(), this::brokerTime);
        boolean whole = await(client, watch, half);
        ThreadTimes spent = ThreadTimes.now().minus(before);
        Duration brokerSpent = brokerTime().minus(brokerBefore);
        if (profile != null) {
            profile.stop();
        }
        if (!whole) {
            System.out.printf(
                    "Gave up: %,d of %,d model calls are in windows that have closed.%n",
                    watch.calls(), facts.plan().calls());
            return false;
        }
        client.stopWithSavepoint(
                        false, run.resolve("savepoint").toUri() + "", SavepointFormatType.NATIVE)
                .get();
        JobReport report = new JobReport(facts, watch, start);
        all.add(report.pass(changed, spent, brokerSpent, half.cost()), System.out);
        if (!last) {
            return true;
        }
        report.rates(System.out);
        report.time(System.out, spent, brokerSpent);
        if (profile != null) {
            profile.print(System.out, facts.plan().spans());
        }
        return Outcome.read(topics, kafka.results().topics()).check(System.out, facts.plan());
    }

    /** Waits until all calls are in closed windows and nothing comes any more. */
    private boolean await(JobClient client, ResultWatch watch, SecondHalf half) throws Exception {
        long begin = System.nanoTime();
        while (true) {
            if (client.getJobExecutionResult().isDone()) {
                client.getJobExecutionResult().get();
                throw new IllegalStateException("the job ended");
            }
            half.look(watch.calls());
            long quiet = System.nanoTime() - Math.max(begin, watch.lastNanos());
            if (watch.calls() >= facts.plan().calls() && quiet > QUIET.toNanos()) {
                return true;
            }
            if (quiet > PATIENCE.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private Duration brokerTime() {
        return ProcessHandle.of(broker)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }
}
