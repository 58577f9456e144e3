/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing;

import io.shewhart.testing.decode.DecodeBenchmark;
import io.shewhart.testing.job.JobBenchmark;
import io.shewhart.testing.job.LatencyBenchmark;
import io.shewhart.testing.nab.ScoreNab;
import io.shewhart.testing.page.PageProgram;
import io.shewhart.testing.replay.ReplayProgram;
import io.shewhart.testing.sim.CaptureCommand;
import io.shewhart.testing.spc.SpcBenchmark;
import io.shewhart.testing.spc.SpcBudget;
import io.shewhart.testing.spc.SpcDetection;
import io.shewhart.testing.spc.SpcLoadShift;
import io.shewhart.testing.state.StateBenchmark;
import io.shewhart.testing.store.InfluxBenchmark;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Entry point of {@code testing/run}: finds a program by its name and runs it. */
public final class Launcher {
    /** Every program, in the order in which {@code --list} shows them. */
    private static final List<Program> PROGRAMS =
            List.of(
                    new CaptureCommand(),
                    new ReplayProgram(),
                    new DecodeBenchmark(),
                    new ScoreNab(),
                    new SpcBudget(),
                    new SpcDetection(),
                    new SpcLoadShift(),
                    new SpcBenchmark(),
                    new InfluxBenchmark(),
                    new PageProgram(),
                    new JobBenchmark(),
                    new StateBenchmark(),
                    new LatencyBenchmark());

    private static final int CALLED_WRONGLY = 2;

    /** Names further away than this many edits are no help. */
    private static final int NEAR = 3;

    private Launcher() {}

    /** Runs the program named first with the arguments that follow; exits with its code. */
    public static void main(String[] args) {
        System.exit(launch(PROGRAMS, args, System.out, System.err));
    }

    static int launch(List<Program> programs, String[] args, PrintStream out, PrintStream err) {
        if (args.length == 0) {
            usage(programs, err);
            return CALLED_WRONGLY;
        }
        String name = args[0];
        if (name.equals("--list") || name.equals("--help") || name.equals("-h")) {
            if (name.equals("--list")) {
                list(programs, out);
            } else {
                usage(programs, out);
            }
            return 0;
        }
        for (Program program : programs) {
            if (program.name().equals(name)) {
                return run(program, Arrays.copyOfRange(args, 1, args.length), err);
            }
        }
        err.println(unknown(programs, name));
        return CALLED_WRONGLY;
    }

    private static int run(Program program, String[] args, PrintStream err) {
        try {
            return program.run(args);
        } catch (Exception e) {
            // A stack trace, because what a program expects to go wrong it reports itself.
            err.println(program.name() + " failed:");
            e.printStackTrace(err);
            return 1;
        }
    }

    private static String unknown(List<Program> programs, String name) {
        List<String> near =
                programs.stream()
                        .map(Program::name)
                        .filter(
                                known ->
                                        known.startsWith(name)
                                                || EditDistance.between(known, name) <= NEAR)
                        .sorted(
                                Comparator.comparingInt(
                                                (String known) -> EditDistance.between(known, name))
                                        .thenComparing(Comparator.naturalOrder()))
                        .toList();
        String hint =
                near.isEmpty()
                        ? "testing/run --list names all there are."
                        : "Did you mean " + String.join(" or ", near) + "?";
        return "There is no program \"" + name + "\". " + hint;
    }

    private static void usage(List<Program> programs, PrintStream to) {
        to.println("Usage: testing/run NAME [options]   (NAME --help explains one program)");
        to.println();
        list(programs, to);
    }

    private static void list(List<Program> programs, PrintStream to) {
        int width = programs.stream().mapToInt(p -> p.name().length()).max().orElse(0);
        for (Program program : programs) {
            to.println(
                    String.format(
                            Locale.ROOT,
                            "  %-" + width + "s  %s",
                            program.name(),
                            program.summary()));
        }
    }
}
