/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

import java.io.IOException;
import java.util.Arrays;

/**
 * First look at one element of {@code resourceSpans}: reads its resource and the names of its
 * scopes, and passes over the spans. When it returns, the element's text is known to be whole.
 */
final class JsonResourceReader {
    private static final long BROKEN = -1;

    private final NameTable names;
    private final JsonAttributeReader attributeReader;
    private final Utf8Buffer text = new Utf8Buffer();
    private final DecodedResource resource;

    /** Scope names in order of appearance, as slices of the text. */
    private long[] scopes = new long[8];

    private int scopeCount;

    JsonResourceReader(DecoderNames names, JsonAttributeReader attributeReader) {
        this.names = names.resourceAttributes();
        this.attributeReader = attributeReader;
        resource = names.newResource();
    }

    /** Whether a member of a resource's spans is the list of its scopes' spans. */
    static boolean isScopes(String name) {
        return switch (name) {
            case "scopeSpans",
                    "scope_spans",
                    "instrumentationLibrarySpans",
                    "instrumentation_library_spans" ->
                    true;
            default -> false;
        };
    }

    DecodedResource resource() {
        return resource;
    }

    int scopeCount() {
        return scopeCount;
    }

    /** Makes the scope at this place of the list the current one; false when it is broken. */
    boolean selectScope(int index, DecodedScope scope) {
        long slice = scopes[index];
        if (slice != BROKEN) {
            scope.set(text.bytes(), (int) (slice >>> 32), (int) slice);
        }
        return slice != BROKEN;
    }

    /** The element just entered. */
    void read(JsonCursor json, DecodeResult result) throws IOException, WireException {
        text.clear();
        resource.clear(text.bytes());
        scopeCount = 0;
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            if (name.equals("resource")) {
                readResource(json);
            } else if (!isScopes(name)) {
                json.skipValue();
            } else if (json.enterArray()) {
                while (json.nextElement()) {
                    readScope(json, result);
                }
            }
        }
        resource.attributes().rebase(text.bytes());
    }

    private void readResource(JsonCursor json) throws IOException, WireException {
        if (json.enterObject()) {
            resource.clear(text.bytes());
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                if (name.equals("attributes")) {
                    attributeReader.readAll(json, text, names, resource.attributes());
                } else {
                    json.skipValue();
                }
            }
        }
    }

    private void readScope(JsonCursor json, DecodeResult result) throws IOException {
        int start = json.tokenStart();
        int depth = json.depth();
        long slice = 0;
        try {
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                switch (name) {
                    case "scope", "instrumentationLibrary", "instrumentation_library" ->
                            slice = readScopeName(json);
                    case "spans" -> passSpans(json);
                    default -> json.skipValue();
                }
            }
        } catch (WireException e) {
            result.fail(e.reason(), "scope spans", start, e.getMessage(), e.position());
            json.skipOut(depth);
            slice = BROKEN;
        }
        if (scopeCount == scopes.length) {
            scopes = Arrays.copyOf(scopes, 2 * scopeCount);
        }
        scopes[scopeCount++] = slice;
    }

    private static void passSpans(JsonCursor json) throws IOException, WireException {
        if (json.enterArray()) {
            while (json.nextElement()) {
                json.skipChildren();
            }
        }
    }

    private long readScopeName(JsonCursor json) throws IOException, WireException {
        int at = text.size();
        if (json.enterObject()) {
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                if (!name.equals("name")) {
                    json.skipValue();
                } else {
                    text.truncate(at);
                    if (json.nextText()) {
                        text.append(json.text(), json.textOffset(), json.textLength());
                    }
                }
            }
        }
        return Attributes.slice(at, text.size() - at);
    }
}
