/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

/** Reads {@code Span} messages in one pass, whatever the order of their fields. */
final class ProtoSpanReader {
    private static final int TRACE_ID = 1 << 3 | 2;
    private static final int SPAN_ID = 2 << 3 | 2;
    private static final int PARENT_SPAN_ID = 4 << 3 | 2;
    private static final int NAME = 5 << 3 | 2;
    private static final int KIND = 6 << 3;
    private static final int START_TIME = 7 << 3 | 1;
    private static final int END_TIME = 8 << 3 | 1;
    private static final int ATTRIBUTES = 9 << 3 | 2;
    private static final int DROPPED_ATTRIBUTES = 10 << 3;
    private static final int EVENTS = 11 << 3 | 2;
    private static final int DROPPED_EVENTS = 12 << 3;
    private static final int STATUS = 15 << 3 | 2;

    private static final int STATUS_CODE = 3 << 3;

    private static final int SPAN_DEPTH = 3;

    private static final int TRACE_ID_BYTES = 16;
    private static final int SPAN_ID_BYTES = 8;

    private final NameTable names;
    private final ProtoAttributeReader attributeReader;
    private final ProtoEventReader eventReader;

    ProtoSpanReader(DecoderNames names, ProtoAttributeReader attributeReader) {
        this.names = names.spanAttributes();
        this.attributeReader = attributeReader;
        eventReader = new ProtoEventReader(names, attributeReader);
    }

    /** One {@code Span} from {@code p} to {@code end} into {@code span}, which is cleared first. */
    void read(byte[] b, int p, int end, DecodedSpan span) throws WireException {
        span.clear(b);
        Attributes attributes = span.attributes();
        while (p < end) {
            int tag = b[p++];
            if (tag < 0) {
                tag = Wire.longTag(b, p - 1, end);
                p = Wire.afterVarint(b, p - 1, end);
            }
            if ((tag & Wire.TYPE) != Wire.DELIMITED) {
                p = readScalar(b, p, end, tag, span);
                continue;
            }
            int length = p < end ? b[p] : -1;
            if (length >= 0) {
                p++;
            } else {
                length = Wire.longLength(b, p, end);
                p = Wire.afterVarint(b, p, end);
            }
            if (length > end - p) {
                throw WireException.cut(p);
            }
            switch (tag) {
                case ATTRIBUTES -> attributeReader.read(b, p, p + length, names, attributes);
                case TRACE_ID -> {
                    boolean valid = length == TRACE_ID_BYTES;
                    span.traceIdHigh = valid ? Wire.id64(b, p) : 0;
                    span.traceIdLow = valid ? Wire.id64(b, p + Long.BYTES) : 0;
                }
                case SPAN_ID -> span.spanId = length == SPAN_ID_BYTES ? Wire.id64(b, p) : 0;
                case PARENT_SPAN_ID ->
                        span.parentSpanId = length == SPAN_ID_BYTES ? Wire.id64(b, p) : 0;
                case NAME -> {
                    span.nameOffset = p;
                    span.nameLength = length;
                }
                case EVENTS -> eventReader.read(b, p, p + length, span);
                case STATUS -> readStatus(b, p, p + length, span);
                default -> Wire.checkNumber(tag, p);
            }
            p += length;
        }
    }

    /** A field that is not length-delimited; returns the position behind it. */
    private static int readScalar(byte[] b, int p, int end, int tag, DecodedSpan span)
            throws WireException {
        switch (tag) {
            case START_TIME -> span.startTimeUnixNano = Wire.fixed64(b, p, end);
            case END_TIME -> span.endTimeUnixNano = Wire.fixed64(b, p, end);
            case KIND -> span.kind = (int) Wire.varint(b, p, end);
            case DROPPED_ATTRIBUTES -> span.droppedAttributes = (int) Wire.varint(b, p, end);
            case DROPPED_EVENTS -> span.droppedEvents = (int) Wire.varint(b, p, end);
            default -> {
                // Nothing is taken.
            }
        }
        return Wire.skip(b, p, end, tag, SPAN_DEPTH);
    }

    /** The code alone; a status in several parts is merged by reading each into the same span. */
    private static void readStatus(byte[] b, int p, int end, DecodedSpan span)
            throws WireException {
        while (p < end) {
            int tag = Wire.longTag(b, p, end);
            p = Wire.afterVarint(b, p, end);
            if (tag == STATUS_CODE) {
                span.statusCode = (int) Wire.varint(b, p, end);
            }
            p = Wire.skip(b, p, end, tag, SPAN_DEPTH + 1);
        }
    }
}
