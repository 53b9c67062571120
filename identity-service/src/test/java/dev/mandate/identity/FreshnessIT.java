package dev.mandate.identity;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.lifecycle.AccessState;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FreshnessIT {
    @Inject
    KafkaClientService clients;

    @Test
    void identity_service_claims_no_more_than_it_has_taken_of_what_lifecycle_service_says() {
        var first = Instant.now().minusSeconds(600).truncatedTo(ChronoUnit.MILLIS);
        lifecycleIsCompleteUntil(first);
        await().atMost(Topics.SOON).untilAsserted(() -> assertThat(claimed()).isEqualTo(first));

        var consumer = clients.getConsumer("access");
        consumer.pause().await().atMost(Duration.ofSeconds(10));
        var second = first.plusSeconds(60);
        lifecycleIsCompleteUntil(second);
        var marks = Topics.marks(IdentityState.FAMILY.topic());
        await().atMost(Topics.SOON)
                .untilAsserted(() -> assertThat(Topics.marks(IdentityState.FAMILY.topic()))
                        .hasSizeGreaterThan(
                                marks.size() + 2 * IdentityState.FAMILY.topic().partitions()));
        assertThat(claimed()).isEqualTo(first);

        consumer.resume().await().atMost(Duration.ofSeconds(10));
        await().atMost(Topics.SOON).untilAsserted(() -> assertThat(claimed()).isEqualTo(second));
    }

    @Test
    void lag_and_freshness_are_among_the_metrics() {
        Workforce.joins("Ada");
        var port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        await().atMost(Topics.SOON)
                .untilAsserted(() -> assertThat(
                                get("http://127.0.0.1:" + port + "/q/metrics").asString())
                        .containsPattern(
                                "kafka_consumer_fetch_manager_records_lag_max\\{[^}]*client_id=\"[^\"]*access[^\"]*\"[^}]*} [0-9]")
                        .containsPattern("mandate_projection_lag_records\\{[^}]*identity.keys.v1[^}]*} 0")
                        .containsPattern("mandate_freshness_seconds\\{[^}]*identity.keys.v1[^}]*} [0-9]")
                        .containsPattern("mandate_outbox_pending(\\{[^}]*})? [0-9]"));
    }

    /** The latest marker of any partition: as fresh as identity-service makes itself. */
    private static Instant claimed() {
        return Topics.marks(IdentityState.FAMILY.topic()).stream()
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
    }

    private static void lifecycleIsCompleteUntil(Instant until) {
        IntStream.range(0, AccessState.FAMILY.topic().partitions())
                .forEach(partition -> Topics.mark(AccessState.FAMILY.topic(), partition, until));
    }
}
