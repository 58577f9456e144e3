/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/** The chart of requests over all versions. */
final class CountCharts implements VersionCharts {

    private final CountChart chart;

    CountCharts() {
        this(new CountChart());
    }

    private CountCharts(CountChart chart) {
        this.chart = chart;
    }

    @Override
    public void fold(Fold fold, WindowSummary w, VersionCharts incumbent) {
        chart.fold(fold, w.startUnixNano(), w.endUnixNano(), w.events());
    }

    @Override
    public ChartName main() {
        return ChartName.ADAPTIVE_I;
    }

    /** A level that follows the arrivals is never a reference for another version. */
    @Override
    public boolean learned() {
        return false;
    }

    @Override
    public void opened(long at) {
        chart.opened(at);
    }

    @Override
    public void recovered(long end) {
        chart.recovered(end);
    }

    @Override
    public boolean newLevel(Fold fold, int signalling, long end) {
        return chart.newLevel(fold.config(), end);
    }

    @Override
    public boolean silent() {
        return chart.silent();
    }

    @Override
    public VersionCharts copy() {
        return new CountCharts(chart.copy());
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
