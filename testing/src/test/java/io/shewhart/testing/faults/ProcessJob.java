/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.faults;

import io.shewhart.testing.Await;
import io.shewhart.testing.cluster.FlinkRest;
import io.shewhart.testing.cluster.SessionCluster;
import java.io.IOException;
import java.nio.file.Path;

/** The jar as a job on a cluster of processes, which tells how it is doing. */
final class ProcessJob implements Await.Worker {
    private final SessionCluster cluster;
    private String id;
    private long newest;

    /** Submits the job of a run when the cluster has slots for it, and lets the run watch it. */
    ProcessJob(SessionCluster cluster, FaultRun run, int parallelism) throws Exception {
        this.cluster = cluster;
        run.runBy(this, this::newestCheckpoint);
        run.await("slots", () -> rest().slots() >= parallelism);
        String jar = rest().upload(Path.of(System.getProperty("shewhart.cluster.jar")));
        id = rest().run(jar, run.arguments(), parallelism, null);
    }

    /** How often it has failed, as far as the JobManager remembers. */
    int failures() throws IOException, InterruptedException {
        return rest().failures(id);
    }

    /** Size of its state in the newest checkpoint, in bytes. */
    long stateBytes() throws IOException, InterruptedException {
        return rest().stateBytes(id);
    }

    /** Cancels it and waits for its end. */
    void cancel() throws Exception {
        rest().cancel(id);
        Await.until("the job's end", this, () -> rest().state(id).equals("CANCELED"));
    }

    /** Grows under the next JobManager as under the one before. */
    private long newestCheckpoint() throws InterruptedException {
        newest = Math.max(newest, rest().newestCheckpoint(id));
        return newest;
    }

    private FlinkRest rest() {
        return cluster.rest();
    }

    @Override
    public void check() throws Exception {
        cluster.check();
    }

    @Override
    public String state() throws Exception {
        return ofJob() + "\n" + cluster.printed();
    }

    private String ofJob() throws InterruptedException {
        if (id == null) {
            return "no job yet";
        }
        try {
            return rest().state(id) + rest().exceptions(id);
        } catch (IOException e) {
            return "no JobManager answers: " + e;
        }
    }
}
