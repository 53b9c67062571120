package dev.mandate.authz.organisation;

import static org.awaitility.Awaitility.await;

import dev.mandate.embedded.Platform;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.NeededApproval;
import dev.mandate.events.authz.Obligation;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.ids.ApprovalId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.ApprovalState;
import dev.mandate.events.lifecycle.ApprovalState.Answer;
import dev.mandate.events.lifecycle.ApprovalState.Status;
import dev.mandate.events.lifecycle.ApprovedCall;
import dev.mandate.messaging.records.KafkaRecords;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Plays lifecycle-service and the person whom it asks: finds what the record of a denial asks for, and tells what becomes of it. */
public final class Approver implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration ENDS = Duration.ofMinutes(15);

    private final Organisation organisation;
    private final InstantSource clock;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Decided> decided = new HashMap<>();
    private final Map<ApprovalId, Long> revisions = new HashMap<>();

    /** @param clock of whoever goes by what it tells */
    public Approver(Organisation organisation, InstantSource clock) {
        this.organisation = organisation;
        this.clock = clock;
        consumer = new KafkaConsumer<>(
                new HashMap<>(Platform.shared().kafkaClientConfig("lifecycle")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        var topic = DecisionEvent.FAMILY.topic();
        var partitions = IntStream.range(0, topic.partitions())
                .mapToObj(number -> new TopicPartition(topic.name(), number))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** The record of this decision, once it is there. */
    public Decided record(String decision) {
        await().atMost(SOON).until(() -> {
            read();
            return decided.containsKey(decision);
        });
        return decided.get(decision);
    }

    /** Somebody has been asked, and hasn't answered. */
    public ApprovalState asked(Decided denial) {
        return tell(denial, Status.ASKED, null);
    }

    /** The person lets it be made. */
    public ApprovalState grants(Decided denial, IdentityId person) {
        return tell(denial, Status.GRANTED, answer(true, person));
    }

    /** He does not, or takes back what he said. */
    public ApprovalState refuses(Decided denial, IdentityId person) {
        return tell(denial, Status.REFUSED, answer(false, person));
    }

    private Answer answer(boolean yes, IdentityId person) {
        return new Answer(yes, new Actor(person.value(), "console", List.of()), clock.instant(), null);
    }

    private ApprovalState tell(Decided denial, Status status, Answer answer) {
        var approval = Objects.requireNonNull(denial.approval(), "it asks for no approval");
        var state = new ApprovalState(
                approval.id(),
                revisions.merge(approval.id(), 1L, Long::sum),
                false,
                status,
                call(denial, approval),
                denial.decision(),
                denial.person(),
                denial.at(),
                clock.instant().plus(ENDS),
                answer,
                null);
        organisation.told(ApprovalState.FAMILY, state);
        return state;
    }

    private static ApprovedCall call(Decided denial, NeededApproval approval) {
        return new ApprovedCall(
                denial.caller(),
                denial.identity(),
                denial.delegation(),
                denial.session(),
                denial.action(),
                denial.resource(),
                approval.call(),
                denial.policyVersion(),
                denial.obligations().stream()
                        .filter(asked -> asked.kind() == Obligation.Kind.APPROVAL)
                        .toList());
    }

    private void read() {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
            try {
                var event = CloudEventCodec.decode(DecisionEvent.FAMILY, KafkaRecords.wire(record));
                if (event.data() instanceof Decided one)
                    decided.put(one.decision().value(), one);
            } catch (Unreadable e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
