/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.page;

import io.shewhart.testing.Program;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code testing/run page}: the page of the local stack before any QuestDB. */
public final class PageProgram implements Program {
    @Override
    public String name() {
        return "page";
    }

    @Override
    public String summary() {
        return "serve the page with control charts and episodes, from a QuestDB that the job wrote"
                + " to";
    }

    @Override
    public int run(String[] args) {
        return new CommandLine(new Options()).execute(args);
    }

    @Command(
            name = "testing/run page",
            description =
                    "Serves the page of the local stack, which reads what the job wrote to a"
                            + " QuestDB.",
            sortOptions = false,
            usageHelpAutoWidth = true)
    private static final class Options implements Callable<Integer> {
        @Spec private CommandSpec spec;

        @Option(
                names = "--store",
                paramLabel = "URL",
                defaultValue = "http://127.0.0.1:9000",
                description = "HTTP address of QuestDB. Default: ${DEFAULT-VALUE}.")
        private URI store;

        @Option(
                names = "--port",
                paramLabel = "N",
                defaultValue = "8080",
                description = "Port of the page, 0 for any. Default: ${DEFAULT-VALUE}.")
        private int port;

        @Option(
                names = "--host",
                paramLabel = "ADDRESS",
                defaultValue = "127.0.0.1",
                description =
                        "Address that is bound. Default: ${DEFAULT-VALUE}, reached from this"
                                + " machine only. The page asks nobody for a password.")
        private String host;

        @Option(
                names = "--link",
                paramLabel = "NAME=URL",
                description =
                        "One more link in the page's head, for instance \"Flink"
                                + " UI=http://localhost:8081\"; may be repeated.")
        private Map<String, URI> links = new LinkedHashMap<>();

        @SuppressWarnings("UnusedVariable") // picocli reads it
        @Option(names = "--help", usageHelp = true, description = "Show this.")
        private boolean help;

        @Override
        public Integer call() throws Exception {
            PrintWriter terminal = spec.commandLine().getOut();
            PageOptions options;
            try {
                options = PageOptions.of(store).withHost(host).withPort(port);
                for (Map.Entry<String, URI> link : links.entrySet()) {
                    options = options.withLink(link.getKey(), link.getValue());
                }
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), e.getMessage());
            }
            try (PageServer page = PageServer.start(options)) {
                terminal.println("The page is at " + page.url() + " until Ctrl-C.");
                terminal.flush();
                new CountDownLatch(1).await();
                return 0;
            } catch (IOException e) {
                spec.commandLine()
                        .getErr()
                        .println(
                                "The page cannot be served on "
                                        + host
                                        + ":"
                                        + port
                                        + " ("
                                        + e.getMessage()
                                        + "); --port chooses another port.");
                return 1;
            }
        }
    }
}
