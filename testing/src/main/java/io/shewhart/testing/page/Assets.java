/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.zip.CRC32;

/** The page's files: a fixed list from the class path, so that no path leads anywhere else. */
final class Assets {
    private static final String UPLOT = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";
    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "svg", "image/svg+xml");

    /** A file as it is sent. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    record Asset(byte[] bytes, String type, String tag) {}

    private final Map<String, Asset> assets = new TreeMap<>();

    Assets() {
        for (String name :
                new String[] {
                    "index.html",
                    "page.css",
                    "icon.svg",
                    "main.js",
                    "overview.js",
                    "series.js",
                    "history.js",
                    "chart.js",
                    "scale.js",
                    "readout.js",
                    "traces.js",
                    "format.js",
                    "dom.js",
                    "api.js"
                }) {
            assets.put("/" + name, load(name));
        }
        assets.put("/", assets.get("/index.html"));
        String dist = "/META-INF/resources/webjars/uplot/" + uplotVersion() + "/dist/";
        assets.put("/uplot.js", load(dist + "uPlot.esm.js"));
        assets.put("/uplot.css", load(dist + "uPlot.min.css"));
    }

    Optional<Asset> find(String path) {
        return Optional.ofNullable(assets.get(path));
    }

    private static Asset load(String name) {
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            byte[] bytes = in.readAllBytes();
            CRC32 sum = new CRC32();
            sum.update(bytes);
            String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
            return new Asset(bytes, type, "\"" + Long.toHexString(sum.getValue()) + "\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The version is part of the library's paths; it is said in one place, the parent pom. */
    private static String uplotVersion() {
        Properties properties = new Properties();
        try (InputStream in = Assets.class.getResourceAsStream(UPLOT)) {
            if (in == null) {
                throw new IllegalStateException("uPlot is not on the class path");
            }
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
