package dev.mandate.messaging.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaClientsTest {
    @Test
    void a_reader_gives_up_a_broker_that_says_nothing_some_seconds_after_it_should_have_answered() {
        assertThat(KafkaClients.reading(Map.of("fetch.max.wait.ms", 2000))).containsEntry("request.timeout.ms", 8_000);
        assertThat(KafkaClients.reading(Map.of())).containsEntry("request.timeout.ms", 6_500);
        assertThat(KafkaClients.reading(Map.of("request.timeout.ms", 20_000)))
                .containsEntry("request.timeout.ms", 20_000);
    }
}
