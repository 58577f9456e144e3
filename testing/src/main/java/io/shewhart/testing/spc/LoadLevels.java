/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.spc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Times to the first token of one server at several levels of load (data set vllm-burstgpt-load),
 * by windows of the time at which requests ended.
 *
 * @param windows ln(seconds) of every request, by level and window
 */
record LoadLevels(Map<Integer, List<List<Double>>> windows) {

    static LoadLevels read(Path directory, double windowSeconds) throws IOException {
        SharedData.Table table =
                SharedData.read(directory.resolve("vllm-burstgpt-load/requests.csv.gz"));
        Map<Integer, Double> starts = new TreeMap<>();
        for (int i = 0; i < table.rows().size(); i++) {
            starts.merge(
                    (int) table.number(i, "scale"),
                    table.number(i, "end_time_s") - table.number(i, "e2e_s"),
                    Math::min);
        }
        Map<Integer, List<List<Double>>> levels = new TreeMap<>();
        for (int i = 0; i < table.rows().size(); i++) {
            int level = (int) table.number(i, "scale");
            List<List<Double>> windows = levels.computeIfAbsent(level, l -> new ArrayList<>());
            int at = (int) ((table.number(i, "end_time_s") - starts.get(level)) / windowSeconds);
            while (windows.size() <= at) {
                windows.add(new ArrayList<>());
            }
            windows.get(at).add(Math.log(table.number(i, "ttft_s")));
        }
        return new LoadLevels(levels);
    }
}
