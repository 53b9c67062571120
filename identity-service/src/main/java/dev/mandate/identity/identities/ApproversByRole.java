package dev.mandate.identity.identities;

import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.messaging.proposals.Approvers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;

/** Who may stand for what needs two people: who is active, not stopped, and holds a role by which one approves. */
@ApplicationScoped
class ApproversByRole implements Approvers {
    private final IdentityStore store;
    private final InstantSource clock;

    ApproversByRole(IdentityStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Uni<Set<IdentityId>> among(Set<IdentityId> people) {
        var now = clock.instant();
        return store.withOwners(people)
                .map(rows -> rows.stream()
                        .filter(row -> stands(row, now))
                        .map(row -> new IdentityId(row.id))
                        .filter(people::contains)
                        .collect(Collectors.toSet()));
    }

    static boolean stands(IdentityRow row, Instant now) {
        return row.state().status() == Status.ACTIVE && hasRole(row, now);
    }

    /** He would, were he not stopped by hand. */
    static boolean wouldStand(IdentityRow row, Instant now) {
        return row.status == Status.ACTIVE && row.isStopped() && hasRole(row, now);
    }

    private static boolean hasRole(IdentityRow row, Instant now) {
        return row.mandateRoles().stream().anyMatch(held -> held.role().approves() && held.validAt(now));
    }
}
