/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.testing.sim.IncidentKind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What a stack says before it starts. */
final class LocalStackTest {
    @TempDir Path directory;

    @Test
    void aTakenPortIsNamedWithItsOwnerAndTheOptionThatMovesIt() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int taken = socket.getLocalPort();
            StackPorts ports = new StackPorts(0, taken, 0, 0, 0, 0);
            assertThat(PortOwner.isFree(taken)).isFalse();
            assertThat(LocalStack.obstacle(options(ports, null), List.of()))
                    .hasValueSatisfying(
                            text ->
                                    assertThat(text)
                                            .contains("Port " + taken)
                                            .contains("OTLP over gRPC")
                                            .contains("--grpc-port moves it"));
            if (Files.isReadable(Path.of("/proc/net/tcp"))) {
                assertThat(PortOwner.of(taken))
                        .hasValueSatisfying(
                                text ->
                                        assertThat(text)
                                                .contains(
                                                        "process "
                                                                + ProcessHandle.current().pid()));
            }
        }
    }

    @Test
    void aSecondStartIsToldOfTheFirst() throws Exception {
        RunningStacks.Running other =
                new RunningStacks.Running(
                        77,
                        "http://localhost:8080/",
                        directory.toRealPath().toString(),
                        List.of(1));
        assertThat(
                        LocalStack.obstacle(
                                options(new StackPorts(0, 0, 0, 1, 0, 0), null), List.of(other)))
                .hasValueSatisfying(
                        text ->
                                assertThat(text)
                                        .contains("running already (process 77)")
                                        .contains("http://localhost:8080/"));
        StackPorts none = new StackPorts(0, 0, 0, 0, 0, 0);
        assertThat(LocalStack.obstacle(options(none, directory), List.of(other))).isPresent();
        assertThat(LocalStack.obstacle(options(none, directory.resolve("b")), List.of(other)))
                .isEmpty();
    }

    @Test
    void aRunningStackIsFoundUntilItsDirectoryIsGone() throws Exception {
        RunningStacks stacks = new RunningStacks(directory);
        Path own = stacks.create();
        assertThat(stacks.find()).isEmpty();
        stacks.note(own, "http://localhost:1/", "", new StackPorts(1, 2, 3, 4, 5, 6));
        assertThat(stacks.find())
                .singleElement()
                .satisfies(
                        found -> {
                            assertThat(found.pid()).isEqualTo(ProcessHandle.current().pid());
                            assertThat(found.ports()).containsExactly(1, 2, 3, 4, 5, 6);
                        });
        RunningStacks.delete(own);
        assertThat(stacks.find()).isEmpty();
    }

    @Test
    void whatAKilledStackLeftIsRemoved() throws Exception {
        RunningStacks stacks = new RunningStacks(directory);
        Path own = stacks.create();
        // No process has this number.
        Path left =
                Files.move(
                        own,
                        own.resolveSibling(
                                own.getFileName().toString().replaceFirst("[0-9]+$", "")
                                        + "999999999"));
        Files.createDirectories(left.resolve("a/b"));
        Files.writeString(left.resolve("a/b/c"), "x");
        assertThat(stacks.find()).isEmpty();
        assertThat(left).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"90s,90", "30min,1800", "5 m,300", "2h,7200", "1d,86400"})
    void durationsAreReadAsPeopleWriteThem(String text, long seconds) {
        assertThat(LocalStack.duration(text)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--for soon",
                "--incident slow",
                "--no-traffic --incident error-burst",
                "--http-port 4317",
                "--page-port 70000",
                "--nonsense"
            })
    void wrongOptionsAreRefusedInOneMessage(String arguments) {
        StringWriter errors = new StringWriter();
        int code =
                new CommandLine(new StackCommand())
                        .setErr(new PrintWriter(errors))
                        .execute(arguments.split(" ", -1));
        assertThat(code).isEqualTo(2);
        assertThat(errors.toString()).isNotBlank().doesNotContain("Exception", "\tat ");
    }

    @Test
    void everyIncidentIsInTheHelp() {
        String help = new CommandLine(new StackCommand()).getUsageMessage().replaceAll("\\s+", " ");
        for (String label : IncidentKind.labels()) {
            assertThat(help).contains(label);
        }
    }

    private static StackOptions options(StackPorts ports, Path dataOrNull) {
        return new StackOptions(
                false,
                Duration.ofHours(1),
                List.of(),
                Optional.empty(),
                Optional.ofNullable(dataOrNull),
                List.of(InetAddress.getLoopbackAddress()),
                ports,
                List.of());
    }
}
