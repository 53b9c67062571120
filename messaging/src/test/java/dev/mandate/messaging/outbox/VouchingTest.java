package dev.mandate.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.messaging.ServiceConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Of which topics the outbox says until when they are complete. */
class VouchingTest {
    @Test
    void it_vouches_for_each_partition_of_each_state_that_the_service_writes_once() {
        assertThat(vouchedFor(Map.of("mandate.service", "identity")))
                .containsExactlyInAnyOrder(
                        "identity.identities.v1", "identity.delegations.v1", "identity.clients.v1", "identity.keys.v1");
    }

    @Test
    void it_vouches_for_no_topic_that_something_else_writes_since_it_would_go_on_while_that_stands_still() {
        assertThat(vouchedFor(Map.of(
                        "mandate.service", "audit",
                        "mandate.outbox.vouched-for-elsewhere", "risk.sessions.v1,risk.profiles.v1")))
                .containsExactlyInAnyOrder("risk.rules.v1", "risk.suppressions.v1");
    }

    /** Names of the topics, all partitions of which are marked by one slice. */
    private static Set<String> vouchedFor(Map<String, String> settings) {
        var config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ServiceConfig.class)
                .withMapping(OutboxConfig.class)
                .withSources(new PropertiesConfigSource(new TreeMap<>(settings), "test", 500))
                .build();
        var outbox = config.getConfigMapping(OutboxConfig.class);
        var relay = new Relay(config.getConfigMapping(ServiceConfig.class), outbox, null, null, InstantSource.system());
        var marked = IntStream.range(0, outbox.slices())
                .mapToObj(slice -> relay.slice(slice, "me").marked())
                .flatMap(Set::stream)
                .toList();
        var topics = marked.stream().map(TopicPartition::topic).collect(Collectors.toSet());
        assertThat(marked)
                .hasSize(topics.stream()
                        .mapToInt(topic -> TopicCatalogue.named(topic).partitions())
                        .sum())
                .doesNotHaveDuplicates();
        return topics;
    }
}
