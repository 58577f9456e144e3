/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.store;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.WriteApiBlocking;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.client.write.Point;
import io.shewhart.operators.influx.InfluxSettings;
import io.shewhart.operators.influx.InfluxStore;
import io.shewhart.operators.influx.PointLines;
import io.shewhart.operators.influx.StoreReply;
import io.shewhart.operators.influx.TokenSource;
import io.shewhart.operators.influx.WriteLimits;
import io.shewhart.schemas.v1.WindowAggregate;
import io.shewhart.testing.Directories;
import io.shewhart.testing.Program;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code testing/run influx-benchmark}: the way into the store beside the client's own. */
public final class InfluxBenchmark implements Program {
    /** Points per second and core below which the encoder is a regression. */
    private static final double FLOOR = 100_000;

    private static final int BATCH = 5_000;
    private static final int SERIES = 2_000;
    private static final int WINDOWS = 20_000;

    @Override
    public String name() {
        return "influx-benchmark";
    }

    @Override
    public String summary() {
        return "encode points and send them to a store, with influxdb-client-java's own way beside"
                + " it";
    }

    @Override
    public int run(String[] args) {
        return new CommandLine(new Options()).execute(args);
    }

    @Command(
            name = "testing/run influx-benchmark",
            description =
                    "Encodes llm_window points with all fields, sends them in requests of 5,000 to"
                        + " a server that discards them, and to an embedded QuestDB. CPU time is"
                        + " the process's, the server's included. Ratios of one run count, figures"
                        + " of two do not.",
            sortOptions = false,
            usageHelpAutoWidth = true)
    private static final class Options implements Callable<Integer> {
        @Spec private CommandSpec spec;

        @Option(
                names = "--seconds",
                paramLabel = "N",
                defaultValue = "3",
                description =
                        "Length of each row, after as much for warming up. Default:"
                                + " ${DEFAULT-VALUE}.")
        private double seconds;

        @SuppressWarnings("UnusedVariable") // picocli reads it
        @Option(names = "--help", usageHelp = true, description = "Show this.")
        private boolean help;

        @Override
        public Integer call() throws Exception {
            if (!(seconds > 0 && seconds <= 600)) {
                throw new ParameterException(
                        spec.commandLine(), "Invalid --seconds " + seconds + ": 0 to 600");
            }
            PrintWriter terminal = spec.commandLine().getOut();
            List<WindowAggregate> windows = new SampleWindows().next(WINDOWS, SERIES);
            Pace pace = new Pace(seconds, terminal);
            pace.head();
            double encoded = encode(pace, windows);
            PointLines encoder = new PointLines();
            List<byte[]> lines = windows.stream().map(encoder::window).toList();
            send(pace, lines);
            store(pace, lines);
            terminal.printf(
                    Locale.ROOT,
                    "Floor %,.0f encoded points/s and core: %s%n",
                    FLOOR,
                    encoded >= FLOOR ? "passed" : "MISSED");
            terminal.flush();
            return 0;
        }

        private static double encode(Pace pace, List<WindowAggregate> windows) throws Exception {
            PointLines encoder = new PointLines();
            double ours =
                    pace.row(
                            "encode: lines",
                            () -> {
                                long bytes = 0;
                                for (WindowAggregate window : windows) {
                                    bytes += encoder.window(window).length;
                                }
                                return new Pace.Work(windows.size(), bytes);
                            });
            pace.row(
                    "encode: the client's Point",
                    () -> {
                        long bytes = 0;
                        for (WindowAggregate window : windows) {
                            Point point = SampleWindows.point(window);
                            bytes += point.toLineProtocol().getBytes(StandardCharsets.UTF_8).length;
                        }
                        return new Pace.Work(windows.size(), bytes);
                    });
            return ours;
        }

        private static void send(Pace pace, List<byte[]> lines) throws Exception {
            try (Discard server = new Discard()) {
                send(
                        pace,
                        "send: lines through the client",
                        server,
                        settings(server.url(), false),
                        lines);
                send(pace, "send: the same, gzip", server, settings(server.url(), true), lines);
                List<String> records =
                        lines.stream()
                                .map(line -> new String(line, StandardCharsets.UTF_8))
                                .toList();
                try (InfluxDBClient client = InfluxDBClientFactory.create(server.url())) {
                    WriteApiBlocking api = client.getWriteApiBlocking();
                    pace.row(
                            "send: the client's WriteApiBlocking",
                            () -> {
                                for (int i = 0; i < records.size(); i += BATCH) {
                                    api.writeRecords(
                                            "shewhart",
                                            "none",
                                            WritePrecision.NS,
                                            records.subList(i, i + BATCH));
                                }
                                return new Pace.Work(records.size(), server.takeBytes());
                            });
                }
            }
        }

        private static void send(
                Pace pace, String name, Discard server, InfluxSettings settings, List<byte[]> lines)
                throws Exception {
            try (InfluxStore store = new InfluxStore(settings)) {
                pace.row(
                        name,
                        () -> {
                            write(store, lines);
                            return new Pace.Work(lines.size(), server.takeBytes());
                        });
            }
        }

        private static void store(Pace pace, List<byte[]> lines) throws Exception {
            Path directory = Files.createTempDirectory("influx-benchmark");
            try (QuestDbStore server = QuestDbStore.start(directory, 0);
                    InfluxStore store = new InfluxStore(settings(server.url(), false))) {
                long bytes = lines.stream().mapToLong(line -> line.length + 1).sum();
                pace.row(
                        "store: embedded QuestDB",
                        () -> {
                            write(store, lines);
                            return new Pace.Work(lines.size(), bytes);
                        });
            } finally {
                Directories.delete(directory);
            }
        }

        private static void write(InfluxStore store, List<byte[]> lines) throws Exception {
            for (int i = 0; i < lines.size(); i += BATCH) {
                CompletableFuture<StoreReply> reply = new CompletableFuture<>();
                store.write(new ArrayList<>(lines.subList(i, i + BATCH)), reply::complete);
                if (reply.get().status() != 204) {
                    throw new IOException("the store said " + reply.get());
                }
            }
        }

        private static InfluxSettings settings(String url, boolean gzip) {
            return new InfluxSettings(
                    url,
                    "",
                    "shewhart",
                    TokenSource.NONE,
                    5_000,
                    30_000,
                    gzip,
                    new WriteLimits(BATCH, 1 << 22, 1 << 26, 250, 500, 30_000));
        }
    }
}
