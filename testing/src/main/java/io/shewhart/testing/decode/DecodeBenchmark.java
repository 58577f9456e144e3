/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.shewhart.operators.otlp.DecoderNames;
import io.shewhart.operators.semconv.SemanticConventions;
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
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code testing/run decode-benchmark}: the decoder beside the generated protobuf classes. */
public final class DecodeBenchmark implements Program {
    /** Spans per second and core below which the decoder is a regression. */
    private static final double FLOOR = 3e6;

    /**
     * Less than a megabyte in each order, which the caches next to a core hold: in the job, too,
     * the Kafka client has just copied a record's bytes when they are decoded.
     */
    private static final int REQUESTS = 8;

    private static final int ROUNDS = 7;
    private static final long SEED = 20_261_123;

    @Override
    public String name() {
        return "decode-benchmark";
    }

    @Override
    public String summary() {
        return "decode OTLP spans on one core, with the generated protobuf classes beside it";
    }

    @Override
    public int run(String[] args) {
        return new CommandLine(new Options()).execute(args);
    }

    @Command(
            name = "testing/run decode-benchmark",
            description =
                    "Decodes export requests of an LLM application on one thread: the generated"
                        + " classes, the decoder, the generated classes again, several rounds. Both"
                        + " read the same fields by the names of the production rules. Ratios of"
                        + " one run count, figures of two do not.",
            sortOptions = false,
            usageHelpAutoWidth = true)
    private static final class Options implements Callable<Integer> {
        @Spec private CommandSpec spec;

        @Option(
                names = "--seconds",
                paramLabel = "N",
                defaultValue = "20",
                description = "Length of the run, without warming up. Default: ${DEFAULT-VALUE}.")
        private double seconds;

        @Option(names = "--json", paramLabel = "FILE", description = "Write the table as JSON.")
        private Path json;

        @SuppressWarnings("UnusedVariable") // picocli reads it
        @Option(names = "--help", usageHelp = true, description = "Show this.")
        private boolean help;

        @Override
        public Integer call() {
            if (!(seconds > 0 && seconds <= 3600)) {
                throw new ParameterException(
                        spec.commandLine(), "Invalid --seconds " + seconds + ": 0 to 3600");
            }
            PrintWriter terminal = spec.commandLine().getOut();
            DecoderNames names = SemanticConventions.load().names();
            List<byte[]> collector = new ArrayList<>();
            List<byte[]> canonical = new ArrayList<>();
            GenAiRequests requests = new GenAiRequests(SEED);
            for (int i = 0; i < REQUESTS; i++) {
                ExportTraceServiceRequest request = requests.next();
                collector.add(CollectorOrder.write(request));
                canonical.add(request.toByteArray());
            }
            Rounds rounds = new Rounds(new GeneratedSide(names), new DecoderSide(names), ROUNDS);
            terminal.println("Warming up ...");
            terminal.flush();
            double slice = seconds / (2 * 3 * ROUNDS);
            rounds.warmUp(collector, canonical);
            List<Figures> table =
                    List.of(
                            rounds.run("as the Collector orders fields", collector, slice),
                            rounds.run("in order of field numbers", canonical, slice));
            print(terminal, names, table);
            if (json != null) {
                try {
                    write(table);
                } catch (IOException e) {
                    spec.commandLine().getErr().println("Not written: " + json + ": " + e);
                    return 1;
                }
            }
            return 0;
        }

        private static void print(PrintWriter terminal, DecoderNames names, List<Figures> table) {
            terminal.printf(
                    Locale.ROOT,
                    "One thread, %.0f bytes a span, %d attribute names, median of %d rounds:%n",
                    table.get(0).bytesPerSpan(),
                    names.resourceAttributes().size() + names.spanAttributes().size(),
                    ROUNDS);
            terminal.printf(
                    Locale.ROOT,
                    "%-32s %14s %14s %8s %8s %8s%n",
                    "",
                    "generated/s",
                    "decoder/s",
                    "MB/s",
                    "ns/span",
                    "ratio");
            for (Figures row : table) {
                terminal.printf(
                        Locale.ROOT,
                        "%-32s %,14.0f %,14.0f %8.0f %8.0f %8.1f%n",
                        row.name(),
                        row.generated(),
                        row.decoder(),
                        row.decoder() * row.bytesPerSpan() / 1e6,
                        1e9 / row.decoder(),
                        row.ratio());
            }
            boolean passed = table.stream().allMatch(row -> row.decoder() >= FLOOR);
            terminal.printf(
                    Locale.ROOT, "Floor %,.0f spans/s: %s%n", FLOOR, passed ? "passed" : "MISSED");
            terminal.flush();
        }

        private void write(List<Figures> table) throws IOException {
            try (JsonGenerator generator =
                    new JsonFactory()
                            .createGenerator(
                                    Files.newBufferedWriter(json, StandardCharsets.UTF_8))) {
                generator.useDefaultPrettyPrinter();
                generator.writeStartObject();
                generator.writeStringField("program", "decode-benchmark");
                generator.writeNumberField("floorSpansPerSecond", FLOOR);
                generator.writeArrayFieldStart("rows");
                for (Figures row : table) {
                    generator.writeStartObject();
                    generator.writeStringField("name", row.name());
                    generator.writeNumberField("generatedSpansPerSecond", row.generated());
                    generator.writeNumberField("decoderSpansPerSecond", row.decoder());
                    generator.writeNumberField("bytesPerSpan", row.bytesPerSpan());
                    generator.writeNumberField("ratio", row.ratio());
                    generator.writeEndObject();
                }
                generator.writeEndArray();
                generator.writeEndObject();
            }
        }
    }
}
