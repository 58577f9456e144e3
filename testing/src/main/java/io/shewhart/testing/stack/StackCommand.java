/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.stack;

import io.shewhart.testing.sim.IncidentKind;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of {@code deploy/local/start}. */
@Command(
        name = "deploy/local/start",
        sortOptions = false,
        usageHelpWidth = 110,
        description =
                "Starts Kafka, the Flink job, QuestDB, an OTLP receiver and a page with control"
                    + " charts in one process, and a simulated LLM application to watch: three"
                    + " hours of its past at once, then live, with incidents staged one after the"
                    + " other.",
        footer = {
            "",
            "Exit codes: 0 stopped by Ctrl-C, kill or --for; 1 a part failed; 2 it could not"
                    + " start.",
            "SHEWHART_HEAP (default 1g) and SHEWHART_LOG_LEVEL (default off; error, warn, info) may"
                    + " be set."
        })
final class StackCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--no-traffic",
            description = "Without the simulated application: only what you send is charted.")
    private boolean noTraffic;

    @Option(
            names = "--incident",
            paramLabel = "NAME",
            split = ",",
            description = {
                "Stages this incident at once and nothing further; may be repeated.",
                "One of slow-model-server, token-throughput-drop, error-burst, bad-release,"
                        + " vanished-traffic, longer-answers."
            })
    private List<String> incidents = new ArrayList<>();

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description = "Ends by itself after this long live, with a summary: 90s, 30min, 2h.")
    private String length;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Keeps Kafka's log, the store and the job's state here; a next start goes on"
                            + " from them. Without it nothing is kept.")
    private Path data;

    @Option(
            names = "--history",
            paramLabel = "DURATION",
            defaultValue = "3h",
            description = "Past of the simulated application. Default: ${DEFAULT-VALUE}.")
    private String history;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "Sets a key of the job's configuration, see deploy/shewhart.yaml; may be"
                            + " repeated.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            description =
                    "Address of the OTLP receiver, for instance 0.0.0.0 for containers. Default:"
                            + " this machine only.")
    private String listen;

    @Option(
            names = "--page-port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "The page with the charts. Default: ${DEFAULT-VALUE}.")
    private int pagePort;

    @Option(
            names = "--grpc-port",
            paramLabel = "PORT",
            defaultValue = "4317",
            description = "OTLP over gRPC. Default: ${DEFAULT-VALUE}.")
    private int grpcPort;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "4318",
            description = "OTLP over HTTP. Default: ${DEFAULT-VALUE}.")
    private int httpPort;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "9092",
            description = "Kafka. Default: ${DEFAULT-VALUE}.")
    private int kafkaPort;

    @Option(
            names = "--store-port",
            paramLabel = "PORT",
            defaultValue = "9000",
            description = "QuestDB. Default: ${DEFAULT-VALUE}.")
    private int storePort;

    @Option(
            names = "--flink-port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "Flink's web UI. Default: ${DEFAULT-VALUE}.")
    private int flinkPort;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Prints this, then ends.")
    @SuppressWarnings("UnusedVariable") // picocli asks the option, not the field
    private boolean help;

    @Override
    public Integer call() throws Exception {
        StackOptions options;
        try {
            options = options();
        } catch (IllegalArgumentException | UnknownHostException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
        PrintWriter out = spec.commandLine().getOut();
        StopSignal stop = new StopSignal();
        stop.install();
        return LocalStack.run(options, out, spec.commandLine().getErr(), stop);
    }

    private StackOptions options() throws UnknownHostException {
        StackPorts ports =
                new StackPorts(pagePort, grpcPort, httpPort, kafkaPort, storePort, flinkPort);
        for (StackPorts.Port port : ports.fixed()) {
            if (port.number() < 1 || port.number() > 65_535) {
                throw new IllegalArgumentException(
                        port.option() + ": " + port.number() + " is no port; allowed: 1 to 65535");
            }
        }
        if (ports.conflict() != null) {
            throw new IllegalArgumentException(ports.conflict());
        }
        List<IncidentKind> kinds = incidents.stream().map(IncidentKind::of).toList();
        if (noTraffic && !kinds.isEmpty()) {
            throw new IllegalArgumentException(
                    "--incident needs the simulated application, which --no-traffic leaves out");
        }
        return new StackOptions(
                !noTraffic,
                LocalStack.duration(history),
                kinds,
                Optional.ofNullable(length).map(LocalStack::duration),
                Optional.ofNullable(data).map(Path::toAbsolutePath),
                addresses(),
                ports,
                settings);
    }

    /** Both loopback addresses by default, where there are two: "localhost" may mean either. */
    private List<InetAddress> addresses() throws UnknownHostException {
        return listen == null
                ? List.of(InetAddress.getAllByName("localhost"))
                : List.of(InetAddress.getByName(listen));
    }
}
