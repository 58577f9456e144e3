/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.page;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Who may ask, and what a browser may do with the answer. A page of another origin that makes a
 * browser ask (with a name that it has pointed at this machine) sends a host that is not ours and
 * gets nothing; no answer carries a header that would open it to other origins; scripts and styles
 * come from here only.
 */
final class Gate {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src"
                    + " 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Set<String> hosts;
    private final boolean anyHost;

    /**
     * @param bound the address that is bound; when it is a wildcard, whoever can reach the machine
     *     may ask by any of its names
     */
    Gate(String bound) {
        String name = bound.toLowerCase(Locale.ROOT);
        hosts = new HashSet<>(List.of("localhost", "127.0.0.1", "[::1]", name, "[" + name + "]"));
        anyHost = bound.equals("0.0.0.0") || bound.equals("::");
    }

    /** Whether a request names this server and only reads. */
    boolean admits(HttpExchange exchange) {
        String method = exchange.getRequestMethod();
        return (method.equals("GET") || method.equals("HEAD"))
                && admitsHost(exchange.getRequestHeaders().getFirst("Host"));
    }

    boolean admitsHost(String header) {
        if (header == null) {
            return false;
        }
        String host = header.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
        return anyHost || hosts.contains(host);
    }

    /** Adds what every answer carries. */
    static void protect(Headers headers) {
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
    }
}
