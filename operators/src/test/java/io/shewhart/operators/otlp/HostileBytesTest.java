/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** No bytes make the decoder throw, run away or allocate, and nothing is made up. */
class HostileBytesTest {
    private final DecoderNames names = RandomRequests.NAMES;
    private final OtlpTraceDecoder decoder = new OtlpTraceDecoder(names, OtlpEncoding.AUTO);

    @Property(tries = 20_000)
    void randomBytesNeverThrow(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] value = new byte[random.nextInt(600)];
        random.nextBytes(value);
        for (int i = random.nextInt(4); i > 0 && value.length > 8; i--) {
            // A little more likely to look like a request.
            value[2 * i - 2] = (byte) (random.nextBoolean() ? 0x0A : '{');
        }
        for (OtlpEncoding encoding : OtlpEncoding.values()) {
            OtlpTraceDecoder each = new OtlpTraceDecoder(names, encoding);
            List<SeenSpan> spans = SeenSpan.decode(each, value, names);
            assertThat(each.lastResult().spans()).isEqualTo(spans.size());
        }
    }

    @Property(tries = 50)
    void aRequestCutAnywhereKeepsTheResourcesThatWereWhole(@ForAll long seed) {
        ExportTraceServiceRequest request = new RandomRequests(new Random(seed)).request();
        byte[] value = request.toByteArray();
        List<SeenSpan> all = GeneratedModel.spans(request, names);
        for (int length = 1; length < value.length; length++) {
            int whole = 0;
            int bytes = 0;
            int spans = 0;
            for (ResourceSpans next : request.getResourceSpansList()) {
                var alone = ExportTraceServiceRequest.newBuilder().addResourceSpans(next).build();
                bytes += alone.getSerializedSize();
                whole = bytes <= length ? bytes : whole;
                spans += bytes <= length ? GeneratedModel.spans(alone, names).size() : 0;
            }
            List<SeenSpan> kept = SeenSpan.decode(decoder, Arrays.copyOf(value, length), names);

            assertThat(kept).isEqualTo(all.subList(0, spans));
            assertThat(decoder.lastResult().reason())
                    .isEqualTo(whole == length ? null : DecodeResult.Reason.TRUNCATED);
        }
    }

    @Property(tries = 5000)
    void damageInOneSpanCostsThatSpanAlone(@ForAll long seed) {
        Random random = new Random(seed);
        RandomRequests requests = new RandomRequests(random);
        byte[] before = requests.span().toByteArray();
        byte[] after = requests.span().toByteArray();
        byte[] damaged = requests.span().toByteArray();
        for (int i = random.nextInt(8); i >= 0; i--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        byte[] spans = concat(field(2, before), field(2, damaged), field(2, after));
        List<SeenSpan> kept = SeenSpan.decode(decoder, field(1, field(2, spans)), names);

        assertThat(kept).hasSizeBetween(2, 3);
        byte[] intact = concat(field(2, before), field(2, after));
        List<SeenSpan> expected = SeenSpan.decode(decoder, field(1, field(2, intact)), names);
        assertThat(List.of(kept.get(0), kept.get(kept.size() - 1))).isEqualTo(expected);
    }

    @Example
    void aBrokenScopeOrResourceCostsWhatItHolds() {
        byte[] span = new RandomRequests(new Random(1)).span().toByteArray();
        byte[] scopeSpans = field(2, field(2, span));
        byte[] brokenScope = field(2, concat(field(2, span), field(1, new byte[] {0x0A})));
        byte[] brokenResource = field(1, new byte[] {0x0A, 5});
        byte[] value =
                concat(
                        field(1, concat(scopeSpans, brokenScope, scopeSpans)),
                        field(1, concat(scopeSpans, scopeSpans, brokenResource)),
                        field(1, concat(scopeSpans, new byte[] {0x12, 0x7F})),
                        field(1, scopeSpans));

        DecodeResult result = decoder.decode(value, (resource, scope, decoded) -> {});

        assertThat(result.spans()).isEqualTo(3);
        assertThat(result.brokenParts()).isEqualTo(3);
        assertThat(result.reason()).isEqualTo(DecodeResult.Reason.MALFORMED);
        assertThat(result.detail()).startsWith("scope spans at byte");
    }

    @Example
    void aClaimedLengthIsNeverAllocated() {
        // The first failure of a JVM sets up how texts are joined.
        decoder.decode(new byte[] {0x0A}, (resource, scope, span) -> {});
        for (long length :
                new long[] {
                    Integer.MAX_VALUE,
                    Integer.MAX_VALUE - 1,
                    1L << 31,
                    0xFFFF_FFFFL,
                    Long.MAX_VALUE,
                    -1
                }) {
            byte[] bomb = concat(new byte[] {0x0A}, varint(length), new byte[100]);
            byte[] nested = field(1, field(2, concat(new byte[] {0x12}, varint(length))));
            for (byte[] value : List.of(bomb, nested)) {
                long allocated = allocatedBy(() -> decoder.decode(value, (r, s, p) -> {}));
                assertThat(decoder.lastResult().whole()).isFalse();
                assertThat(allocated).isLessThan(100_000);
            }
        }
    }

    @Example
    void groupsAreFollowedOnlySoDeep() {
        byte[] bomb = new byte[1_000_000];
        Arrays.fill(bomb, (byte) (9 << 3 | 3));
        decoder.decode(bomb, (resource, scope, span) -> {});
        assertThat(decoder.lastResult().reason()).isEqualTo(DecodeResult.Reason.TOO_LARGE);

        for (int depth : new int[] {Wire.MAX_DEPTH, Wire.MAX_DEPTH + 1}) {
            byte[] groups = new byte[2 * depth];
            Arrays.fill(groups, 0, depth, (byte) (9 << 3 | 3));
            Arrays.fill(groups, depth, 2 * depth, (byte) (9 << 3 | 4));
            decoder.decode(groups, (resource, scope, span) -> {});
            assertThat(decoder.lastResult().whole()).isEqualTo(depth == Wire.MAX_DEPTH);
        }
    }

    @Example
    void framingThatNoRuleAllowsIsMalformed() {
        for (String hex :
                List.of(
                        "4b54", // group 9 ended as group 10
                        "4c", // end of no group
                        "0001", // field number 0
                        "4e", // wire type 6
                        "4f", // wire type 7
                        "48ffffffffffffffffffff01", // varint of eleven bytes
                        "0affffffff0f")) { // length -1
            byte[] value = HexFormat.of().parseHex(hex);
            for (byte[] each : List.of(value, field(1, value), field(1, field(2, value)))) {
                DecodeResult result = decoder.decode(each, (resource, scope, span) -> {});
                assertThat(result.reason()).as(hex).isEqualTo(DecodeResult.Reason.MALFORMED);
            }
        }
    }

    @Example
    void valuesNestedInValuesAreNotFollowed() {
        byte[] value = new byte[0];
        for (int i = 0; i < 20_000; i++) {
            value = field(5, field(1, value));
        }
        byte[] attribute = concat(field(1, bytes("k")), field(2, value));
        byte[] request = field(1, field(2, field(2, field(9, attribute))));

        List<SeenSpan> spans = SeenSpan.decode(decoder, request, names);

        assertThat(spans).singleElement().extracting(SeenSpan::attributes).isNotNull();
        assertThat(spans.get(0).attributes()).containsEntry("k", "[other]");
    }

    @Example
    void emptyAndNullAreEmptyRequests() {
        for (OtlpEncoding encoding : OtlpEncoding.values()) {
            OtlpTraceDecoder each = new OtlpTraceDecoder(names, encoding);
            assertThat(each.decode(null, (r, s, p) -> {}).whole()).isTrue();
            assertThat(each.decode(new byte[0], (r, s, p) -> {}).whole()).isTrue();
        }
        assertThat(decoder.decode(bytes("{}"), (r, s, p) -> {}).whole()).isTrue();
    }

    @Example
    void aValueBeyondTheLimitIsNotRead() {
        var small = new OtlpTraceDecoder(names, OtlpEncoding.AUTO, 10);
        assertThat(small.decode(new byte[11], (r, s, p) -> {}).reason())
                .isEqualTo(DecodeResult.Reason.TOO_LARGE);
        assertThatThrownBy(() -> new OtlpTraceDecoder(names, OtlpEncoding.AUTO, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Example
    void textAndOtherSignalsFormatsAreErrors() {
        for (String text : List.of("this is not a request", "[]", "<xml/>", "null", " ", "\n\n")) {
            assertThat(decoder.decode(bytes(text), (r, s, p) -> {}).whole()).as(text).isFalse();
        }
    }

    @Example
    void blankBeforeABraceIsJsonUnlessTheBytesAreProtobuf() {
        String json = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{}]}]}]}";
        for (String start : List.of("", "\n", " \r\n\t", "\uFEFF", "\uFEFF ")) {
            assertThat(decoder.decode(bytes(start + json), (r, s, p) -> {}).spans()).isEqualTo(1);
        }
        // The first two bytes of this request are a line feed and an opening brace.
        byte[] span = field(2, field(5, bytes("n".repeat('{' - 6))));
        byte[] request = field(1, field(2, span));
        assertThat(request).startsWith('\n', '{');
        DecodeResult result = decoder.decode(request, (r, s, p) -> {});
        assertThat(result.whole()).isTrue();
        assertThat(result.spans()).isEqualTo(1);
    }

    @Example
    void whatTheSinkThrowsPassesThrough() {
        byte[] proto = field(1, field(2, field(2, new byte[0])));
        byte[] json = bytes("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{}]}]}]}");
        for (byte[] value : List.of(proto, json)) {
            assertThatThrownBy(
                            () ->
                                    decoder.decode(
                                            value,
                                            (r, s, p) -> {
                                                throw new IllegalStateException("full");
                                            }))
                    .hasMessage("full");
            assertThat(decoder.decode(value, (r, s, p) -> {}).spans()).isEqualTo(1);
        }
    }

    @Example
    void aWholeProtobufRecordCostsNoAllocation() {
        byte[] value = new byte[0];
        for (int seed = 0; seed < 20; seed++) {
            value = concat(value, new RandomRequests(new Random(seed)).request().toByteArray());
        }
        byte[] record = value;
        SpanSink sink = (resource, scope, span) -> {};
        decoder.decode(record, sink);
        long allocated =
                allocatedBy(
                        () -> {
                            for (int i = 0; i < 100; i++) {
                                decoder.decode(record, sink);
                            }
                        });
        assertThat(decoder.lastResult().spans()).isGreaterThan(50);
        assertThat(allocated).isLessThan(1000);
    }

    private static long allocatedBy(Runnable action) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        action.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static byte[] field(int number, byte[] payload) {
        return concat(varint((long) number << 3 | 2), varint(payload.length), payload);
    }

    private static byte[] varint(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return out.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
