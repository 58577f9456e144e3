/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.sim;

/** One encoded span on its way out, and how it will be delivered. */
final class SimSpan {
    final ServiceProcess process;
    final Scope scope;
    final long end;

    /** Order of creation: breaks ties, so that nothing depends on how a queue is built. */
    final long number;

    final byte[] body;

    /** What a model call's span tells; null on every other span. */
    final CallTruth call;

    /** Beyond the normal delay, in nanoseconds; 0 when the span is not late. */
    final long delay;

    /** The span is sent again this long after it was sent first; 0: it is not. */
    final long repeatAfter;

    /** Whether it has stood in a record already. */
    boolean delivered;

    SimSpan(
            ServiceProcess process,
            Scope scope,
            long end,
            long number,
            byte[] body,
            CallTruth call,
            long delay,
            long repeatAfter) {
        this.process = process;
        this.scope = scope;
        this.end = end;
        this.number = number;
        this.body = body;
        this.call = call;
        this.delay = delay;
        this.repeatAfter = repeatAfter;
    }
}
