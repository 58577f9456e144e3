/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import static io.shewhart.operators.window.Calls.MINUTE;
import static io.shewhart.operators.window.Calls.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.SeriesLabels;
import io.shewhart.schemas.v1.WindowAggregate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ServiceWindowsTest {
    private static final WindowConfig CONFIG =
            WindowConfig.defaults().withWindow(MINUTE, 11 * SECOND).withSeries(10 * MINUTE, 3, 100);

    private final HeapWindowStore store = new HeapWindowStore();
    private final Recorded out = new Recorded();

    private ServiceWindows windows(WindowConfig config) {
        return new ServiceWindows(config, store);
    }

    private static List<PartialWindow> partials(Inference... calls) {
        return partials(List.of(calls), calls.length + 1);
    }

    /** Pre-aggregates, with a flush after every few calls. */
    private static List<PartialWindow> partials(List<Inference> calls, int flush) {
        LocalAggregator local =
                new LocalAggregator(CONFIG, VersionPattern.none(), 10, (counter, n) -> {});
        List<PartialWindow> partials = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            local.add(calls.get(i));
            if ((i + 1) % flush == 0) {
                local.drain(partials::add);
            }
        }
        local.drain(partials::add);
        return partials;
    }

    private void add(WindowConfig config, Inference... calls) {
        partials(calls).forEach(partial -> windows(config).add(partial, out));
    }

    private static Inference model(String model, long number, long end) {
        return Calls.call(number, end).setRequestModel(model).build();
    }

    private static Inference version(String version, long number, long end) {
        return Calls.call(number, end).setServiceVersion(version).build();
    }

    private static List<String> lines(
            List<WindowAggregate> aggregates, UnaryOperator<String> none) {
        return aggregates.stream()
                .map(
                        a ->
                                a.getEndTimeUnixNano() / MINUTE
                                        + " "
                                        + none.apply(a.getLabels().getModel())
                                        + "@"
                                        + a.getLabels().getVersion()
                                        + " "
                                        + a.getRequests())
                .toList();
    }

    private static List<String> lines(List<WindowAggregate> aggregates) {
        return lines(aggregates, UnaryOperator.identity());
    }

    @Test
    void whereOnlyTheAnsweringModelIsToldItsDateIsLeftOut() {
        Inference asked = model("gpt-4o", 1, 30 * SECOND);
        Inference answered =
                Calls.call(2, 30 * SECOND)
                        .clearRequestModel()
                        .setResponseModel("gpt-4o-2024-08-06")
                        .build();
        assertThat(partials(asked, answered)).hasSize(1);
    }

    @Test
    void closesAtEndPlusLatenessAndNotBefore() {
        add(CONFIG, model("a", 1, 30 * SECOND));
        assertThat(windows(CONFIG).nextDeadline()).isEqualTo(71 * SECOND);

        windows(CONFIG).advanceTo(71 * SECOND - 1, out);
        assertThat(out.aggregates).isEmpty();
        windows(CONFIG).advanceTo(71 * SECOND, out);
        assertThat(lines(out.of("requests"))).containsExactly("1 a@1.0 1");
        assertThat(store.bundles()).isZero();
        assertThat(windows(CONFIG).nextDeadline()).isEqualTo(131 * SECOND);
    }

    @Test
    void takesTheEndAsTheNextWindows() {
        add(CONFIG, model("a", 1, MINUTE - 1), model("a", 2, MINUTE));
        windows(CONFIG).close(2 * MINUTE, out);
        assertThat(lines(out.of("requests"))).containsExactly("1 a@1.0 1", "2 a@1.0 1");
    }

    @Test
    void neverReopensAWindow() {
        add(CONFIG, model("a", 1, 30 * SECOND));
        windows(CONFIG).close(MINUTE, out);
        int written = out.aggregates.size();

        // Every call makes new windows over the same store, as a restore does.
        PartialWindow late =
                partials(model("a", 2, 40 * SECOND), model("a", 3, 41 * SECOND)).get(0);
        assertThat(windows(CONFIG).add(late, out)).isFalse();
        assertThat(out.counted(WindowCounter.REQUESTS_REFUSED)).isEqualTo(2);
        windows(CONFIG).close(MINUTE, out);
        assertThat(out.aggregates).hasSize(written);
        assertThat(store.bundles()).isZero();
    }

    @Test
    void fillsAGapWithZerosInOrder() {
        add(CONFIG, model("a", 1, 30 * SECOND));
        windows(CONFIG).close(MINUTE, out);
        add(CONFIG, model("a", 2, 3 * MINUTE + SECOND));
        windows(CONFIG).close(4 * MINUTE, out);
        assertThat(lines(out.of("requests")))
                .containsExactly("1 a@1.0 1", "2 a@1.0 0", "3 a@1.0 0", "4 a@1.0 1");
        assertThat(out.of("duration")).hasSize(2);
        assertThat(out.of("requests").get(1).getCount()).isZero();
        assertThat(out.of("requests").get(1).getValue()).isZero();
        assertThat(out.of("error_ratio")).hasSize(2);
    }

    @Test
    void zerosEndWhenTheSeriesExpires() {
        add(CONFIG, model("a", 1, 30 * SECOND));
        windows(CONFIG).close(30 * MINUTE, out);
        // Last traffic at minute 1, ttl 10 minutes: windows 2 to 10 are zero, 11 expires.
        assertThat(out.of("requests")).hasSize(10);
        assertThat(out.of("requests").get(9).getEndTimeUnixNano()).isEqualTo(10 * MINUTE);
        assertThat(out.counted(WindowCounter.SERIES_EXPIRED)).isEqualTo(1);
        assertThat(store.isEmpty()).isTrue();
        assertThat(windows(CONFIG).nextDeadline()).isEqualTo(ServiceWindows.NEVER);
    }

    @Test
    void aReplacedVersionIsNoOutage() {
        add(CONFIG, version("1.0", 1, 30 * SECOND));
        windows(CONFIG).close(MINUTE, out);
        add(CONFIG, version("2.0", 2, 90 * SECOND));
        windows(CONFIG).close(4 * MINUTE, out);
        assertThat(lines(out.of("requests")))
                .containsExactly(
                        "1 gpt-5@1.0 1", "2 gpt-5@2.0 1", "3 gpt-5@2.0 0", "4 gpt-5@2.0 0");
    }

    @Test
    void trafficInAVersionThatIsNotAdmittedIsTraffic() {
        WindowConfig one = CONFIG.withSeries(10 * MINUTE, 1, 100);
        add(one, version("1.0", 1, 30 * SECOND));
        windows(one).close(MINUTE, out);
        add(one, version("2.0", 2, 90 * SECOND));
        windows(one).close(2 * MINUTE, out);
        assertThat(lines(out.of("requests"))).containsExactly("1 gpt-5@1.0 1", "2 other@other 1");
    }

    @Test
    void admitsTheMostRequestedFirstThenByLabels() {
        add(
                CONFIG,
                model("d", 1, SECOND),
                model("c", 2, SECOND),
                model("b", 3, SECOND),
                model("e", 4, SECOND),
                model("e", 5, SECOND));
        windows(CONFIG).close(MINUTE, out);
        assertThat(lines(out.of("requests")))
                .containsExactly("1 b@1.0 1", "1 c@1.0 1", "1 e@1.0 2", "1 other@other 1");
        WindowAggregate other = out.of("requests").get(3);
        assertThat(other.getOverflow()).isTrue();
        assertThat(out.of("requests").subList(0, 3)).noneMatch(WindowAggregate::getOverflow);
        assertThat(other.getLabels())
                .isEqualTo(
                        SeriesLabels.newBuilder()
                                .setService("shop")
                                .setEnvironment("other")
                                .setProvider("other")
                                .setModel("other")
                                .setOperation("other")
                                .setVantage("app")
                                .setVersion("other")
                                .build());
        assertThat(out.counted(WindowCounter.SERIES_OVERFLOWED)).isEqualTo(1);
        assertThat(out.counted(WindowCounter.REQUESTS_OVERFLOWED)).isEqualTo(1);
        assertThat(out.counted(WindowCounter.SERIES_ADMITTED)).isEqualTo(3);
    }

    @Test
    void mergedSeriesLoseNothing() {
        WindowConfig one = CONFIG.withSeries(10 * MINUTE, 1, 100);
        add(
                one,
                model("a", 1, SECOND),
                model("a", 2, SECOND),
                model("b", 3, SECOND),
                model("b", 4, SECOND).toBuilder().setErrorType("500").build(),
                model("c", 5, SECOND).toBuilder().setDurationNanos(9 * SECOND).build(),
                model("c", 6, SECOND).toBuilder().setErrorType("500").build());
        windows(one).close(MINUTE, out);
        WindowAggregate errors = out.of("error_ratio").get(1);
        assertThat(errors.getLabels().getModel()).isEqualTo("other");
        assertThat(errors.getCount()).isEqualTo(4);
        assertThat(errors.getEvents()).isEqualTo(2);
        assertThat(errors.getTypicalList().stream().map(e -> e.getSpanId()))
                .containsExactlyInAnyOrder("0000000000000005", "0000000000000007");
        WindowAggregate duration = out.of("duration").get(1);
        assertThat(duration.getCount()).isEqualTo(2);
        assertThat(duration.getSum()).isEqualTo(11);
        assertThat(duration.getSlowest(0).getSpanId()).isEqualTo("0000000000000006");
        assertThat(out.of("window_output_tokens_per_second").get(1).getValue())
                .isEqualTo(4 * 31 / 60.0);
    }

    @Test
    void admissionStaysUntilExpiryAndThenMakesRoom() {
        WindowConfig one = CONFIG.withSeries(3 * MINUTE, 1, 100);
        add(one, model("a", 1, SECOND));
        windows(one).close(MINUTE, out);
        for (int minute = 1; minute < 5; minute++) {
            add(one, model("b", 10 + minute, minute * MINUTE), model("b", minute, minute * MINUTE));
        }
        windows(one).close(5 * MINUTE, out);
        assertThat(lines(out.of("requests")))
                .containsExactly(
                        "1 a@1.0 1",
                        "2 a@1.0 0",
                        "2 other@other 2",
                        "3 a@1.0 0",
                        "3 other@other 2",
                        "4 b@1.0 2",
                        "5 b@1.0 2");
    }

    @Test
    void tellsNothingBeyondTheBoundsOfALog() {
        WindowConfig bounded =
                CONFIG.withBounds(new LogBounds(MINUTE + SECOND, 4 * MINUTE + SECOND));
        add(bounded, model("a", 1, MINUTE + SECOND), model("a", 2, 2 * MINUTE + SECOND));
        windows(bounded).close(60 * MINUTE, out);
        assertThat(lines(out.of("requests")))
                .containsExactly("2 a@1.0 1", "3 a@1.0 1", "4 a@1.0 0", "5 a@1.0 0");
        assertThat(out.of("requests").stream().map(WindowAggregate::getComplete))
                .containsExactly(false, true, true, false);
        // The four, and one more when the series expires.
        assertThat(out.counted(WindowCounter.WINDOWS_CLOSED)).isEqualTo(5);
        assertThat(store.isEmpty()).isTrue();
    }

    @Test
    void outputIsSortedByLabelsThenMetric() {
        add(CONFIG, model("b", 1, SECOND), model("a", 2, SECOND));
        windows(CONFIG).close(MINUTE, out);
        List<String> order =
                out.aggregates.stream()
                        .map(a -> a.getLabels().getModel() + " " + a.getMetric())
                        .toList();
        assertThat(order).isSorted().hasSize(22).startsWith("a call_tokens_per_second");
    }

    @Test
    void theEndOfTheInputIsNotSilence() {
        add(CONFIG, model("a", 1, SECOND), model("b", 2, 2 * MINUTE + SECOND));
        windows(CONFIG).finish(out);
        assertThat(lines(out.of("requests")))
                .containsExactly("1 a@1.0 1", "2 a@1.0 0", "3 a@1.0 0", "3 b@1.0 1");
    }

    @Test
    void theEndOfABoundedLogIsReached() {
        WindowConfig bounded = CONFIG.withBounds(new LogBounds(0, 3 * MINUTE - 1));
        add(bounded, model("a", 1, SECOND));
        windows(bounded).finish(out);
        assertThat(lines(out.of("requests")))
                .containsExactly("1 a@1.0 1", "2 a@1.0 0", "3 a@1.0 0");
        assertThat(out.of("requests")).allMatch(WindowAggregate::getComplete);
    }

    @Test
    void aFloodIsMergedAndTellsNoZeros() {
        WindowConfig narrow = CONFIG.withSeries(10 * MINUTE, 2, 4);
        add(narrow, model("a", 1, SECOND));
        windows(narrow).close(MINUTE, out);
        for (int i = 0; i < 50; i++) {
            add(narrow, model("flood" + i, i, MINUTE + SECOND));
            assertThat(store.bundles()).isLessThanOrEqualTo(2 * 4 + 1);
        }
        windows(narrow).close(2 * MINUTE, out);
        List<WindowAggregate> second =
                out.of("requests").stream()
                        .filter(a -> a.getEndTimeUnixNano() == 2 * MINUTE)
                        .toList();
        assertThat(second).hasSize(2);
        assertThat(second.stream().mapToLong(WindowAggregate::getRequests).sum()).isEqualTo(50);
        assertThat(out.counted(WindowCounter.WINDOWS_FLOODED)).isEqualTo(1);
        assertThat(out.counted(WindowCounter.ZERO_WINDOWS)).isZero();
    }

    @Test
    void windowsOfAnotherLengthNeverOverlapWhatIsClosed() {
        WindowConfig longer = CONFIG.withWindow(5 * MINUTE, 11 * SECOND);
        add(CONFIG, model("a", 1, 30 * SECOND));
        windows(CONFIG).close(MINUTE, out);
        // Restored with windows of five minutes: the first that does not overlap starts at 5.
        add(CONFIG, model("a", 2, 90 * SECOND));
        windows(longer).close(10 * MINUTE, out);
        assertThat(
                        out.of("requests").stream()
                                .map(
                                        a ->
                                                a.getStartTimeUnixNano() / MINUTE
                                                        + "-"
                                                        + a.getEndTimeUnixNano() / MINUTE))
                .containsExactly("0-1", "1-2", "5-10");
    }

    @Test
    void servicesThatVanishLeaveNoState() {
        add(CONFIG, model("a", 1, SECOND));
        long deadline = windows(CONFIG).nextDeadline();
        for (int i = 0; i < 30 && deadline != ServiceWindows.NEVER; i++) {
            windows(CONFIG).advanceTo(deadline, out);
            assertThat(windows(CONFIG).nextDeadline()).isGreaterThan(deadline);
            deadline = windows(CONFIG).nextDeadline();
        }
        assertThat(store.isEmpty()).isTrue();
    }

    @Test
    void sameOutputWhateverTheOrderAndTheCuts() {
        List<Inference> calls = new ArrayList<>();
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            calls.add(
                    Calls.call(i, random.nextInt(180) * SECOND)
                            .setRequestModel("m" + random.nextInt(9))
                            .setServiceVersion("v" + random.nextInt(2))
                            .setDurationNanos(random.nextInt(1_000_000_000) + SECOND)
                            .setOutputTokens(random.nextInt(500))
                            .build());
        }
        // Fewer kept apart than there are, so that the bound of open windows takes part.
        for (WindowConfig config : List.of(CONFIG, CONFIG.withSeries(10 * MINUTE, 3, 5))) {
            List<byte[]> expected = null;
            for (int flush : List.of(2_001, 1, 7, 100)) {
                Collections.shuffle(calls, random);
                List<PartialWindow> partials = new ArrayList<>(partials(calls, flush));
                Collections.shuffle(partials, random);
                HeapWindowStore fresh = new HeapWindowStore();
                Recorded recorded = new Recorded();
                ServiceWindows windows = new ServiceWindows(config, fresh);
                partials.forEach(p -> windows.add(PartialWindow.decode(p.encode()), recorded));
                windows.close(5 * MINUTE, recorded);
                if (expected == null) {
                    expected = recorded.bytes();
                }
                assertThat(recorded.bytes())
                        .hasSizeGreaterThan(100)
                        .containsExactlyElementsOf(expected);
                assertThat(
                                recorded.of("requests").stream()
                                        .mapToLong(WindowAggregate::getRequests)
                                        .sum())
                        .isEqualTo(2_000);
            }
        }
    }
}
