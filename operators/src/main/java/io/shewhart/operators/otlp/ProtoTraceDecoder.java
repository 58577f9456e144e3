/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

/**
 * Reads the protobuf bytes of an {@code ExportTraceServiceRequest} (or {@code TracesData}, which is
 * the same on the wire) span by span, without building a message.
 *
 * <p>Guarantee: what protobuf-java accepts is accepted, with the same values in every field that is
 * taken, whatever the order, form and splitting of the fields. Beyond that the reader is lenient
 * where it does not look: text that is not UTF-8, and damage inside a value that nobody takes, are
 * no errors here, although protobuf-java rejects the whole request for them.
 *
 * <p>Damage costs the smallest message around it: a span, the spans of a scope or those of a
 * resource; the next one is read on. A span is handed over only when its resource, its scope and
 * itself are whole; hence two looks at a resource's and a scope's fields, the first of which hops
 * over the spans. No allocation while reading; nothing is sized by what the bytes claim.
 */
final class ProtoTraceDecoder {
    private static final int RESOURCE_SPANS = 1 << 3 | 2;

    private static final int RESOURCE = 1 << 3 | 2;
    private static final int SCOPE_SPANS = 2 << 3 | 2;

    private static final int RESOURCE_ATTRIBUTES = 1 << 3 | 2;

    private static final int SCOPE = 1 << 3 | 2;
    private static final int SPANS = 2 << 3 | 2;

    private static final int SCOPE_NAME = 1 << 3 | 2;

    private static final int RESOURCE_SPANS_DEPTH = 1;
    private static final int SCOPE_SPANS_DEPTH = 2;

    /** Bytes of a line of memory. */
    private static final int LINE = 64;

    /** Bytes that stay in a processor's cache until they are used. */
    private static final int AHEAD = 512 << 10;

    private final NameTable resourceNames;
    private final ProtoAttributeReader attributeReader = new ProtoAttributeReader();
    private final ProtoSpanReader spanReader;
    private final DecodedResource resource;
    private final DecodedScope scope = new DecodedScope();
    private final DecodedSpan span;

    private byte[] b = new byte[0];
    private SpanSink sink;
    private DecodeResult result;

    /** Name of the scope being read, from all its parts. */
    private int scopeNameAt;

    private int scopeNameLength;

    /** Made of what was read ahead, so that reading it is not left out as useless. */
    private int unusedSum;

    ProtoTraceDecoder(DecoderNames names) {
        resourceNames = names.resourceAttributes();
        spanReader = new ProtoSpanReader(names, attributeReader);
        resource = names.newResource();
        span = names.newSpan();
    }

    /** Whether the bytes are a sequence of fields, as a request is, from first to last. */
    static boolean isFramed(byte[] value) {
        try {
            int p = 0;
            while (p < value.length) {
                int tag = Wire.longTag(value, p, value.length);
                p = Wire.afterVarint(value, p, value.length);
                p = Wire.skip(value, p, value.length, tag, 0);
            }
            return true;
        } catch (WireException e) {
            return false;
        }
    }

    /** Hands every whole span to the sink, in the order of the bytes; failures go to the result. */
    void decode(byte[] value, SpanSink newSink, DecodeResult newResult) {
        b = value;
        sink = newSink;
        result = newResult;
        int end = value.length;
        readAhead();
        try {
            int p = 0;
            while (p < end) {
                int tag = Wire.longTag(b, p, end);
                p = Wire.afterVarint(b, p, end);
                int next = Wire.skip(b, p, end, tag, 0);
                if (tag == RESOURCE_SPANS) {
                    readResourceSpans(Wire.afterVarint(b, p, end), next);
                }
                p = next;
            }
        } catch (WireException e) {
            result.fail(e.reason(), "request", 0, e.getMessage(), e.position());
        }
    }

    /**
     * Whoever fetched the bytes had another processor, and they are walked from length to length
     * before they are read: each step would wait for memory, as the next begins where it says. Read
     * in a row, they come many lines at once.
     */
    private void readAhead() {
        int sum = 0;
        int end = Math.min(b.length, AHEAD);
        for (int p = 0; p < end; p += LINE) {
            sum += b[p];
        }
        unusedSum += sum;
    }

    private void readResourceSpans(int start, int end) {
        try {
            resource.clear(b);
            int p = start;
            while (p < end) {
                int tag = Wire.longTag(b, p, end);
                p = Wire.afterVarint(b, p, end);
                int next = Wire.skip(b, p, end, tag, RESOURCE_SPANS_DEPTH);
                if (tag == RESOURCE) {
                    readResource(Wire.afterVarint(b, p, end), next);
                }
                p = next;
            }
            p = start;
            while (p < end) {
                int tag = Wire.longTag(b, p, end);
                p = Wire.afterVarint(b, p, end);
                int next = Wire.skip(b, p, end, tag, RESOURCE_SPANS_DEPTH);
                if (tag == SCOPE_SPANS) {
                    readScopeSpans(Wire.afterVarint(b, p, end), next);
                }
                p = next;
            }
        } catch (WireException e) {
            fail("resource spans", start, e);
        }
    }

    private void readResource(int start, int end) throws WireException {
        int p = start;
        while (p < end) {
            int tag = Wire.longTag(b, p, end);
            p = Wire.afterVarint(b, p, end);
            int next = Wire.skip(b, p, end, tag, RESOURCE_SPANS_DEPTH + 1);
            if (tag == RESOURCE_ATTRIBUTES) {
                attributeReader.read(
                        b, Wire.afterVarint(b, p, end), next, resourceNames, resource.attributes());
            }
            p = next;
        }
    }

    private void readScopeSpans(int start, int end) {
        try {
            scopeNameAt = start;
            scopeNameLength = 0;
            int p = start;
            while (p < end) {
                int tag = Wire.longTag(b, p, end);
                p = Wire.afterVarint(b, p, end);
                int next = Wire.skip(b, p, end, tag, SCOPE_SPANS_DEPTH);
                if (tag == SCOPE) {
                    readScope(Wire.afterVarint(b, p, end), next);
                }
                p = next;
            }
            scope.set(b, scopeNameAt, scopeNameLength);
            p = start;
            while (p < end) {
                int tag = Wire.longTag(b, p, end);
                p = Wire.afterVarint(b, p, end);
                int next = Wire.skip(b, p, end, tag, SCOPE_SPANS_DEPTH);
                if (tag == SPANS) {
                    readSpan(Wire.afterVarint(b, p, end), next);
                }
                p = next;
            }
        } catch (WireException e) {
            fail("scope spans", start, e);
        }
    }

    private void readScope(int start, int end) throws WireException {
        int p = start;
        while (p < end) {
            int tag = Wire.longTag(b, p, end);
            p = Wire.afterVarint(b, p, end);
            int next = Wire.skip(b, p, end, tag, SCOPE_SPANS_DEPTH + 1);
            if (tag == SCOPE_NAME) {
                scopeNameAt = Wire.afterVarint(b, p, end);
                scopeNameLength = next - scopeNameAt;
            }
            p = next;
        }
    }

    private void readSpan(int start, int end) {
        try {
            spanReader.read(b, start, end, span);
        } catch (WireException e) {
            fail("span", start, e);
            return;
        }
        result.countSpan();
        sink.span(resource, scope, span);
    }

    private void fail(String part, int start, WireException e) {
        result.fail(e.reasonWithin(), part, start, e.getMessage(), e.position());
    }
}
