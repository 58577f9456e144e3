/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/** The chart of a gauge. */
final class GaugeCharts implements VersionCharts {

    private final GaugeChart chart;

    GaugeCharts() {
        this(new GaugeChart());
    }

    private GaugeCharts(GaugeChart chart) {
        this.chart = chart;
    }

    @Override
    public void fold(Fold fold, WindowSummary w, VersionCharts incumbent) {
        chart.fold(fold, w);
    }

    @Override
    public ChartName main() {
        return ChartName.ADAPTIVE_GAUGE;
    }

    /** A level that follows its series is never a reference for another version. */
    @Override
    public boolean learned() {
        return false;
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
        return chart.newLevel(fold.config(), end);
    }

    /** Windows without a value are not judged, so an episode never consists of them. */
    @Override
    public boolean silent() {
        return false;
    }

    @Override
    public VersionCharts copy() {
        return new GaugeCharts(chart.copy());
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
