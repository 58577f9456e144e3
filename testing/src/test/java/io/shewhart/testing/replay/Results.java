/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.replay;

import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.shewhart.schemas.v1.Episode;
import io.shewhart.schemas.v1.Inference;
import io.shewhart.schemas.v1.LateSpan;
import io.shewhart.schemas.v1.TraceSummary;
import io.shewhart.schemas.v1.WindowAggregate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads what a replay wrote. */
public final class Results {
    private Results() {}

    public static List<Inference> inferences(Path out) throws IOException {
        return read(out.resolve("inferences.jsonl"), Inference::newBuilder, Inference.class);
    }

    public static List<TraceSummary> traces(Path out) throws IOException {
        return read(out.resolve("traces.jsonl"), TraceSummary::newBuilder, TraceSummary.class);
    }

    public static List<LateSpan> lateSpans(Path out) throws IOException {
        return read(out.resolve("late-spans.jsonl"), LateSpan::newBuilder, LateSpan.class);
    }

    static List<WindowAggregate> windows(Path out) throws IOException {
        return read(
                out.resolve("windows.jsonl"), WindowAggregate::newBuilder, WindowAggregate.class);
    }

    static List<Episode> episodes(Path out) throws IOException {
        return read(out.resolve("episodes.jsonl"), Episode::newBuilder, Episode.class);
    }

    /** A JSON document as maps, lists, strings and numbers (JSON is YAML). */
    @SuppressWarnings("unchecked") // the document's root is an object
    public static Map<String, Object> json(String text) {
        return (Map<String, Object>)
                new Load(LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build())
                        .loadFromString(text);
    }

    private static <T extends Message> List<T> read(
            Path file, Supplier<? extends Message.Builder> builders, Class<T> type)
            throws IOException {
        List<T> messages = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            Message.Builder builder = builders.get();
            JsonFormat.parser().merge(line, builder);
            messages.add(type.cast(builder.build()));
        }
        return messages;
    }
}
