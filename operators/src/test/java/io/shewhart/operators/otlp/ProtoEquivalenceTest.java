/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What the generated classes can read, the decoder reads alike, however it is written. */
class ProtoEquivalenceTest {
    private final DecoderNames names = RandomRequests.NAMES;
    private final OtlpTraceDecoder decoder = new OtlpTraceDecoder(names, OtlpEncoding.OTLP_PROTO);

    @Property(tries = 500)
    void readsWhatTheGeneratedClassesWrite(@ForAll long seed) {
        ExportTraceServiceRequest request = new RandomRequests(new Random(seed)).request();

        assertThat(SeenSpan.decode(decoder, request.toByteArray(), names))
                .isEqualTo(GeneratedModel.spans(request, names));
        assertThat(decoder.lastResult().whole()).isTrue();
    }

    @Property(tries = 4000)
    void readsEveryOtherFormOfTheSameRequest(@ForAll long seed)
            throws InvalidProtocolBufferException {
        Random random = new Random(seed);
        byte[] written = new RandomRequests(random).request().toByteArray();
        byte[] mutated = new WireMutator(random, 0.3 * random.nextDouble()).mutate(written);

        assertSameAsGenerated(mutated, ExportTraceServiceRequest.parseFrom(mutated));
    }

    @Property(tries = 20_000)
    void whatIsReadableAfterDamageIsReadAlike(@ForAll long seed) {
        Random random = new Random(seed);
        var requests = new RandomRequests(random);
        byte[] value = new WireMutator(random, 0.1).mutate(requests.request().toByteArray());
        for (int i = random.nextInt(4); i >= 0 && value.length > 0; i--) {
            value[random.nextInt(value.length)] ^= (byte) (1 << random.nextInt(8));
        }
        ExportTraceServiceRequest request;
        try {
            request = ExportTraceServiceRequest.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            SeenSpan.decode(decoder, value, names);
            return;
        }
        decoder.decode(value, (resource, scope, span) -> {});
        // protobuf-java's fast path for varints stops at the tenth byte even if that says that
        // another follows; its slow path, and everybody else, calls that malformed.
        if (!decoder.lastResult().detail().contains("varint of more than ten bytes")) {
            assertSameAsGenerated(value, request);
        }
    }

    private void assertSameAsGenerated(byte[] value, ExportTraceServiceRequest request) {
        assertThat(SeenSpan.decode(decoder, value, names))
                .isEqualTo(GeneratedModel.spans(request, names));
        assertThat(decoder.lastResult().whole()).as(decoder.lastResult().detail()).isTrue();
    }
}
