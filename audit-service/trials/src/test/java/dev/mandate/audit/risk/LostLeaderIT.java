package dev.mandate.audit.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mandate.audit.engine.commits.CommitPace;
import dev.mandate.audit.engine.completeness.Inputs;
import dev.mandate.audit.engine.records.BoundedClients;
import dev.mandate.embedded.TlsCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One of three brokers ends, and stays away. The client that Kafka Streams divides tasks with, and that says how far topics go, is the job's own. */
class LostLeaderIT {
    private static final Duration START = Duration.ofMinutes(3);
    private static final TopicPartition PARTITION = new TopicPartition("agent.actions.v1", 0);
    private static final int LEADER = 1;

    @TempDir
    static Path directory;

    @Test
    void where_a_partition_ends_is_known_though_the_broker_that_led_it_has_left_for_good() throws Exception {
        try (var cluster = TlsCluster.start(directory);
                var other = Admin.create(cluster.administrator());
                var admin = admin(cluster)) {
            await().atMost(START).until(() -> nodes(other) == cluster.size());
            var topic = new NewTopic(PARTITION.topic(), Map.of(0, List.of(LEADER, 2, 3)));
            other.createTopics(List.of(topic)).all().get();
            await().atMost(START).until(() -> leader(other) == LEADER);
            assertThat(end(admin)).isZero();

            cluster.node(LEADER).end();
            await().atMost(START).until(() -> nodes(other) < cluster.size() && leader(other) != LEADER);
            await().atMost(START).until(() -> nodes(admin) < cluster.size());
            assertThat(end(admin)).isZero();
        }
    }

    private static Admin admin(TlsCluster cluster) {
        var settings = new HashMap<>(cluster.administrator());
        settings.put("metadata.max.age.ms", 200);
        return new BoundedClients(Set.of(), new Inputs(), new CommitPace(), InstantSource.system(), () -> true)
                .getAdmin(settings);
    }

    private static int nodes(Admin admin) throws Exception {
        return admin.describeCluster().nodes().get().size();
    }

    private static int leader(Admin admin) throws Exception {
        return admin.describeTopics(List.of(PARTITION.topic()))
                .allTopicNames()
                .get()
                .get(PARTITION.topic())
                .partitions()
                .get(0)
                .leader()
                .id();
    }

    private static long end(Admin admin) throws Exception {
        return admin.listOffsets(Map.of(PARTITION, OffsetSpec.latest()))
                .partitionResult(PARTITION)
                .get()
                .offset();
    }
}
