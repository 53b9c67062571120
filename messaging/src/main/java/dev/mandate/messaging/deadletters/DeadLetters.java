package dev.mandate.messaging.deadletters;

import dev.mandate.events.cloudevents.Unreadable;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Keeps records that this service could not take, whole and with the reason, on its own dead-letter topic. */
@ApplicationScoped
public class DeadLetters {
    /** Completes when the broker has it; fails if it doesn't take it, and then the record must not be passed over. */
    public Uni<Void> keep(ConsumerRecord<byte[], byte[]> record, Unreadable.Reason reason, String message) {
        throw new UnsupportedOperationException();
    }
}
