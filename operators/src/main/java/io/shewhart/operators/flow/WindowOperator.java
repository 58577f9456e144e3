/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.metrics.MetricScope;
import io.shewhart.operators.window.PartialWindow;
import io.shewhart.operators.window.ServiceWindows;
import io.shewhart.operators.window.WindowCounter;
import io.shewhart.operators.window.WindowOutput;
import io.shewhart.schemas.v1.WindowAggregate;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Runs {@link ServiceWindows} over keyed state, one key a service: admission of series is decided
 * per service.
 *
 * <p>State, in the formats of the window package: values {@code header} and {@code registry}, map
 * {@code bundles} from a series key to a partial window, with the window's start as its namespace.
 * Operator state: {@link KeyedLevels} of {@link WindowLevel}.
 */
public final class WindowOperator extends CountingOperator<WindowAggregate>
        implements OneInputStreamOperator<PartialWindow, WindowAggregate>,
                Triggerable<String, VoidNamespace> {
    private static final long serialVersionUID = 1L;

    private final WindowSetup setup;
    private transient KeyedWindowStore store;
    private transient ServiceWindows windows;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient WindowOutput results;
    private transient KeyedLevels<WindowLevel> levels;

    public WindowOperator(WindowSetup setup) {
        super(MetricScope.WINDOWS);
        this.setup = setup;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        levels = KeyedLevels.restore(WindowLevel.values(), this, context);
        store =
                new KeyedWindowStore(
                        context.getKeyedStateStore().getState(KeyedWindowStore.HEADER),
                        context.getKeyedStateStore().getState(KeyedWindowStore.REGISTRY),
                        getOrCreateKeyedState(LongSerializer.INSTANCE, KeyedWindowStore.BUNDLES),
                        levels);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        levels.snapshot();
    }

    @Override
    public void open() throws Exception {
        super.open();
        windows = new ServiceWindows(setup.config(), store);
        timers = getInternalTimerService("closes", VoidNamespaceSerializer.INSTANCE, this);
        results = new Results();
        levels.register(scope(), getMetricGroup());
    }

    @Override
    public void processElement(StreamRecord<PartialWindow> element) {
        long before = windows.nextDeadline();
        if (windows.add(element.getValue(), results)) {
            wakeUp(before);
        }
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) {
        if (timers.currentWatermark() == Long.MAX_VALUE) {
            windows.finish(results);
        } else {
            long before = windows.nextDeadline();
            windows.advanceTo(Instants.ofWatermark(timer.getTimestamp()), results);
            wakeUp(before);
        }
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
        throw new IllegalStateException("windows register no processing-time timers");
    }

    /**
     * A service has one timer, for its next deadline. The one before is taken back: a service of
     * traces only would otherwise keep one for every window, until the series it had then expire.
     */
    private void wakeUp(long before) {
        long deadline = windows.nextDeadline();
        if (before != deadline && before != ServiceWindows.NEVER) {
            timers.deleteEventTimeTimer(VoidNamespace.INSTANCE, Instants.millisAtOrAfter(before));
        }
        // Although it did not change: a timer of a restored state may stand for another lateness.
        if (deadline != ServiceWindows.NEVER) {
            timers.registerEventTimeTimer(
                    VoidNamespace.INSTANCE, Instants.millisAtOrAfter(deadline));
        }
    }

    /** What the subtask holds. */
    KeyedLevels<WindowLevel> levels() {
        return levels;
    }

    private final class Results implements WindowOutput {
        private final StreamRecord<WindowAggregate> reuse = new StreamRecord<>(null);

        @Override
        public void aggregate(WindowAggregate aggregate) {
            output.collect(reuse.replace(aggregate));
        }

        @Override
        public void count(WindowCounter counter, long increment) {
            tally().add(counter, increment);
            if (counter == WindowCounter.SERIES_ADMITTED) {
                levels.add(WindowLevel.SERIES, increment);
            } else if (counter == WindowCounter.SERIES_EXPIRED) {
                levels.add(WindowLevel.SERIES, -increment);
            }
        }
    }
}
