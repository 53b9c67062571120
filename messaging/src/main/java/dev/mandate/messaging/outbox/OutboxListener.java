package dev.mandate.messaging.outbox;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Hears of what is published here while it is: what it writes commits with it, and what it can't write keeps it from being done. */
public interface OutboxListener {
    /** @param events of one family, in their order; called in their transaction, after they were written */
    Uni<Void> published(List<?> events);
}
