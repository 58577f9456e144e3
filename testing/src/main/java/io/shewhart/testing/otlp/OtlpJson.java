/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;

/**
 * OTLP's JSON, which is protobuf's but for ids: those are hex text. Unknown names are ignored, as
 * the protocol asks.
 */
final class OtlpJson {
    private static final Set<String> IDS = Set.of("traceId", "spanId", "parentSpanId");
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();
    private static final JsonFormat.Printer PRINTER =
            JsonFormat.printer().omittingInsignificantWhitespace();

    private OtlpJson() {}

    /** Reads a request. */
    static Message parse(byte[] json, Signal signal) throws BadRequestException {
        Message.Builder request = signal.request().newBuilderForType();
        try {
            PARSER.merge(idsAsProtobufWantsThem(json), request);
            return request.build();
        } catch (InvalidProtocolBufferException e) {
            throw new BadRequestException(400, "not OTLP in JSON: " + e.getMessage());
        } catch (IOException e) {
            throw new BadRequestException(
                    400, "not JSON: " + e.getMessage().lines().findFirst().orElse(""));
        }
    }

    /** Writes an answer. */
    static String print(MessageOrBuilder message) {
        try {
            return PRINTER.print(message);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("an answer without Any cannot fail to be printed", e);
        }
    }

    private static String idsAsProtobufWantsThem(byte[] json)
            throws IOException, BadRequestException {
        StringWriter text = new StringWriter(json.length + 64);
        try (JsonParser parser = FACTORY.createParser(json);
                JsonGenerator generator = FACTORY.createGenerator(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BadRequestException(400, "not a JSON object");
            }
            int depth = 0;
            do {
                JsonToken token = parser.currentToken();
                if (token == JsonToken.VALUE_STRING
                        && IDS.contains(String.valueOf(parser.currentName()))) {
                    generator.writeString(base64(parser.currentName(), parser.getText()));
                } else {
                    generator.copyCurrentEvent(parser);
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            } while (parser.nextToken() != null && depth > 0);
            if (depth > 0 || parser.currentToken() != null) {
                throw new BadRequestException(400, "not one JSON object");
            }
        }
        return text.toString();
    }

    private static String base64(String name, String hex) throws BadRequestException {
        try {
            return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(400, name + " is not hexadecimal");
        }
    }
}
