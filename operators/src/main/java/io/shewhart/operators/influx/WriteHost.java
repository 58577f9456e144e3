/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

import java.util.List;

/** What a {@link WriteLoop} asks of its surroundings; {@link WriteObserver} is only told. */
public interface WriteHost {
    /** Milliseconds of any clock that only goes forward. */
    long now();

    /** Asks for a {@link WriteLoop#wake} then; earlier wishes stand. */
    void wakeAt(long millis);

    /** Sends; the reply goes to {@link WriteLoop#replied}, on the loop's thread. */
    void send(List<byte[]> lines);
}
