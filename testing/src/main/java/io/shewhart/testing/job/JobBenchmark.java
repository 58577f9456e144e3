/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.job;

import io.shewhart.testing.Directories;
import io.shewhart.testing.Program;
import io.shewhart.testing.cluster.KafkaProcess;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code testing/run job-benchmark}: the whole job, from a backlog to closed windows and charts.
 */
public final class JobBenchmark implements Program {
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

        @Mixin private BacklogOptions backlog;
        @Mixin private BenchmarkedJobOptions job;

        @SuppressWarnings("UnusedVariable") // picocli reads it
        @Option(names = "--help", usageHelp = true, description = "Show this.")
        private boolean help;

        @Override
        public Integer call() throws Exception {
            BacklogPlan plan = backlog.plan();
            job.check();
            Path directory =
                    backlog.directory == null
                            ? Files.createTempDirectory("job-benchmark")
                            : Files.createDirectories(backlog.directory).toAbsolutePath();
            Path run = directory.resolve("run");
            try (KafkaProcess broker = KafkaProcess.start(directory)) {
                BacklogFacts facts = facts(plan, directory, broker);
                return job.run(facts, Files.createDirectories(run), broker);
            } finally {
                Directories.delete(run);
                if (backlog.directory == null) {
                    Directories.delete(directory);
                }
            }
        }

        private BacklogFacts facts(BacklogPlan plan, Path directory, KafkaProcess broker)
                throws Exception {
            PrintWriter terminal = spec.commandLine().getOut();
            Path saved = directory.resolve("backlog.properties");
            BacklogFacts facts;
            if (Files.exists(saved)) {
                facts = BacklogFacts.load(saved);
            } else {
                facts = BacklogWriter.write(plan, broker);
                facts.save(saved);
            }
            terminal.println("Backlog: " + facts.text() + ".");
            terminal.flush();
            return facts;
        }
    }
}
