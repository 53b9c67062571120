package dev.mandate.lifecycle.access;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.lifecycle.MandateRole;
import dev.mandate.lifecycle.workers.Worker;
import dev.mandate.lifecycle.workers.WorkerStore;
import dev.mandate.messaging.proposals.FarReachingChange;
import dev.mandate.messaging.proposals.Reach;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Grants; a role of Mandate itself is given by two people, any other by one. */
@ApplicationScoped
class MandateRoleGrants implements FarReachingChange<GrantRequest, GrantRecord, GrantRefusal> {
    private final Entitlements entitlements;
    private final WorkerStore workers;
    private final InstantSource clock;

    MandateRoleGrants(Entitlements entitlements, WorkerStore workers, InstantSource clock) {
        this.entitlements = entitlements;
        this.workers = workers;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "grant";
    }

    @Override
    public Class<GrantRequest> content() {
        return GrantRequest.class;
    }

    @Override
    public Uni<Result<Optional<Reach>, GrantRefusal>> reach(GrantRequest request, Actor by) {
        if (!MandateRole.isReserved(request.entitlement().id())) return Result.nowDone(Optional.empty());
        var against = GrantRules.against(request, clock.instant());
        if (against.isPresent()) return Result.nowRefused(against.get());
        return workers.ofIdentity(request.identity())
                .map(found -> found.filter(worker -> worker.standing() != null)
                        .<Result<Optional<Reach>, GrantRefusal>>map(
                                worker -> Result.done(Optional.of(reach(request, worker))))
                        .orElseGet(() -> Result.refused(GrantRefusal.UNKNOWN_WORKER)));
    }

    private static Reach reach(GrantRequest request, Worker worker) {
        var standing = Objects.requireNonNull(worker.standing());
        var attributes = standing.attributes();
        var who = attributes.displayName() + " (" + worker.identity() + ")";
        var held = worker.grants().stream()
                .map(grant -> grant.role())
                .filter(MandateRole::isReserved)
                .sorted()
                .distinct()
                .toList();
        return new Reach(
                request.identity().value(),
                "employment " + standing.employment() + " " + standing.state(),
                "give " + who + " the role " + request.entitlement().id() + " until " + request.until() + ": "
                        + request.reason(),
                List.of(
                        who + ", " + attributes.department() + ": gets rights in Mandate itself by "
                                + request.entitlement().id(),
                        "he holds " + (held.isEmpty() ? "no such role" : String.join(", ", held)) + " now"));
    }

    @Override
    public Uni<Result<GrantRecord, GrantRefusal>> make(GrantRequest request, Actor by) {
        return entitlements.grant(request);
    }

    @Override
    public String words(GrantRefusal refusal) {
        return "it can't be granted any more: "
                + refusal.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
