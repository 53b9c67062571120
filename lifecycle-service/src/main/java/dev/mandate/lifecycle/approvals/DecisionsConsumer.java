package dev.mandate.lifecycle.approvals;

import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.messaging.inbox.Inbox;
import dev.mandate.messaging.inbox.Intake;
import dev.mandate.messaging.inbox.Intakes;
import dev.mandate.messaging.records.ByteText;
import dev.mandate.messaging.records.KafkaRecords;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Of all decisions, those that ask for an approval or use one up. The others are passed over by a look at their bytes: they are nearly
 * all, and nobody's business here. What can't be read is told of by audit-service, which reads all of them.
 */
@ApplicationScoped
class DecisionsConsumer implements Intakes {
    /** Of each id of an approval in JSON. */
    private static final ByteText APPROVAL = ByteText.of("\"apr_");

    private final Inbox inbox;
    private final Intake<DecisionEvent> decisions;

    DecisionsConsumer(Inbox inbox, AskedApprovals approvals) {
        this.inbox = inbox;
        this.decisions = Intake.of(DecisionEvent.FAMILY, approvals::apply);
    }

    @Incoming("decisions")
    Uni<Void> on(ConsumerRecords<byte[], byte[]> batch) {
        var concerned = concerned(batch);
        if (concerned.isEmpty()) return Uni.createFrom().voidItem();
        return inbox.handle(decisions, concerned);
    }

    @Override
    public List<Intake<?>> intakes() {
        return List.of(decisions);
    }

    private static ConsumerRecords<byte[], byte[]> concerned(ConsumerRecords<byte[], byte[]> batch) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> kept = new HashMap<>();
        for (var partition : batch.partitions()) {
            var records = batch.records(partition).stream()
                    .filter(DecisionsConsumer::concerns)
                    .toList();
            if (!records.isEmpty()) kept.put(partition, records);
        }
        return new ConsumerRecords<>(kept, Map.of());
    }

    /** By its bytes first: arguments can hold the same ones, and then it is read for nothing. */
    static boolean concerns(ConsumerRecord<byte[], byte[]> record) {
        if (!APPROVAL.isIn(record.value())) return false;
        try {
            return CloudEventCodec.decode(DecisionEvent.FAMILY, KafkaRecords.wire(record))
                                    .data()
                            instanceof Decided decided
                    && AskedApprovals.concerns(decided);
        } catch (Unreadable e) {
            return false;
        }
    }
}
