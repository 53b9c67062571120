package dev.mandate.lifecycle.access;

import dev.mandate.events.ids.GrantId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.MandateRole;
import dev.mandate.lifecycle.workers.Worker;
import dev.mandate.lifecycle.workers.WorkerStore;
import dev.mandate.messaging.proposals.Approvers;
import dev.mandate.messaging.security.StoppedIdentities;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Who may stand for what needs two people: who works here and holds a role for it, by our own rows, and isn't stopped. */
@ApplicationScoped
class ApproversByRole implements Approvers {
    private final WorkerStore workers;
    private final GrantStore grants;
    private final StoppedIdentities stopped;
    private final InstantSource clock;

    ApproversByRole(WorkerStore workers, GrantStore grants, StoppedIdentities stopped, InstantSource clock) {
        this.workers = workers;
        this.grants = grants;
        this.stopped = stopped;
        this.clock = clock;
    }

    @Override
    public Uni<Set<IdentityId>> among(Set<IdentityId> people) {
        return Multi.createFrom()
                .iterable(people)
                .onItem()
                .transformToUniAndConcatenate(workers::ofIdentity)
                .filter(found -> found.filter(this::stands).isPresent())
                .map(found -> found.map(Worker::identity))
                .map(Optional::orElseThrow)
                .collect()
                .asSet();
    }

    /** Who would be left if this grant ended. Until the transaction ends nobody else ends one of theirs. */
    Uni<Set<IdentityId>> without(GrantId ended) {
        var now = clock.instant();
        return grants.lockMandateRoles()
                .map(held -> held.stream()
                        .filter(grant ->
                                !grant.id().equals(ended) && grant.grant().validAt(now))
                        .filter(grant -> MandateRole.of(grant.entitlement().id())
                                .filter(MandateRole::approves)
                                .isPresent())
                        .map(HeldGrant::identity)
                        .filter(stopped::mayAct)
                        .collect(Collectors.toSet()));
    }

    private boolean stands(Worker worker) {
        return worker.active()
                && stopped.mayAct(worker.identity())
                && MandateRole.mayApprove(worker.grants(), clock.instant());
    }
}
