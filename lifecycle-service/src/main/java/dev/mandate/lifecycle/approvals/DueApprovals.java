package dev.mandate.lifecycle.approvals;

import dev.mandate.events.lifecycle.ApprovalState;
import dev.mandate.events.lifecycle.ApprovalState.Status;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.sweep.DueWork;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** An approval ends at its time; a day later its last revision says deleted, and another day later it is forgotten. */
@ApplicationScoped
class DueApprovals implements DueWork {
    private final ApprovalStore store;
    private final Outbox outbox;
    private final InstantSource clock;

    DueApprovals(ApprovalStore store, Outbox outbox, InstantSource clock) {
        this.store = store;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public Uni<Integer> sweep(int limit) {
        return store.lockDue(now(), limit)
                .chain(due -> Multi.createFrom()
                        .iterable(due)
                        .onItem()
                        .transformToUniAndConcatenate(this::look)
                        .collect()
                        .asList()
                        .replaceWith(due.size()));
    }

    @Override
    public Uni<Void> sweep(String id) {
        return store.lockDue(now(), id)
                .chain(due -> due.isEmpty() ? Uni.createFrom().voidItem() : look(due.get()));
    }

    @Override
    public Uni<List<String>> due(int limit) {
        return store.due(now(), limit);
    }

    @Override
    public Uni<Void> putOff(String id) {
        return store.putOff(id, now());
    }

    private Uni<Void> look(Approval due) {
        if (due.deleted())
            return outbox.forget(ApprovalState.FAMILY, List.of(due.id().value()))
                    .chain(() -> store.remove(due.id()));
        var over = due.status() == Status.USED || due.status() == Status.ENDED;
        var next = over ? due.gone(now()) : due.ended(now());
        return store.save(next).chain(() -> outbox.publish(ApprovalState.FAMILY, next.state()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
