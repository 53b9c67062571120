package dev.mandate.lifecycle.access;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.ids.GrantId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.MandateRole;
import dev.mandate.messaging.proposals.FarReachingChange;
import dev.mandate.messaging.proposals.Prepared;
import dev.mandate.messaging.proposals.Reach;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Takes grants back: one person is enough, since what somebody does wrong must be ended at once, unless fewer would be left by it than
 * what needs two needs. Who left nobody else would have locked everyone out.
 */
@ApplicationScoped
class MandateRoleEnds implements FarReachingChange<MandateRoleEnds.TakenBack, GrantRecord, GrantRefusal> {
    private static final int ENOUGH = 2;

    /** @param reason for people, as {@link dev.mandate.events.administration.Reason} has it */
    record TakenBack(GrantId grant, String reason) {}

    private final Grants grants;
    private final ApproversByRole approvers;

    MandateRoleEnds(Grants grants, ApproversByRole approvers) {
        this.grants = grants;
        this.approvers = approvers;
    }

    @Override
    public String kind() {
        return "grant-end";
    }

    @Override
    public Class<TakenBack> content() {
        return TakenBack.class;
    }

    @Override
    public Uni<Result<Prepared<GrantRecord, GrantRefusal>, GrantRefusal>> prepare(TakenBack wanted, Actor by) {
        return grants.held(wanted.grant(), by, wanted.reason())
                .chain(result -> result.chain(held -> {
                    if (!approves(held.grant().entitlement().id())) return Result.nowDone(Prepared.near(held.done()));
                    return approvers
                            .without(held.grant().id())
                            .map(left -> Result.done(
                                    left.size() >= ENOUGH
                                            ? Prepared.near(held.done())
                                            : Prepared.far(reach(held, left, wanted.reason()), held.done())));
                }));
    }

    private static boolean approves(String role) {
        return MandateRole.isReserved(role)
                && MandateRole.of(role).map(MandateRole::approves).orElse(true);
    }

    private static Reach reach(Grants.Held held, Set<IdentityId> left, String reason) {
        var holder = held.holder();
        var standing = holder.standing();
        var who = standing == null
                ? holder.identity().value()
                : standing.attributes().displayName() + " (" + holder.identity() + ")";
        var role = held.grant().entitlement().id();
        return new Reach(
                holder.identity().value(),
                "it goes on",
                "take the role " + role + " from " + who + ": " + reason,
                List.of(
                        who + ": loses what he has in Mandate itself by " + role,
                        "everyone who wants what needs two: "
                                + (left.size() == 1 ? "1 person could approve" : left.size() + " people could approve")
                                + " after it"));
    }

    @Override
    public String words(GrantRefusal refusal) {
        return "it can't be taken back any more: "
                + refusal.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
