/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

import java.util.List;
import java.util.function.Consumer;

/** Where lines are written. */
public interface LineStore extends AutoCloseable {
    /**
     * Sends lines in one request. Every request gets exactly one reply, on any thread; it does not
     * throw.
     *
     * @param lines lines without line ends; not changed until the reply
     */
    void write(List<byte[]> lines, Consumer<StoreReply> reply);

    /** Gives up what is under way. */
    @Override
    void close();
}
