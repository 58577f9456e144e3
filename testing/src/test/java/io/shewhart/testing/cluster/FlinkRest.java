/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.cluster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.shewhart.testing.Await;
import io.shewhart.testing.replay.Results;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The part of a cluster's REST API that starts and stops jobs. */
public final class FlinkRest {
    private static final String BOUNDARY = "between-parts";

    private final HttpClient client = HttpClient.newHttpClient();
    private final String root;

    FlinkRest(int port) {
        root = "http://localhost:" + port;
    }

    /** Slots of the TaskManagers that have registered; none while nobody answers. */
    public int slots() throws IOException, InterruptedException {
        try {
            return ((Number) get("/overview").getOrDefault("slots-total", 0)).intValue();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Uploads a jar and returns its id. */
    public String upload(Path jar) throws IOException, InterruptedException {
        String head =
                "--"
                        + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\""
                        + jar.getFileName()
                        + "\"\r\nContent-Type: application/x-java-archive\r\n\r\n";
        String file =
                (String)
                        post(
                                        "/jars/upload",
                                        "multipart/form-data; boundary=" + BOUNDARY,
                                        BodyPublishers.concat(
                                                BodyPublishers.ofString(head),
                                                BodyPublishers.ofFile(jar),
                                                BodyPublishers.ofString(
                                                        "\r\n--" + BOUNDARY + "--\r\n")))
                                .get("filename");
        return Path.of(file).getFileName().toString();
    }

    /** Runs an uploaded jar and returns the id of the job. */
    public String run(String jar, List<String> args, int parallelism, String savepointOrNull)
            throws IOException, InterruptedException {
        StringWriter body = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(body)) {
            json.writeStartObject();
            json.writeArrayFieldStart("programArgsList");
            for (String arg : args) {
                json.writeString(arg);
            }
            json.writeEndArray();
            json.writeNumberField("parallelism", parallelism);
            if (savepointOrNull != null) {
                json.writeStringField("savepointPath", savepointOrNull);
            }
            json.writeEndObject();
        }
        return (String) post("/jars/" + jar + "/run", body.toString()).get("jobid");
    }

    /** State of a job, as {@code RUNNING}. */
    public String state(String job) throws IOException, InterruptedException {
        return (String) get("/jobs/" + job).get("state");
    }

    /** Why a job failed, or what it failed of before it was restarted. */
    public Map<String, Object> exceptions(String job) throws IOException, InterruptedException {
        return get("/jobs/" + job + "/exceptions");
    }

    /** Id of the newest completed checkpoint of a job; 0 while there is none or nobody answers. */
    public long newestCheckpoint(String job) throws InterruptedException {
        try {
            Object completed =
                    child(get("/jobs/" + job + "/checkpoints"), "latest").get("completed");
            return completed instanceof Map<?, ?> checkpoint
                    ? ((Number) checkpoint.get("id")).longValue()
                    : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Size of all state in the newest completed checkpoint of a job, in bytes. */
    public long stateBytes(String job) throws IOException, InterruptedException {
        Map<String, Object> latest = child(get("/jobs/" + job + "/checkpoints"), "latest");
        return ((Number) child(latest, "completed").get("state_size")).longValue();
    }

    /** How often a job has failed, as far as the JobManager remembers. */
    public int failures(String job) throws IOException, InterruptedException {
        return ((List<?>) child(exceptions(job), "exceptionHistory").get("entries")).size();
    }

    /** Begins to cancel a job. */
    public void cancel(String job) throws IOException, InterruptedException {
        HttpRequest.Builder request = request("/jobs/" + job + "?mode=cancel");
        Map<String, Object> unused = send(request.method("PATCH", BodyPublishers.noBody()).build());
    }

    /** Stops a job with a savepoint and returns where that is. */
    String stop(String job, Path directory) throws Exception {
        String request =
                (String)
                        post(
                                        "/jobs/" + job + "/stop",
                                        "{\"drain\":false,\"targetDirectory\":\""
                                                + directory.toUri()
                                                + "\"}")
                                .get("request-id");
        String answer = "/jobs/" + job + "/savepoints/" + request;
        Await.until(
                "a savepoint", () -> child(get(answer), "status").get("id").equals("COMPLETED"));
        Map<String, Object> operation = child(get(answer), "operation");
        if (!(operation.get("location") instanceof String location)) {
            throw new IOException("no savepoint: " + operation);
        }
        return location;
    }

    @SuppressWarnings("unchecked") // an object of JSON
    private static Map<String, Object> child(Map<String, Object> parent, String name) {
        return (Map<String, Object>) parent.get(name);
    }

    private Map<String, Object> get(String path) throws IOException, InterruptedException {
        return send(request(path).build());
    }

    private Map<String, Object> post(String path, String json)
            throws IOException, InterruptedException {
        return post(path, "application/json", BodyPublishers.ofString(json));
    }

    private Map<String, Object> post(String path, String type, BodyPublisher body)
            throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", type).POST(body).build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(root + path)).timeout(Duration.ofMinutes(2));
    }

    private Map<String, Object> send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException(
                    request.uri() + ": " + response.statusCode() + " " + response.body());
        }
        return Results.json(response.body());
    }
}
