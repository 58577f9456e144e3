/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the answers of InfluxDB 1 to 3, InfluxDB Cloud, VictoriaMetrics and QuestDB mean.
 *
 * <p>Only 204 says that lines are stored: a 200 comes from something else than a write API, such as
 * a login page, and taking it for a success would lose every point without a word.
 */
public final class ReplyRules {
    private static final int WRITTEN = 204;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_LARGE = 413;
    private static final int UNPROCESSABLE = 422;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FIRST_SERVER_ERROR = 500;

    /** InfluxDB 1 and 2 tell how many points of the request were not written. */
    private static final Pattern DROPPED = Pattern.compile("\\bdropped=(\\d{1,9})\\b");

    /** InfluxDB 2 and QuestDB: line; InfluxDB 3: line_number. The first that is named. */
    private static final Pattern LINE =
            Pattern.compile("\"line(?:_number)?\"\\s*:\\s*(\\d{1,9})\\b");

    private static final Pattern RETENTION = words("retention");
    private static final Pattern TYPE = words("type conflict|cast error|cannot cast|data type");
    private static final Pattern LIMIT = words("max[- ]|limit|too many|exceed");

    private ReplyRules() {}

    /** What an answer to a request of this many lines means. */
    public static Verdict verdict(StoreReply reply, int lines) {
        int status = reply.status();
        if (status == WRITTEN) {
            return Verdict.WRITTEN;
        }
        if (status == StoreReply.NONE
                || status == REQUEST_TIMEOUT
                || status == TOO_EARLY
                || status == TOO_MANY_REQUESTS
                || status >= FIRST_SERVER_ERROR) {
            return Verdict.RETRY;
        }
        if (status == BAD_REQUEST
                || status == UNPROCESSABLE
                || status == TOO_LARGE
                || (status == FORBIDDEN && RETENTION.matcher(reply.message()).find())) {
            return lines == 1 || dropped(reply) == lines ? Verdict.REFUSED : Verdict.SPLIT;
        }
        return Verdict.MISCONFIGURED;
    }

    /** Number of the first line that the store blames, from 1, or 0 when it names none. */
    static int blamedLine(StoreReply reply) {
        Matcher m = LINE.matcher(reply.message());
        return m.find() ? Integer.parseInt(m.group(1)) : 0;
    }

    /**
     * Why lines were refused: one of a handful of words, since it becomes the name of a counter.
     */
    static String reason(StoreReply reply) {
        if (reply.status() == TOO_LARGE) {
            return "too_large";
        }
        if (RETENTION.matcher(reply.message()).find()) {
            return "retention";
        }
        if (TYPE.matcher(reply.message()).find()) {
            return "type_conflict";
        }
        return LIMIT.matcher(reply.message()).find() ? "limit" : "invalid";
    }

    private static int dropped(StoreReply reply) {
        Matcher m = DROPPED.matcher(reply.message());
        return m.find() ? Integer.parseInt(m.group(1)) : 0;
    }

    private static Pattern words(String words) {
        return Pattern.compile(words, Pattern.CASE_INSENSITIVE);
    }
}
