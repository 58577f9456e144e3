/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TokenRegressionTest {

    /** Two-pass reference: the numbers of a window out of its calls, the latency last. */
    static Covariates of(double[]... rows) {
        return of(rows[0].length - 1, rows);
    }

    /** The same with squares behind a number of token counts. */
    static Covariates of(int linear, double[]... rows) {
        int variables = rows[0].length;
        double[] means = new double[variables];
        for (double[] row : rows) {
            for (int i = 0; i < variables; i++) {
                means[i] += row[i] / rows.length;
            }
        }
        double[] products = new double[variables * (variables + 1) / 2];
        for (double[] row : rows) {
            int place = 0;
            for (int i = 0; i < variables; i++) {
                for (int j = i; j < variables; j++) {
                    products[place++] += (row[i] - means[i]) * (row[j] - means[j]);
                }
            }
        }
        return new Covariates(rows.length, linear, means, products);
    }

    /** Rows of two token counts and level + 0.5 x1 + 0.3 x2 + noise. */
    private static double[][] calls(Random random, int n, double level, double noise) {
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            double x1 = 6 + random.nextGaussian();
            double x2 = 5 + 0.5 * (x1 - 6) + 0.7 * random.nextGaussian();
            double y = level + 0.5 * x1 + 0.3 * x2 + noise * random.nextGaussian();
            rows[i] = new double[] {x1, x2, y};
        }
        return rows;
    }

    private static TokenRegression windows(Random random, int windows, double noise) {
        TokenRegression regression = new TokenRegression();
        for (int w = 0; w < windows; w++) {
            regression.add(of(calls(random, 20, random.nextGaussian(), noise)));
        }
        return regression;
    }

    @Test
    void anExactLawIsFoundWhateverTheLevelsOfTheWindows() {
        TokenSlopes slopes = windows(new Random(1), 10, 0).slopes();
        assertThat(slopes.slope(0)).isCloseTo(0.5, within(1e-12));
        assertThat(slopes.slope(1)).isCloseTo(0.3, within(1e-12));
        assertThat(slopes.explained()).isCloseTo(1, within(1e-12));
        assertThat(slopes.residual()).isCloseTo(0, within(1e-12));
        assertThat(slopes.reference(0)).isCloseTo(6, within(0.3));
    }

    @Test
    void aMixThatMovesWithTheLevelDoesNotBiasTheSlope() {
        // between windows long prompts come when the server is fast: a plain regression finds -0.9
        Random random = new Random(2);
        TokenRegression regression = new TokenRegression();
        for (int w = 0; w < 50; w++) {
            double mix = random.nextGaussian();
            double[][] rows = new double[20][];
            for (int i = 0; i < rows.length; i++) {
                double x = 6 + mix + 0.5 * random.nextGaussian();
                rows[i] = new double[] {x, 0.4 * x - 2 * mix + 0.1 * random.nextGaussian()};
            }
            regression.add(of(rows));
        }
        assertThat(regression.slopes().slope(0)).isCloseTo(0.4, within(0.03));
    }

    @Test
    void errorsOfTheSlopesAreAsLargeAsStated() {
        double[] square = new double[2];
        int runs = 500;
        Random random = new Random(4);
        for (int run = 0; run < runs; run++) {
            TokenSlopes s = windows(random, 10, 0.4).slopes();
            square[0] += Math.pow(s.slope(0) - 0.5, 2) / s.covariance(0, 0) / runs;
            square[1] += Math.pow(s.slope(1) - 0.3, 2) / s.covariance(1, 1) / runs;
        }
        // mean of 500 squares of standard normals: one within 3 sqrt(2 / 500)
        assertThat(square[0]).isCloseTo(1, within(0.19));
        assertThat(square[1]).isCloseTo(1, within(0.19));
    }

    @Test
    void whatExplainsNothingIsLeftOutAndTheRestFittedAgain() {
        Random random = new Random(5);
        TokenRegression both = new TokenRegression();
        TokenRegression alone = new TokenRegression();
        for (int w = 0; w < 20; w++) {
            double[][] rows = new double[20][];
            for (int i = 0; i < rows.length; i++) {
                double x = random.nextGaussian();
                double y = 0.5 * x + 0.3 * random.nextGaussian();
                rows[i] = new double[] {random.nextGaussian(), x, y};
            }
            both.add(of(rows));
            double[][] less =
                    Arrays.stream(rows)
                            .map(row -> new double[] {row[1], row[2]})
                            .toArray(double[][]::new);
            alone.add(of(less));
        }
        TokenSlopes two = both.slopes();
        TokenSlopes one = alone.slopes();
        assertThat(two.slope(0)).isZero();
        assertThat(two.slope(1)).isCloseTo(one.slope(0), within(1e-12));
        assertThat(two.covariance(1, 1)).isCloseTo(one.covariance(0, 0), within(1e-12));
        assertThat(two.covariance(0, 0)).isZero();
    }

    @Test
    void noiseHasNoSlopes() {
        int found = 0;
        Random random = new Random(7);
        for (int run = 0; run < 500; run++) {
            TokenRegression regression = new TokenRegression();
            for (int w = 0; w < 25; w++) {
                double[][] rows = new double[5][];
                for (int i = 0; i < rows.length; i++) {
                    rows[i] =
                            new double[] {
                                random.nextGaussian(), random.nextGaussian(), random.nextGaussian()
                            };
                }
                regression.add(of(rows));
            }
            found += regression.slopes() == null ? 0 : 1;
        }
        // |t| >= 4 with 98 degrees of freedom: 0.00012 for each of two slopes
        assertThat(found).isLessThanOrEqualTo(2);
    }

    private static TokenRegression pairs(double[][] rows) {
        TokenRegression regression = new TokenRegression();
        regression.add(of(rows));
        return regression;
    }

    @Test
    void tokensThatDoNotVaryAdjustNothing() {
        Random random = new Random(8);
        double[][] rows = new double[200][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {6.3, random.nextGaussian()};
        }
        assertThat(pairs(rows).slopes()).isNull();
        // nor do those that vary by less than a percent, however well they explain
        for (double[] row : rows) {
            row[0] = 6.3 + 0.001 * row[1];
        }
        assertThat(pairs(rows).slopes()).isNull();
    }

    @Test
    void aLatencyThatDoesNotVaryHasNoSlopes() {
        double[][] rows = new double[200][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {i % 7, -1.5};
        }
        assertThat(pairs(rows).slopes()).isNull();
    }

    @Test
    void oneOfTwoTokenCountsThatMoveTogetherIsEnough() {
        Random random = new Random(9);
        double[][] rows = new double[300][];
        for (int i = 0; i < rows.length; i++) {
            double x = random.nextGaussian();
            double y = 0.5 * x + 0.1 * random.nextGaussian();
            rows[i] = new double[] {x, x, y};
        }
        oneSlope(pairs(rows).slopes());
        for (double[] row : rows) {
            row[1] = row[0] + 0.01 * random.nextGaussian();
        }
        oneSlope(pairs(rows).slopes());
    }

    @Test
    void tokenCountsThatHardlyDifferAreNotPlayedOffAgainstEachOther() {
        // y follows the small difference exactly: huge slopes of opposite sign would fit it best
        Random random = new Random(12);
        double[][] rows = new double[300][];
        for (int i = 0; i < rows.length; i++) {
            double x = random.nextGaussian();
            double d = 0.01 * random.nextGaussian();
            rows[i] = new double[] {x, x + d, 0.5 * x + 20 * d};
        }
        oneSlope(pairs(rows).slopes());
    }

    private static void oneSlope(TokenSlopes slopes) {
        assertThat(new double[] {slopes.slope(0), slopes.slope(1)}).contains(0.0);
        assertThat(slopes.slope(0) + slopes.slope(1)).isCloseTo(0.5, within(0.03));
    }

    @Test
    void twoTokenCountsAreEnoughForASlope() {
        Random random = new Random(10);
        double[][] rows = new double[300][];
        for (int i = 0; i < rows.length; i++) {
            double x = i % 2 == 0 ? 5 : 8;
            rows[i] = new double[] {x, 0.5 * x + 0.3 * random.nextGaussian()};
        }
        assertThat(pairs(rows).slopes().slope(0)).isCloseTo(0.5, within(0.04));
    }

    @Test
    void fewCallsHaveNoSlopes() {
        double[][] rows = new double[51][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {i, 2 * i};
        }
        assertThat(pairs(rows).slopes()).isNotNull();
        assertThat(pairs(Arrays.copyOf(rows, 50)).slopes()).isNull();
        assertThat(new TokenRegression().slopes()).isNull();
    }

    @Property(tries = 100)
    void savingAndRestoringChangesNothing(
            @ForAll long seed, @ForAll @IntRange(max = 20) int before) {
        Random random = new Random(seed);
        TokenRegression original = windows(random, before, 0.2);
        StateWriter out = new StateWriter();
        original.write(out);
        TokenRegression restored = TokenRegression.read(new StateReader(out.toBytes()));
        TokenRegression copy = original.copy();
        Covariates next = of(calls(random, 60, 1, 0.2));
        for (TokenRegression each : new TokenRegression[] {original, restored, copy}) {
            each.add(next);
        }
        assertThat(restored.slopes()).usingRecursiveComparison().isEqualTo(original.slopes());
        assertThat(copy.slopes()).usingRecursiveComparison().isEqualTo(original.slopes());
        StateWriter slopes = new StateWriter();
        original.slopes().write(slopes);
        assertThat(TokenSlopes.read(new StateReader(slopes.toBytes())))
                .usingRecursiveComparison()
                .isEqualTo(original.slopes());
    }

    @Property(tries = 100)
    void twoWindowsAddUpToTheWindowOfAllTheirCalls(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 30) int first,
            @ForAll @IntRange(min = 1, max = 30) int second) {
        double[][] rows = calls(new Random(seed), first + second, 3, 0.3);
        Covariates whole = of(rows);
        Covariates sum =
                of(Arrays.copyOf(rows, first))
                        .plus(of(Arrays.copyOfRange(rows, first, first + second)));
        Offset<Double> rounding = within(1e-10);
        assertThat(sum.count()).isEqualTo(whole.count());
        for (int i = 0; i < 3; i++) {
            assertThat(sum.mean(i)).isCloseTo(whole.mean(i), rounding);
            for (int j = 0; j < 3; j++) {
                assertThat(sum.product(i, j)).isCloseTo(whole.product(i, j), rounding);
            }
        }
    }

    @Property(tries = 100)
    void theUnitOfLatencyOnlyMovesTheLevel(@ForAll long seed) {
        double[][] seconds = calls(new Random(seed), 100, 0, 0.2);
        double[][] millis = new double[seconds.length][];
        for (int i = 0; i < millis.length; i++) {
            millis[i] = new double[] {seconds[i][0], seconds[i][1], seconds[i][2] + Math.log(1000)};
        }
        TokenSlopes a = pairs(seconds).slopes();
        TokenSlopes b = pairs(millis).slopes();
        assertThat(b.slope(0)).isCloseTo(a.slope(0), within(1e-9));
        assertThat(b.slope(1)).isCloseTo(a.slope(1), within(1e-9));
        assertThat(b.shift(new double[] {7, 4}))
                .isCloseTo(a.shift(new double[] {7, 4}), within(1e-8));
    }

    @Test
    void numbersThatContradictThemselvesAreRefused() {
        double[] means = {1, 2};
        assertThatThrownBy(() -> new Covariates(0, 1, means, new double[] {1, 1, 1}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Covariates(5, 1, means, new double[] {1, 1}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Covariates(5, 1, means, new double[] {1, Double.NaN, 1}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Covariates(5, 1, means, new double[] {-1, 1, 1}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Covariates(5, 2, means, new double[] {1, 1, 1}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Covariates(5, 0, means, new double[] {1, 1, 1}))
                .isInstanceOf(IllegalArgumentException.class);
        double[] row = {1, 2, 3};
        assertThatThrownBy(() -> of(1, row).plus(of(2, row)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDamagedStateIsRefusedBeforeItAllocates() {
        StateWriter out = new StateWriter();
        out.number(1_000_000);
        StateReader in = new StateReader(out.toBytes());
        assertThatThrownBy(() -> TokenRegression.read(in)).isInstanceOf(StateFormatException.class);
        assertThatThrownBy(() -> TokenSlopes.read(new StateReader(out.toBytes())))
                .isInstanceOf(StateFormatException.class);
        assertThatThrownBy(() -> Covariates.read(new StateReader(out.toBytes())))
                .isInstanceOf(StateFormatException.class);
    }
}
