/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/** The chart of a share of events. */
final class RatioCharts implements VersionCharts {

    private final AttributeChart chart;

    RatioCharts() {
        this(new AttributeChart(ChartName.LANEY_P, true));
    }

    private RatioCharts(AttributeChart chart) {
        this.chart = chart;
    }

    @Override
    public void fold(Fold fold, WindowSummary w, VersionCharts incumbent) {
        AttributeChart judge = chart.baseline() == null ? null : chart;
        AttributeChart other = incumbent == null ? null : ((RatioCharts) incumbent).chart;
        if (judge == null && other != null && other.baseline() != null) {
            judge = other;
        }
        int target = fold.config().phaseOneSubgroups();
        String name = ChartName.LANEY_P.text();
        chart.fold(
                fold,
                new AttributeCounts(
                        w.startUnixNano(), w.endUnixNano(), w.events(), w.count(), name, target, 0),
                judge);
    }

    @Override
    public ChartName main() {
        return ChartName.LANEY_P;
    }

    @Override
    public boolean learned() {
        return chart.baseline() != null;
    }

    @Override
    public void state(Standard standard, String id, String version) {
        chart.state(standard.ratio(id, version));
    }

    @Override
    public void opened(long at) {
        chart.opened();
    }

    @Override
    public void recovered(long end) {
        chart.recovered(end);
    }

    @Override
    public boolean newLevel(Fold fold, int signalling, long end) {
        return chart.newLevel(fold, end);
    }

    @Override
    public boolean silent() {
        return false;
    }

    @Override
    public VersionCharts copy() {
        return new RatioCharts(chart.copy());
    }

    @Override
    public void write(StateWriter out) {
        chart.write(out);
    }

    @Override
    public void read(StateReader in) {
        chart.read(in);
    }
}
