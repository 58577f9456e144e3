/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.flow;

import io.shewhart.operators.trace.TraceRecord;
import io.shewhart.schemas.v1.DeadLetter;
import io.shewhart.schemas.v1.Episode;
import io.shewhart.schemas.v1.LateSpan;
import io.shewhart.schemas.v1.QualityCount;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.util.OutputTag;

/** Side outputs of the operators. Their ids are part of the topology and do not change. */
public final class Outputs {
    public static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>(
                    "dead-letters", ValueTypeInformation.proto(DeadLetter.getDefaultInstance()));
    public static final OutputTag<LateSpan> LATE_SPANS =
            new OutputTag<>(
                    "late-spans", ValueTypeInformation.proto(LateSpan.getDefaultInstance()));
    public static final OutputTag<TraceRecord> TRACES =
            new OutputTag<>(
                    "traces",
                    ValueTypeInformation.of(TraceRecord.class, TraceRecordSerializer.INSTANCE));
    public static final OutputTag<Episode> EPISODES =
            new OutputTag<>("episodes", ValueTypeInformation.proto(Episode.getDefaultInstance()));
    public static final OutputTag<QualityCount> QUALITY =
            new OutputTag<>(
                    "quality", ValueTypeInformation.proto(QualityCount.getDefaultInstance()));

    /** Index of a subtask of the charts, number of subtasks, charts of this one that can alarm. */
    public static final OutputTag<Tuple3<Integer, Integer, Long>> CHART_LOAD =
            new OutputTag<>("chart-load", Types.TUPLE(Types.INT, Types.INT, Types.LONG));

    private Outputs() {}
}
