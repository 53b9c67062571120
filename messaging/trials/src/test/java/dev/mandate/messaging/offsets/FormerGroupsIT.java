package dev.mandate.messaging.offsets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.messaging.kafka.KafkaClients;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "identity"))
class FormerGroupsIT {
    private static final TopicPartition HAD = partition(0);
    private static final TopicPartition HAS = partition(1);
    private static final TopicPartition NEW = partition(2);

    @Inject
    KafkaClients clients;

    private final String group = "identity-" + UUID.randomUUID();
    private final String former = group + "-former";

    @Test
    void a_group_begins_where_one_had_got_to_whose_topic_it_takes_over_and_goes_on_from_its_own_place() {
        commit(former, Map.of(HAD, at(7), HAS, at(7)));
        commit(group, Map.of(HAS, at(9)));
        try (var consumer = clients.reader(Map.of("group.id", group))) {
            var all = List.of(HAD, HAS, NEW);
            consumer.assign(all);
            new FormerGroups(clients, its -> its.equals(group) ? List.of(former, former + "-2") : List.of())
                    .onPartitionsAssigned(consumer, all);
            assertThat(consumer.position(HAD)).isEqualTo(7);
            assertThat(consumer.position(HAS)).isEqualTo(9);
            assertThat(consumer.position(NEW)).isZero();
        }
    }

    private void commit(String group, Map<TopicPartition, OffsetAndMetadata> places) {
        try (var consumer = clients.reader(Map.of("group.id", group))) {
            consumer.assign(places.keySet());
            consumer.commitSync(places);
        }
    }

    private static TopicPartition partition(int number) {
        return new TopicPartition(TopicCatalogue.LIFECYCLE_ACCESS.name(), number);
    }

    private static OffsetAndMetadata at(long offset) {
        return new OffsetAndMetadata(offset);
    }
}
