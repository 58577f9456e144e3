/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What is written is what an independent reader reads. */
final class LineBufferTest {
    private final LineBuffer line = new LineBuffer();

    @Provide
    Arbitrary<String> hostile() {
        Arbitrary<Character> likely =
                Arbitraries.of(
                        ' ', ',', '=', '"', '\\', '\n', '\r', '\t', '\0', '\'', '#', 'n', 'a',
                        '\u007f', 'é', '\uFF3C', '語', '\uD83D', '\uDE00');
        return Arbitraries.frequencyOf(
                Tuple.of(9, likely.list().ofMaxSize(12).map(LineBufferTest::join)),
                Tuple.of(3, Arbitraries.strings().all().ofMaxLength(200)),
                Tuple.of(1, Arbitraries.just("😀".repeat(130))),
                Tuple.of(1, Arbitraries.just("a\\")));
    }

    @Property(tries = 5_000)
    void textIsReadBack(
            @ForAll("hostile") String first,
            @ForAll("hostile") String second,
            @ForAll("hostile") String text,
            @ForAll long time) {
        byte[] written =
                line.start("m")
                        .tag("a", first)
                        .tag("b", second)
                        .field("s", text)
                        .field("t", text)
                        .field("i", time)
                        .field("b", true)
                        .end(time);
        ParsedLine read = ParsedLine.of(written);
        assertThat(read.measurement()).isEqualTo("m");
        assertThat(read.tags()).isEqualTo(Map.of("a", tag(first), "b", tag(second)));
        assertThat(read.fields())
                .isEqualTo(Map.of("s", text(text), "t", text(text), "i", time, "b", true));
        assertThat(read.time()).isEqualTo(time);
    }

    @Property(tries = 5_000)
    void valuesThatDifferStayDifferent(
            @ForAll("hostile") String first, @ForAll("hostile") String second) {
        if (!cut(first).equals(cut(second)) && !confusing(first) && !confusing(second)) {
            assertThat(line.start("m").tag("a", first).field("f", 1).end(0))
                    .isNotEqualTo(line.start("m").tag("a", second).field("f", 1).end(0));
        }
    }

    @Property(tries = 20_000)
    void doublesAreReadBackExactly(@ForAll long bits) {
        double value = Double.longBitsToDouble(bits);
        long before = line.nonFinite();
        ParsedLine read = ParsedLine.of(line.start("m").field("f", value).field("one", 1).end(0));
        if (Double.isFinite(value)) {
            assertThat(read.fields()).containsEntry("f", value);
            assertThat(line.nonFinite()).isEqualTo(before);
        } else {
            assertThat(read.fields()).containsOnlyKeys("one");
            assertThat(line.nonFinite()).isEqualTo(before + 1);
        }
    }

    @Example
    void doublesThatAreHard() {
        for (double value :
                List.of(
                        0.0,
                        -0.0,
                        0.1,
                        1e-9,
                        1e21,
                        2.0E-3,
                        Double.MIN_VALUE,
                        Double.MIN_NORMAL,
                        Double.MAX_VALUE,
                        2.225073858507201E-308,
                        9007199254740991.0,
                        0.1 + 0.2)) {
            assertThat(ParsedLine.of(line.start("m").field("f", value).end(0)).fields())
                    .containsEntry("f", value);
        }
    }

    @Example
    void linesAsInfluxDbWritesThem() {
        assertThat(
                        string(
                                line.start("m")
                                        .tag("model", "gpt 4o,=\\")
                                        .tag("none", "")
                                        .field("n", -3)
                                        .field("x", 0.25)
                                        .field("s", "say \"a\\b\"\n")
                                        .field("no", false, 1)
                                        .end(1_700_000_000_000_000_000L)))
                .isEqualTo(
                        "m,model=gpt\\ 4o\\,\\=＼,none=unknown"
                                + " n=-3i,x=0.25,s=\"say \\\"a\\\\b\\\"␊\" 1700000000000000000");
        assertThat(string(line.start("m").field("n", Long.MIN_VALUE).end(0)))
                .isEqualTo("m n=-9223372036854775808i 0");
    }

    @Example
    void aLongLineFits() {
        String text = "x".repeat(100_000);
        assertThat(ParsedLine.of(line.start("m").field("s", text).end(1)).fields())
                .containsEntry("s", text);
    }

    /** The documented exceptions, written down a second time. */
    private static String tag(String value) {
        return value.isEmpty() ? "unknown" : text(cut(value)).replace('\\', '\uFF3C');
    }

    private static String text(String value) {
        StringBuilder text = new StringBuilder();
        value.codePoints()
                .map(c -> c < 0x20 ? 0x2400 + c : c == 0x7f ? 0x2421 : c)
                .map(c -> c >= 0xD800 && c < 0xE000 ? 0xFFFD : c)
                .forEach(text::appendCodePoint);
        return text.toString();
    }

    private static String cut(String value) {
        int[] codePoints = value.codePoints().limit(128).toArray();
        return new String(codePoints, 0, codePoints.length);
    }

    /** Holds what only stands in for something else. */
    private static boolean confusing(String value) {
        return value.isEmpty()
                || value.equals("unknown")
                || value.codePoints()
                        .anyMatch(
                                c ->
                                        c == 0xFF3C
                                                || c == 0xFFFD
                                                || (c >= 0x2400 && c <= 0x2421)
                                                || (c >= 0xD800 && c < 0xE000));
    }

    private static String join(List<Character> characters) {
        StringBuilder text = new StringBuilder();
        characters.forEach(text::append);
        return text.toString();
    }

    private static String string(byte[] line) {
        return new String(line, StandardCharsets.UTF_8);
    }
}
