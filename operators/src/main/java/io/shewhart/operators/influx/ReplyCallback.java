/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.function.Consumer;
import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;

/** Makes a reply of whatever the client comes back with. */
final class ReplyCallback implements Callback<Void> {
    private static final int MOST_MESSAGE = 2_000;

    private final Consumer<StoreReply> reply;

    ReplyCallback(Consumer<StoreReply> reply) {
        this.reply = reply;
    }

    @Override
    public void onResponse(Call<Void> call, Response<Void> response) {
        reply.accept(
                new StoreReply(
                        response.code(),
                        retryAfterMillis(response.headers().get("Retry-After"), Instant.now()),
                        message(response)));
    }

    @Override
    public void onFailure(Call<Void> call, Throwable failure) {
        String text = failure.getMessage();
        reply.accept(
                StoreReply.none(
                        failure.getClass().getSimpleName() + (text == null ? "" : ": " + text)));
    }

    /** Seconds or a date (RFC 9110, 10.2.3); 0 for neither. */
    static long retryAfterMillis(String header, Instant now) {
        if (header == null) {
            return 0;
        }
        String text = header.strip();
        if (text.matches("\\d{1,9}")) {
            return Long.parseLong(text) * 1_000;
        }
        try {
            Instant then =
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return Math.max(0, Duration.between(now, then).toMillis());
        } catch (DateTimeParseException e) {
            return 0;
        }
    }

    private static String message(Response<Void> response) {
        if (response.isSuccessful()) {
            return response.code() == 204 ? "" : "no answer of a write API, which says 204";
        }
        try (ResponseBody body = response.errorBody()) {
            String text = body == null ? "" : body.string().strip();
            if (text.isEmpty()) {
                text = response.message();
            }
            return text.length() <= MOST_MESSAGE ? text : text.substring(0, MOST_MESSAGE);
        } catch (IOException e) {
            return response.message();
        }
    }
}
