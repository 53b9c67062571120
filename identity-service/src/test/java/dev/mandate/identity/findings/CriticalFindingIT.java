package dev.mandate.identity.findings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.mandate.embedded.Platform;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.SignalEvent;
import dev.mandate.events.identity.SignalEvent.RiskLevelChange;
import dev.mandate.events.identity.SignalEvent.SessionRevoked;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.identity.Api;
import dev.mandate.identity.Topics;
import dev.mandate.identity.Workforce;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CriticalFindingIT {
    private static final int HIGH = 4;
    private static final int CRITICAL = 5;

    private Workforce ada;
    private Api.Agent clerk;

    @BeforeEach
    void ada_has_an_agent() {
        Api.issuerIsRegistered();
        ada = Workforce.joins("Ada");
        clerk = Api.agentOf(ada, "clerk");
    }

    @Test
    void ends_the_session_and_says_why_and_a_new_task_goes_on() throws IOException {
        var forged = task();
        var warned = task();
        var ended = task();
        found(forged, CRITICAL, "none");
        found(warned, HIGH, "allowed");
        var finding = found(ended, CRITICAL, "allowed");

        var state = Topics.awaitOn(
                DelegationState.FAMILY,
                it -> it.delegation().value().equals(ended) && it.status() == DelegationState.Status.REVOKED);
        assertThat(state.statusReason()).isEqualTo("risk_critical: " + finding);
        Api.as(Api.accessToken(Api.signIn(ada)))
                .get("/delegations/" + ended)
                .then()
                .body("status", equalTo("REVOKED"))
                .body("statusReason", equalTo("risk_critical: " + finding));
        var revoked = Topics.awaitOn(
                SignalEvent.FAMILY,
                it -> it instanceof SessionRevoked && it.session().value().equals(ended));
        assertThat(revoked.subject().value()).isEqualTo(ada.id().value());
        for (var session : List.of(warned, ended)) {
            var change = Topics.awaitOn(
                    SignalEvent.FAMILY,
                    it -> it instanceof RiskLevelChange && it.session().value().equals(session));
            assertThat(((RiskLevelChange) change).currentLevel()).isEqualTo(SignalEvent.Level.HIGH);
        }
        for (var session : List.of(warned, forged, task()))
            Api.as(Api.admin()).get("/delegations/" + session).then().body("status", equalTo("ACTIVE"));
    }

    private String task() {
        return Api.as(Api.accessToken(Api.signIn(ada)))
                .body(Api.delegation(clerk, "crm.read_contact"))
                .post("/delegations")
                .then()
                .statusCode(200)
                .extract()
                .path("delegation");
    }

    private String found(String session, int severity, String standing) throws IOException {
        var uid = "fnd_" + UUID.randomUUID().toString().replace("-", "");
        var finding = EventJson.mapper().readValue(json(uid, session, severity, standing), FindingEvent.class);
        var wire = CloudEventCodec.encode(
                FindingEvent.FAMILY, new Envelope<>("urn:mandate:audit", uid, Instant.now(), finding, null));
        var settings = new HashMap<>(Platform.shared().kafkaClientConfig("audit"));
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            var record = new ProducerRecord<>(FindingEvent.FAMILY.topic().name(), wire.key(), wire.value());
            wire.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
            producer.send(record);
        }
        return uid;
    }

    private String json(String uid, String session, int severity, String standing) throws IOException {
        return EventJson.mapper()
                .writeValueAsString(Map.ofEntries(
                        Map.entry("activity_id", 1),
                        Map.entry("category_uid", 2),
                        Map.entry("class_uid", 2004),
                        Map.entry("type_uid", 200401),
                        Map.entry("time", Instant.now().toEpochMilli()),
                        Map.entry("severity_id", severity),
                        Map.entry("status_id", 1),
                        Map.entry("confidence_id", 2),
                        Map.entry("is_alert", true),
                        Map.entry("message", "An agent gave itself a right"),
                        Map.entry(
                                "metadata",
                                Map.of(
                                        "version",
                                        "1.8.0",
                                        "product",
                                        Map.of("name", "Mandate", "vendor_name", "Mandate"))),
                        Map.entry(
                                "finding_info",
                                Map.of(
                                        "uid",
                                        uid,
                                        "title",
                                        "An agent gives itself a right",
                                        "analytic",
                                        Map.of("uid", "r", "name", "r", "version", "1", "type_id", 1),
                                        "created_time",
                                        Instant.now().toEpochMilli())),
                        Map.entry(
                                "evidences",
                                List.of(Map.of("name", "admin.grant", "data", Map.of("standing", standing)))),
                        Map.entry(
                                "unmapped",
                                Map.of("session", session, "person", ada.id().value()))));
    }
}
