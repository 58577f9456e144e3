/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Values from one place: a file, the command line.
 *
 * @param origin where they come from, for messages
 * @param values text by dotted key
 * @param errors what could not even be read
 */
public record ConfigLayer(String origin, Map<String, String> values, List<String> errors) {

    /** Reads a YAML file; nested maps and dotted keys mean the same. */
    public static ConfigLayer file(Path file) {
        ConfigLayer layer =
                new ConfigLayer(file.toString(), new LinkedHashMap<>(), new ArrayList<>());
        try {
            Object root =
                    new Load(LoadSettings.builder().setLabel(file.toString()).build())
                            .loadFromString(Files.readString(file));
            if (root instanceof Map<?, ?> map) {
                layer.flatten("", map);
            } else if (root != null) {
                layer.errors.add(file + ": not a map of keys to values");
            }
        } catch (NoSuchFileException e) {
            layer.errors.add(file + ": no such file");
        } catch (AccessDeniedException e) {
            layer.errors.add(file + ": may not be read");
        } catch (CharacterCodingException e) {
            layer.errors.add(file + ": not text in UTF-8");
        } catch (IOException e) {
            layer.errors.add(
                    Files.isDirectory(file)
                            ? file + ": a directory, not a file"
                            : file + ": cannot be read (" + e.getMessage() + ")");
        } catch (YamlEngineException e) {
            layer.errors.add(file + place(e));
        }
        return layer;
    }

    private static String place(YamlEngineException e) {
        if (e instanceof MarkedYamlEngineException marked && marked.getProblemMark().isPresent()) {
            Mark mark = marked.getProblemMark().get();
            return ", line %d, column %d: not YAML: %s"
                    .formatted(mark.getLine() + 1, mark.getColumn() + 1, marked.getProblem());
        }
        return ": not YAML: " + e.getMessage().lines().findFirst().orElse("");
    }

    /** KEY=VALUE pairs from the command line. */
    public static ConfigLayer commandLine(List<String> pairs) {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> errors = new ArrayList<>();
        for (String pair : pairs) {
            int eq = pair.indexOf('=');
            if (eq < 1) {
                errors.add("--set " + pair + ": not KEY=VALUE");
            } else {
                values.put(pair.substring(0, eq).trim(), pair.substring(eq + 1));
            }
        }
        return new ConfigLayer("command line", values, errors);
    }

    /** A list of names as names, a list of anything else as YAML. */
    private static String text(List<?> list) {
        if (list.stream().anyMatch(Map.class::isInstance)) {
            DumpSettings oneLine =
                    DumpSettings.builder()
                            .setDefaultFlowStyle(FlowStyle.FLOW)
                            .setWidth(Integer.MAX_VALUE)
                            .build();
            return new Dump(oneLine).dumpToString(list).trim();
        }
        return String.join(",", list.stream().map(String::valueOf).toList());
    }

    private void flatten(String prefix, Map<?, ?> map) {
        map.forEach(
                (key, value) -> {
                    String name = prefix + key;
                    if (value instanceof Map<?, ?> inner) {
                        flatten(name + ".", inner);
                        return;
                    }
                    String text = value == null ? "" : value.toString();
                    if (value instanceof List<?> list) {
                        text = text(list);
                    }
                    String other = values.putIfAbsent(name, text);
                    if (other != null) {
                        errors.add(
                                ConfigException.wrong(
                                        name,
                                        text,
                                        origin,
                                        "is set to '"
                                                + ConfigException.shown(name, other)
                                                + "' as well"));
                    }
                });
    }
}
