/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;

/**
 * Reads the JSON text of an {@code ExportTraceServiceRequest} span by span, without a tree. It must
 * be UTF-8, with or without a byte order mark; several requests one after the other are read too.
 *
 * <p>Takes what OTLP/JSON allows and what emitters write beside it: names in camelCase and
 * snake_case, the older {@code instrumentationLibrarySpans}, members in any order, unknown ones
 * ignored, null as absent; see {@link JsonScalars} for values. Of members given twice the last one
 * counts; lists are joined. The resource may follow the spans: each resource's text is read once
 * for what its spans need ({@link JsonResourceReader}) and once more for the spans.
 *
 * <p>A value of the wrong kind costs the smallest of span, scope and resource around it. A breach
 * of JSON's syntax costs the resource it stands in and all that follows, since there is no telling
 * where the next one begins.
 */
final class JsonTraceDecoder {
    private final JsonText text = new JsonText();
    private final JsonResourceReader resourceReader;
    private final JsonSpanReader spanReader;
    private final Utf8Buffer spanText = new Utf8Buffer();
    private final DecodedScope scope = new DecodedScope();
    private final DecodedSpan span;

    private byte[] value = new byte[0];
    private SpanSink sink;
    private DecodeResult result;
    private boolean inSink;

    JsonTraceDecoder(DecoderNames names) {
        JsonAttributeReader attributeReader = new JsonAttributeReader();
        resourceReader = new JsonResourceReader(names, attributeReader);
        spanReader = new JsonSpanReader(names, attributeReader);
        span = names.newSpan();
    }

    /** Hands every whole span to the sink, in the order of the text; failures go to the result. */
    void decode(byte[] newValue, SpanSink newSink, DecodeResult newResult) {
        value = newValue;
        sink = newSink;
        result = newResult;
        inSink = false;
        int start = JsonText.start(value);
        if (!JsonText.isUtf8(value)) {
            result.fail(DecodeResult.Reason.MALFORMED, "request", start, "not UTF-8", start);
            return;
        }
        try (JsonCursor json = text.open(value, start, value.length)) {
            try {
                while (json.nextRoot()) {
                    readRequest(json);
                }
            } catch (WireException | IOException | RuntimeException e) {
                fail("request", start, json, e);
            }
        } catch (IOException e) {
            // Opening and closing a parser over an array touches nothing that could fail.
            result.fail(DecodeResult.Reason.MALFORMED, "request", start, "not readable", start);
        }
    }

    private void readRequest(JsonCursor json) throws IOException, WireException {
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            if (!name.equals("resourceSpans") && !name.equals("resource_spans")) {
                json.skipValue();
            } else if (json.enterArray()) {
                while (json.nextElement()) {
                    readResourceSpans(json);
                }
            }
        }
    }

    private void readResourceSpans(JsonCursor json) throws IOException {
        int start = json.tokenStart();
        int depth = json.depth();
        try {
            resourceReader.read(json, result);
        } catch (WireException e) {
            fail("resource spans", start, json, e);
            json.skipOut(depth);
            return;
        }
        if (resourceReader.scopeCount() == 0) {
            return;
        }
        try (JsonCursor again = text.open(value, start, json.position())) {
            try {
                again.nextRoot();
                readScopes(again);
            } catch (WireException | IOException | RuntimeException e) {
                fail("resource spans", start, again, e);
            }
        }
    }

    /** Second look: the spans of every scope that the first look found whole. */
    private void readScopes(JsonCursor json) throws IOException, WireException {
        int index = 0;
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            if (!JsonResourceReader.isScopes(name)) {
                json.skipValue();
            } else if (json.enterArray()) {
                while (json.nextElement()) {
                    if (resourceReader.selectScope(index++, scope)) {
                        readSpans(json);
                    } else {
                        json.skipChildren();
                    }
                }
            }
        }
    }

    private void readSpans(JsonCursor json) throws IOException, WireException {
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            if (!name.equals("spans")) {
                json.skipValue();
            } else if (json.enterArray()) {
                while (json.nextElement()) {
                    readSpan(json);
                }
            }
        }
    }

    private void readSpan(JsonCursor json) throws IOException {
        int start = json.tokenStart();
        int depth = json.depth();
        try {
            spanReader.read(json, spanText, span);
        } catch (WireException e) {
            fail("span", start, json, e);
            json.skipOut(depth);
            return;
        }
        result.countSpan();
        inSink = true;
        sink.span(resourceReader.resource(), scope, span);
        inSink = false;
    }

    /** Jackson's messages quote the text; they go nowhere. */
    private void fail(String part, int start, JsonCursor json, Exception e) {
        if (e instanceof WireException wire) {
            result.fail(wire.reasonWithin(), part, start, wire.getMessage(), wire.position());
        } else if (e instanceof StreamConstraintsException) {
            DecodeResult.Reason reason = DecodeResult.Reason.TOO_LARGE;
            result.fail(reason, part, start, "nesting, name or number too long", json.position());
        } else if (e instanceof IOException) {
            int position = json.position();
            boolean ends = e instanceof JsonEOFException || position >= value.length;
            DecodeResult.Reason reason =
                    ends ? DecodeResult.Reason.TRUNCATED : DecodeResult.Reason.MALFORMED;
            result.fail(reason, part, start, ends ? "text ends" : "not JSON", position);
        } else if (inSink && e instanceof RuntimeException thrownBySink) {
            throw thrownBySink;
        } else {
            DecodeResult.Reason reason = DecodeResult.Reason.MALFORMED;
            result.fail(reason, part, start, "not JSON", json.position());
        }
    }
}
