/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CountLawTest {

    /** Near 1e-320 a term times its ratio may be the same term again. */
    @Test
    void tailsEndWhereTheirTermsAreNoLongerNormalNumbers() {
        NegativeBinomial law = new NegativeBinomial(60, 0.02);
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> {
                    double last = 0;
                    for (double k = 61; k < 6000; k++) {
                        double z = law.z(k);
                        assertThat(z).isGreaterThanOrEqualTo(last);
                        last = z;
                    }
                    // the log-normal tail is the longer one
                    assertThat(last).isBetween(30.0, Normal.MAX_Z);
                    assertThat(law.upperLimit(36.9)).isBetween(1000.0, 20_000.0);
                });
    }
}
