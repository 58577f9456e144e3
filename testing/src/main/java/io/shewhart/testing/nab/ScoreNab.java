/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.nab;

import io.shewhart.testing.Program;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code testing/run score-nab}: the chart engine on the Numenta Anomaly Benchmark. */
public final class ScoreNab implements Program {
    @Override
    public String name() {
        return "score-nab";
    }

    @Override
    public String summary() {
        return "score the charts on labelled series of the Numenta Anomaly Benchmark";
    }

    @Override
    public int run(String[] args) {
        return new CommandLine(new Options()).execute(args);
    }

    @Command(
            name = "testing/run score-nab",
            description =
                    "Runs the chart of a gauge over every series of a folder, each row judged from"
                        + " the rows before it, with the engine's defaults and nothing set per"
                        + " series. Scores as the benchmark does: the detections as they are, and"
                        + " the statistic with the one threshold that is best for the folder."
                        + " Writes a CSV per series: timestamp,value,detection,score.",
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {
                "0:done",
                "1:the input cannot be read or does not fit together, or the output cannot be"
                        + " written",
                "2:called wrongly"
            },
            sortOptions = false,
            usageHelpAutoWidth = true)
    private static final class Options implements Callable<Integer> {
        @Spec private CommandSpec spec;

        @Option(
                names = "--data",
                required = true,
                paramLabel = "DIR",
                description = "Folder with <group>/<series>.csv or .csv.gz: timestamp,value.")
        private Path data;

        @Option(
                names = "--labels",
                required = true,
                paramLabel = "FILE",
                description = "Labelled windows, as in NAB's combined_windows.json.")
        private Path labels;

        @Option(
                names = "--out",
                required = true,
                paramLabel = "DIR",
                description = "Folder for the CSV files; those of an earlier run are replaced.")
        private Path out;

        @SuppressWarnings("UnusedVariable") // picocli reads it
        @Option(names = "--help", usageHelp = true, description = "Show this.")
        private boolean help;

        @Override
        public Integer call() {
            try {
                NabFolder folder = NabFolder.read(data, labels);
                List<NabDetector.Result> results = new ArrayList<>();
                for (NabSeries series : folder.series()) {
                    NabDetector.Result result = NabDetector.run(series);
                    write(series, result);
                    results.add(result);
                }
                new NabReport(folder.series(), folder.truths(), results)
                        .print(spec.commandLine().getOut());
                return 0;
            } catch (NabInputException e) {
                spec.commandLine().getErr().println(e.getMessage());
            } catch (IOException e) {
                spec.commandLine().getErr().println("Cannot read or write: " + e);
            }
            return 1;
        }

        private void write(NabSeries series, NabDetector.Result result) throws IOException {
            Path file = out.resolve(series.name());
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (PrintWriter csv =
                    new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
                csv.print("timestamp,value,detection,score\n");
                for (int i = 0; i < series.values().length; i++) {
                    csv.print(series.timestamps().get(i));
                    csv.print(',');
                    csv.print(series.values()[i]);
                    csv.print(result.detections()[i] ? ",1," : ",0,");
                    csv.print(result.scores()[i]);
                    csv.print('\n');
                }
                if (csv.checkError()) {
                    throw new IOException(file + " could not be written");
                }
            }
        }
    }
}
