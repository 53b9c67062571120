package dev.mandate.messaging.kafka;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class KafkaClientsTest {
    private static final KafkaClients NOBODY_THERE = new KafkaClients(Map.of("bootstrap.servers", "127.0.0.1:1"));

    @Test
    void a_reader_gives_up_a_broker_that_says_nothing_some_seconds_after_it_should_have_answered() {
        assertThat(KafkaClients.reading(Map.of("fetch.max.wait.ms", 2000))).containsEntry("request.timeout.ms", 8_000);
        assertThat(KafkaClients.reading(Map.of())).containsEntry("request.timeout.ms", 6_500);
        assertThat(KafkaClients.reading(Map.of("request.timeout.ms", 20_000)))
                .containsEntry("request.timeout.ms", 20_000);
    }

    @Test
    void nothing_is_sent_on_an_event_loop_which_would_wait_for_brokers() throws Exception {
        var vertx = Vertx.vertx();
        var producer = NOBODY_THERE.producer(Map.of());
        try {
            var sent = new CompletableFuture<Void>();
            vertx.runOnContext(loop -> {
                try {
                    producer.send(new ProducerRecord<>("any", new byte[0]));
                    sent.complete(null);
                } catch (IllegalStateException e) {
                    sent.completeExceptionally(e);
                }
            });
            assertThat(sent)
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableOfType(Exception.class)
                    .withMessageContaining("on a thread of your own");
        } finally {
            producer.close(Duration.ZERO);
            vertx.close().toCompletionStage().toCompletableFuture().get(30, SECONDS);
        }
    }
}
