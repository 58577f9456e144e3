/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

/**
 * Reads {@code Span.Event} messages: of events whose name is in the table, time, name and the named
 * attributes; all others are stepped over.
 */
final class ProtoEventReader {
    private static final int TIME = 1 << 3 | 1;
    private static final int NAME = 2 << 3 | 2;
    private static final int ATTRIBUTES = 3 << 3 | 2;

    private static final int EVENT_DEPTH = 4;

    private final DecoderNames names;
    private final ProtoAttributeReader reader;
    private final Attributes scratch;

    ProtoEventReader(DecoderNames names, ProtoAttributeReader reader) {
        this.names = names;
        this.reader = reader;
        scratch = new Attributes(names.eventAttributes().size());
    }

    /**
     * One {@code Event} from {@code p} to {@code end}. Name and time may come behind the
     * attributes, and do when the Collector wrote the record; hence two passes for the events that
     * are taken.
     */
    void read(byte[] b, int p, int end, DecodedSpan span) throws WireException {
        int start = p;
        long time = 0;
        int nameAt = 0;
        int nameLength = 0;
        boolean hasAttributes = false;
        while (p < end) {
            int tag = b[p++];
            if (tag < 0) {
                tag = Wire.longTag(b, p - 1, end);
                p = Wire.afterVarint(b, p - 1, end);
            }
            if (tag == TIME && end - p >= Long.BYTES) {
                time = Wire.fixed64(b, p);
                p += Long.BYTES;
            } else {
                int next = Wire.skip(b, p, end, tag, EVENT_DEPTH);
                if (tag == NAME) {
                    nameAt = Wire.afterVarint(b, p, end);
                    nameLength = next - nameAt;
                } else {
                    hasAttributes |= tag == ATTRIBUTES;
                }
                p = next;
            }
        }
        int slot = names.events().find(b, nameAt, nameLength);
        if (slot >= 0) {
            span.addEvent(slot, time);
            if (hasAttributes && names.eventAttributes().size() > 0) {
                readAttributes(b, start, end);
                span.addEventAttributes(scratch);
            }
        }
    }

    private void readAttributes(byte[] b, int p, int end) throws WireException {
        scratch.clear(b);
        while (p < end) {
            int tag = Wire.longTag(b, p, end);
            p = Wire.afterVarint(b, p, end);
            int next = Wire.skip(b, p, end, tag, EVENT_DEPTH);
            if (tag == ATTRIBUTES) {
                reader.read(b, Wire.afterVarint(b, p, end), next, names.eventAttributes(), scratch);
            }
            p = next;
        }
    }
}
