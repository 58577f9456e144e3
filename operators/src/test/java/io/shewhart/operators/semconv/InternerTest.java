/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class InternerTest {
    private final Interner interner = new Interner();

    @Test
    void whatWasSeenLatelyIsTheSameObject() {
        String first = intern("gpt-4o");
        assertThat(first).isEqualTo("gpt-4o");
        assertThat(intern("gpt-4o")).isSameAs(first);
        assertThat(intern("")).isEmpty();
    }

    @Test
    void whateverWasAskedBeforeTheAnswerIsRight() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            String text = "model-" + random.nextInt(20_000);
            assertThat(intern(text)).isEqualTo(text);
        }
    }

    @Test
    void longTextsAreCutBetweenCharacters() {
        String text = "a".repeat(Interner.MAX_BYTES - 1) + "é and more";
        assertThat(intern(text)).isEqualTo("a".repeat(Interner.MAX_BYTES - 1));
        byte[] bytes = text.getBytes(UTF_8);
        assertThat(Interner.once(bytes, 0, bytes.length)).isEqualTo(intern(text));
    }

    private String intern(String text) {
        byte[] bytes = ("xx" + text + "yy").getBytes(UTF_8);
        return interner.intern(bytes, 2, bytes.length - 4);
    }
}
