/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Run lengths against R package spc 0.6.7, which reproduces the tables of the papers named in the
 * classes.
 */
class ArlTest {

    @ParameterizedTest(name = "Shewhart L = {0}, shift {1}")
    @CsvSource({
        "3, 0, 370.398347344958",
        "3, 1, 43.8946817185395",
        "3.5, 0, 2149.34436431152",
        "4, 2, 43.9557871097885"
    })
    void shewhart(double limit, double shift, double arl) {
        // spc prints its normal quantiles to about nine digits
        assertThat(ShewhartArl.twoSided(limit, shift)).isCloseTo(arl, within(1e-6 * arl));
    }

    @ParameterizedTest(name = "EWMA lambda = {0}, L = {1}, shift {2}")
    @CsvSource({
        // xewma.arl, also Lucas and Saccucci 1990
        "0.4, 3.054, 0, 499.95",
        "0.25, 2.998, 0.5, 48.29",
        "0.2, 2.962, 1, 10.54",
        "0.1, 2.814, 0, 499.58",
        "0.1, 2.814, 1, 10.33",
        "0.05, 2.615, 0, 499.93",
        "0.05, 2.615, 0.5, 28.76",
        "0.03, 2.437, 0, 499.86",
        "0.03, 2.437, 2, 5.99"
    })
    void ewmaWithAsymptoticLimits(double lambda, double limit, double shift, double arl) {
        assertThat(EwmaArl.fixedLimits(lambda, limit, shift)).isCloseTo(arl, within(0.006));
    }

    @ParameterizedTest(name = "EWMA lambda = {0}, L = {1}, shift {2}, exact limits")
    @CsvSource({
        "0.1, 2.7, 0, 356.10",
        "0.1, 2.7, 1, 7.54",
        "0.1, 2.7, 2, 2.50",
        "0.2, 2.962, 0, 494.39",
        "0.2, 2.962, 0.5, 40.34",
        "0.3, 3, 0, 462.57"
    })
    void ewmaWithExactLimits(double lambda, double limit, double shift, double arl) {
        assertThat(EwmaArl.exactLimits(lambda, limit, shift)).isCloseTo(arl, within(0.006));
    }

    @ParameterizedTest(name = "EWMA lambda = {0}, ARL0 = {1}")
    @CsvSource({
        "0.05, 370.398, 2.49014366771435",
        "0.1, 370.398, 2.70145903166812",
        "0.1, 10000, 3.74906636658476",
        "0.1, 100000, 4.322201",
        "0.1, 1000000, 4.823999",
        "0.2, 1000000, 4.870644",
        "0.4, 1000, 3.26332737535678"
    })
    void ewmaLimitForAnArl(double lambda, double arl0, double limit) {
        assertThat(EwmaArl.limitFor(lambda, arl0)).isCloseTo(limit, within(2e-6));
    }

    @ParameterizedTest(name = "EWMA lambda = {0}, ARL0 = {1}, exact limits")
    @CsvSource({
        "0.1, 370.398, 2.71460583819701",
        "0.05, 500, 2.63912371162971",
        "0.2, 1000, 3.18831539702622"
    })
    void ewmaExactLimitForAnArl(double lambda, double arl0, double limit) {
        assertThat(EwmaArl.exactLimitFor(lambda, arl0)).isCloseTo(limit, within(2e-5));
    }

    @ParameterizedTest(name = "CUSUM k = {0}, h = {1}, head start {2}, shift {3}")
    @CsvSource({
        // xcusum.arl, also Lucas and Crosier 1982
        "0.5, 4, 0, 0, 167.683788813614",
        "0.5, 4, 0, 1, 8.38313187049515",
        "0.5, 4, 2, 0, 148.695649990617",
        "0.5, 4, 2, 1, 5.28688621489189",
        "0.5, 5, 0, 0, 465.443506032038",
        "0.5, 5, 2.5, 0.5, 28.6658301921218",
        // SAS/QC
        "0.25, 8, 0, 2.5, 4.1500826715"
    })
    void cusum(double k, double h, double headStart, double shift, double arl) {
        assertThat(CusumArl.twoSided(k, h, shift, headStart)).isCloseTo(arl, within(2e-6 * arl));
    }

    @ParameterizedTest(name = "CUSUM k = {0}, ARL0 = {1}")
    @CsvSource({
        "0.5, 370.398, 4.77489173107938",
        "0.25, 500, 8.58505834588532",
        "1, 10000, 4.160440009202",
        "0.5, 1000000, 12.65721"
    })
    void cusumLimitForAnArl(double k, double arl0, double h) {
        assertThat(CusumArl.limitFor(k, arl0)).isCloseTo(h, within(2e-5));
    }

    /** The h found gives the ARL back, which {@link #cusum} compares with spc's. */
    @ParameterizedTest(name = "CUSUM with head start, ARL0 = {0}")
    @CsvSource({"148.695649990617, 4", "430.391, 5", "1000000, 12.66"})
    void cusumLimitWithHeadStart(double arl0, double h) {
        assertThat(CusumArl.headStartLimitFor(0.5, arl0)).isCloseTo(h, within(6e-3));
    }

    /** Lucas 1985: k 0.25, h 10, mean 0.25, printed as 438; spc has 438.1. */
    @Test
    void poissonCusum() {
        assertThat(PoissonCusumArl.upper(1, 40, 4, 0.25)).isCloseTo(438.1, within(0.05));
        assertThat(PoissonCusumArl.limitFor(1, 4, 0.25, 438)).isEqualTo(40);
        assertThat(PoissonCusumArl.limitFor(1, 4, 0.25, 439)).isEqualTo(41);
    }
}
