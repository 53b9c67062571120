package dev.mandate.identity.tasks;

import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.messaging.inbox.Inbox;
import dev.mandate.messaging.inbox.Intake;
import dev.mandate.messaging.inbox.Intakes;
import dev.mandate.messaging.inbox.Received;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Reads {@code lifecycle.catalog.v1}, for what tools do in its words; nothing is decided by it. */
@ApplicationScoped
class CatalogueConsumer implements Intakes {
    private final Inbox inbox;
    private final CatalogueToolStore tools;
    private final Intake<CatalogEntry> catalogue;

    CatalogueConsumer(Inbox inbox, CatalogueToolStore tools) {
        this.inbox = inbox;
        this.tools = tools;
        this.catalogue = Intake.of(CatalogEntry.FAMILY, this::apply);
    }

    @Incoming("catalogue")
    Uni<Void> on(ConsumerRecords<byte[], byte[]> batch) {
        return inbox.handle(catalogue, batch);
    }

    @Override
    public List<Intake<?>> intakes() {
        return List.of(catalogue);
    }

    private Uni<Void> apply(List<Received<CatalogEntry>> batch) {
        Uni<Void> kept = Uni.createFrom().voidItem();
        for (var received : batch)
            if (received.event() instanceof CatalogEntry.Tool tool) kept = kept.chain(() -> tools.keep(tool));
        return kept;
    }
}
