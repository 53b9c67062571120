package dev.mandate.lifecycle.access;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.ids.GrantId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.Grant;
import dev.mandate.messaging.proposals.Prepared;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Looks at what is wanted by the rules that say what takes two people, and does what one may do alone. */
@ApplicationScoped
class EntitlementsDoor implements Entitlements {
    private final Grants grants;
    private final MandateRoleGrants given;
    private final MandateRoleEnds taken;

    EntitlementsDoor(Grants grants, MandateRoleGrants given, MandateRoleEnds taken) {
        this.grants = grants;
        this.given = given;
        this.taken = taken;
    }

    @Override
    public Uni<Result<GrantRecord, GrantRefusal>> grant(GrantRequest request) {
        return given.prepare(request, request.by()).chain(result -> result.chain(EntitlementsDoor::alone));
    }

    @Override
    public Uni<Result<GrantRecord, GrantRefusal>> revoke(GrantId id, Actor by, String reason) {
        return taken.prepare(new MandateRoleEnds.TakenBack(id, reason), by)
                .chain(result -> result.chain(EntitlementsDoor::alone));
    }

    @Override
    public Uni<Optional<List<Grant>>> heldBy(IdentityId identity) {
        return grants.heldBy(identity);
    }

    @Override
    public Uni<Optional<GrantRecord>> find(GrantId id) {
        return grants.find(id);
    }

    private static Uni<Result<GrantRecord, GrantRefusal>> alone(Prepared<GrantRecord, GrantRefusal> prepared) {
        return prepared.reach().isPresent()
                ? Result.nowRefused(GrantRefusal.TAKES_TWO)
                : prepared.making().get();
    }
}
