/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.influx;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a secret is read from: a file or the environment. Only this place is part of
 * configurations, job graphs and messages; the secret itself is read where it is used, each time.
 *
 * @param kind file, environment or none
 * @param name path or variable
 */
public record TokenSource(Kind kind, String name) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** No secret at all. */
    public static final TokenSource NONE = new TokenSource(Kind.NONE, "");

    /** Kinds of places, with the prefix that they are written with. */
    public enum Kind {
        NONE(""),
        FILE("file:"),
        ENVIRONMENT("env:");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    /**
     * Reads {@code file:PATH}, {@code env:NAME} or nothing.
     *
     * @throws IllegalArgumentException for anything else, without quoting it: it may be the secret
     */
    public static TokenSource parse(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        for (Kind kind : new Kind[] {Kind.FILE, Kind.ENVIRONMENT}) {
            if (text.startsWith(kind.prefix) && text.length() > kind.prefix.length()) {
                return new TokenSource(kind, text.substring(kind.prefix.length()));
            }
        }
        throw new IllegalArgumentException("neither file: nor env:");
    }

    /**
     * The secret as it stands there now, without blanks around it; empty for {@link #NONE}.
     *
     * @throws IOException says what is missing
     */
    public Optional<String> read() throws IOException {
        String secret =
                switch (kind) {
                    case NONE -> null;
                    case FILE -> file();
                    case ENVIRONMENT -> System.getenv(name);
                };
        if (kind == Kind.NONE) {
            return Optional.empty();
        }
        if (secret == null || secret.isBlank()) {
            throw new IOException(this + (secret == null ? " is not set" : " is empty"));
        }
        return Optional.of(secret.strip());
    }

    private String file() throws IOException {
        try {
            return Files.readString(Path.of(name));
        } catch (NoSuchFileException e) {
            throw new IOException(this + ": there is no such file", e);
        } catch (IOException e) {
            throw new IOException(this + " cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    /** As it is written in a configuration. */
    @Override
    public String toString() {
        return kind.prefix + name;
    }
}
