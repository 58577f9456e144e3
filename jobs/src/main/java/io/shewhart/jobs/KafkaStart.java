/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs;

import io.shewhart.jobs.config.KafkaKeys;
import io.shewhart.operators.kafka.BrokerException;
import io.shewhart.operators.kafka.Brokers;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * Asks the brokers, before a job starts, for what would otherwise fail it later and over and over.
 */
final class KafkaStart {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaOptions options;
    private final PrintWriter notes;

    /**
     * @param notes for what a user should know but need not change
     */
    KafkaStart(KafkaOptions options, PrintWriter notes) {
        this.options = options;
        this.notes = notes;
    }

    /** Creates the topics that are missing. */
    void createTopics() throws BrokerException {
        try (Brokers brokers = new Brokers(options.admin(), PATIENCE)) {
            List<String> created =
                    brokers.create(
                            options.results().topics().names(),
                            options.partitions(),
                            options.replication());
            notes.println(
                    created.isEmpty()
                            ? "All topics are there."
                            : "Created " + String.join(", ", created) + ".");
            notes.flush();
        }
    }

    /**
     * What keeps the job from starting; empty: nothing. Creates missing topics where that is
     * allowed.
     */
    List<String> check() throws BrokerException {
        if (options.createTopics()) {
            createTopics();
        }
        List<String> errors = new ArrayList<>();
        try (Brokers brokers = new Brokers(options.admin(), PATIENCE)) {
            checkTimeout(brokers, errors);
            TreeSet<String> missing = new TreeSet<>(options.results().topics().names());
            missing.removeAll(brokers.topics());
            if (!missing.isEmpty()) {
                errors.add(
                        "Topics are missing: "
                                + String.join(", ", missing)
                                + ". --create-topics creates them, "
                                + KafkaKeys.CREATE_TOPICS.name()
                                + ": true lets the job do it.");
            }
            if (brokers.topics(options.source().spanTopics()).isEmpty()) {
                notes.println(
                        "No topic is called '"
                                + options.source().spanTopics()
                                + "' yet; the job waits for one.");
                notes.flush();
            }
        }
        return errors;
    }

    private void checkTimeout(Brokers brokers, List<String> errors) {
        Duration asked = options.results().transactionTimeout();
        try {
            OptionalLong longest = brokers.longestTransactionMillis();
            if (longest.isPresent() && asked.toMillis() > longest.getAsLong()) {
                errors.add(
                        KafkaKeys.TRANSACTION_TIMEOUT.name()
                                + ": "
                                + asked.toMillis()
                                + " ms is not allowed; allowed: at most "
                                + longest.getAsLong()
                                + " ms, the brokers' transaction.max.timeout.ms");
            }
        } catch (BrokerException e) {
            // A job may lack the right to read settings; a producer would be refused later.
            notes.println(
                    "The brokers' longest transaction timeout is not known. " + e.getMessage());
            notes.flush();
        }
    }
}
