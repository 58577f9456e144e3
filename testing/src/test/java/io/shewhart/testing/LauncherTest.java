/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LauncherTest {
    private final List<String> ran = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private final List<Program> programs =
            List.of(program("capture", 0), program("decode-benchmark", 3), program("fails", -1));

    @Test
    void runsTheProgramWithWhatFollowsItsName() {
        assertThat(launch("decode-benchmark", "--json", "a b")).isEqualTo(3);
        assertThat(ran).containsExactly("decode-benchmark --json a b");
    }

    @Test
    void namesTheNearestProgramsWhenThereIsNone() {
        assertThat(launch("caputre")).isEqualTo(2);
        assertThat(text(err)).contains("\"caputre\"").contains("Did you mean capture?");
        assertThat(launch("decode")).isEqualTo(2);
        assertThat(text(err)).contains("Did you mean decode-benchmark?");
        assertThat(ran).isEmpty();
    }

    @Test
    void pointsToTheListWhenNothingIsNear() {
        assertThat(launch("xyzzyxyzzy")).isEqualTo(2);
        assertThat(text(err)).contains("--list").doesNotContain("Did you mean");
    }

    @Test
    void listsEveryProgramWithItsLine() {
        assertThat(launch("--list")).isZero();
        assertThat(text(out).lines())
                .containsExactly(
                        "  capture           does capture",
                        "  decode-benchmark  does decode-benchmark",
                        "  fails             does fails");
    }

    @Test
    void anExceptionIsAFailureWithItsTrace() {
        assertThat(launch("fails")).isEqualTo(1);
        assertThat(text(err)).contains("fails failed").contains("disk is gone");
    }

    @Test
    void withoutANameItSaysHowItIsUsed() {
        assertThat(launch()).isEqualTo(2);
        assertThat(text(err)).contains("Usage: testing/run NAME").contains("decode-benchmark");
    }

    private int launch(String... args) {
        return Launcher.launch(programs, args, stream(out), stream(err));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private Program program(String name, int code) {
        return new Program() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String summary() {
                return "does " + name;
            }

            @Override
            public int run(String[] args) throws IOException {
                if (code < 0) {
                    throw new IOException("disk is gone");
                }
                ran.add(name + " " + String.join(" ", args));
                return code;
            }
        };
    }
}
