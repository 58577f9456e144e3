/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.stack;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Asks Flink's REST interface how far the job has come. */
final class JobProgress {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final JsonFactory json = new JsonFactory();
    private final String job;

    /** A job has the same ones for ever. */
    private final List<String> vertices = new ArrayList<>();

    /**
     * @param base of Flink's web UI
     */
    JobProgress(String base, String jobId) {
        job = base + "/jobs/" + jobId;
    }

    /**
     * The watermark that every operator has passed, nanoseconds since the Unix epoch; empty while
     * one of them has none, or Flink is too busy to answer.
     */
    OptionalLong watermark() throws InterruptedException {
        try {
            return lowest();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private OptionalLong lowest() throws IOException, InterruptedException {
        if (vertices.isEmpty()) {
            vertices.addAll(values(job, "id", "vertices"));
        }
        long lowest = Long.MAX_VALUE;
        int known = 0;
        for (String vertex : vertices) {
            for (String value :
                    values(job + "/vertices/" + vertex + "/watermarks", "value", null)) {
                long millis = Long.parseLong(value);
                if (millis <= 0) {
                    return OptionalLong.empty();
                }
                lowest = Math.min(lowest, millis);
                known++;
            }
        }
        return known == 0 ? OptionalLong.empty() : OptionalLong.of(lowest * 1_000_000);
    }

    /** Every value of this name, within the array of that name if one is given. */
    private List<String> values(String url, String name, String arrayOrNull)
            throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build(),
                        HttpResponse.BodyHandlers.ofString());
        List<String> values = new ArrayList<>();
        if (answer.statusCode() != 200) {
            return values;
        }
        try (JsonParser parser = json.createParser(answer.body())) {
            boolean within = arrayOrNull == null;
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.START_ARRAY && arrayOrNull != null) {
                    if (arrayOrNull.equals(parser.currentName())) {
                        within = true;
                    } else {
                        parser.skipChildren();
                    }
                } else if (parser.currentToken() == JsonToken.END_ARRAY && arrayOrNull != null) {
                    within = false;
                } else if (parser.currentToken() == JsonToken.FIELD_NAME
                        && within
                        && parser.currentName().equals(name)) {
                    parser.nextToken();
                    values.add(parser.getValueAsString());
                }
            }
        }
        return values;
    }
}
