/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import static io.shewhart.operators.flow.Windows.SECOND;
import static io.shewhart.operators.flow.Windows.at;
import static io.shewhart.operators.flow.Windows.call;
import static io.shewhart.operators.flow.Windows.nanos;
import static io.shewhart.operators.flow.Windows.partials;
import static io.shewhart.operators.flow.Windows.trace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.shewhart.operators.window.PartialWindow;
import io.shewhart.schemas.v1.WindowAggregate;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Windows close once, in order, and neither state nor timers pile up. */
class WindowOperatorTest {

    @Test
    void aWindowClosesOnceAtItsEndPlusLateness() throws Exception {
        try (Rig<PartialWindow, WindowAggregate> rig = start(null)) {
            send(rig, partials(call("shop", 1, 5)));
            send(rig, partials(call("shop", 2, 59)));
            assertThat(rig.watermark(at(71) - 1).out()).isEmpty();
            rig.watermark(at(71));
            assertThat(requests(rig)).containsExactly("shop 60: 2");
            assertThat(rig.watermark(at(130)).out()).hasSize(rig.out().size());
            assertThat(requests(rig)).containsExactly("shop 60: 2");
        }
    }

    @Test
    void aJumpOfTheWatermarkClosesEveryWindowInOrderWithTheSilentOnes() throws Exception {
        List<String> steps;
        try (Rig<PartialWindow, WindowAggregate> rig = start(null)) {
            send(rig, partials(call("shop", 1, 5), call("shop", 2, 185), call("bank", 3, 65)));
            for (long second = 0; second < 600; second += 7) {
                rig.watermark(at(second));
            }
            steps = requests(rig);
        }
        try (Rig<PartialWindow, WindowAggregate> rig = start(null)) {
            send(rig, partials(call("shop", 1, 5), call("shop", 2, 185), call("bank", 3, 65)));
            rig.watermark(at(600 - 5));
            assertThat(requests(rig)).containsExactlyInAnyOrderElementsOf(steps);
            assertThat(requests(rig))
                    .filteredOn(line -> line.startsWith("shop"))
                    .startsWith("shop 60: 1", "shop 120: 0", "shop 180: 0", "shop 240: 1")
                    .hasSize(9);
        }
    }

    @Test
    void aRestoredOperatorRefusesWhatIsOlderThanTheLastClosedWindow() throws Exception {
        OperatorSubtaskState state;
        try (Rig<PartialWindow, WindowAggregate> rig = start(null)) {
            send(rig, partials(call("shop", 1, 5), call("shop", 2, 65)));
            state = rig.watermark(at(100)).checkpoint();
            assertThat(requests(rig)).containsExactly("shop 60: 1");
        }
        try (Rig<PartialWindow, WindowAggregate> rig = start(state)) {
            send(rig, partials(call("shop", 3, 7), call("shop", 4, 66)));
            rig.watermark(at(131)).checkpoint();
            assertThat(requests(rig)).containsExactly("shop 120: 2");
            assertThat(rig.quality())
                    .contains(entry("requests_refused", 1L), entry("windows_closed", 1L));
        }
    }

    @Test
    void rescalingKeepsOpenWindowsAndDeadlines() throws Exception {
        OperatorSubtaskState one;
        List<String> seen = new ArrayList<>();
        try (Rig<PartialWindow, WindowAggregate> rig = start(null)) {
            for (int service = 0; service < 20; service++) {
                send(rig, partials(call("s" + service, service, 5)));
            }
            one = rig.checkpoint();
        }
        OperatorSubtaskState[] two = new OperatorSubtaskState[2];
        for (int i = 0; i < 2; i++) {
            try (Rig<PartialWindow, WindowAggregate> rig = open(2, i, Rig.part(one, 1, 2, i))) {
                two[i] = rig.watermark(at(71)).checkpoint();
                assertThat(rig.out()).isNotEmpty();
                seen.addAll(requests(rig));
            }
        }
        assertThat(seen).hasSize(20);
        OperatorSubtaskState whole = AbstractStreamOperatorTestHarness.repackageState(two);
        try (Rig<PartialWindow, WindowAggregate> rig = start(Rig.part(whole, 2, 1, 0))) {
            rig.watermark(at(131));
            assertThat(requests(rig)).hasSize(20).allMatch(line -> line.endsWith(" 120: 0"));
        }
    }

    @Test
    void theEndOfTheInputClosesWhatIsOpenAndTellsNoSilenceAfterIt() throws Exception {
        try (Rig<PartialWindow, WindowAggregate> rig = start(null)) {
            send(rig, partials(call("shop", 1, 5)));
            rig.watermark(at(75));
            send(rig, partials(call("shop", 2, 185)));
            rig.endOfTime();
            assertThat(requests(rig))
                    .containsExactly("shop 60: 1", "shop 120: 0", "shop 180: 0", "shop 240: 1");
            assertThat(rig.timers()).isZero();
        }
    }

    @Test
    void theEndOfAKnownLogIsToldUpToItsLastEvent() throws Exception {
        WindowSetup bounded = Windows.SETUP.withBounds(nanos(0), nanos(150));
        try (Rig<PartialWindow, WindowAggregate> rig = open(bounded, 1, 0, null)) {
            send(rig, partials(call("shop", 1, 5)));
            rig.endOfTime();
            assertThat(requests(rig)).containsExactly("shop 60: 1", "shop 120: 0", "shop 180: 0");
            assertThat(rig.out().get(rig.out().size() - 1).getComplete()).isFalse();
        }
    }

    @Test
    void stateAndTimersAreBoundedAndAServiceThatFellSilentLeavesNothing() throws Exception {
        try (Rig<PartialWindow, WindowAggregate> rig = start(null)) {
            send(rig, partials(call("shop", 1, 5), call("shop", 2, 65)));
            assertThat(rig.entries()).as("header, two bundles").isEqualTo(3);
            assertThat(rig.timers()).isEqualTo(1);
            rig.watermark(at(200));
            assertThat(rig.entries()).as("header, registry").isEqualTo(2);
            assertThat(rig.timers()).isEqualTo(1);
            rig.watermark(at(2 * 3600));
            assertThat(rig.entries()).isZero();
            assertThat(rig.timers()).isZero();
            assertThat(requests(rig)).hasSize(61);
        }
    }

    @Test
    void aServiceOfTracesOnlyHasOneTimerHoweverManyWindowsItHad() throws Exception {
        try (Rig<PartialWindow, WindowAggregate> rig = start(null)) {
            // With a silent window after each, when only the expiry of the series is to come.
            for (long minute = 0; minute < 30; minute += 2) {
                send(rig, partials(trace("shop", minute, 60 * minute + 5)));
                rig.watermark(at(60 * minute + 90));
            }
            assertThat(rig.timers()).isEqualTo(1);
            rig.watermark(at(3 * 3600));
            assertThat(rig.entries() + rig.timers()).isZero();
        }
    }

    private static void send(Rig<PartialWindow, WindowAggregate> rig, List<PartialWindow> partials)
            throws Exception {
        for (PartialWindow partial : partials) {
            rig.send(partial);
        }
    }

    /** Request counts as {@code service end: count}, ends in seconds. */
    private static List<String> requests(Rig<?, WindowAggregate> rig) {
        return rig.out().stream()
                .filter(aggregate -> aggregate.getMetric().equals("requests"))
                .map(
                        a ->
                                a.getLabels().getService()
                                        + " "
                                        + (a.getEndTimeUnixNano() - nanos(0)) / SECOND
                                        + ": "
                                        + a.getRequests())
                .toList();
    }

    private static Rig<PartialWindow, WindowAggregate> start(OperatorSubtaskState state)
            throws Exception {
        return open(1, 0, state);
    }

    private static Rig<PartialWindow, WindowAggregate> open(
            int parallelism, int index, OperatorSubtaskState state) throws Exception {
        return open(Windows.SETUP, parallelism, index, state);
    }

    private static Rig<PartialWindow, WindowAggregate> open(
            WindowSetup setup, int parallelism, int index, OperatorSubtaskState state)
            throws Exception {
        return Rig.keyed(
                new WindowOperator(setup),
                PartialWindow::service,
                Types.STRING,
                ValueTypeInformation.proto(WindowAggregate.getDefaultInstance()),
                parallelism,
                index,
                state);
    }
}
