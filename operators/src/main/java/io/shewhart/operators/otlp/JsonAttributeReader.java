/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

import java.io.IOException;

/**
 * Reads arrays of {@code KeyValue}: puts the values of the names in a table into their slots, with
 * the same outcome as {@link ProtoAttributeReader} has for the same request. Text goes to a {@link
 * Utf8Buffer}, which the slots then refer to.
 *
 * <p>Of members given twice the last one counts, with one exception: a second key after a value
 * that was already passed over, since nobody named the first key, makes the attribute malformed.
 */
final class JsonAttributeReader {
    /** Value last read, as {@link Attributes} keeps it. */
    private byte type;

    private boolean array;
    private long bits;

    /** The value of the member just named, an array of attributes, or null. */
    void readAll(JsonCursor json, Utf8Buffer text, NameTable names, Attributes into)
            throws IOException, WireException {
        if (json.enterArray()) {
            while (json.nextElement()) {
                read(json, text, names, into);
            }
        }
    }

    private void read(JsonCursor json, Utf8Buffer text, NameTable names, Attributes into)
            throws IOException, WireException {
        int kept = text.size();
        set(Attributes.OTHER, 0);
        boolean named = false;
        boolean passedOver = false;
        int slot = names.find(text.bytes(), kept, 0);
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            if (name.equals("key")) {
                if (passedOver) {
                    throw json.malformed("second key behind the value");
                }
                if (json.nextText()) {
                    int at = text.size();
                    text.append(json.text(), json.textOffset(), json.textLength());
                    slot = names.find(text.bytes(), at, text.size() - at);
                    text.truncate(at);
                    named = true;
                }
            } else if (!name.equals("value")) {
                json.skipValue();
            } else if (named && slot < 0) {
                json.skipValue();
                passedOver = true;
            } else if (json.enterObject()) {
                readValue(json, text, true);
            }
        }
        if (slot >= 0) {
            into.put(slot, type, bits, array);
        } else {
            text.truncate(kept);
        }
    }

    /** One {@code AnyValue}, just entered. */
    private void readValue(JsonCursor json, Utf8Buffer text, boolean outermost)
            throws IOException, WireException {
        set(Attributes.OTHER, 0);
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            switch (name) {
                case "stringValue", "string_value" -> {
                    if (json.nextText()) {
                        int at = text.size();
                        text.append(json.text(), json.textOffset(), json.textLength());
                        set(Attributes.STRING, Attributes.slice(at, text.size() - at));
                    }
                }
                case "boolValue", "bool_value" -> {
                    if (json.nextScalar()) {
                        set(Attributes.BOOL, JsonScalars.truth(json) ? 1 : 0);
                    }
                }
                case "intValue", "int_value" -> {
                    if (json.nextScalar()) {
                        set(Attributes.INT, JsonScalars.signed(json));
                    }
                }
                case "doubleValue", "double_value" -> {
                    if (json.nextScalar()) {
                        double value = JsonScalars.number(json);
                        set(Attributes.DOUBLE, Double.doubleToRawLongBits(value));
                    }
                }
                case "arrayValue", "array_value" -> {
                    if (!outermost) {
                        skipOther(json);
                    } else if (json.enterObject()) {
                        readArray(json, text);
                    }
                }
                case "kvlistValue", "kvlist_value", "bytesValue", "bytes_value" -> skipOther(json);
                default -> json.skipValue();
            }
        }
    }

    private void skipOther(JsonCursor json) throws IOException {
        json.skipValue();
        if (!json.isNull()) {
            set(Attributes.OTHER, 0);
        }
    }

    /** Keeps the first element; a null among the elements is an empty value. */
    private void readArray(JsonCursor json, Utf8Buffer text) throws IOException, WireException {
        set(Attributes.OTHER, 0);
        boolean first = true;
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            if (!name.equals("values")) {
                json.skipValue();
            } else if (json.enterArray()) {
                while (json.nextElement()) {
                    if (first) {
                        readValue(json, text, false);
                        first = false;
                    } else {
                        json.skipChildren();
                    }
                }
            }
        }
        array = true;
    }

    private void set(byte newType, long newBits) {
        type = newType;
        bits = newBits;
        array = false;
    }
}
