/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * A JSON parser as the readers of OTLP/JSON need it: objects by name, arrays of objects, null as
 * absent, scalars in the forms that emitters write. A value of another kind than the schema has
 * raises {@link WireException}, after which {@link #skipOut} finds the end of the enclosing object;
 * a breach of JSON's own syntax raises Jackson's exceptions, after which nothing can be found.
 */
final class JsonCursor implements AutoCloseable {
    private final JsonParser parser;
    private final int base;

    /**
     * @param base byte of the record that the parser's text begins at
     */
    JsonCursor(JsonParser parser, int base) {
        this.parser = parser;
        this.base = base;
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    /** Goes to the next object outside all others; false at the end of the text. */
    boolean nextRoot() throws IOException, WireException {
        JsonToken token = parser.nextToken();
        if (token != null && token != JsonToken.START_OBJECT) {
            throw malformed("not an object");
        }
        return token != null;
    }

    /** Name of the next member, null at the end of the object. */
    String nextName() throws IOException {
        return parser.nextFieldName();
    }

    /** Goes into the value of the member just named; false when it is null. */
    boolean enterObject() throws IOException, WireException {
        return enter(JsonToken.START_OBJECT, "not an object");
    }

    /** Goes into the value of the member just named; false when it is null. */
    boolean enterArray() throws IOException, WireException {
        return enter(JsonToken.START_ARRAY, "not an array");
    }

    private boolean enter(JsonToken expected, String otherwise) throws IOException, WireException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.VALUE_NULL) {
            return false;
        }
        if (token != expected) {
            throw malformed(otherwise);
        }
        return true;
    }

    /** Goes into the next element of an array of objects, nulls passed over; false at its end. */
    boolean nextElement() throws IOException, WireException {
        JsonToken token = parser.nextToken();
        while (token == JsonToken.VALUE_NULL) {
            token = parser.nextToken();
        }
        if (token == JsonToken.END_ARRAY) {
            return false;
        }
        if (token != JsonToken.START_OBJECT) {
            throw malformed("not an object");
        }
        return true;
    }

    /** Steps over the value of the member just named. */
    void skipValue() throws IOException {
        parser.nextToken();
        parser.skipChildren();
    }

    /** Steps over the object or array just entered. */
    void skipChildren() throws IOException {
        parser.skipChildren();
    }

    /** Goes to the scalar value of the member just named; false when it is null. */
    boolean nextScalar() throws IOException, WireException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.VALUE_NULL) {
            return false;
        }
        if (!token.isScalarValue()) {
            throw malformed("not a scalar");
        }
        return true;
    }

    /** Goes to the text of the member just named; false when it is null. */
    boolean nextText() throws IOException, WireException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.VALUE_NULL) {
            return false;
        }
        if (token != JsonToken.VALUE_STRING) {
            throw malformed("not a string");
        }
        return true;
    }

    /** Whether the scalar is true or false, not text or a number. */
    boolean isBoolean() {
        return parser.currentToken().isBoolean();
    }

    /** Whether the value just stepped over is null. */
    boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    /** Whether the scalar is text. */
    boolean isText() {
        return parser.currentToken() == JsonToken.VALUE_STRING;
    }

    /** The scalar as it is written, unescaped, from {@link #textOffset} for {@link #textLength}. */
    char[] text() throws IOException {
        return parser.getTextCharacters();
    }

    int textOffset() throws IOException {
        return parser.getTextOffset();
    }

    int textLength() throws IOException {
        return parser.getTextLength();
    }

    /** Objects and arrays around the current position; remember it when entering an object. */
    int depth() {
        int depth = 0;
        for (JsonStreamContext c = parser.getParsingContext(); c != null; c = c.getParent()) {
            depth++;
        }
        return depth;
    }

    /** Goes to the end of the object or array that was entered at this depth. */
    void skipOut(int depth) throws IOException {
        int current = depth();
        while (current >= depth) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                return;
            }
            if (token.isStructStart()) {
                current++;
            } else if (token.isStructEnd()) {
                current--;
            }
        }
    }

    /** Byte of the record at which the current token begins. */
    int tokenStart() {
        return base + (int) parser.currentTokenLocation().getByteOffset();
    }

    /** Byte of the record behind what has been read. */
    int position() {
        return base + (int) parser.currentLocation().getByteOffset();
    }

    WireException malformed(String what) {
        return WireException.malformed(what, tokenStart());
    }
}
