/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.page;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a page shows and where.
 *
 * @param host address that is bound; {@code 127.0.0.1} is reached from this machine only
 * @param port that is bound, 0 for any
 * @param store QuestDB's HTTP address, such as {@code http://127.0.0.1:9000}
 * @param links in the page's head, in this order
 */
public record PageOptions(String host, int port, URI store, List<PageLink> links) {
    private static final int HIGHEST_PORT = 65_535;

    /** Checks port and store. */
    public PageOptions {
        Objects.requireNonNull(host);
        links = List.copyOf(links);
        if (port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("Port " + port + ": allowed: 0 to 65535");
        }
        boolean http = "http".equals(store.getScheme()) || "https".equals(store.getScheme());
        if (!http || store.getHost() == null || store.getRawQuery() != null) {
            throw new IllegalArgumentException(
                    "Store " + store + ": allowed: an http or https address without a query");
        }
    }

    /** A page for this machine only, on any port, with a link to the store's console. */
    public static PageOptions of(URI store) {
        return new PageOptions(
                "127.0.0.1", 0, store, List.of(new PageLink("QuestDB console", store)));
    }

    /** The same on another port. */
    public PageOptions withPort(int other) {
        return new PageOptions(host, other, store, links);
    }

    /** The same on another address. */
    public PageOptions withHost(String other) {
        return new PageOptions(other, port, store, links);
    }

    /** The same with one more link. */
    public PageOptions withLink(String name, URI target) {
        List<PageLink> more = new ArrayList<>(links);
        more.add(new PageLink(name, target));
        return new PageOptions(host, port, store, more);
    }
}
