package dev.mandate.identity.identities;

import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Kind;
import dev.mandate.events.identity.Validity;
import dev.mandate.events.identity.WorkloadFacts;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.paging.Page;
import dev.mandate.messaging.paging.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Workloads as identities that a person answers for; who that is, and what happens when he leaves, is as for agents ({@link OwnedAgents}).
 * Every method works in the caller's transaction. Whether a move is legal is for the caller, who has locked the workload.
 */
@ApplicationScoped
public class OwnedWorkloads {
    private static final String GONE = "-";

    /** Readers that were away for less see the last revision. */
    private static final Duration UNTIL_FORGOTTEN = Duration.ofDays(1);

    private final IdentityStore store;
    private final OwnedAgents owned;
    private final Outbox outbox;
    private final InstantSource clock;

    OwnedWorkloads(IdentityStore store, OwnedAgents owned, Outbox outbox, InstantSource clock) {
        this.store = store;
        this.owned = owned;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * What somebody registers.
     *
     * @param confirmed by an administrator, who registers it
     */
    public record Description(
            String name,
            String purpose,
            WorkloadFacts.Kind kind,
            String environment,
            boolean confirmed,
            @Nullable Validity validity) {}

    /**
     * Which ones are looked for.
     *
     * @param owner null for any
     * @param name null for any
     * @param ownerless only those that nobody answers for, and that aren't retired
     */
    public record Wanted(
            @Nullable IdentityId owner, @Nullable String name, boolean ownerless) {}

    /** @param owner who has accepted it already, and stays an active person; null while nobody has */
    public Uni<IdentityState> add(Description workload, @Nullable IdentityState owner) {
        var id = IdentityId.nextWorkload();
        var row = OwnedAgents.row(id, Kind.WORKLOAD, workload.name(), workload.purpose(), owner, clock.instant());
        row.phase = Phase.STAGED;
        row.workloadKind = workload.kind();
        row.environment = workload.environment();
        row.confirmed = workload.confirmed();
        row.within(workload.validity());
        var state = row.next();
        return store.persist(row)
                .chain(() -> outbox.publish(IdentityState.FAMILY, state))
                .replaceWith(state);
    }

    /** Policies go by its purpose, kind and environment from now on. */
    public Uni<IdentityState> confirm(IdentityId workload) {
        return owned.changed(workload, row -> row.confirmed = true);
    }

    /** In use from now on, if somebody answers for it. */
    public Uni<IdentityState> activate(IdentityId workload) {
        return owned.changed(workload, row -> row.phase = Phase.IN_USE);
    }

    /** Its tokens are void. */
    public Uni<IdentityState> retire(IdentityId workload) {
        return owned.changed(workload, row -> {
            row.phase = Phase.RETIRED;
            row.voidTokens(clock.instant());
        });
    }

    /** Nothing but its id is left. */
    public Uni<IdentityState> delete(IdentityId workload) {
        return owned.changed(workload, row -> {
            row.becomeUnanswered(Phase.DELETED.text());
            row.resume();
            row.phase = Phase.DELETED;
            row.displayName = GONE;
            row.ownerId = null;
            row.purpose = null;
            row.environment = null;
            row.confirmed = false;
            row.within(null);
            row.deletedAt = clock.instant();
        });
    }

    /** Where it runs, of one that isn't confirmed. */
    public Uni<IdentityState> environment(IdentityId workload, String environment) {
        return owned.changed(workload, row -> row.environment = environment);
    }

    /** @param validity null for always */
    public Uni<IdentityState> validity(IdentityId workload, @Nullable Validity validity) {
        return owned.changed(workload, row -> row.within(validity));
    }

    /** Those that were deleted a day ago get a tombstone; the row stays, since an id is never used again. */
    public Uni<Integer> forget(int atMost) {
        return store.toForget(clock.instant().minus(UNTIL_FORGOTTEN), atMost).chain(rows -> {
            rows.forEach(row -> row.deletedAt = null);
            return outbox.forget(
                            IdentityState.FAMILY,
                            rows.stream().map(row -> row.id).toList())
                    .replaceWith(rows.size());
        });
    }

    /** In the order in which they were made, without those that are deleted. */
    public Uni<Page<IdentityState>> list(Wanted wanted, PageRequest page) {
        return store.workloads(wanted, page)
                .map(rows -> page.of(rows, row -> row.id).map(IdentityRow::state));
    }
}
