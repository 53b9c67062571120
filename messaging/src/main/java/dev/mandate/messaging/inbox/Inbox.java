package dev.mandate.messaging.inbox;

import dev.mandate.events.cloudevents.EventFamily;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Takes a poll's worth of records so that each event has its effect once.
 *
 * <p>The effect runs in a Hibernate Reactive transaction together with the inbox rows; the offset is acknowledged after it.
 * It sees only events that are new, in the order of the records, and is called again with fewer of them when it fails:
 * it must do nothing but write rows (and {@link dev.mandate.messaging.outbox.Outbox} rows).
 */
@ApplicationScoped
public class Inbox {
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
        throw new UnsupportedOperationException();
    }
}
