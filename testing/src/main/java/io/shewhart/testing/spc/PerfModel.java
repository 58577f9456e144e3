/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.spc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Measured prefill and decode times of llama2-70b on eight A100 at batch size one (data set
 * splitwise-perf), linear between prompt sizes, with the scatter of the repetitions.
 */
final class PerfModel {
    private final double[] sizes;
    private final double[] prompt;
    private final double[] token;

    /** Each repetition over the mean of its setting, prompt and token time. */
    private final List<double[]> scatter = new ArrayList<>();

    PerfModel(Path directory) throws IOException {
        SharedData.Table table =
                SharedData.read(directory.resolve("splitwise-perf/perf_model.csv.gz"));
        Map<Double, List<double[]>> settings = new TreeMap<>();
        for (int i = 0; i < table.rows().size(); i++) {
            if (table.text(i, "model").equals("llama2-70b")
                    && table.text(i, "hardware").equals("a100-80gb")
                    && table.text(i, "batch_size").equals("1")
                    && table.text(i, "tensor_parallel").equals("8")) {
                settings.computeIfAbsent(table.number(i, "prompt_size"), s -> new ArrayList<>())
                        .add(
                                new double[] {
                                    table.number(i, "prompt_time"), table.number(i, "token_time")
                                });
            }
        }
        if (settings.isEmpty()) {
            throw new IOException("no measurements of llama2-70b in " + directory);
        }
        sizes = new double[settings.size()];
        prompt = new double[sizes.length];
        token = new double[sizes.length];
        int at = 0;
        for (Map.Entry<Double, List<double[]>> setting : settings.entrySet()) {
            sizes[at] = setting.getKey();
            for (double[] times : setting.getValue()) {
                prompt[at] += times[0] / setting.getValue().size();
                token[at] += times[1] / setting.getValue().size();
            }
            for (double[] times : setting.getValue()) {
                scatter.add(new double[] {times[0] / prompt[at], times[1] / token[at]});
            }
            at++;
        }
    }

    /** Time to the first token, milliseconds. */
    double ttft(double promptTokens, Draws draws) {
        return at(prompt, promptTokens) * scatter.get(draws.below(scatter.size()))[0];
    }

    /** Whole duration, milliseconds. */
    double duration(double promptTokens, double tokens, Draws draws) {
        double perToken = at(token, promptTokens) * scatter.get(draws.below(scatter.size()))[1];
        return ttft(promptTokens, draws) + perToken * Math.max(0, tokens - 1);
    }

    private double at(double[] times, double size) {
        int i = 0;
        while (i < sizes.length - 2 && sizes[i + 1] < size) {
            i++;
        }
        double t = (size - sizes[i]) / (sizes[i + 1] - sizes[i]);
        // below the smallest size measured, time no longer falls in proportion
        return times[i] + Math.max(0, t) * (times[i + 1] - times[i]);
    }
}
