package dev.mandate.authz.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mandate.authz.engine.decisions.DecisionWorld;
import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.entities.Directory;
import dev.mandate.authz.projections.Replica;
import dev.mandate.embedded.Platform;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.topics.Topic;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.outbox.RelayPair;
import dev.mandate.messaging.records.KafkaRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A leaver, from the outbox of identity-service to the answer of an authz replica that was not there when he left. */
class FreshReplicaIT {
    private static final Topic TOPIC = TopicCatalogue.IDENTITY_IDENTITIES;
    private static final int PARTITION = 1;
    private static final Map<String, String> AT_ONCE =
            Map.of("segment.ms", "500", "min.cleanable.dirty.ratio", "0.001", "max.compaction.lag.ms", "500");

    private final Platform platform = Platform.shared();
    private final IdentityId ada = new IdentityId("per_" + UUID.randomUUID());

    @AfterEach
    void segments_grow_as_usual_again() throws Exception {
        segments(AlterConfigOp.OpType.DELETE);
    }

    @Test
    void still_denies_after_a_relay_hung_while_another_took_over_and_the_topic_was_compacted() throws Exception {
        hasAccess();
        try (var relays = new RelayPair(platform, PARTITION);
                var before = new Replica(platform)) {
            relays.write(IdentityState.FAMILY, person(ada, 1, Status.ACTIVE));
            relays.firstHangs();
            relays.secondTakesOver();
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () -> assertThat(ask(before.directory()).allowed()).isTrue());

            relays.write(IdentityState.FAMILY, person(ada, 2, Status.DISABLED));
            await().atMost(Duration.ofSeconds(30)).until(() -> revisions().equals(List.of(1L, 2L)));
            relays.firstResumes();
            await().atMost(Duration.ofSeconds(30)).until(relays::firstLooksOn);

            segments(AlterConfigOp.OpType.SET);
            await().atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(700))
                    .until(() -> {
                        var other =
                                new IdentityId("per_" + UUID.randomUUID()); // only what is appended closes a segment
                        relays.write(IdentityState.FAMILY, person(other, 1, Status.ACTIVE));
                        return revisions().size() == 1;
                    });
            assertThat(revisions()).containsExactly(2L);
        }
        try (var fresh = new Replica(platform)) {
            await().atMost(Duration.ofSeconds(30)).until(fresh::caughtUp);
            var verdict = ask(fresh.directory());
            assertThat(verdict.allowed()).isFalse();
            assertThat(verdict.reason()).isEqualTo(Reason.IDENTITY_INACTIVE);
            assertThat(verdict.explanation()).contains("disabled");
        }
    }

    private Verdict ask(Directory known) {
        var world = new DecisionWorld();
        var directory = new Directory(
                known.identities(), known.access(), world.directory.catalogue(), world.directory.clients());
        return world.decide(
                directory,
                new Question(
                        "person",
                        ada.value(),
                        Question.Action.of("call"),
                        "tool",
                        "email.send",
                        Map.of(),
                        Map.of(),
                        null,
                        null,
                        Question.Proof.NONE,
                        "test",
                        null,
                        null));
    }

    /** Employed by lifecycle-service's word throughout, so that all depends on what identity-service says. */
    private void hasAccess() {
        var like = new DecisionWorld().directory.access().get("per_ada").state();
        var access = new AccessState(
                ada, 1, false, like.employment(), 1, Instant.EPOCH, "E-1", like.attributes(), like.grants());
        var envelope =
                new Envelope<>("urn:mandate:lifecycle", UUID.randomUUID().toString(), Instant.now(), access, null);
        try (var lifecycle = new KafkaClients(platform.kafkaClientConfig("lifecycle")).producer(Map.of())) {
            lifecycle.send(KafkaRecords.toSend(
                    AccessState.FAMILY.topic().name(), 0, CloudEventCodec.encode(AccessState.FAMILY, envelope)));
        }
    }

    private static IdentityState person(IdentityId id, long revision, Status status) {
        var why = status == Status.ACTIVE ? null : "left";
        return IdentityState.person(id, "Ada Example")
                .revision(revision)
                .status(status, why)
                .employeeId("E-1")
                .build();
    }

    /** Of this person, as they lie on the topic now. */
    private List<Long> revisions() throws Exception {
        var partition = new TopicPartition(TOPIC.name(), PARTITION);
        var revisions = new ArrayList<Long>();
        try (var reader = new KafkaClients(platform.kafkaClientConfig("authz")).reader(Map.of())) {
            reader.assign(List.of(partition));
            reader.seekToBeginning(List.of(partition));
            var end = reader.endOffsets(List.of(partition)).get(partition);
            while (reader.position(partition) < end) {
                for (var record : reader.poll(Duration.ofMillis(100))) {
                    if (!ada.value().equals(new String(record.key()))) continue;
                    revisions.add(CloudEventCodec.decode(IdentityState.FAMILY, KafkaRecords.wire(record))
                            .data()
                            .revision());
                }
            }
        }
        return revisions;
    }

    private void segments(AlterConfigOp.OpType change) throws Exception {
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, TOPIC.name());
        var alterations = AT_ONCE.entrySet().stream()
                .map(entry -> new AlterConfigOp(new ConfigEntry(entry.getKey(), entry.getValue()), change))
                .toList();
        try (var admin = platform.admin()) {
            admin.client()
                    .incrementalAlterConfigs(Map.of(topic, alterations))
                    .all()
                    .get();
        }
    }
}
