/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.TraceSummary;
import io.shewhart.schemas.v1.Vantage;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LabelCacheTest {
    private static final Vantage[] VANTAGES = {
        Vantage.VANTAGE_UNSPECIFIED,
        Vantage.VANTAGE_APP,
        Vantage.VANTAGE_GATEWAY,
        Vantage.VANTAGE_SERVER
    };

    @Property(tries = 200)
    void labelsNeverDependOnWhatWasAskedBefore(@ForAll long seed) {
        Random random = new Random(seed);
        LabelCache cache = cache();
        for (int i = 0; i < 60; i++) {
            Inference call = call(random);
            assertThat(cache.of(call)).isEqualTo(cache().of(call));
            TraceSummary trace = trace(random);
            assertThat(cache.of(trace)).isEqualTo(cache().of(trace));
        }
    }

    @Test
    void aModelThatOnlyAnsweredIsNamedAsMostWouldAskForIt() {
        Inference answered = Inference.newBuilder().setResponseModel("gpt-4o-2024-08-06").build();
        Inference asked = Inference.newBuilder().setRequestModel("gpt-4o-2024-08-06").build();
        LabelCache cache = cache();
        assertThat(cache.of(answered).model()).isEqualTo("gpt-4o");
        assertThat(cache.of(asked).model()).isEqualTo("gpt-4o-2024-08-06");
    }

    private static LabelCache cache() {
        return new LabelCache(VersionPattern.of("(\\d+)\\."));
    }

    private static Inference call(Random random) {
        Inference.Builder call = Inference.newBuilder();
        sometimes(random, call::setService);
        sometimes(random, call::setEnvironment);
        sometimes(random, call::setServiceVersion);
        sometimes(random, call::setProvider);
        sometimes(random, call::setRequestModel);
        sometimes(random, call::setResponseModel);
        sometimes(random, call::setOperation);
        return call.setVantage(VANTAGES[random.nextInt(VANTAGES.length)]).build();
    }

    private static TraceSummary trace(Random random) {
        TraceSummary.Builder trace = TraceSummary.newBuilder();
        sometimes(random, trace::setService);
        sometimes(random, trace::setEnvironment);
        sometimes(random, trace::setServiceVersion);
        return trace.build();
    }

    /** A value out of few, so that the same labels come again. */
    private static void sometimes(Random random, Consumer<String> set) {
        if (random.nextBoolean()) {
            set.accept(random.nextInt(2) + ".1-2024-08-06");
        }
    }
}
