/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;

/** Opens JSON text for reading, with bounds on everything that the text could make large. */
final class JsonText {
    /** Of objects and arrays; an attribute value nested in protobuf's limit of 100 fits in. */
    private static final int MOST_NESTING = 512;

    /** OTLP's own names are short; what is read stays in the parser's table of names. */
    private static final int LONGEST_MEMBER_NAME = 256;

    private static final int MARK_LENGTH = 3;

    private final JsonFactory factory =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MOST_NESTING)
                                    .maxNameLength(LONGEST_MEMBER_NAME)
                                    // The value's own length bounds them.
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    // Not by thread: that would hold on to the job's class loader.
                    .recyclerPool(JsonRecyclerPools.newBoundedPool(2))
                    .build();

    /** The text from {@code from} to {@code to}; positions count from the start of the value. */
    JsonCursor open(byte[] value, int from, int to) throws IOException {
        return new JsonCursor(factory.createParser(value, from, to - from), from);
    }

    /** First byte behind a byte order mark. */
    static int start(byte[] value) {
        boolean mark =
                value.length >= MARK_LENGTH
                        && value[0] == (byte) 0xEF
                        && value[1] == (byte) 0xBB
                        && value[2] == (byte) 0xBF;
        return mark ? MARK_LENGTH : 0;
    }

    /** First byte behind a byte order mark and white space. */
    static int skipBlank(byte[] value) {
        int p = start(value);
        while (p < value.length && isBlank(value[p])) {
            p++;
        }
        return p;
    }

    /** False for the other encodings that the parser would recognise and then read differently. */
    static boolean isUtf8(byte[] value) {
        for (int i = start(value); i < Math.min(value.length, 4); i++) {
            if (value[i] == 0 || value[i] == (byte) 0xFE || value[i] == (byte) 0xFF) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
