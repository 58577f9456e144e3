/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Random requests that use every field of the trace messages, with few names so that they clash.
 */
final class RandomRequests {
    private static final List<String> KEYS =
            List.of(
                    "service.name",
                    "gen_ai.request.model",
                    "gen_ai.usage.input_tokens",
                    "gen_ai.usage.output_tokens",
                    "k",
                    "kk",
                    "exception.type",
                    "not.named",
                    "not.named.either.but.much.longer",
                    "",
                    "ümlaut.ключ.鍵");

    private static final List<String> EVENTS = List.of("exception", "first token", "other", "");

    /** Some of the keys and events above, and some that never occur. */
    static final DecoderNames NAMES =
            new DecoderNames(
                    new NameTable(List.of("k", "service.name", "absent")),
                    new NameTable(
                            List.of(
                                    "gen_ai.request.model",
                                    "gen_ai.usage.input_tokens",
                                    "gen_ai.usage.output_tokens",
                                    "k",
                                    "kk",
                                    "ümlaut.ключ.鍵",
                                    "",
                                    "absent.too")),
                    new NameTable(List.of("exception", "first token", "never")),
                    new NameTable(List.of("exception.type", "k", "gen_ai.request.model")));

    private final Random random;

    RandomRequests(Random random) {
        this.random = random;
    }

    ExportTraceServiceRequest request() {
        var request = ExportTraceServiceRequest.newBuilder();
        times(3, i -> request.addResourceSpans(resourceSpans()));
        return request.build();
    }

    private ResourceSpans resourceSpans() {
        var resourceSpans = ResourceSpans.newBuilder();
        if (chance(0.9)) {
            var resource = Resource.newBuilder().setDroppedAttributesCount(random.nextInt(3));
            times(4, i -> resource.addAttributes(attribute()));
            resourceSpans.setResource(resource);
        }
        times(3, i -> resourceSpans.addScopeSpans(scopeSpans()));
        return resourceSpans.setSchemaUrl(chance(0.5) ? "" : text()).build();
    }

    private ScopeSpans scopeSpans() {
        var scopeSpans = ScopeSpans.newBuilder();
        if (chance(0.9)) {
            var scope = InstrumentationScope.newBuilder().setName(text()).setVersion(text());
            times(2, i -> scope.addAttributes(attribute()));
            scopeSpans.setScope(scope);
        }
        times(5, i -> scopeSpans.addSpans(span()));
        return scopeSpans.setSchemaUrl(chance(0.5) ? "" : text()).build();
    }

    Span span() {
        var span =
                Span.newBuilder()
                        .setTraceId(id(16))
                        .setSpanId(id(8))
                        .setParentSpanId(id(8))
                        .setTraceState(chance(0.8) ? "" : text())
                        .setName(text())
                        .setFlags(random.nextInt())
                        .setKindValue(chance(0.9) ? random.nextInt(6) : random.nextInt())
                        .setStartTimeUnixNano(number())
                        .setEndTimeUnixNano(number())
                        .setDroppedAttributesCount((int) number())
                        .setDroppedEventsCount((int) number())
                        .setDroppedLinksCount((int) number());
        times(8, i -> span.addAttributes(attribute()));
        times(5, i -> span.addEvents(event()));
        times(2, i -> span.addLinks(link()));
        if (chance(0.7)) {
            span.setStatus(
                    Status.newBuilder().setMessage(text()).setCodeValue(random.nextInt(4) - 1));
        }
        return span.build();
    }

    private Span.Event event() {
        var event = Span.Event.newBuilder().setTimeUnixNano(number()).setName(pick(EVENTS));
        times(4, i -> event.addAttributes(attribute()));
        return event.build();
    }

    private Span.Link link() {
        var link = Span.Link.newBuilder().setTraceId(id(16)).setSpanId(id(8));
        times(2, i -> link.addAttributes(attribute()));
        return link.build();
    }

    private KeyValue attribute() {
        var attribute = KeyValue.newBuilder().setKey(pick(KEYS));
        return chance(0.95) ? attribute.setValue(value(2)).build() : attribute.build();
    }

    private AnyValue value(int depth) {
        var value = AnyValue.newBuilder();
        switch (random.nextInt(depth > 0 ? 9 : 6)) {
            case 0, 1 -> value.setStringValue(text());
            case 2 -> value.setBoolValue(random.nextBoolean());
            case 3 -> value.setIntValue(number());
            case 4 -> value.setDoubleValue(Double.longBitsToDouble(number()));
            case 5 -> value.setBytesValue(id(random.nextInt(5)));
            case 6 -> {
                var array = ArrayValue.newBuilder();
                times(3, i -> array.addValues(value(depth - 1)));
                value.setArrayValue(array);
            }
            case 7 -> {
                var list = KeyValueList.newBuilder();
                times(3, i -> list.addValues(attribute()));
                value.setKvlistValue(list);
            }
            default -> value.clearValue();
        }
        return value.build();
    }

    /** Mostly of the right length. */
    private ByteString id(int length) {
        byte[] bytes = new byte[chance(0.95) ? length : random.nextInt(20)];
        random.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }

    /** All magnitudes alike, so that varints of every length occur. */
    private long number() {
        return random.nextLong() >> random.nextInt(64);
    }

    private String text() {
        int length = chance(0.1) ? random.nextInt(500) : random.nextInt(12);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(
                    switch (random.nextInt(8)) {
                        case 0 -> 0x80 + random.nextInt(0x700);
                        case 1 -> 0x4E00 + random.nextInt(0x1000);
                        case 2 -> 0x1F600 + random.nextInt(64);
                        case 3 -> random.nextInt(0x20);
                        default -> ' ' + random.nextInt(95);
                    });
        }
        return text.toString();
    }

    private void times(int most, Consumer<Integer> action) {
        int count = random.nextInt(most + 1);
        for (int i = 0; i < count; i++) {
            action.accept(i);
        }
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    private String pick(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
