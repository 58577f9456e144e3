/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.semconv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;

/** Reading values out of text: against the JDK's own readers, and never throwing. */
class TextsTest {

    @Property
    void numbersAsTheJdkReadsThem(@ForAll double value) {
        if (Double.isFinite(value)) {
            assertThat(number(Double.toString(value))).isEqualTo(value);
        }
    }

    @Property
    void integersAsTheJdkReadsThem(@ForAll @LongRange(min = 0, max = 1L << 53) long value) {
        assertThat(number(" " + value + " ")).isEqualTo((double) value);
    }

    @Example
    void whatIsNoPlainNumber() {
        for (String text :
                new String[] {"", " ", "NaN", "Infinity", "0x1p3", "1f", "1,5", "12 3"}) {
            assertThat(number(text)).as(text).isNaN();
        }
    }

    @Property
    void nothingThrows(@ForAll String text) {
        byte[] bytes = text.getBytes(UTF_8);
        Texts.number(bytes, 0, bytes.length);
        Texts.flag(bytes, 0, bytes.length);
        Texts.time(bytes, 0, bytes.length);
        assertThat(first(text)).isNotNull();
        assertThat(new JsonMember("a").find(bytes, 0, bytes.length)).isLessThan(bytes.length);
    }

    @Example
    void flagsInAnyCase() {
        assertThat(flag("True")).isEqualTo(Facts.YES);
        assertThat(flag("FALSE")).isEqualTo(Facts.NO);
        assertThat(flag("yes")).isEqualTo(Facts.UNKNOWN);
        assertThat(flag("trues")).isEqualTo(Facts.UNKNOWN);
    }

    @Property
    void timesAsTheJdkReadsThem(
            @ForAll @LongRange(min = 0, max = 4_000_000_000L) long seconds,
            @ForAll @LongRange(min = 0, max = 999_999_999L) long nanos) {
        String iso = Instant.ofEpochSecond(seconds, nanos).toString();
        long expected = seconds * 1_000_000_000L + nanos;
        assertThat(time(iso)).isEqualTo(expected);
        assertThat(time('"' + iso + '"')).isEqualTo(expected);
        assertThat(time(iso.replace("Z", "+00:00"))).isEqualTo(expected);
    }

    @Example
    void whatIsNoTime() {
        for (String text : new String[] {"", "now", "2026-11-22", "+999999999-01-01T00:00:00Z"}) {
            assertThat(time(text)).as(text).isEqualTo(Cell.ABSENT);
        }
    }

    @Example
    void firstOfLists() {
        assertThat(first("stop")).isEqualTo("stop");
        assertThat(first("[\"stop\"]")).isEqualTo("stop");
        assertThat(first("[ \"tool_calls\" , \"stop\" ]")).isEqualTo("tool_calls");
        assertThat(first("\"stop\"")).isEqualTo("stop");
        assertThat(first("length,stop")).isEqualTo("length");
        assertThat(first("FinishReason.STOP")).isEqualTo("STOP");
        assertThat(first("[]")).isEmpty();
    }

    @Property
    void membersAreFoundWhereverTheyStand(
            @ForAll @AlphaChars @StringLength(min = 1, max = 5) String name,
            @ForAll @CharRange(from = ' ', to = '~') String noise,
            @ForAll @NumericChars @StringLength(min = 1, max = 5) String value) {
        String escaped = noise.replace("\\", "\\\\").replace("\"", "\\\"");
        String json =
                "{\"0\": \"%s\", \"1\": {\"%s\": 1, \"x\": [1, {\"%s\": 2}]}, \"%s\" : %s, \"2\": [3]}"
                        .formatted(escaped, name, name, name, value);
        byte[] bytes = json.getBytes(UTF_8);
        int at = new JsonMember(name).find(bytes, 0, bytes.length);
        int end = JsonMember.endOfScalar(bytes, at, bytes.length);
        assertThat(new String(bytes, at, end - at, UTF_8)).isEqualTo(value);
        assertThat(new JsonMember("absent").find(bytes, 0, bytes.length)).isEqualTo(-1);
    }

    @Example
    void cutJsonGivesWhatStandsBeforeTheCut() {
        byte[] bytes = "{\"a\": 1, \"b\": \"x".getBytes(UTF_8);
        assertThat(new JsonMember("a").find(bytes, 0, bytes.length)).isEqualTo(6);
        assertThat(new JsonMember("c").find(bytes, 0, bytes.length)).isEqualTo(-1);
        byte[] array = "[\"a\", 1]".getBytes(UTF_8);
        assertThat(new JsonMember("a").find(array, 0, array.length)).isEqualTo(-1);
    }

    private static double number(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return Texts.number(bytes, 0, bytes.length);
    }

    private static int flag(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return Texts.flag(bytes, 0, bytes.length);
    }

    private static long time(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return Texts.time(bytes, 0, bytes.length);
    }

    private static String first(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        long slice = Texts.firstOfList(bytes, 0, bytes.length);
        return new String(bytes, (int) (slice >>> 32), (int) slice, UTF_8);
    }
}
