/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

import java.io.IOException;

/** Reads one span object of OTLP/JSON, with members in any order. */
final class JsonSpanReader {
    private static final String[] KINDS = {
        "SPAN_KIND_UNSPECIFIED",
        "SPAN_KIND_INTERNAL",
        "SPAN_KIND_SERVER",
        "SPAN_KIND_CLIENT",
        "SPAN_KIND_PRODUCER",
        "SPAN_KIND_CONSUMER"
    };

    private static final String[] STATUS_CODES = {
        "STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR"
    };

    private final DecoderNames names;
    private final JsonAttributeReader attributeReader;
    private final JsonScalars scalars = new JsonScalars();
    private final Attributes ofOneEvent;

    JsonSpanReader(DecoderNames names, JsonAttributeReader attributeReader) {
        this.names = names;
        this.attributeReader = attributeReader;
        ofOneEvent = new Attributes(names.eventAttributes().size());
    }

    /** The span just entered, into {@code span}, which is cleared first, as {@code text} is. */
    void read(JsonCursor json, Utf8Buffer text, DecodedSpan span)
            throws IOException, WireException {
        text.clear();
        span.clear(text.bytes());
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            switch (name) {
                case "traceId", "trace_id" -> {
                    scalars.readTraceId(json);
                    span.traceIdHigh = scalars.idHigh;
                    span.traceIdLow = scalars.idLow;
                }
                case "spanId", "span_id" -> span.spanId = scalars.readSpanId(json);
                case "parentSpanId", "parent_span_id" ->
                        span.parentSpanId = scalars.readSpanId(json);
                case "name" -> readName(json, text, span);
                case "kind" -> span.kind = JsonScalars.readEnum(json, KINDS);
                case "startTimeUnixNano", "start_time_unix_nano" ->
                        span.startTimeUnixNano = JsonScalars.readUnsigned(json);
                case "endTimeUnixNano", "end_time_unix_nano" ->
                        span.endTimeUnixNano = JsonScalars.readUnsigned(json);
                case "attributes" ->
                        attributeReader.readAll(
                                json, text, names.spanAttributes(), span.attributes());
                case "droppedAttributesCount", "dropped_attributes_count" ->
                        span.droppedAttributes = (int) JsonScalars.readUnsigned(json);
                case "droppedEventsCount", "dropped_events_count" ->
                        span.droppedEvents = (int) JsonScalars.readUnsigned(json);
                case "events" -> readEvents(json, text, span);
                case "status" -> readStatus(json, span);
                default -> json.skipValue();
            }
        }
        span.rebase(text.bytes());
    }

    private static void readName(JsonCursor json, Utf8Buffer text, DecodedSpan span)
            throws IOException, WireException {
        span.nameOffset = text.size();
        if (json.nextText()) {
            text.append(json.text(), json.textOffset(), json.textLength());
        }
        span.nameLength = text.size() - span.nameOffset;
    }

    private static void readStatus(JsonCursor json, DecodedSpan span)
            throws IOException, WireException {
        if (json.enterObject()) {
            span.statusCode = 0;
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                if (name.equals("code")) {
                    span.statusCode = JsonScalars.readEnum(json, STATUS_CODES);
                } else {
                    json.skipValue();
                }
            }
        }
    }

    private void readEvents(JsonCursor json, Utf8Buffer text, DecodedSpan span)
            throws IOException, WireException {
        if (json.enterArray()) {
            while (json.nextElement()) {
                readEvent(json, text, span);
            }
        }
    }

    /** The name may come last, so the attributes are read before it is known whose they are. */
    private void readEvent(JsonCursor json, Utf8Buffer text, DecodedSpan span)
            throws IOException, WireException {
        int kept = text.size();
        long time = 0;
        int slot = names.events().find(text.bytes(), kept, 0);
        ofOneEvent.clear(text.bytes());
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            switch (name) {
                case "timeUnixNano", "time_unix_nano" -> time = JsonScalars.readUnsigned(json);
                case "name" -> {
                    int at = text.size();
                    if (json.nextText()) {
                        text.append(json.text(), json.textOffset(), json.textLength());
                    }
                    slot = names.events().find(text.bytes(), at, text.size() - at);
                    text.truncate(at);
                }
                case "attributes" ->
                        attributeReader.readAll(json, text, names.eventAttributes(), ofOneEvent);
                default -> json.skipValue();
            }
        }
        if (slot >= 0) {
            span.addEvent(slot, time);
            span.addEventAttributes(ofOneEvent);
        } else {
            text.truncate(kept);
        }
    }
}
