/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class JsonTraceDecoderTest {
    private static final String IDS =
            "\"traceId\":\"0102030405060708090a0B0c0D0e0f10\",\"spanId\":\"1112131415161718\"";

    private final DecoderNames names = RandomRequests.NAMES;
    private final OtlpTraceDecoder decoder = new OtlpTraceDecoder(names, OtlpEncoding.AUTO);

    @Property(tries = 1000)
    void readsWhatTheRequestHeldInWhateverForm(@ForAll long seed) {
        Random random = new Random(seed);
        ExportTraceServiceRequest request = new RandomRequests(random).request();
        String json = new JsonRequestWriter(random).write(request);

        assertThat(decode(json)).isEqualTo(GeneratedModel.spans(request, names));
        assertWhole();
    }

    @Property(tries = 60)
    void aTextCutAnywhereKeepsOnlyResourcesThatWereWhole(@ForAll long seed) {
        Random random = new Random(seed);
        ExportTraceServiceRequest request = new RandomRequests(random).request();
        byte[] json = new JsonRequestWriter(random).write(request).getBytes(StandardCharsets.UTF_8);
        List<SeenSpan> all = GeneratedModel.spans(request, names);
        for (int i = 0; i < 50; i++) {
            byte[] cut = java.util.Arrays.copyOf(json, 1 + random.nextInt(json.length - 1));
            List<SeenSpan> kept = SeenSpan.decode(decoder, cut, names);
            assertThat(kept).isEqualTo(all.subList(0, kept.size()));
            assertThat(decoder.lastResult().reason()).isEqualTo(DecodeResult.Reason.TRUNCATED);
        }
    }

    @Example
    void aValueOfTheWrongKindCostsItsSpanAlone() {
        List<SeenSpan> spans =
                decode(
                        spans(
                                "{" + IDS + ",\"startTimeUnixNano\":[{\"x\":{}}],\"name\":\"a\"}",
                                "{" + IDS + ",\"attributes\":[{\"key\":\"k\",\"value\":7}]}",
                                "{" + IDS + ",\"name\":\"whole\"}"));

        assertThat(spans).extracting(SeenSpan::name).containsExactly("whole");
        assertThat(decoder.lastResult().brokenParts()).isEqualTo(2);
        assertThat(decoder.lastResult().reason()).isEqualTo(DecodeResult.Reason.MALFORMED);
    }

    @Example
    void aBrokenScopeCostsItsSpansAndABrokenResourceTheSpansOfAllItsScopes() {
        String span = "{\"spans\":[{" + IDS + "}]";
        List<SeenSpan> spans =
                decode(
                        "{\"resourceSpans\":[{\"resource\":{\"attributes\":{}},\"scopeSpans\":["
                                + span
                                + "}]},{\"scopeSpans\":["
                                + span
                                + ",\"scope\":[1]},"
                                + span
                                + ",\"scope\":{\"name\":\"s\"}}]}]}");

        assertThat(spans).extracting(SeenSpan::scope).containsExactly("s");
        assertThat(decoder.lastResult().brokenParts()).isEqualTo(2);
    }

    @Example
    void ofMembersGivenTwiceTheLastCountsAndNullIsAbsent() {
        SeenSpan span =
                decode(
                                spans(
                                        "{"
                                                + IDS
                                                + ",\"kind\":1,\"kind\":\"SPAN_KIND_CLIENT\""
                                                + ",\"status\":{\"code\":2},\"status\":null"
                                                + ",\"events\":null,\"parentSpanId\":null"
                                                + ",\"attributes\":[null,{\"key\":\"k\",\"value\":"
                                                + "{\"intValue\":1},\"value\":{\"boolValue\":true,"
                                                + "\"doubleValue\":\"NaN\",\"stringValue\":null}}]"
                                                + ",\"attributes\":[{\"value\":{\"arrayValue\":"
                                                + "{\"values\":[{\"intValue\":\"7\"},{}]}},"
                                                + "\"key\":\"kk\"}]}"))
                        .get(0);

        assertWhole();
        assertThat(span.kind()).isEqualTo(3);
        assertThat(span.statusCode()).isEqualTo(2);
        assertThat(span.traceIdHigh()).isEqualTo(0x0102030405060708L);
        assertThat(span.attributes()).containsEntry("k", "d:NaN").containsEntry("kk", "[i:7]");
    }

    @Example
    void integersComeInAllTheFormsOfANumber() {
        assertThat(start("\"18446744073709551615\"")).isEqualTo(-1);
        assertThat(start("1795383303282000000")).isEqualTo(1795383303282000000L);
        assertThat(start("1.5e3")).isEqualTo(1500);
        assertThat(start("\"1e19\"")).isEqualTo(Long.parseUnsignedLong("10000000000000000000"));
        for (String wrong :
                List.of(
                        "\"18446744073709551616\"",
                        "\"99999999999999999999\"",
                        "-1e30",
                        "1.5",
                        "\"\"",
                        "\"-\"",
                        "\"abc\"",
                        "true",
                        "\"1f\"",
                        "\"" + "1".repeat(100) + "\"",
                        "{}")) {
            assertThat(decode(spans("{" + IDS + ",\"startTimeUnixNano\":" + wrong + "}")))
                    .as(wrong)
                    .isEmpty();
        }
    }

    @Example
    void whatIsNoJsonIsAnErrorThatQuotesNothing() {
        for (String text :
                List.of("{secret", "{\"secret\":secret}", "{\"secret\" 1}", "{}secret", "{}[1]")) {
            decode(text);
            assertThat(decoder.lastResult().whole()).as(text).isFalse();
            assertThat(decoder.lastResult().detail()).doesNotContain("secret");
        }
    }

    @Example
    void depthIsBounded() {
        int deep = 200_000;
        String nested = "[".repeat(deep) + "]".repeat(deep);
        decode("{\"resourceSpans\":[],\"x\":" + nested + "}");
        assertThat(decoder.lastResult().reason()).isEqualTo(DecodeResult.Reason.TOO_LARGE);

        String value = "{\"arrayValue\":{\"values\":[".repeat(100) + "]}}".repeat(100);
        decode(spans("{" + IDS + ",\"attributes\":[{\"key\":\"k\",\"value\":" + value + "}]}"));
        assertWhole();
    }

    @Example
    void positionsCountFromTheStartOfTheRecord() {
        String json = "\uFEFF" + spans("{" + IDS + ",\"kind\":[]}");
        decode(json);
        int position = json.getBytes(StandardCharsets.UTF_8).length - "[]}]}]}]}".length();
        assertThat(decoder.lastResult().detail()).endsWith("not a scalar at byte " + position);
    }

    private long start(String number) {
        return decode(spans("{" + IDS + ",\"startTimeUnixNano\":" + number + "}")).get(0).start();
    }

    private static String spans(String... spans) {
        return "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":["
                + String.join(",", spans)
                + "]}]}]}";
    }

    private List<SeenSpan> decode(String json) {
        return SeenSpan.decode(decoder, json.getBytes(StandardCharsets.UTF_8), names);
    }

    private void assertWhole() {
        assertThat(decoder.lastResult().whole()).as(decoder.lastResult().detail()).isTrue();
    }
}
