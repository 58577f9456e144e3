/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.testing.Directories;
import io.shewhart.testing.cluster.KafkaProcess;
import io.shewhart.testing.kafka.KafkaTopics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * What all tests of this package share: a broker in a process of its own, a log, and what an
 * undisturbed run makes of it. Made for the first test that asks, closed after the last.
 */
final class FaultBench implements AutoCloseable {
    /** Minutes of traffic are enough for every kind of output. */
    private static final double HOURS = 0.1;

    final Path directory;
    final KafkaProcess broker;
    final KafkaTopics kafka;
    final Outcome expected;
    final FaultLog log;

    private FaultBench() throws Exception {
        directory = Files.createTempDirectory("shewhart-faults");
        broker =
                KafkaProcess.start(
                        Files.createDirectory(directory.resolve("kafka")),
                        "transaction.abort.timed.out.transaction.cleanup.interval.ms=500");
        kafka = new KafkaTopics(broker.bootstrapServers());
        log = FaultLog.simulate(directory, HOURS);
        try (FaultRun run = run("undisturbed")) {
            run.start(2, null);
            run.sendRest();
            expected = run.finish();
            assertThat(run.cluster().job().restarts()).isZero();
        }
        assertThat(expected.exactlyOnce().values()).allSatisfy(v -> assertThat(v).isNotEmpty());
        assertThat(expected.atLeastOnce().values()).allSatisfy(v -> assertThat(v).isNotEmpty());
        for (String measurement : List.of("llm_window,", "llm_chart,", "llm_episode,")) {
            assertThat(expected.points().keySet()).anyMatch(p -> p.startsWith(measurement));
        }
        assertThat(expected.counts()).containsKeys("source/records", "source/records_skipped");
    }

    /** A run over the log, with topics and a store of its own. */
    FaultRun run(String name, String... settings) throws Exception {
        return run(log, name, settings);
    }

    /** The same over another log. */
    FaultRun run(FaultLog log, String name, String... settings) throws Exception {
        return new FaultRun(kafka, log, name, directory, settings);
    }

    @Override
    public void close() {
        kafka.close();
        broker.close();
        try {
            Directories.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hands the bench to those who have a parameter for it. */
    static final class Extension implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == FaultBench.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(FaultBench.class))
                    .getOrComputeIfAbsent(FaultBench.class, key -> make(), FaultBench.class);
        }

        private static FaultBench make() {
            try {
                return new FaultBench();
            } catch (Exception e) {
                throw new IllegalStateException("no undisturbed run to compare with", e);
            }
        }
    }
}
