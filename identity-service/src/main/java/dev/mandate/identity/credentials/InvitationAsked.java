package dev.mandate.identity.credentials;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.identities.HeldRole;
import dev.mandate.identity.identities.PersonProfile;
import dev.mandate.messaging.proposals.FarReachingChange;
import dev.mandate.messaging.proposals.Prepared;
import dev.mandate.messaging.proposals.Reach;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whoever invites somebody knows the link, and may sign in as him with it. Where that one is an approver or an administrator, he would
 * be a second person by it, so that two must want it; the link is shown to whoever asked and counts once they do.
 */
@ApplicationScoped
class InvitationAsked implements FarReachingChange<InvitationAsked.Wanted, Instant, InvitationRefusal> {
    /**
     * @param hash SHA-256 of the link's random token, in hexadecimal; nobody guesses what it was made of
     * @param lifetime ISO 8601, from when it counts on
     * @param alsoWithRoles whether it is to count once he holds a role of Mandate itself, too
     */
    record Wanted(IdentityId person, String hash, String lifetime, boolean alsoWithRoles) {}

    private final Invitations invitations;

    InvitationAsked(Invitations invitations) {
        this.invitations = invitations;
    }

    @Override
    public String kind() {
        return "invitation";
    }

    @Override
    public Class<Wanted> content() {
        return Wanted.class;
    }

    @Override
    public Uni<Result<Prepared<Instant, InvitationRefusal>, InvitationRefusal>> prepare(Wanted wanted, Actor by) {
        var lifetime = Duration.parse(wanted.lifetime());
        var hash = HexFormat.of().parseHex(wanted.hash());
        return invitations
                .invitable(wanted.person(), lifetime)
                .chain(found -> found.chain(person -> invitations
                        .rolesAhead(wanted.person())
                        .map(roles -> Result.done(
                                roles.isEmpty() && !wanted.alsoWithRoles()
                                        ? Prepared.near(() -> invitations.make(person, hash, lifetime, false, by))
                                        : Prepared.far(
                                                reach(person, roles, lifetime, by),
                                                () -> invitations.make(person, hash, lifetime, true, by))))));
    }

    private static Reach reach(PersonProfile person, List<HeldRole> roles, Duration lifetime, Actor by) {
        var state = person.state();
        var who = state.displayName() + " (" + state.identity() + ")";
        var held =
                roles.stream().map(role -> role.role().id()).sorted().distinct().collect(Collectors.joining(", "));
        return new Reach(
                state.identity().value(),
                "roles " + held,
                "let whoever has a link, which " + by + " knows, sign in as " + who + ", for " + lifetime,
                List.of(
                        who + ": loses what he signs in with once it is used",
                        "whoever uses it: acts as " + who + ", who holds "
                                + (held.isEmpty() ? "no role of Mandate itself yet" : held)));
    }

    @Override
    public String words(InvitationRefusal refusal) {
        return refusal == InvitationRefusal.INACTIVE ? "the person isn't active any more" : "nobody can be invited so";
    }
}
