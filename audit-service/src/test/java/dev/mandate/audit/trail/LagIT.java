package dev.mandate.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.AuditStory;
import dev.mandate.audit.Tokens;
import dev.mandate.embedded.PlatformTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Micrometer looks once a minute which metrics the clients have: by its package the last class, it finds them there. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "audit"))
class LagIT {
    @BeforeAll
    static void a_key_that_tokens_are_signed_with_is_known() {
        Tokens.publishKey();
    }

    @Inject
    TrailConsumer trail;

    @Test
    void whatever_the_trail_takes_is_read_for_it() {
        var config = ConfigProvider.getConfig();
        var read = Stream.concat(
                Stream.of("decisions", "actions")
                        .map(channel -> config.getValue("mp.messaging.incoming." + channel + ".topic", String.class)),
                config.getValues("mp.messaging.incoming.others.topics", String.class).stream());
        assertThat(read)
                .containsExactlyInAnyOrderElementsOf(trail.intakes().stream()
                        .map(intake -> intake.family().topic().name())
                        .toList());
    }

    @Test
    void lag_of_the_trail_and_of_the_risk_job_and_freshness_are_among_the_metrics() {
        var story = AuditStory.begun();
        story.calls("crm.read_contact", Map.of("id", "7"));
        var port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        AuditStory.eventuallyTrue(() -> {
            var metrics =
                    RestAssured.get("http://127.0.0.1:" + port + "/q/metrics").asString();
            var lag = "kafka_consumer_fetch_manager_records_lag_max\\{[^}]*client_id=\"[^\"]*";
            for (var client : List.of("actions", "decisions", "others", "StreamThread-1-consumer"))
                assertThat(metrics).containsPattern(lag + client + "[^\"]*\"[^}]*} [0-9]");
            assertThat(metrics).containsPattern("kafka_stream_risk_late_total\\{[^}]*} [0-9]");
            for (var topic : List.of("identity.identities.v1", "identity.delegations.v1", "lifecycle.catalog.v1"))
                assertThat(metrics)
                        .containsPattern("mandate_projection_lag_records\\{[^}]*\"" + topic + "\"[^}]*} 0\\.0\n")
                        .containsPattern("mandate_freshness_seconds\\{[^}]*\"" + topic + "\"[^}]*} [0-9]");
        });
    }
}
