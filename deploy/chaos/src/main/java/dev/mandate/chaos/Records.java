package dev.mandate.chaos;

import dev.mandate.chaos.Found.Allow;
import dev.mandate.chaos.Found.Incident;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.authz.DecisionAddendum;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.lifecycle.WorkerEvent;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.topics.Account;
import dev.mandate.events.topics.Topic;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.messaging.records.KafkaRecords;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What topics and trail hold: how often each thing is there, by what the ledger calls it. A record that comes again, with the same source, id
 * and value, is there once, as the contract of topics has it (events/README.md): whoever reads them drops it.
 */
final class Records {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Installation installation;

    Records(Installation installation) {
        this.installation = installation;
    }

    /** All that is committed by now. */
    Found found() {
        var joined = new Copies();
        var left = new Copies();
        read(WorkerEvent.FAMILY, (event, value) -> {
            if (event.data() instanceof WorkerEvent.Joined)
                joined.add(event.data().employeeId(), event, value);
            if (event.data() instanceof WorkerEvent.Left) left.add(event.data().employeeId(), event, value);
        });
        var decisions = new Copies();
        var allows = new HashMap<String, Allow>();
        var withheld = new HashSet<String>();
        read(DecisionEvent.FAMILY, (event, value) -> {
            if (event.data() instanceof DecisionEvent.Decided decided) {
                decisions.add(decided.decision().value(), event, value);
                allowed(decided)
                        .ifPresent(allow -> allows.put(decided.decision().value(), allow));
            }
            if (event.data() instanceof DecisionAddendum.Withheld none)
                withheld.add(none.decision().value());
        });
        allows.keySet().removeAll(withheld);
        var actions = new Copies();
        var told = new HashSet<String>();
        read(ActionEvent.FAMILY, (event, value) -> {
            actions.add(event.id(), event, value);
            if (event.data() instanceof ActionEvent.ToolCalled called && called.decision() != null)
                told.add(called.decision().value());
        });
        return new Found(
                joined.counts(),
                left.counts(),
                trail(TopicCatalogue.LIFECYCLE_WORKERS, "lifecycle.worker.joined.v1", "payload->>'employeeId'"),
                trail(TopicCatalogue.LIFECYCLE_WORKERS, "lifecycle.worker.left.v1", "payload->>'employeeId'"),
                decisions.counts(),
                trail(TopicCatalogue.AUTHZ_DECISIONS, "authz.decision.v1", "decision"),
                actions.counts(),
                trail(TopicCatalogue.AGENT_ACTIONS, "%", "event_id"),
                changes(),
                incidents(),
                allows,
                told);
    }

    private static Optional<Allow> allowed(DecisionEvent.Decided decided) {
        var permit = decided.permit();
        var session = decided.session();
        if (!decided.allowed() || permit == null || session == null) return Optional.empty();
        var arguments = decided.arguments();
        var call = arguments == null ? null : CallId.among(arguments.values());
        return Optional.of(new Allow(session.value(), call, permit.until()));
    }

    /** How many different records there are of each thing. */
    private static final class Copies {
        private final Map<String, Set<Integer>> copies = new HashMap<>();

        void add(String one, Envelope<?> event, byte[] value) {
            copies.computeIfAbsent(one, unknown -> new HashSet<>(2))
                    .add(Objects.hash(event.source(), event.id(), Arrays.hashCode(value)));
        }

        Map<String, Integer> counts() {
            var counts = new HashMap<String, Integer>();
            copies.forEach((one, different) -> counts.put(one, different.size()));
            return counts;
        }
    }

    private Map<Change, Map<String, Integer>> changes() {
        var changes = new EnumMap<Change, Map<String, Integer>>(Change.class);
        for (var change : Change.values()) changes.put(change, trail(change.topic, change.type, change.subject));
        return changes;
    }

    private Map<Incident, Set<String>> incidents() {
        var incidents = new HashMap<Incident, Set<String>>();
        read(FindingEvent.FAMILY, (event, value) -> {
            var finding = event.data();
            var incident = new Incident(
                    String.valueOf(finding.unmapped().session()),
                    finding.findingInfo().title());
            incidents
                    .computeIfAbsent(incident, unknown -> new HashSet<>())
                    .add(finding.findingInfo().uid().value());
        });
        return incidents;
    }

    private Map<String, Integer> trail(Topic topic, String type, String column) {
        try (var rows = installation.rows();
                var query = rows.prepareStatement("SELECT " + column
                        + ", count(*) FROM audit.trail_entry WHERE topic = ? AND type LIKE ? GROUP BY 1")) {
            query.setString(1, topic.name());
            query.setString(2, type);
            var counted = new HashMap<String, Integer>();
            try (var lines = query.executeQuery()) {
                while (lines.next()) counted.put(lines.getString(1), lines.getInt(2));
            }
            return counted;
        } catch (SQLException e) {
            throw new IllegalStateException("the trail can't be read", e);
        }
    }

    private <E> void read(EventFamily<E> family, BiConsumer<Envelope<E>, byte[]> taken) {
        var config = new HashMap<>(installation.client(Account.OPERATOR));
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", false);
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(family.topic().name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue()))
                for (var record : consumer.poll(POLL)) {
                    var wire = KafkaRecords.wire(record);
                    if (!CloudEventCodec.isCompleteUntil(wire))
                        taken.accept(CloudEventCodec.decode(family, wire), record.value());
                }
        } catch (Unreadable e) {
            throw new IllegalStateException("a record that breaks its own contract", e);
        }
    }
}
