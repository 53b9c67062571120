package dev.mandate.identity.delegations;

import dev.mandate.events.identity.DelegationState;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.sweep.DueWork;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Delegations that ended a while ago: first their content goes, with a last revision that says deleted, a day later the rest, with
 * a tombstone. Every method needs a transaction. Rows that someone else holds are left for the next time, so that this waits for
 * nobody and replicas don't meet.
 */
@ApplicationScoped
class EndedDelegations implements DueWork {
    /** Readers that were away for less see the last revision. */
    private static final Duration UNTIL_FORGOTTEN = Duration.ofDays(1);

    private final EndedStore store;
    private final Outbox outbox;
    private final DelegationConfig config;
    private final InstantSource clock;

    EndedDelegations(EndedStore store, Outbox outbox, DelegationConfig config, InstantSource clock) {
        this.store = store;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    /** Ids of those whose time has come, to be deleted or to be forgotten. */
    @Override
    public Uni<List<String>> due(int limit) {
        return store.due(dates(), limit);
    }

    /** How many were deleted or forgotten. */
    @Override
    public Uni<Integer> sweep(int limit) {
        return store.lock(dates(), limit).chain(this::end);
    }

    @Override
    public Uni<Void> sweep(String id) {
        return store.lock(dates(), id).chain(this::end).replaceWithVoid();
    }

    @Override
    public Uni<Void> putOff(String id) {
        return store.putOff(id, clock.instant());
    }

    /**
     * Forgets one agreement of this session that has ended, before its time: nobody acts under it, the trail has it, and a reader who is away
     * for so long that he misses its tombstone finds that its end is over. Only after {@link DelegationStore#lockRoots}.
     *
     * @return whether there was one
     */
    Uni<Boolean> makePlace(String root) {
        return store.lockAgreed(root, clock.instant()).chain(found -> {
            var ids = found.stream().map(row -> row.id).toList();
            return outbox.forget(DelegationState.FAMILY, ids)
                    .chain(() -> store.remove(ids))
                    .replaceWith(!ids.isEmpty());
        });
    }

    private Uni<Integer> end(List<DelegationRow> due) {
        var known = due.stream().filter(row -> !row.deleted()).toList();
        var deleted = due.stream().filter(DelegationRow::deleted).toList();
        var now = clock.instant();
        known.forEach(row -> row.delete(now));
        var ids = deleted.stream().map(row -> row.id).toList();
        return outbox.publishAll(
                        DelegationState.FAMILY,
                        known.stream().map(DelegationRow::state).toList())
                .chain(() -> outbox.forget(DelegationState.FAMILY, ids))
                .chain(() -> store.remove(ids))
                .replaceWith(due.size());
    }

    private Dates dates() {
        var now = clock.instant();
        return new Dates(now.minus(config.endedDelegationRetention()), now.minus(UNTIL_FORGOTTEN), now);
    }

    /**
     * @param endedBefore what ended before is deleted
     * @param deletedBefore what was deleted before is forgotten
     */
    record Dates(Instant endedBefore, Instant deletedBefore, Instant now) {}
}
