/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.job;

import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that say what a backlog consists of. */
final class BacklogOptions {
    private static final int RECORD_SPANS = 200;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

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

    @Option(
            names = "--spans",
            paramLabel = "N",
            defaultValue = "9000000",
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
            names = "--backlog",
            paramLabel = "DIR",
            description =
                    "Keep the broker's files here; when there are some, take that backlog as it"
                            + " is.")
    Path directory;

    BacklogPlan plan() {
        int ofTrace = BacklogPlan.TRACE_SPANS + mix.chunks;
        if (spans < ofTrace || minutes < 2 || services < 1 || partitions < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "At least one trace, 2 minutes, 1 service and 1 partition are needed");
        }
        return new BacklogPlan(
                seed, spans / ofTrace, mix.chunks, minutes, services, partitions, RECORD_SPANS);
    }
}
