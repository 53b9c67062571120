package dev.mandate.provisioning;

import static dev.mandate.provisioning.BrokerAnswer.await;
import static dev.mandate.provisioning.BrokerAnswer.until;

import dev.mandate.events.topics.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The topics of the catalogue, and how they are kept; and those that the risk job has made for itself, whose state is in them.
 * The number of partitions of an existing topic is left alone: it is fixed for the life of a topic's major version; and moving
 * replicas is the cluster's own work.
 */
final class TopicPlan {
    private static final String REASSIGN = "move them with kafka-reassign-partitions";

    private final Admin admin;
    private final Copies copies;
    private final List<ResourceChange> changes = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();

    private TopicPlan(Admin admin, Copies copies) {
        this.admin = admin;
        this.copies = copies;
    }

    static Plan of(Admin admin, Collection<Topic> topics, Copies copies) {
        var plan = new TopicPlan(admin, copies);
        var names = await(admin.listTopics().names());
        var present =
                topics.stream().filter(topic -> names.contains(topic.name())).toList();
        plan.create(
                topics.stream().filter(topic -> !names.contains(topic.name())).toList());
        plan.alter(present, names.stream().filter(TopicPlan::isOfRiskJob).toList());
        return new Plan(plan.changes, plan.notices);
    }

    private void create(List<Topic> missing) {
        for (var topic : missing)
            changes.add(new ResourceChange(
                    subject(topic),
                    "create it: %d partitions, %d of %d replicas in sync, %s"
                            .formatted(
                                    topic.partitions(),
                                    copies.minInSync(),
                                    copies.replication(),
                                    topic.compacted() ? "compacted" : "kept " + days(topic.retention())),
                    () -> create(topic, topic.equals(missing.get(missing.size() - 1)) ? missing : List.of())));
    }

    /** @param known topics that must be known to the broker on return: once, after the last, since each look costs a round trip */
    private void create(Topic topic, List<Topic> known) {
        await(admin.createTopics(List.of(
                        new NewTopic(topic.name(), topic.partitions(), copies.replication()).configs(settings(topic))))
                .all());
        var names = known.stream().map(Topic::name).toList();
        if (!names.isEmpty()) until(() -> await(admin.listTopics().names()).containsAll(names), "the topics are known");
    }

    /** @param internal names of topics of the risk job, which it makes itself, of as many copies as its settings say or else by the cluster's default */
    private void alter(List<Topic> present, List<String> internal) {
        var descriptions =
                await(admin.describeTopics(Stream.concat(present.stream().map(Topic::name), internal.stream())
                                .toList())
                        .allTopicNames());
        var configs = await(
                admin.describeConfigs(present.stream().map(TopicPlan::resource).toList())
                        .all());
        for (var topic : present) {
            look(topic, Objects.requireNonNull(descriptions.get(topic.name()), "was described"));
            alter(topic, Objects.requireNonNull(configs.get(resource(topic)), "was described"));
        }
        for (var name : new TreeSet<>(internal))
            lookAtInternal(Objects.requireNonNull(descriptions.get(name), "was described"));
    }

    private void look(Topic topic, TopicDescription description) {
        var partitions = description.partitions().size();
        if (partitions != topic.partitions())
            notices.add(new Notice(
                    subject(topic),
                    "has %d partitions, the catalogue says %d".formatted(partitions, topic.partitions()),
                    "partitions are fixed: create the topic anew before anything is written to it"));
        var replicas = replicas(description);
        if (replicas != copies.replication()) tell(subject(topic), replicas, REASSIGN);
    }

    /** More of them than are wanted do no harm. */
    private void lookAtInternal(TopicDescription description) {
        var replicas = replicas(description);
        if (replicas < copies.replication())
            tell(
                    "topic " + description.name(),
                    replicas,
                    REASSIGN + ", and set its min.insync.replicas to " + copies.minInSync()
                            + "; state of the risk job is lost with those that it has");
    }

    private void tell(String subject, int replicas, String remedy) {
        notices.add(new Notice(
                subject, "has %d replicas, %d are wanted".formatted(replicas, copies.replication()), remedy));
    }

    private static int replicas(TopicDescription description) {
        return description.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
    }

    private static boolean isOfRiskJob(String name) {
        return name.startsWith(AccessRights.RISK_APPLICATION);
    }

    private void alter(Topic topic, Config config) {
        var differences = new TreeMap<String, String>();
        var ops = new ArrayList<AlterConfigOp>();
        settings(topic).forEach((name, wanted) -> {
            var is = Optional.ofNullable(config.get(name))
                    .map(ConfigEntry::value)
                    .orElse("unset");
            if (is.equals(wanted)) return;
            differences.put(name, is + " to " + wanted);
            ops.add(new AlterConfigOp(new ConfigEntry(name, wanted), AlterConfigOp.OpType.SET));
        });
        if (ops.isEmpty()) return;
        changes.add(new ResourceChange(
                subject(topic),
                differences.entrySet().stream()
                        .map(it -> it.getKey() + " from " + it.getValue())
                        .collect(Collectors.joining(", ", "set ", "")),
                () -> await(admin.incrementalAlterConfigs(Map.of(resource(topic), ops))
                        .all())));
    }

    private Map<String, String> settings(Topic topic) {
        var settings = new TreeMap<String, String>();
        // Payloads up to twice the readable size get in and end as dead letters, where someone sees them.
        settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(2 * topic.maxBytes()));
        settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(copies.minInSync()));
        Function<Duration, String> millis = time -> Long.toString(time.toMillis());
        if (topic.compacted()) {
            settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
            settings.put(TopicConfig.DELETE_RETENTION_MS_CONFIG, millis.apply(topic.retention()));
            // The active segment is never compacted: with the default it would stay so for a week.
            settings.put(TopicConfig.SEGMENT_MS_CONFIG, millis.apply(Duration.ofHours(6)));
        } else {
            settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
            settings.put(TopicConfig.RETENTION_MS_CONFIG, millis.apply(topic.retention()));
        }
        return settings;
    }

    private static String subject(Topic topic) {
        return "topic " + topic.name();
    }

    private static ConfigResource resource(Topic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    }

    private static String days(Duration time) {
        return time.toDays() > 0 ? time.toDays() + " days" : time.toHours() + " hours";
    }
}
