package dev.mandate.messaging.inbox;

import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.messaging.deadletters.DeadLetters;
import dev.mandate.messaging.outbox.OutboxConfig;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
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

    /** For a method that takes the payload; the consumer is named after the topic. */
    public <E> Uni<Void> handle(
            EventFamily<E> family,
            ConsumerRecords<byte[], byte[]> batch,
            Function<List<Received<E>>, Uni<Void>> effect) {
        return handle(family.topic().name(), family, batch, effect);
    }

    /** For a method that takes the message, which is acknowledged here. */
    public <E> Uni<Void> handle(
            EventFamily<E> family,
            Message<ConsumerRecords<byte[], byte[]>> batch,
            Function<List<Received<E>>, Uni<Void>> effect) {
        return handle(family, batch.getPayload(), effect)
                .chain(() -> Uni.createFrom().completionStage(batch.ack()));
    }

    /**
     * For a second reader of the same topic in the same service.
     *
     * @param consumer what has seen an event; a constant, since renaming it makes every event new again
     */
    public <E> Uni<Void> handle(
            String consumer,
            EventFamily<E> family,
            ConsumerRecords<byte[], byte[]> batch,
            Function<List<Received<E>>, Uni<Void>> effect) {
        var taken = Batch.of(family, batch);
        // Nobody asks how fresh the others are, and they are marked again and again.
        if (!freshnessInputs.contains(family.topic().name())) taken.marks().clear();
        return new Delivery<>(consumer, effect, deadLetters).of(taken);
    }
}
