/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import static io.shewhart.operators.window.Calls.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.shewhart.operators.spc.Covariates;
import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.TokensSource;
import io.shewhart.schemas.v1.WindowAggregate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TokenMomentsTest {

    private static byte[] encoded(TokenMoments moments) {
        ByteWriter out = new ByteWriter();
        moments.encode(out);
        return out.toByteArray();
    }

    /** Three numbers of a call out of one. */
    private static void add(TokenMoments moments, long call) {
        int input = TokenLog.of((call & 0xfffff) - 20);
        int output = TokenLog.of((call >> 20 & 0xfff) - 5);
        moments.add(input, output, (call >> 32) % 1_000_000);
    }

    @Property
    void orderAndGroupingOfCallsDoNotMatter(
            @ForAll @Size(max = 60) List<@LongRange(min = 0) Long> calls, @ForAll long seed) {
        TokenMoments whole = new TokenMoments();
        calls.forEach(call -> add(whole, call));
        List<Long> shuffled = new ArrayList<>(calls);
        Random random = new Random(seed);
        Collections.shuffle(shuffled, random);
        TokenMoments merged = new TokenMoments();
        TokenMoments part = new TokenMoments();
        for (long call : shuffled) {
            add(part, call);
            int way = random.nextInt(3);
            if (way == 1) {
                merged.merge(part);
            } else if (way == 2) {
                merged.mergeEncoded(new ByteReader(encoded(part)));
            }
            part = way == 0 ? part : new TokenMoments();
        }
        merged.merge(part);
        assertThat(encoded(merged)).isEqualTo(encoded(whole));
    }

    @Test
    void aSmallSpreadAboutALargeMeanIsNotLost() {
        TokenMoments moments = new TokenMoments();
        for (int i = 0; i < 1_000_000; i++) {
            moments.add(1_000_000 + i % 2, 7, -900_000 - i % 2);
        }
        double quarter = 250_000 / TokenLog.SCALE / TokenLog.SCALE;
        assertThat(moments.centered(0, 0)).isEqualTo(quarter);
        assertThat(moments.centered(0, 2)).isEqualTo(-quarter);
        assertThat(moments.centered(2, 0)).isEqualTo(-quarter);
        assertThat(moments.centered(2, 2)).isEqualTo(quarter);
        assertThat(moments.centered(0, 1)).isZero();
        assertThat(moments.mean(0)).isEqualTo(1_000_000.5 / TokenLog.SCALE);
    }

    private final Recorded out = new Recorded();

    private WindowAggregate close(String metric, List<Inference> calls) {
        WindowConfig config = WindowConfig.defaults();
        ServiceWindows windows = new ServiceWindows(config, new HeapWindowStore());
        LocalAggregator local = new LocalAggregator(config, VersionPattern.none(), 10, out);
        for (int i = 0; i < calls.size(); i++) {
            local.add(calls.get(i));
            if (i % 7 == 0) {
                local.drain(partial -> windows.add(partial, out));
            }
        }
        local.drainDue(90 * SECOND, partial -> windows.add(partial, out));
        windows.advanceTo(90 * SECOND, out);
        return out.of(metric).get(0);
    }

    private static double product(List<double[]> rows, int a, int b) {
        double meanA = rows.stream().mapToDouble(row -> row[a]).average().orElseThrow();
        double meanB = rows.stream().mapToDouble(row -> row[b]).average().orElseThrow();
        return rows.stream().mapToDouble(row -> (row[a] - meanA) * (row[b] - meanB)).sum();
    }

    @Test
    void aWindowKnowsHowLatencyGoesWithTokens() {
        Random random = new Random(3);
        List<Inference> calls = new ArrayList<>();
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int input = 1 + random.nextInt(20_000);
            int output = 1 + random.nextInt(400);
            long nanos = SECOND / 10 + output * 20_000_000L + input * 50_000L;
            Inference.Builder call =
                    Calls.call(i, SECOND)
                            .setInputTokens(input)
                            .setOutputTokens(output)
                            .setTimeToFirstTokenNanos(SECOND / 10)
                            .setDurationNanos(nanos);
            // the tokens of every tenth call are an estimate, another tenth's absurd
            if (i % 10 == 3) {
                call.setTokensSource(TokensSource.TOKENS_SOURCE_ESTIMATED);
            } else if (i % 10 == 4) {
                call.setInputTokens(1L << 40);
            } else {
                rows.add(
                        new double[] {
                            Math.log1p(input), Math.log1p(output), Math.log(nanos / 1e9)
                        });
            }
            calls.add(call.build());
        }
        WindowAggregate duration = close("duration", calls);
        Covariates tokens = WindowSummaries.of(duration).tokens();
        assertThat(duration.getLogCount()).isEqualTo(200);
        assertThat(tokens.count()).isEqualTo(160);
        assertThat(tokens.explaining()).isEqualTo(2);
        for (int a = 0; a < 3; a++) {
            int variable = a;
            double mean = rows.stream().mapToDouble(r -> r[variable]).average().orElseThrow();
            assertThat(tokens.mean(a)).isCloseTo(mean, within(1e-5));
            for (int b = 0; b < 3; b++) {
                assertThat(tokens.product(a, b)).isCloseTo(product(rows, a, b), within(0.01));
            }
        }
        Covariates ttft = WindowSummaries.of(out.of("ttft").get(0)).tokens();
        assertThat(ttft.count()).isEqualTo(160);
        for (double[] row : rows) {
            row[1] = (row[0] - 6) * (row[0] - 6);
            row[2] = Math.log(0.1);
        }
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < 3; b++) {
                assertThat(ttft.product(a, b)).isCloseTo(product(rows, a, b), within(0.01));
            }
        }
        assertThat(out.of("tpot").get(0).hasTokens()).isFalse();
        assertThat(out.of("output_tokens").get(0).hasTokens()).isFalse();
    }

    @Test
    void aWindowOfUnknownTokensSaysNothingOfThem() {
        List<Inference> calls =
                List.of(
                        Calls.call(1, SECOND).clearInputTokens().build(),
                        Calls.call(2, SECOND).clearInputTokens().build());
        assertThat(close("duration", calls).hasTokens()).isFalse();
        assertThat(WindowSummaries.of(out.of("ttft").get(0)).tokens()).isNull();
    }

    @Test
    void embeddingsAreExplainedByTheirInputAlone() {
        List<Inference> calls =
                List.of(
                        Calls.call(1, SECOND).setOperation("embeddings").build(),
                        Calls.call(2, SECOND)
                                .setOperation("embeddings")
                                .clearOutputTokens()
                                .setInputTokens(5)
                                .build());
        Covariates tokens = WindowSummaries.of(close("duration", calls)).tokens();
        assertThat(tokens.count()).isEqualTo(2);
        assertThat(tokens.product(0, 0)).isPositive();
        assertThat(tokens.product(1, 1)).isZero();
    }
}
