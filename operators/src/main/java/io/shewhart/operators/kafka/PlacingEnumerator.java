/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.kafka;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.util.function.FunctionWithException;

/**
 * An enumerator that tells every reader when it has been given its first partitions, see {@link
 * PlacesKnown}.
 */
final class PlacingEnumerator<S extends SourceSplit, C> implements SplitEnumerator<S, C> {
    private final SplitEnumeratorContext<S> context;
    private final FirstRoundContext<S> firstRound;
    private final SplitEnumerator<S, C> enumerator;

    PlacingEnumerator(
            SplitEnumeratorContext<S> context,
            FunctionWithException<SplitEnumeratorContext<S>, SplitEnumerator<S, C>, Exception>
                    factory)
            throws Exception {
        this.context = context;
        firstRound = new FirstRoundContext<>(context, this::tellAll);
        enumerator = factory.apply(firstRound);
    }

    private void tellAll() {
        context.registeredReaders().keySet().forEach(this::tell);
    }

    private void tell(int subtask) {
        context.sendEventToSourceReader(subtask, new PlacesKnown());
    }

    @Override
    public void start() {
        enumerator.start();
    }

    @Override
    public void addReader(int subtask) {
        enumerator.addReader(subtask);
        if (firstRound.isOver()) {
            tell(subtask);
        }
    }

    @Override
    public void handleSplitRequest(int subtask, String host) {
        enumerator.handleSplitRequest(subtask, host);
    }

    @Override
    public void handleSourceEvent(int subtask, SourceEvent event) {
        enumerator.handleSourceEvent(subtask, event);
    }

    @Override
    public void addSplitsBack(List<S> splits, int subtask) {
        enumerator.addSplitsBack(splits, subtask);
    }

    @Override
    public C snapshotState(long checkpointId) throws Exception {
        return enumerator.snapshotState(checkpointId);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        enumerator.notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {
        enumerator.notifyCheckpointAborted(checkpointId);
    }

    @Override
    public void close() throws IOException {
        enumerator.close();
    }
}
