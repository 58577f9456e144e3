/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.stack;

import io.shewhart.testing.sim.IncidentKind;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a stack is started.
 *
 * @param traffic whether the simulated application runs
 * @param history length of its past
 * @param incidents what is staged at once; empty: all, one after the other
 * @param length after which it ends by itself
 * @param data directory that is kept
 * @param listen addresses of the OTLP receiver
 * @param settings of the job, KEY=VALUE
 */
record StackOptions(
        boolean traffic,
        Duration history,
        List<IncidentKind> incidents,
        Optional<Duration> length,
        Optional<Path> data,
        List<InetAddress> listen,
        StackPorts ports,
        List<String> settings) {}
