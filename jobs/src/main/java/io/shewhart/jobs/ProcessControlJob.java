/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs;

import io.shewhart.jobs.config.Config;
import io.shewhart.jobs.config.ConfigException;
import io.shewhart.jobs.config.ConfigLayer;
import io.shewhart.jobs.config.ConfigPage;
import io.shewhart.operators.kafka.BrokerException;
import io.shewhart.operators.kafka.SpanSource;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The job: Kafka in, Kafka and a store out.
 *
 * <p>Exit codes of {@link #run}: 0 done, 1 the job failed, 2 arguments, configuration or brokers do
 * not let it start.
 */
@Command(
        name = "shewhart",
        sortOptions = false,
        usageHelpWidth = 110,
        description =
                "Reads OpenTelemetry traces from Kafka; writes inferences, traces, alerts, late"
                    + " spans and dead letters to Kafka, windows, control charts and episodes to"
                    + " InfluxDB.",
        footer = {
            "",
            "Exit codes: 0 done, 1 the job failed,",
            "2 the arguments, the configuration or the brokers do not let it start."
        })
public final class ProcessControlJob implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration as YAML.")
    private Path config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets one key of the configuration; may be repeated.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--create-topics",
            description = "Creates the topics that the job writes to, then ends.")
    private boolean createTopics;

    @Option(names = "--print-config", description = "Prints every key with its default, then ends.")
    private boolean printConfig;

    @Option(
            names = "--print-metrics",
            description = "Prints every metric, what it says and what to do, then ends.")
    private boolean printMetrics;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Prints this, then ends.")
    @SuppressWarnings("unused") // picocli asks the option, not the field
    private boolean help;

    /**
     * Starts the job on the cluster that calls it.
     *
     * @throws IllegalArgumentException says why it did not start. Nothing exits the process, which
     *     may be the cluster's.
     */
    public static void main(String[] args) {
        StringWriter errors = new StringWriter();
        if (run(
                        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                        new PrintWriter(errors, true),
                        args)
                != 0) {
            throw new IllegalArgumentException(errors.toString());
        }
    }

    /** Parses the arguments, runs and returns the exit code. */
    public static int run(PrintWriter console, PrintWriter errors, String... args) {
        return new CommandLine(new ProcessControlJob())
                .setOut(console)
                .setErr(errors)
                .execute(args);
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter console = spec.commandLine().getOut();
        PrintWriter errors = spec.commandLine().getErr();
        if (printConfig) {
            console.print(ConfigPage.yaml());
            console.flush();
            return 0;
        }
        if (printMetrics) {
            console.print(MetricsPage.markdown());
            console.flush();
            return 0;
        }
        JobOptions options;
        KafkaOptions kafka;
        StoreSinks store;
        try {
            Config read = configuration();
            options = JobOptions.of(read);
            kafka = KafkaOptions.of(read, options);
            KafkaStart start = new KafkaStart(kafka, console);
            if (createTopics) {
                start.createTopics();
                return 0;
            }
            List<String> wrong = start.check();
            if (!wrong.isEmpty()) {
                wrong.forEach(errors::println);
                return 2;
            }
            store = store(read, console);
        } catch (ConfigException | BrokerException | KafkaException | IllegalStateException e) {
            errors.println(e.getMessage());
            return 2;
        }
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(JobSettings.endless(options));
        build(env, options, kafka, store);
        env.execute("Shewhart");
        return 0;
    }

    private static StoreSinks store(Config read, PrintWriter console) {
        Optional<InfluxSinks> influx = InfluxSinks.of(read);
        if (influx.isEmpty()) {
            console.println(
                    "influxdb.url is not set: windows, chart points and quality counts go"
                            + " nowhere, episodes to Kafka only.");
            console.flush();
            return StoreSinks.none();
        }
        influx.get().check().ifPresent(console::println);
        console.flush();
        return influx.get().sinks();
    }

    private Config configuration() {
        List<ConfigLayer> layers = new ArrayList<>();
        if (config != null) {
            layers.add(ConfigLayer.file(config));
        }
        layers.add(ConfigLayer.commandLine(settings));
        return Config.of(layers);
    }

    /** Adds the job to an environment, on real sources and sinks. */
    public static void build(
            StreamExecutionEnvironment env,
            JobOptions options,
            KafkaOptions kafka,
            StoreSinks store) {
        ProcessControlTopology.build(
                env, options, new SpanSource(kafka.source()), JobSinks.of(kafka.results(), store));
    }
}
