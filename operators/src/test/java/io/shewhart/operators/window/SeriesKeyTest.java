/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shewhart.schemas.v1.WindowAggregate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SeriesKeyTest {
    private static final LabelSet LABELS =
            new LabelSet("shop", "prod", "openai", "gpt-5", "chat", "app", "1.0");

    /** Expected keys from another implementation: state written by a release depends on them. */
    @Test
    void keysAreThoseOfTheSpecification() {
        assertThat(SeriesKey.of("ttft", LABELS).hex())
                .isEqualTo("27ae0d0703623f181be510153b920fc8");
        assertThat(ChartKey.of("ttft", LABELS).hex()).isEqualTo("2a155d1b7aaa317b3ef8226e0bbf1b2d");
        assertThat(SeriesKey.of("trace_duration", service("shop")).hex())
                .isEqualTo("24b41895495165ae8d99ad342109283c");
    }

    private static LabelSet service(String service) {
        return new LabelSet(service, "", "", "", "", "", "");
    }

    @Test
    void theVersionIsNoPartOfAChartKey() {
        LabelSet other = LABELS.withVersion("2.0");
        assertThat(ChartKey.of("ttft", other)).isEqualTo(ChartKey.of("ttft", LABELS));
        assertThat(ChartKey.of("tpot", LABELS)).isNotEqualTo(ChartKey.of("ttft", LABELS));
        assertThat(SeriesKey.of("ttft", other)).isNotEqualTo(SeriesKey.of("ttft", LABELS));
        WindowAggregate aggregate =
                WindowAggregate.newBuilder().setMetric("ttft").setLabels(other.toProto()).build();
        assertThat(ChartKey.of(aggregate)).isEqualTo(ChartKey.of("ttft", LABELS));
    }

    @Test
    void labelsThatConcatenateAlikeDiffer() {
        LabelSet a = new LabelSet("s", "", "", "ab", "c", "", "");
        LabelSet b = new LabelSet("s", "", "", "a", "bc", "", "");
        LabelSet c = new LabelSet("s", "", "ab", "", "c", "", "");
        assertThat(SeriesKey.of("m", a)).isNotEqualTo(SeriesKey.of("m", b));
        assertThat(SeriesKey.of("m", a)).isNotEqualTo(SeriesKey.of("m", c));
    }

    @Test
    void bytesAndHexAreTheSame() {
        SeriesKey key = SeriesKey.of("ttft", LABELS);
        assertThat(SeriesKey.ofBytes(key.bytes())).isEqualTo(key);
        assertThat(java.util.HexFormat.of().formatHex(key.bytes())).isEqualTo(key.hex());
        assertThat(ChartKey.of("ttft", LABELS).bytes()).hasSize(16);
    }

    @Property
    void labelsComeBackFromBytesAndRecords(
            @ForAll @StringLength(max = 200) String a, @ForAll @StringLength(max = 9) String b) {
        // Lone surrogates do not exist in the UTF-8 that labels come from.
        LabelSet labels = new LabelSet(whole(a), whole(b), "", whole(b), "x", "", whole(a));
        ByteWriter out = new ByteWriter();
        labels.encode(out);
        assertThat(LabelSet.decode(new ByteReader(out.toByteArray()))).isEqualTo(labels);
        assertThat(LabelSet.of(labels.toProto())).isEqualTo(labels);
    }

    private static String whole(String text) {
        return text.replaceAll("[\\ud800-\\udfff]", "_");
    }

    @Test
    void valuesAreCutAtCodePoints() {
        String clef = new String(Character.toChars(0x1d11e));
        assertThat(service(clef.repeat(128)).service()).isEqualTo(clef.repeat(128));
        assertThat(service(clef.repeat(130)).service()).isEqualTo(clef.repeat(128));
        assertThat(service("x".repeat(129)).service()).hasSize(128);
    }

    @Test
    void versionsFoldToTheGroup() {
        VersionPattern pattern = VersionPattern.of("^(\\d+\\.\\d+)");
        assertThat(pattern.fold("1.2.3+build.77")).isEqualTo("1.2");
        assertThat(pattern.fold("nightly")).isEqualTo("nightly");
        assertThat(pattern.fold("")).isEmpty();
        assertThat(VersionPattern.none().fold("1.2.3")).isEqualTo("1.2.3");
        assertThatThrownBy(() -> VersionPattern.of("\\d+"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("capturing group");
    }
}
