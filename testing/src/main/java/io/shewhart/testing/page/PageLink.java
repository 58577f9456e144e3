/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.page;

import java.net.URI;
import java.util.Objects;

/**
 * A link in the page's head.
 *
 * @param name what is read
 * @param target where it leads, http or https
 */
public record PageLink(String name, URI target) {
    /** Checks both: a link with another scheme could run a script. */
    public PageLink {
        Objects.requireNonNull(name);
        if (!"http".equals(target.getScheme()) && !"https".equals(target.getScheme())) {
            throw new IllegalArgumentException(
                    "Link " + name + " to " + target + ": allowed: http and https");
        }
    }
}
