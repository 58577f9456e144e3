/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.replay;

import io.shewhart.jobs.config.Config;
import io.shewhart.jobs.config.ConfigException;
import io.shewhart.jobs.config.ConfigLayer;
import io.shewhart.jobs.config.ConfigPage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Runs the job over recorded Kafka records and writes its results as sorted files.
 *
 * <p>Exit codes: 0 done, 1 the job failed or its results could not be written, 2 the arguments, the
 * configuration or a capture is wrong.
 */
@Command(
        name = "deploy/local/replay",
        sortOptions = false,
        usageHelpWidth = 110,
        description =
                "Runs the Shewhart job over recorded Kafka records and writes inferences, traces,"
                    + " windows, chart points, episodes, late spans and dead letters as JSON lines,"
                    + " and a summary.",
        footer = {
            "",
            "A capture holds lines such as",
            "  {\"topic\":\"otlp_spans\",\"partition\":0,\"offset\":17,\"timestamp\":1795383303282,"
                    + "\"key\":null,\"value\":\"BASE64\"}",
            "testing/run capture simulates one.",
            "",
            "Exit codes: 0 done, 1 the job failed or its results could not be written,",
            "2 the arguments, the configuration or a capture is wrong."
        })
public final class Replay implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "CAPTURE",
            description = "Files of Kafka records, one JSON object a line; *.jsonl or *.jsonl.gz.")
    private List<Path> captures = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Directory for the results; made when missing.")
    private Path out;

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration as YAML.")
    private Path config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets one key of the configuration; may be repeated.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "2",
            description = "Parallel subtasks; changes no result. Default: ${DEFAULT-VALUE}.")
    private int parallelism;

    @Option(names = "--print-config", description = "Prints every key with its default, then ends.")
    private boolean printConfig;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Prints this, then ends.")
    @SuppressWarnings("unused") // picocli asks the option, not the field
    private boolean help;

    /** Parses the arguments and exits. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Parses the arguments, runs and returns the exit code. */
    public static int run(String... args) {
        return new CommandLine(new Replay()).execute(args);
    }

    @Override
    public Integer call() {
        PrintWriter console = spec.commandLine().getOut();
        PrintWriter errors = spec.commandLine().getErr();
        if (spec.commandLine().getParseResult().originalArgs().isEmpty()) {
            spec.commandLine().usage(errors);
            return 2;
        }
        if (printConfig) {
            console.print(ConfigPage.yaml());
            console.flush();
            return 0;
        }
        ReplayRun run;
        try {
            check();
            errors.println(
                    "Looking through " + ReplayReport.count(captures.size(), "capture") + " ...");
            run = ReplayRun.prepare(captures, configuration(), out);
        } catch (ConfigException | UsageException | IOException e) {
            errors.println(e.getMessage());
            return 2;
        }
        try (run) {
            runJob(run, errors);
            ReplayReport.print(console, run, run.publish());
            console.println("Results: " + out);
            console.flush();
            return 0;
        } catch (IOException e) {
            errors.println(e.getMessage());
            return 1;
        } catch (JobFailedException e) {
            errors.println("The job failed; nothing was written. Its last words:");
            e.getCause().printStackTrace(errors);
            return 1;
        }
    }

    private Config configuration() {
        List<ConfigLayer> layers = new ArrayList<>();
        if (config != null) {
            layers.add(ConfigLayer.file(config));
        }
        layers.add(ConfigLayer.commandLine(settings));
        return Config.of(layers);
    }

    private void check() {
        if (captures.isEmpty()) {
            throw new UsageException("Name at least one capture; --help says more.");
        }
        if (out == null) {
            throw new UsageException("--out DIR is missing: where shall the results go?");
        }
        if (parallelism < 1 || parallelism > 128) {
            throw new UsageException("--parallelism " + parallelism + ": allowed: 1 to 128");
        }
        for (Path capture : captures) {
            if (!Files.exists(capture)) {
                throw new UsageException(capture + ": no such file");
            }
            if (Files.isDirectory(capture)) {
                throw new UsageException(capture + ": a directory; name the captures in it");
            }
            if (!Files.isRegularFile(capture)) {
                throw new UsageException(
                        capture + ": not a plain file; captures are read more than once");
            }
            if (!Files.isReadable(capture)) {
                throw new UsageException(capture + ": may not be read");
            }
        }
    }

    private void runJob(ReplayRun run, PrintWriter errors) throws JobFailedException {
        if (!run.hasLogs()) {
            return;
        }
        errors.println(
                "Running the job over "
                        + ReplayReport.count(run.index().records(), "record")
                        + " ...");
        try {
            StreamExecutionEnvironment env = run.environment(parallelism, null);
            run.build(env, source -> source);
            env.execute("Shewhart replay");
        } catch (Exception e) {
            throw new JobFailedException(e);
        }
    }

    private static final class JobFailedException extends Exception {
        private static final long serialVersionUID = 1L;

        private JobFailedException(Throwable cause) {
            super(cause);
        }
    }

    private static final class UsageException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private UsageException(String message) {
            super(message);
        }
    }
}
