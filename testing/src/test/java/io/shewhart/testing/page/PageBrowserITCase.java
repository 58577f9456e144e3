/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.page;

import static io.shewhart.testing.page.StoredTraffic.MINUTE;
import static io.shewhart.testing.page.StoredTraffic.labels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.shewhart.testing.store.QuestDbStore;
import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** A person's way through the page: which model is slow, since when, is it over? */
final class PageBrowserITCase {
    private static final Pattern SPOKEN =
            Pattern.compile("Control chart i_prime of ttft: (\\d+) points, (\\d+) signals");

    /** Pixels of the colour in which signals are drawn. */
    private static final String SIGNAL_PIXELS =
            """
            const canvas = document.querySelector('.main-chart canvas');
            const pen = document.createElement('canvas').getContext('2d');
            pen.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--signal');
            pen.fillRect(0, 0, 1, 1);
            const [r, g, b] = pen.getImageData(0, 0, 1, 1).data;
            const { data } = canvas.getContext('2d').getImageData(0, 20, canvas.width, canvas.height - 20);
            let found = 0;
            for (let i = 0; i < data.length; i += 4) {
              if (data[i] === r && data[i + 1] === g && data[i + 2] === b) found++;
            }
            return found;
            """;

    @TempDir Path directory;

    @Test
    void aPersonFindsTheSlowModelOpensItsChartAndSeesTheSignal() throws Exception {
        assumeTrue(
                Browser.installed(),
                "Skipped: there is no Chromium with chromedriver on this machine"
                        + " (Debian: apt-get install chromium chromium-driver).");
        long now = System.currentTimeMillis() * 1_000_000 / MINUTE * MINUTE;
        long start = now - 90 * MINUTE;
        StoredTraffic traffic = new StoredTraffic();
        traffic.windows(labels("shop", "slow-model"), start, now - 12 * MINUTE, 0.2);
        traffic.windows(labels("shop", "slow-model"), now - 12 * MINUTE, now, 0.5);
        traffic.windows(labels("shop", "good-model"), start, now, 0.3);
        traffic.windows(labels("shop", "new-model"), now - 6 * MINUTE, now, 0.3);
        traffic.windows(labels(StoredTraffic.INJECTION, StoredTraffic.MARKUP), start, now, 0.2);
        try (QuestDbStore store = QuestDbStore.start(directory.resolve("store"), 0);
                PageServer page = PageServer.start(PageOptions.of(URI.create(store.url())));
                Browser browser = Browser.start(directory.resolve("profile"))) {
            browser.size(1440, 900);
            browser.open(page.url());
            browser.find(".empty", "the first window of model calls has not closed yet");
            traffic.flush(store);

            // Which model is slow?
            browser.find("h1", "1 thing has moved");
            assertThat(browser.find(".card h3", "").getText()).isEqualTo("slow-model");
            assertThat(browser.find("tr.learning td.num", "").getText()).contains("5 of 30");
            assertThat(browser.find("tbody th", StoredTraffic.MARKUP).getText())
                    .contains(StoredTraffic.INJECTION);
            assertThat((Long) browser.run("return document.querySelectorAll('main img').length"))
                    .isZero();
            assertThat(browser.title()).isEqualTo("(1) Shewhart");

            // Since when, and is it over?
            browser.find(".card li a", "TTFT").click();
            assertThat(browser.find(".verdict", "rose from").getText())
                    .contains("Time to first token", " ms to ", "since ", "It is not over");
            Matcher before = spoken(browser, "");
            assertThat(Integer.parseInt(before.group(2))).isGreaterThanOrEqualTo(5);
            assertThat((Long) browser.run(SIGNAL_PIXELS)).isGreaterThan(100);

            keys(browser);
            traces(browser, traffic);

            // It goes on by itself, on the same canvas.
            browser.run("document.querySelector('.main-chart canvas').dataset.mine = 'yes'");
            traffic.windows(labels("shop", "slow-model"), now, now + MINUTE, 0.5);
            traffic.flush(store);
            Matcher after = spoken(browser, before.group(1));
            assertThat(Integer.parseInt(after.group(1)))
                    .isEqualTo(Integer.parseInt(before.group(1)) + 1);
            browser.find(".main-chart canvas[data-mine=yes]", "");

            for (String hash : new String[] {"#/", (String) browser.run("return location.hash")}) {
                browser.size(390, 844);
                browser.run("location.hash = arguments[0]", hash);
                browser.find("h1", hash.equals("#/") ? "moved" : "slow-model");
                assertThat(
                                (Boolean)
                                        browser.run(
                                                "return document.documentElement.scrollWidth <="
                                                        + " innerWidth"))
                        .as("no scrolling aside at " + hash)
                        .isTrue();
            }
            assertThat(browser.complaints()).isEmpty();
        }
    }

    /** What is said of the chart, as soon as it is no longer of so many points. */
    private static Matcher spoken(Browser browser, String otherThan) {
        return browser.await(
                d -> {
                    WebElement plot = browser.find(".main-chart .plot", "");
                    Matcher said = SPOKEN.matcher(String.valueOf(plot.getAttribute("aria-label")));
                    return said.find() && !said.group(1).equals(otherThan) ? said : null;
                });
    }

    /** The chart is read point by point with the keyboard. */
    private static void keys(Browser browser) {
        WebElement plot = browser.find(".main-chart .plot", "");
        plot.sendKeys(Keys.HOME);
        browser.await(d -> browser.find(".readout", "").getText().contains("UCL"));
        String first = browser.find(".readout", "").getText();
        plot.sendKeys(Keys.END);
        browser.await(d -> browser.find(".readout", "").getText().contains("signal"));
        assertThat(browser.find(".readout", "").getText()).isNotEqualTo(first);
        plot.sendKeys(Keys.ESCAPE);
    }

    private static void traces(Browser browser, StoredTraffic traffic) {
        WebElement request = browser.find("#slow summary", "trace ");
        String id = request.getText().substring(0, 12);
        assertThat(traffic.slowest()).anyMatch(trace -> trace.startsWith(id));
        request.click();
        assertThat(browser.find("#slow .summary", "Critical path").getText())
                .contains("gateway 2.0", "100 in, 20 out", "gate way");
    }
}
