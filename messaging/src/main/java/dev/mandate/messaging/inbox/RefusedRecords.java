package dev.mandate.messaging.inbox;

import dev.mandate.events.cloudevents.Unreadable.Reason;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where a record goes that can't be taken; it isn't passed over before that has succeeded. */
@FunctionalInterface
interface RefusedRecords {
    Uni<Void> keep(ConsumerRecord<byte[], byte[]> record, Reason reason, String message);
}
