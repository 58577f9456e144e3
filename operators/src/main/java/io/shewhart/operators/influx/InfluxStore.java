/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.InfluxDBClientOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.Header;
import retrofit2.http.POST;
import retrofit2.http.Query;

/**
 * The write API v2 through influxdb-client-java: its connections, compression and services, but not
 * its points, batches and retries. Its {@code WriteApi} loses points when its buffer is full or its
 * five retries are used up, its own service takes the lines as one string, and its {@code Point}
 * leaves out fields without a word. So the lines go as they are, in one request, and every answer
 * is handed back as it came.
 *
 * <p>The token is read for every request: it can be exchanged while the job runs.
 */
public final class InfluxStore implements LineStore {
    private static final int UNAUTHORIZED = 401;
    private static final long IDLE_THREAD_SECONDS = 10;

    private final InfluxSettings settings;
    private final Dispatcher dispatcher = new Dispatcher(threads());
    private final InfluxDBClient client;
    private final WriteService service;

    /** The request of the write API v2, with a body of bytes. */
    private interface WriteService {
        @POST("api/v2/write?precision=ns")
        Call<Void> write(
                @Query("org") String orgOrNull,
                @Query("bucket") String bucket,
                @Header("Authorization") String authorizationOrNull,
                @Body RequestBody lines);
    }

    public InfluxStore(InfluxSettings settings) {
        this.settings = settings;
        OkHttpClient.Builder http =
                new OkHttpClient.Builder()
                        .dispatcher(dispatcher)
                        .connectTimeout(Duration.ofMillis(settings.connectMillis()))
                        .readTimeout(Duration.ofMillis(settings.requestMillis()))
                        .writeTimeout(Duration.ofMillis(settings.requestMillis()))
                        .callTimeout(Duration.ofMillis(settings.requestMillis()))
                        // A POST that follows a redirect becomes a GET and would look like success.
                        .followRedirects(false)
                        .followSslRedirects(false);
        client =
                InfluxDBClientFactory.create(
                        InfluxDBClientOptions.builder()
                                .url(settings.url())
                                .okHttpClient(http)
                                .build());
        if (settings.gzip()) {
            client.enableGzip();
        }
        service = client.getService(WriteService.class);
    }

    @Override
    public void write(List<byte[]> lines, Consumer<StoreReply> reply) {
        Optional<String> token;
        try {
            token = settings.token().read();
        } catch (IOException e) {
            reply.accept(new StoreReply(UNAUTHORIZED, 0, e.getMessage()));
            return;
        }
        service.write(
                        settings.org().isEmpty() ? null : settings.org(),
                        settings.bucket(),
                        token.map(secret -> "Token " + secret).orElse(null),
                        new LineBody(lines))
                .enqueue(new ReplyCallback(reply));
    }

    @Override
    public void close() {
        dispatcher.cancelAll();
        client.close();
    }

    /** Daemons that end by themselves, so that nothing holds on to a job that has ended. */
    private static ThreadPoolExecutor threads() {
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_THREAD_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> {
                    Thread thread = new Thread(task, "influxdb-write");
                    thread.setDaemon(true);
                    return thread;
                });
    }
}
