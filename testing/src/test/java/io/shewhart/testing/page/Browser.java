/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.page;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The machine's Chromium without a window, where it has one. */
final class Browser implements AutoCloseable {
    /** Far beyond what anything takes: a page that never gets there must not hang the build. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final List<String> BROWSERS =
            List.of("chromium", "chromium-browser", "google-chrome");

    private final ChromeDriver driver;

    private Browser(Path binary, Path driverBinary, Path profile) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(binary.toFile());
        // As root, in a container, Chromium has no sandbox and little shared memory.
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--user-data-dir=" + profile);
        // Otherwise Selenium would look for a driver to download.
        System.setProperty("webdriver.chrome.driver", driverBinary.toString());
        driver = new ChromeDriver(options);
    }

    /** Whether the machine has what it takes. */
    static boolean installed() {
        return BROWSERS.stream().anyMatch(name -> find(name).isPresent())
                && find("chromedriver").isPresent();
    }

    static Browser start(Path profile) {
        Path binary =
                BROWSERS.stream().flatMap(name -> find(name).stream()).findFirst().orElseThrow();
        return new Browser(binary, find("chromedriver").orElseThrow(), profile);
    }

    private static Optional<Path> find(String name) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(
                        Stream.of(path.split(File.pathSeparator)),
                        Stream.of("/usr/bin", "/usr/lib/chromium"))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    void open(String address) {
        driver.get(address);
    }

    void size(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
    }

    /** Waits for an element that matches; the page may replace one while it is looked at. */
    WebElement find(String css, String text) {
        return await(
                d ->
                        d.findElements(By.cssSelector(css)).stream()
                                .filter(element -> element.getText().contains(text))
                                .findFirst()
                                .orElse(null));
    }

    <T> T await(Function<WebDriver, T> condition) {
        try {
            return new WebDriverWait(driver, PATIENCE)
                    .ignoring(StaleElementReferenceException.class)
                    .until(condition);
        } catch (TimeoutException e) {
            throw new AssertionError("Waited in vain. The page says:\n" + text(), e);
        }
    }

    private String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    String title() {
        return driver.getTitle();
    }

    /** What the browser complained about: errors of scripts, and what the page's policy refused. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
