/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.questdb.Bootstrap;
import io.questdb.PropBootstrapConfiguration;
import io.questdb.ServerMain;
import io.shewhart.operators.influx.Measurement;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * QuestDB in this process, on one port of the loopback interface: write API v2 under {@code
 * /api/v2/write}, SQL under {@code /exec}. What it holds is in its directory and is there again
 * when it is started on it again.
 *
 * <p>QuestDB replaces rows where InfluxDB unites fields, and only in tables that say by which
 * columns: so all tables are created beforehand, from {@link Measurement}.
 */
public final class QuestDbStore implements AutoCloseable {
    private final ServerMain server;
    private final HttpClient http = HttpClient.newHttpClient();

    private QuestDbStore(ServerMain server) {
        this.server = server;
    }

    /**
     * Starts it.
     *
     * @param directory for its data; created when absent
     * @param port of its HTTP server, 0 for any
     */
    public static QuestDbStore start(Path directory, int port) throws IOException {
        return start(directory, port, false);
    }

    /** The same with its console for people, under {@code /}. */
    public static QuestDbStore startWithConsole(Path directory, int port) throws IOException {
        return start(directory, port, true);
    }

    private static QuestDbStore start(Path directory, int port, boolean console)
            throws IOException {
        Path conf = Files.createDirectories(directory.resolve("conf"));
        Files.createDirectories(directory.resolve("log"));
        // Otherwise it writes to standard output, a lot.
        Files.writeString(
                conf.resolve("log.conf"),
                """
                writers=file
                w.file.class=io.questdb.log.LogFileWriter
                w.file.location=%s/questdb.log
                w.file.level=ERROR,CRITICAL
                """
                        .formatted(directory.resolve("log")));
        ServerMain server =
                new ServerMain(
                        new Bootstrap(
                                new Settings(port, console), "-n", "-d", directory.toString()));
        server.start();
        QuestDbStore store = new QuestDbStore(server);
        for (Measurement measurement : Measurement.values()) {
            store.query(table(measurement));
        }
        return store;
    }

    /** Base address for {@code influxdb.url}. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** Port of the HTTP server. */
    public int port() {
        return server.getHttpServerPort();
    }

    /**
     * Runs SQL.
     *
     * @return the rows, each column's value as text by its name, null where there is none
     */
    public List<Map<String, String>> query(String sql) throws IOException {
        String query = URLEncoder.encode(sql, StandardCharsets.UTF_8);
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url() + "/exec?query=" + query)).build();
        HttpResponse<String> response;
        try {
            response = http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (response.statusCode() != 200) {
            throw new IOException(sql + ": " + response.body());
        }
        return rows(response.body());
    }

    /** Waits until what was written to a measurement can be read. */
    public void awaitWrites(Measurement measurement) {
        server.awaitTable(measurement.label());
    }

    @Override
    public void close() {
        server.close();
    }

    /** The table of a measurement: a point with the same tags and time replaces another. */
    static String table(Measurement measurement) {
        List<String> columns = new ArrayList<>();
        for (String tag : measurement.tags()) {
            columns.add("\"" + tag + "\" SYMBOL");
        }
        for (Measurement.Field field : measurement.fields()) {
            String type =
                    switch (field.type()) {
                        case INTEGER -> "LONG";
                        case FLOAT -> "DOUBLE";
                        case BOOLEAN -> "BOOLEAN";
                        case STRING -> "VARCHAR";
                    };
            columns.add("\"" + field.name() + "\" " + type);
        }
        // Points of these differ by nanoseconds, which TIMESTAMP does not keep.
        boolean nanos =
                measurement == Measurement.LLM_EPISODE || measurement == Measurement.LLM_TRACE;
        String time = nanos ? "TIMESTAMP_NS" : "TIMESTAMP";
        return "CREATE TABLE IF NOT EXISTS "
                + measurement.label()
                + " ("
                + String.join(", ", columns)
                + ", timestamp "
                + time
                + ") TIMESTAMP(timestamp) PARTITION BY HOUR WAL"
                + " DEDUP UPSERT KEYS(timestamp, \""
                + String.join("\", \"", measurement.tags())
                + "\")";
    }

    private static List<Map<String, String>> rows(String json) throws IOException {
        List<String> names = new ArrayList<>();
        List<Map<String, String>> rows = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() != JsonToken.FIELD_NAME) {
                    continue;
                }
                switch (parser.currentName()) {
                    case "columns" -> {
                        parser.nextToken();
                        while (parser.nextToken() != JsonToken.END_ARRAY) {
                            if (parser.currentToken() == JsonToken.FIELD_NAME
                                    && parser.currentName().equals("name")) {
                                names.add(parser.nextTextValue());
                            }
                        }
                    }
                    case "dataset" -> {
                        parser.nextToken();
                        while (parser.nextToken() == JsonToken.START_ARRAY) {
                            Map<String, String> row = new LinkedHashMap<>();
                            while (parser.nextToken() != JsonToken.END_ARRAY) {
                                row.put(names.get(row.size()), parser.getValueAsString());
                            }
                            rows.add(row);
                        }
                    }
                    default -> {}
                }
            }
        }
        return rows;
    }

    /** HTTP on one port, and nothing else. */
    private static final class Settings extends PropBootstrapConfiguration {
        private final Map<String, String> variables = new HashMap<>();

        private final boolean console;

        private Settings(int port, boolean console) {
            this.console = console;
            variables.put("QDB_HTTP_BIND_TO", "127.0.0.1:" + port);
            variables.put("QDB_HTTP_MIN_ENABLED", "false");
            variables.put("QDB_PG_ENABLED", "false");
            variables.put("QDB_LINE_TCP_ENABLED", "false");
            variables.put("QDB_TELEMETRY_ENABLED", "false");
            variables.put("QDB_SHARED_WORKER_COUNT", "2");
            variables.put("QDB_CAIRO_MAT_VIEW_ENABLED", "false");
            // Every column of the newest partition takes a page, whatever is in it.
            variables.put("QDB_CAIRO_WRITER_DATA_APPEND_PAGE_SIZE", "1m");
        }

        @Override
        public Map<String, String> getEnv() {
            return variables;
        }

        @Override
        public boolean useSite() {
            return console;
        }
    }
}
