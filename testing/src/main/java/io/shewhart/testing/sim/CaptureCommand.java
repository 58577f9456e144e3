/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

import io.shewhart.testing.Program;
import picocli.CommandLine;

/** {@code testing/run capture}: simulates an application and writes its capture and its truth. */
public final class CaptureCommand implements Program {
    @Override
    public String name() {
        return "capture";
    }

    @Override
    public String summary() {
        return "simulate an LLM application with staged incidents, write a capture and the truth";
    }

    @Override
    public int run(String[] args) {
        return new CommandLine(new CaptureArguments()).execute(args);
    }
}
