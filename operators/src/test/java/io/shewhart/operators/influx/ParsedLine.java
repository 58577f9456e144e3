/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A line of line protocol, read by the rules of InfluxDB's reference ("Line protocol: special
 * characters"), independently of what writes it: in tags a backslash escapes a comma, an equals
 * sign or a space and is itself otherwise; in strings it escapes a quote or a backslash. Refuses
 * what the reference does not allow.
 */
record ParsedLine(
        String measurement, Map<String, String> tags, Map<String, Object> fields, long time) {

    static ParsedLine of(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("not UTF-8", e);
        }
        return new Reader(text).line();
    }

    private static final class Reader {
        private final String text;
        private int at;

        private Reader(String text) {
            this.text = text;
        }

        private ParsedLine line() {
            for (int i = 0; i < text.length(); i++) {
                require(text.charAt(i) >= ' ', "control character at " + i);
            }
            String measurement = name();
            Map<String, String> tags = new LinkedHashMap<>();
            while (next() == ',') {
                at++;
                String key = name();
                expect('=');
                String value = name();
                require(!key.isEmpty() && !value.isEmpty(), "empty tag " + key);
                require(tags.put(key, value) == null, "tag twice: " + key);
            }
            Map<String, Object> fields = new LinkedHashMap<>();
            do {
                expect(fields.isEmpty() ? ' ' : ',');
                String key = name();
                expect('=');
                require(fields.put(key, value()) == null, "field twice: " + key);
            } while (next() == ',');
            expect(' ');
            return new ParsedLine(measurement, tags, fields, Long.parseLong(text.substring(at)));
        }

        /** Up to an unescaped separator. */
        private String name() {
            StringBuilder name = new StringBuilder();
            while (",= ".indexOf(next()) < 0) {
                char c = text.charAt(at++);
                if (c == '\\' && ",= ".indexOf(next()) >= 0) {
                    c = text.charAt(at++);
                }
                name.append(c);
            }
            return name.toString();
        }

        private Object value() {
            if (next() == '"') {
                return string();
            }
            int start = at;
            while (next() != ',' && next() != ' ') {
                at++;
            }
            String literal = text.substring(start, at);
            if (literal.equals("true") || literal.equals("false")) {
                return literal.equals("true");
            }
            if (literal.endsWith("i")) {
                return Long.parseLong(literal.substring(0, literal.length() - 1));
            }
            require(literal.matches("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?"), "number " + literal);
            return Double.parseDouble(literal);
        }

        private String string() {
            StringBuilder value = new StringBuilder();
            at++;
            while (next() != '"') {
                char c = text.charAt(at++);
                if (c == '\\' && (next() == '"' || next() == '\\')) {
                    c = text.charAt(at++);
                }
                value.append(c);
            }
            at++;
            return value.toString();
        }

        private char next() {
            require(at < text.length(), "ends too early");
            return text.charAt(at);
        }

        private void expect(char c) {
            require(next() == c, "'" + c + "' expected at " + at + " of " + text);
            at++;
        }

        private static void require(boolean condition, String message) {
            if (!condition) {
                throw new IllegalArgumentException(message);
            }
        }
    }
}
