package dev.mandate.embedded;

import static dev.mandate.embedded.BrokerAdmin.await;
import static dev.mandate.embedded.BrokerAdmin.until;

import dev.mandate.events.topics.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Creates the topics of the catalogue and sets how they are kept. The number of partitions of an existing topic is left
 * alone: it is fixed for the life of a topic's major version.
 */
final class TopicProvisioner {
    private final Admin admin;

    TopicProvisioner(Admin admin) {
        this.admin = admin;
    }

    void apply(Collection<Topic> topics) {
        var present = await(admin.listTopics().names());
        var missing = topics.stream()
                .filter(topic -> !present.contains(topic.name()))
                .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(settings(topic)))
                .toList();
        if (!missing.isEmpty()) create(missing);
        var settings = topics.stream()
                .filter(topic -> present.contains(topic.name()))
                .collect(Collectors.toMap(
                        topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
                        TopicProvisioner::alterations));
        if (!settings.isEmpty()) await(admin.incrementalAlterConfigs(settings).all());
    }

    private void create(List<NewTopic> missing) {
        await(admin.createTopics(missing).all());
        var names = missing.stream().map(NewTopic::name).toList();
        until(() -> await(admin.listTopics().names()).containsAll(names), "the topics are known");
    }

    private static Map<String, String> settings(Topic topic) {
        var settings = new LinkedHashMap<String, String>();
        // Payloads up to twice the readable size get in and end as dead letters, where someone sees them.
        settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(2 * topic.maxBytes()));
        if (topic.compacted()) {
            settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
            settings.put(
                    TopicConfig.DELETE_RETENTION_MS_CONFIG,
                    Long.toString(topic.retention().toMillis()));
            // The active segment is never compacted: with the default it would stay so for a week.
            settings.put(
                    TopicConfig.SEGMENT_MS_CONFIG,
                    Long.toString(Duration.ofHours(6).toMillis()));
        } else {
            settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
            settings.put(
                    TopicConfig.RETENTION_MS_CONFIG,
                    Long.toString(topic.retention().toMillis()));
        }
        return settings;
    }

    private static Collection<AlterConfigOp> alterations(Topic topic) {
        return settings(topic).entrySet().stream()
                .map(entry ->
                        new AlterConfigOp(new ConfigEntry(entry.getKey(), entry.getValue()), AlterConfigOp.OpType.SET))
                .toList();
    }
}
