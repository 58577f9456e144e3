/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.stack;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Writes lines, one at a time whichever thread they come from. Times are those of the machine. */
final class Terminal {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final PrintWriter out;
    private final Instant began = Instant.now();

    Terminal(PrintWriter out) {
        this.out = out;
    }

    /** A line as it is. */
    synchronized void line(String text) {
        out.println(text);
        out.flush();
    }

    /** A step of the start, with the seconds since it began. */
    void step(String format, Object... args) {
        line(
                String.format(Locale.ROOT, "[%3d s] ", sinceStart().toSeconds())
                        + String.format(Locale.ROOT, format, args));
    }

    /** What happened now, with the time of day. */
    void event(String format, Object... args) {
        line(
                time(Instant.now().truncatedTo(ChronoUnit.SECONDS))
                        + "  "
                        + String.format(Locale.ROOT, format, args));
    }

    /** How long this process has been at it. */
    Duration sinceStart() {
        return Duration.between(began, Instant.now());
    }

    /** The time of day. */
    static String time(Instant instant) {
        return TIME.format(LocalTime.ofInstant(instant, ZoneId.systemDefault()));
    }

    /** The time of day of nanoseconds since the Unix epoch. */
    static String time(long unixNano) {
        return time(Instant.ofEpochSecond(0, unixNano));
    }

    /** A duration as people say it: 45 s, 2 min, 1 h 5 min. */
    static String words(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 120) {
            return seconds + " s";
        }
        long minutes = seconds / 60;
        if (minutes < 120) {
            return minutes + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
        }
        return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }
}
