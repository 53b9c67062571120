package dev.mandate.messaging.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.embedded.Platform;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KafkaClientsIT {
    @Test
    void a_producer_that_has_sent_nothing_yet_makes_known_which_cluster_it_is() throws Exception {
        var clients = new KafkaClients(Platform.shared().kafkaClientConfig("authz"));
        assertThat(clients.cluster()).isNotDone();
        try (var producer = clients.producer(Map.of());
                var admin = clients.admin()) {
            assertThat(clients.cluster().get(1, TimeUnit.MINUTES))
                    .isEqualTo(admin.describeCluster().clusterId().get());
        }
    }
}
