/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.decode;

import io.shewhart.operators.otlp.Attributes;
import io.shewhart.operators.otlp.DecodedResource;
import io.shewhart.operators.otlp.DecodedScope;
import io.shewhart.operators.otlp.DecodedSpan;
import io.shewhart.operators.otlp.DecoderNames;
import io.shewhart.operators.otlp.OtlpEncoding;
import io.shewhart.operators.otlp.OtlpTraceDecoder;
import io.shewhart.operators.otlp.SpanSink;

/** Reads requests with the project's decoder. */
final class DecoderSide implements Side, SpanSink {
    private final OtlpTraceDecoder decoder;
    private long resourceOrdinal;
    private FieldSum sum;

    DecoderSide(DecoderNames names) {
        decoder = new OtlpTraceDecoder(names, OtlpEncoding.AUTO);
    }

    @Override
    public int read(byte[] request, FieldSum into) {
        sum = into;
        return decoder.decode(request, this).spans();
    }

    @Override
    public void span(DecodedResource resource, DecodedScope scope, DecodedSpan span) {
        sum.add(span.traceIdHigh ^ span.traceIdLow);
        sum.add(span.spanId);
        sum.add(span.parentSpanId);
        sum.add(span.startTimeUnixNano);
        sum.add(span.endTimeUnixNano);
        sum.add(span.kind);
        sum.add(span.statusCode);
        sum.add(span.droppedAttributes);
        sum.add(span.droppedEvents);
        byte[] text = span.attributes().text();
        sum.addText(span.nameLength, text[span.nameOffset + span.nameLength - 1]);
        sum.addText(scope.nameLength(), scope.text()[scope.nameOffset() + scope.nameLength() - 1]);
        if (resource.ordinal() != resourceOrdinal) {
            resourceOrdinal = resource.ordinal();
            addAll(resource.attributes());
        }
        addAll(span.attributes());
        for (int i = 0; i < span.eventSlots(); i++) {
            int slot = span.eventSlotAt(i);
            sum.addAttribute(slot, span.firstEventTimeUnixNano(slot));
            sum.add(span.eventCount(slot));
        }
        addAll(span.eventAttributes());
    }

    private void addAll(Attributes attributes) {
        for (int i = 0; i < attributes.size(); i++) {
            int slot = attributes.slotAt(i);
            if (attributes.type(slot) == Attributes.STRING) {
                int length = attributes.textLength(slot);
                int last = attributes.text()[attributes.textOffset(slot) + length - 1];
                sum.addAttribute(slot, ((long) length << 8) | last);
            } else {
                sum.addAttribute(slot, attributes.longValue(slot));
            }
        }
    }
}
