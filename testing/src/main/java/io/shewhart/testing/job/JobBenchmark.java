/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.job;

import io.shewhart.testing.Directories;
import io.shewhart.testing.Program;
import io.shewhart.testing.cluster.JavaProcess;
import io.shewhart.testing.cluster.KafkaProcess;
import io.shewhart.testing.kafka.KafkaTopics;
import io.shewhart.testing.store.Discard;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code testing/run job-benchmark}: the whole job, from a backlog to closed windows and charts.
 */
public final class JobBenchmark implements Program {
    static final String INPUT = "backlog-spans";

    /** What a backlog consists of. */
    enum Mix {
        /** 10 spans a trace, 2 of them model calls. */
        GENAI(0),
        /** The same, and 133 spans for the parts of the streamed answer: 93 % of all. */
        CAPTURES(133);

        final int chunks;

        Mix(int chunks) {
            this.chunks = chunks;
        }
    }

    @Override
    public String name() {
        return "job-benchmark";
    }

    @Override
    public String summary() {
        return "work off a backlog on a real broker with the whole job, and tell where the time"
                + " goes";
    }

    @Override
    public int run(String[] args) {
        return new CommandLine(new Options())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args);
    }

    @Command(
            name = "testing/run job-benchmark",
            description =
                    "Writes a seeded backlog to a Kafka broker of its own process, then runs the"
                        + " production job over it, in another: Kafka source and sinks, RocksDB,"
                        + " checkpoints. Tells spans/s to closed windows and charts, where the"
                        + " processors' time goes, and whether the results are right: every model"
                        + " call once, nothing late. Figures of one machine and day count as"
                        + " ratios.",
            sortOptions = false,
            usageHelpAutoWidth = true)
    private static final class Options implements Callable<Integer> {
        @Spec private CommandSpec spec;

        @Option(
                names = "--spans",
                paramLabel = "N",
                defaultValue = "3000000",
                description = "Spans of the backlog. Default: ${DEFAULT-VALUE}.")
        private long spans;

        @Option(
                names = "--mix",
                paramLabel = "MIX",
                defaultValue = "genai",
                description =
                        "genai: 10 spans a trace, 20 %% of them model calls; captures: 133 spans"
                                + " more for the parts of a streamed answer. Default:"
                                + " ${DEFAULT-VALUE}.")
        private Mix mix;

        @Option(
                names = "--minutes",
                paramLabel = "N",
                defaultValue = "30",
                description = "Event time of the backlog. Default: ${DEFAULT-VALUE}.")
        private int minutes;

        @Option(
                names = "--services",
                paramLabel = "N",
                defaultValue = "8",
                description =
                        "Applications, each with a gateway and 5 models. Default:"
                                + " ${DEFAULT-VALUE}.")
        private int services;

        @Option(
                names = "--partitions",
                paramLabel = "N",
                defaultValue = "4",
                description = "Partitions of the backlog. Default: ${DEFAULT-VALUE}.")
        private int partitions;

        @Option(
                names = "--seed",
                paramLabel = "N",
                defaultValue = "7",
                description = "Seed of the backlog. Default: ${DEFAULT-VALUE}.")
        private long seed;

        @Option(
                names = "--parallelism",
                paramLabel = "N",
                defaultValue = "2",
                description = "Of the job. Default: ${DEFAULT-VALUE}.")
        private int parallelism;

        @Option(
                names = "--passes",
                paramLabel = "N",
                defaultValue = "5",
                description =
                        "Work the backlog off so many times in one process, each time with a new"
                                + " job; the last is measured. A virtual machine compiles for"
                                + " minutes, which a job that runs for days does not notice."
                                + " Default: ${DEFAULT-VALUE}.")
        private int passes;

        @Option(
                names = "--store",
                description =
                        "Write windows and charts to a server, too, that takes and discards them.")
        private boolean store;

        @Option(
                names = "--no-breakdown",
                description = "Do not look at the threads' stacks, which costs about one percent.")
        private boolean noBreakdown;

        @Option(
                names = "--backlog",
                paramLabel = "DIR",
                description =
                        "Keep the broker's files here; when there are some, take that backlog as it"
                                + " is.")
        private Path backlog;

        @Option(
                names = "--heap",
                paramLabel = "SIZE",
                defaultValue = "3g",
                description = "Heap of the job's process. Default: ${DEFAULT-VALUE}.")
        private String heap;

        @Option(
                names = "--young",
                paramLabel = "SIZE",
                defaultValue = "2g",
                description = "Of it for new objects. Default: ${DEFAULT-VALUE}.")
        private String young;

        @Option(
                names = "--jvm",
                paramLabel = "OPTION",
                description = "A further option for the job's virtual machine.")
        private List<String> jvm = new ArrayList<>();

        @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting of the job.")
        private List<String> settings = new ArrayList<>();

        @Option(names = "--flink", paramLabel = "KEY=VALUE", description = "A setting of Flink.")
        private List<String> flink = new ArrayList<>();

        @Option(
                names = "--change",
                paramLabel = "KEY=VALUE",
                description =
                        "A setting of the job in every second pass: base, change, base again, with"
                                + " ratios.")
        private List<String> change = new ArrayList<>();

        @Option(
                names = "--change-flink",
                paramLabel = "KEY=VALUE",
                description = "The same with a setting of Flink.")
        private List<String> changeFlink = new ArrayList<>();

        @SuppressWarnings("UnusedVariable") // picocli reads it
        @Option(names = "--help", usageHelp = true, description = "Show this.")
        private boolean help;

        @Override
        public Integer call() throws Exception {
            int ofTrace = BacklogPlan.TRACE_SPANS + mix.chunks;
            if (spans < ofTrace || minutes < 2 || services < 1 || partitions < 1 || passes < 1) {
                throw new ParameterException(
                        spec.commandLine(),
                        "At least one trace, 2 minutes, 1 service, 1 partition and 1 pass are"
                                + " needed");
            }
            BacklogPlan plan =
                    new BacklogPlan(
                            seed, spans / ofTrace, mix.chunks, minutes, services, partitions, 200);
            Path directory =
                    backlog == null
                            ? Files.createTempDirectory("job-benchmark")
                            : Files.createDirectories(backlog).toAbsolutePath();
            try (KafkaProcess broker = KafkaProcess.start(directory)) {
                BacklogFacts facts = backlog(plan, directory, broker);
                return measure(facts, directory, broker);
            } finally {
                Directories.delete(directory.resolve("run"));
                if (backlog == null) {
                    Directories.delete(directory);
                }
            }
        }

        private BacklogFacts backlog(BacklogPlan plan, Path directory, KafkaProcess broker)
                throws Exception {
            PrintWriter terminal = spec.commandLine().getOut();
            Path saved = directory.resolve("backlog.properties");
            BacklogFacts facts;
            if (Files.exists(saved)) {
                facts = BacklogFacts.load(saved);
            } else {
                facts = write(plan, broker);
                facts.save(saved);
            }
            terminal.println("Backlog: " + facts.text() + ".");
            terminal.flush();
            return facts;
        }

        private static BacklogFacts write(BacklogPlan plan, KafkaProcess broker) throws Exception {
            try (KafkaTopics topics = new KafkaTopics(broker.bootstrapServers())) {
                topics.createTopic(INPUT, plan.partitions(), Map.of("retention.ms", "-1"));
                Properties properties = topics.clientProperties();
                properties.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, "900000");
                properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "20");
                AtomicReference<Exception> failure = new AtomicReference<>();
                BacklogFacts facts;
                try (KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(
                                properties, new ByteArraySerializer(), new ByteArraySerializer())) {
                    facts =
                            Backlog.make(
                                    plan,
                                    (partition, millis, value) -> {
                                        // The callback tells what matters.
                                        Future<?> unused =
                                                producer.send(
                                                        new ProducerRecord<>(
                                                                INPUT, partition, millis, null,
                                                                value),
                                                        (metadata, e) -> {
                                                            if (e != null) {
                                                                failure.set(e);
                                                            }
                                                        });
                                    });
                }
                if (failure.get() != null) {
                    throw failure.get();
                }
                return facts;
            }
        }

        private int measure(BacklogFacts facts, Path directory, KafkaProcess broker)
                throws Exception {
            Path run = Files.createDirectories(directory.resolve("run"));
            facts.save(run.resolve("backlog.properties"));
            try (Discard server = new Discard()) {
                List<String> job = new ArrayList<>();
                job.add("kafka.bootstrap-servers=" + broker.bootstrapServers());
                if (store) {
                    job.add("influxdb.url=" + server.url());
                }
                job.addAll(settings);
                Files.write(run.resolve("settings"), job);
                Files.write(run.resolve("flink"), flink);
                Files.write(run.resolve("change-settings"), change);
                Files.write(run.resolve("change-flink"), changeFlink);
                List<String> options = new ArrayList<>();
                options.add("-Xmx" + heap);
                options.add("-Xms" + heap);
                if (jvm.stream().noneMatch(option -> option.matches("-XX:\\+Use\\w+GC"))) {
                    options.add("-XX:+UseParallelGC");
                    options.add("-Xmn" + young);
                }
                options.add("-XX:+UseTransparentHugePages");
                options.add("-XX:+AlwaysPreTouch");
                options.addAll(jvm);
                // What is printed is the report; the log is asked for like that of any program.
                options.add(
                        "-D"
                                + JavaProcess.LOG_LEVEL
                                + "="
                                + System.getProperty(JavaProcess.LOG_LEVEL, "error"));
                options.addAll(
                        List.of(
                                BenchmarkedJob.class.getName(),
                                run.toString(),
                                Integer.toString(parallelism),
                                Boolean.toString(!noBreakdown),
                                Long.toString(broker.id()),
                                Integer.toString(passes)));
                String classPath = System.getProperty("java.class.path");
                try (JavaProcess process =
                        JavaProcess.start("job", run, classPath, options.toArray(String[]::new))) {
                    return process.await(spec.commandLine().getOut());
                }
            }
        }
    }
}
