package dev.mandate.messaging.inbox;

import dev.mandate.events.lifecycle.AccessState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Reads a state topic, so that its freshness markers are met. */
@ApplicationScoped
class AccessConsumer {
    @Inject
    Inbox inbox;

    @Incoming("access")
    Uni<Void> on(ConsumerRecords<byte[], byte[]> batch) {
        return inbox.handle(
                AccessState.FAMILY, batch, received -> Uni.createFrom().voidItem());
    }
}
