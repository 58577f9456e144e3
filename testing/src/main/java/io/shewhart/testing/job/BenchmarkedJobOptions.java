/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.job;

import io.shewhart.testing.cluster.JavaProcess;
import io.shewhart.testing.cluster.KafkaProcess;
import io.shewhart.testing.store.Discard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of the job that works a backlog off, and of its process. */
final class BenchmarkedJobOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "2",
            description = "Of the job. Default: ${DEFAULT-VALUE}.")
    private int parallelism;

    @Option(
            names = "--passes",
            paramLabel = "N",
            defaultValue = "7",
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

    void check() {
        if (parallelism < 1 || passes < 1) {
            throw new ParameterException(
                    spec.commandLine(), "At least 1 subtask and 1 pass are needed");
        }
    }

    /**
     * Runs the job over a backlog in a process of its own.
     *
     * @param run a directory for what the process needs
     * @return the exit code of the process
     */
    int run(BacklogFacts facts, Path run, KafkaProcess broker) throws Exception {
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
            List<String> command = virtualMachine();
            command.addAll(
                    List.of(
                            BenchmarkedJob.class.getName(),
                            run.toString(),
                            Integer.toString(parallelism),
                            Boolean.toString(!noBreakdown),
                            Long.toString(broker.id()),
                            Integer.toString(passes)));
            String classPath = System.getProperty("java.class.path");
            try (JavaProcess process =
                    JavaProcess.start("job", run, classPath, command.toArray(String[]::new))) {
                return process.await(spec.commandLine().getOut());
            }
        }
    }

    private List<String> virtualMachine() {
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
        return options;
    }
}
