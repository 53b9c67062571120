package dev.mandate.lifecycle.access;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.lifecycle.MandateRole;
import dev.mandate.lifecycle.workers.Worker;
import dev.mandate.messaging.proposals.FarReachingChange;
import dev.mandate.messaging.proposals.Prepared;
import dev.mandate.messaging.proposals.Reach;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Grants; a role of Mandate itself is given by two people, any other by one. */
@ApplicationScoped
class MandateRoleGrants implements FarReachingChange<GrantRequest, GrantRecord, GrantRefusal> {
    private final Grants grants;

    MandateRoleGrants(Grants grants) {
        this.grants = grants;
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
    public Uni<Result<Prepared<GrantRecord, GrantRefusal>, GrantRefusal>> prepare(GrantRequest request, Actor by) {
        return grants.wanted(request)
                .map(result -> result.map(wanted -> {
                    return MandateRole.isReserved(request.entitlement().id())
                            ? Prepared.far(reach(request, wanted.holder()), wanted.done())
                            : Prepared.near(wanted.done());
                }));
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
    public String words(GrantRefusal refusal) {
        return "it can't be granted any more: "
                + refusal.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
