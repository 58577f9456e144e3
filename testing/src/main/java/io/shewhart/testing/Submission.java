/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobSubmissionResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** Gives jobs to a cluster in the process, whatever the version of Flink. */
public final class Submission {
    private Submission() {}

    /** Submits a job under a new id, which the result names. */
    public static CompletableFuture<JobSubmissionResult> of(StreamGraph graph, MiniCluster cluster)
            throws IOException {
        // From 2.3 on Flink gives it none.
        graph.setJobId(new JobID());
        graph.serializeUserDefinedInstances();
        return cluster.submitJob(graph);
    }
}
