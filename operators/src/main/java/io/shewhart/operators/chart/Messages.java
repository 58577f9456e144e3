/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.chart;

import io.shewhart.operators.spc.EngineOutput;
import io.shewhart.operators.spc.EpisodeEvent;
import io.shewhart.operators.spc.Point;
import io.shewhart.schemas.v1.Exemplar;
import io.shewhart.schemas.v1.WindowAggregate;
import java.util.List;

/** Turns what the engine says about a chart key into messages. */
record Messages(WindowAggregate of, List<Exemplar> exemplars, WindowCharts.Output out)
        implements EngineOutput {
    @Override
    public void point(Point p) {
        out.point(ChartMessages.point(of.getMetric(), of.getLabels(), p));
    }

    @Override
    public void episode(EpisodeEvent e) {
        out.episode(ChartMessages.episode(of.getMetric(), of.getLabels(), e, exemplars));
    }
}
