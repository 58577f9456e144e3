/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** What is asked of, and told to, brokers before a job starts. */
public final class Brokers implements AutoCloseable {
    private static final String MAX_TIMEOUT = "transaction.max.timeout.ms";
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Admin admin;
    private final Duration timeout;

    /**
     * @param properties bootstrap.servers and security
     * @param timeout how long to wait for an answer
     */
    public Brokers(Properties properties, Duration timeout) {
        admin = Admin.create(properties);
        this.timeout = timeout;
    }

    /** Names of all topics that may be seen. */
    public Set<String> topics() throws BrokerException {
        return new TreeSet<>(get(admin.listTopics().names(), "list the topics"));
    }

    /** The topics there are that a pattern matches as a whole. */
    public Set<String> topics(Pattern pattern) throws BrokerException {
        Set<String> found = topics();
        found.removeIf(topic -> !pattern.matcher(topic).matches());
        return found;
    }

    /**
     * Creates those topics that are missing.
     *
     * @param partitions empty: as the brokers are set
     * @param replication empty: as the brokers are set
     * @return the ones that were created
     */
    public List<String> create(
            Collection<String> topics, Optional<Integer> partitions, Optional<Short> replication)
            throws BrokerException {
        Set<String> there = topics();
        List<String> created = new ArrayList<>();
        for (String topic : topics) {
            if (there.contains(topic)) {
                continue;
            }
            NewTopic missing = new NewTopic(topic, partitions, replication);
            try {
                get(admin.createTopics(List.of(missing)).all(), "create the topic " + topic);
                created.add(topic);
            } catch (BrokerException e) {
                // Another job may have been faster.
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
        awaitTopics(topics);
        return created;
    }

    /** A topic is created before every broker knows it. */
    private void awaitTopics(Collection<String> topics) throws BrokerException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!topics().containsAll(topics) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** The shortest of the brokers' longest transaction timeouts; empty when none tells it. */
    public OptionalLong longestTransactionMillis() throws BrokerException {
        Collection<Node> nodes = get(admin.describeCluster().nodes(), "list the brokers");
        List<ConfigResource> resources =
                nodes.stream()
                        .map(n -> new ConfigResource(ConfigResource.Type.BROKER, n.idString()))
                        .toList();
        OptionalLong least = OptionalLong.empty();
        for (Config config :
                get(admin.describeConfigs(resources).all(), "read the brokers' settings")
                        .values()) {
            ConfigEntry entry = config.get(MAX_TIMEOUT);
            if (entry != null && entry.value() != null) {
                long millis = Long.parseLong(entry.value());
                least = OptionalLong.of(Math.min(millis, least.orElse(millis)));
            }
        }
        return least;
    }

    private <T> T get(KafkaFuture<T> future, String what) throws BrokerException {
        try {
            return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new BrokerException("Kafka did not " + what, e.getCause());
        } catch (TimeoutException e) {
            throw new BrokerException("Kafka did not " + what + " in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerException("interrupted while Kafka should " + what, e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
