/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.replay;

import io.shewhart.jobs.config.Config;
import io.shewhart.jobs.config.ConfigException;
import io.shewhart.jobs.config.ConfigLayer;
import io.shewhart.jobs.config.ConfigPage;
import io.shewhart.schemas.v1.Episode;
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
 * <p>Exit codes: 0 done, 1 the job failed, 2 the arguments, the configuration or a capture is
 * wrong.
 */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs the Shewhart job over recorded Kafka records and writes inferences, traces,"
                    + " windows,",
            "chart points, episodes, late spans and dead letters as JSON lines, and a summary."
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

    /** Parses the arguments and exits. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Parses the arguments, runs and returns the exit code. */
    public static int run(String... args) {
        return new CommandLine(new Replay()).execute(args);
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter console = spec.commandLine().getOut();
        if (printConfig) {
            console.print(ConfigPage.yaml());
            console.flush();
            return 0;
        }
        try {
            check();
            List<ConfigLayer> layers = new ArrayList<>();
            if (config != null) {
                layers.add(ConfigLayer.file(config));
            }
            layers.add(ConfigLayer.commandLine(settings));
            try (ReplayRun run = ReplayRun.prepare(captures, Config.of(layers), out)) {
                return run(run, console);
            }
        } catch (ConfigException | UsageException | IOException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 2;
        }
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
            if (!Files.isRegularFile(capture)) {
                throw new UsageException(capture + ": no such file");
            }
        }
    }

    private int run(ReplayRun run, PrintWriter console) throws Exception {
        if (run.hasLogs()) {
            StreamExecutionEnvironment env = run.environment(parallelism, null);
            run.build(env, source -> source);
            env.execute("Shewhart replay");
        }
        List<Episode> episodes = run.publish();
        ReplayReport.print(console, run.summary(), episodes);
        console.println("Results: " + out);
        console.flush();
        return 0;
    }

    private static final class UsageException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private UsageException(String message) {
            super(message);
        }
    }
}
