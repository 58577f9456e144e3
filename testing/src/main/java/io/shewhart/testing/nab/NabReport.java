/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.nab;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the detections and the scores of a folder are worth, as a table. */
final class NabReport {
    private static final String ROW = "%-32s %10s %10s %10s%n";

    /** Counts of one group of series or of all. */
    private static final class Group {
        int series;
        int windows;
        final int[] found = new int[2];
        final int[] falseRows = new int[2];
    }

    private final List<NabSeries> series;
    private final List<NabTruth> truths;
    private final List<NabDetector.Result> results;
    private final int windows;

    NabReport(List<NabSeries> series, List<NabTruth> truths, List<NabDetector.Result> results) {
        this.series = series;
        this.truths = truths;
        this.results = results;
        this.windows = truths.stream().mapToInt(NabTruth::windows).sum();
    }

    void print(PrintWriter out) {
        out.printf(Locale.ROOT, "%d series, %d windows.%n%n", series.size(), windows);
        out.printf(Locale.ROOT, ROW, "", "standard", "low FP", "low FN");
        List<double[]> scores = results.stream().map(NabDetector.Result::scores).toList();
        List<String> byDetection = new ArrayList<>(List.of("detection, engine's defaults"));
        List<String> byThreshold = new ArrayList<>(List.of("score, best threshold"));
        List<String> chosen = new ArrayList<>(List.of("  threshold"));
        List<String> byOthers = new ArrayList<>(List.of("score, the other groups' best"));
        for (NabProfile profile : NabProfile.values()) {
            NabThreshold best = NabThreshold.best(truths, scores, profile);
            byDetection.add(normalised(profile, detected(profile)));
            byThreshold.add(normalised(profile, best.score()));
            chosen.add(String.format(Locale.ROOT, "%.3f", best.threshold()));
            byOthers.add(normalised(profile, withoutOwnGroup(scores, profile)));
        }
        out.printf(Locale.ROOT, ROW, byDetection.toArray());
        out.printf(Locale.ROOT, ROW, byThreshold.toArray());
        out.printf(Locale.ROOT, ROW, chosen.toArray());
        if (series.stream().map(NabReport::group).distinct().count() > 1) {
            out.printf(Locale.ROOT, ROW, byOthers.toArray());
        }
        groups(out, NabThreshold.best(truths, scores, NabProfile.STANDARD).threshold());
        if (windows == 0) {
            out.println("No windows are labelled, so there is nothing to normalise by.");
        }
        out.flush();
    }

    /** Every group by the threshold that is best for all the others: nothing of its own is used. */
    double withoutOwnGroup(List<double[]> scores, NabProfile profile) {
        Map<String, Double> thresholds = new TreeMap<>();
        double sum = 0;
        for (int i = 0; i < series.size(); i++) {
            String group = group(series.get(i));
            double threshold =
                    thresholds.computeIfAbsent(group, g -> bestOfOthers(g, scores, profile));
            sum += NabScore.of(truths.get(i), scores.get(i), threshold, profile).score();
        }
        return sum;
    }

    private double bestOfOthers(String group, List<double[]> scores, NabProfile profile) {
        List<NabTruth> otherTruths = new ArrayList<>();
        List<double[]> otherScores = new ArrayList<>();
        for (int i = 0; i < series.size(); i++) {
            if (!group(series.get(i)).equals(group)) {
                otherTruths.add(truths.get(i));
                otherScores.add(scores.get(i));
            }
        }
        return NabThreshold.best(otherTruths, otherScores, profile).threshold();
    }

    private static String group(NabSeries series) {
        int slash = series.name().lastIndexOf('/');
        return slash < 0 ? "." : series.name().substring(0, slash);
    }

    private double detected(NabProfile profile) {
        double sum = 0;
        for (int i = 0; i < series.size(); i++) {
            sum += NabScore.of(truths.get(i), results.get(i).detections(), profile).score();
        }
        return sum;
    }

    private String normalised(NabProfile profile, double score) {
        double normalised = profile.normalised(score, windows);
        return windows == 0 ? "-" : String.format(Locale.ROOT, "%.2f", normalised);
    }

    private void groups(PrintWriter out, double threshold) {
        Map<String, Group> groups = new TreeMap<>();
        Group all = new Group();
        for (int i = 0; i < series.size(); i++) {
            Group group = groups.computeIfAbsent(group(series.get(i)), k -> new Group());
            add(group, i, threshold);
            add(all, i, threshold);
        }
        String line = "%-32s %7s %8s %16s %16s%n";
        out.println();
        out.printf(Locale.ROOT, line, "", "", "", "detection", "threshold");
        out.printf(
                Locale.ROOT, line, "group", "series", "windows", "found / false", "found / false");
        groups.forEach((name, group) -> print(out, line, name, group));
        print(out, line, "all", all);
    }

    private static void print(PrintWriter out, String line, String name, Group g) {
        out.printf(
                Locale.ROOT,
                line,
                name,
                g.series,
                g.windows,
                g.found[0] + " / " + g.falseRows[0],
                g.found[1] + " / " + g.falseRows[1]);
    }

    private void add(Group group, int i, double threshold) {
        NabTruth truth = truths.get(i);
        group.series++;
        group.windows += truth.windows();
        NabDetector.Result result = results.get(i);
        boolean[][] found = new boolean[2][truth.windows()];
        for (int row = truth.firstScored(); row < truth.rows(); row++) {
            int window = truth.at(row).window();
            boolean[] says = {result.detections()[row], result.scores()[row] >= threshold};
            for (int way = 0; way < says.length; way++) {
                if (says[way] && window < 0) {
                    group.falseRows[way]++;
                } else if (says[way] && !found[way][window]) {
                    found[way][window] = true;
                    group.found[way]++;
                }
            }
        }
    }
}
