/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.config;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Properties of Kafka's own clients that pass through. The job keeps those for itself that its
 * guarantees hang on; a secret is given by reference only, so that it never stands in a file of the
 * job, on a command line, in the job graph or in a message.
 */
public final class KafkaProperties {
    public static final ConfigPrefix ALL_CLIENTS =
            prefix(
                    "kafka.properties.",
                    "Properties of all Kafka clients, such as security.protocol and sasl.*.");
    public static final ConfigPrefix CONSUMERS =
            prefix(
                    "kafka.consumer-properties.",
                    "Properties of the consumers alone. max.partition.fetch.bytes is 8388608 and"
                            + " max.poll.records 50 if nothing else is set here.");
    public static final ConfigPrefix PRODUCERS =
            prefix(
                    "kafka.producer-properties.",
                    "Properties of the producers alone. Those of exactly-once topics have linger.ms"
                            + " 100, batch.size 131072 and compression.type lz4 if nothing else is"
                            + " set here.");

    private static final Map<String, String> OWN_KEYS =
            Map.of(
                    "bootstrap.servers", "kafka.bootstrap-servers",
                    "group.id", "kafka.group-id",
                    "auto.offset.reset", "kafka.start",
                    "transactional.id", "kafka.transactional-id-prefix",
                    "transaction.timeout.ms", "kafka.transaction-timeout",
                    "partition.discovery.interval.ms", "kafka.discovery-interval");

    private static final Set<String> KEPT =
            Set.of(
                    "client.id",
                    "client.id.prefix",
                    "key.deserializer",
                    "value.deserializer",
                    "key.serializer",
                    "value.serializer",
                    "enable.auto.commit",
                    "commit.offsets.on.checkpoint",
                    "enable.idempotence",
                    "acks");

    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(password|secret|jaas\\.config).*");

    private KafkaProperties() {}

    private static ConfigPrefix prefix(String name, String description) {
        return new ConfigPrefix(
                name,
                "what Kafka's documentation says; secrets as a reference: ${env:NAME},"
                        + " ${directory:/run/secrets:FILE} or ${file:/path.properties:KEY}",
                KafkaProperties::wrong,
                description);
    }

    private static String wrong(String property, String value) {
        if (OWN_KEYS.containsKey(property)) {
            return "is set by the job; use " + OWN_KEYS.get(property);
        }
        if (KEPT.contains(property) || property.startsWith("config.providers")) {
            return "is set by the job, whose guarantees depend on it";
        }
        if (property.equals("max.request.size") && !value.trim().matches("\\d{1,9}")) {
            return "is not allowed; allowed: a whole number of bytes";
        }
        if (isSecret(property) && !value.contains("${")) {
            return "is a secret; allowed: a reference such as ${env:NAME},"
                    + " ${directory:/run/secrets:FILE} or ${file:/path.properties:KEY}";
        }
        return null;
    }

    /** Whether a property must not be seen. */
    static boolean isSecret(String property) {
        return SECRET_NAME.matcher(property).matches()
                || isSecret(ConsumerConfig.configDef(), property)
                || isSecret(ProducerConfig.configDef(), property)
                || isSecret(AdminClientConfig.configDef(), property);
    }

    private static boolean isSecret(ConfigDef definition, String property) {
        ConfigDef.ConfigKey key = definition.configKeys().get(property);
        return key != null && key.type == ConfigDef.Type.PASSWORD;
    }
}
