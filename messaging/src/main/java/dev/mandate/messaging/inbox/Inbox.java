package dev.mandate.messaging.inbox;

import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.messaging.deadletters.DeadLetters;
import dev.mandate.messaging.outbox.OutboxConfig;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Takes a poll's worth of records so that each event has its effect once.
 *
 * <p>The effect runs in a Hibernate Reactive transaction together with the inbox rows; the offset is acknowledged after it.
 * It sees only events that are new, in the order of the records, and is called again, maybe with fewer of them, when it fails:
 * it must do nothing but write rows (and {@link dev.mandate.messaging.outbox.Outbox} rows).
 *
 * <p>A record that can't be read, that an effect refuses, that breaks a constraint or that brings other content under an id
 * that was here before becomes a dead letter, and the partition moves on. While the database is away, nothing moves.
 */
@ApplicationScoped
@IfBuildProperty(name = "mandate.database", stringValue = "true")
public class Inbox {
    private final DeadLetters deadLetters;
    private final Set<String> freshnessInputs;

    @Inject
    Inbox(DeadLetters deadLetters, OutboxConfig outbox) {
        this.deadLetters = deadLetters;
        this.freshnessInputs = outbox.freshnessInputs().orElse(Set.of());
    }

    /** For a method that takes the payload, or what it has of one topic. */
    public <E> Uni<Void> handle(Intake<E> intake, Iterable<ConsumerRecord<byte[], byte[]>> batch) {
        var taken = Batch.of(intake.family(), batch);
        // Nobody asks how fresh the others are, and they are marked again and again.
        if (!freshnessInputs.contains(intake.family().topic().name()))
            taken.marks().clear();
        return new Delivery<>(intake.consumer(), intake.effect(), keep(intake)).of(taken);
    }

    private RefusedRecords keep(Intake<?> intake) {
        return (record, reason, message) -> deadLetters.keep(intake.consumer(), record, reason, message);
    }

    /** For a method that takes the message, which is acknowledged here. */
    public <E> Uni<Void> handle(Intake<E> intake, Message<ConsumerRecords<byte[], byte[]>> batch) {
        return handle(intake, batch.getPayload()).chain(() -> Uni.createFrom().completionStage(batch.ack()));
    }

    /** For a method that takes the payload, as {@link Intake#of} has it. */
    public <E> Uni<Void> handle(
            EventFamily<E> family,
            ConsumerRecords<byte[], byte[]> batch,
            Function<List<Received<E>>, Uni<Void>> effect) {
        return handle(Intake.of(family, effect), batch);
    }

    /**
     * For work that does no harm when it is done once more, such as counts that know up to which offset they go, and so needs no entry for each
     * record. In a transaction of its own; while the database is away it waits. What fails otherwise is logged and passed over.
     */
    public Uni<Void> repeatable(String consumer, Supplier<Uni<Void>> work) {
        return new Delivery<Void>(
                        consumer,
                        none -> Uni.createFrom().voidItem(),
                        (record, reason, message) -> Uni.createFrom().voidItem())
                .repeatable(work);
    }

    /**
     * Takes up again what had become a dead letter. Refused again it becomes none once more, since who asked is told. While the database is
     * away it waits.
     *
     * @param told what else is done in the transaction of the effect
     */
    public <E> Uni<Retaken> retake(Intake<E> intake, ConsumerRecord<byte[], byte[]> record, Supplier<Uni<Void>> told) {
        var refusal = new AtomicReference<Retaken>();
        var effect = new AtomicReference<Retaken>(new Retaken.Known());
        return new Delivery<E>(
                        intake.consumer(),
                        events -> intake.effect()
                                .apply(events)
                                .chain(() -> told.get())
                                .invoke(() -> effect.set(new Retaken.Applied())),
                        (same, reason, message) -> {
                            refusal.set(new Retaken.Refused(reason, message));
                            return Uni.createFrom().voidItem();
                        })
                .of(Batch.of(intake.family(), List.of(record)))
                .map(ignored -> refusal.get() == null ? effect.get() : refusal.get());
    }

    /**
     * The entry that this record has once it is taken. One that can't be read never is: it is the entry of an event with the same source and id
     * that was taken after it was refused, or none where it doesn't say these.
     */
    public static <E> Optional<InboxEntry> entry(
            Intake<E> intake, ConsumerRecord<byte[], byte[]> record, Instant refusedAt) {
        var batch = Batch.of(intake.family(), List.of(record));
        if (!batch.refusals().isEmpty()) return InboxEntry.sentAnew(intake.consumer(), record, refusedAt);
        return batch.events().stream()
                .map(item -> new InboxEntry(
                        intake.consumer(),
                        item.identity().source(),
                        item.identity().id(),
                        item.digest(),
                        null))
                .findFirst();
    }

    /** Those of the entries that there are. Needs a session. */
    public Uni<Set<InboxEntry>> present(Collection<InboxEntry> entries) {
        return InboxTable.present(entries);
    }
}
