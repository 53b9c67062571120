package dev.mandate.identity.credentials;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.PersonEvent;
import dev.mandate.events.identity.SignalEvent.Initiator;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.identities.HeldRole;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.identities.PersonProfile;
import dev.mandate.identity.keys.RandomSecret;
import dev.mandate.identity.sessions.EndCause;
import dev.mandate.identity.sessions.SignInEnds;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Links by which a person sets a credential, the first one or, once he has lost what he had, another. Whoever uses one begins anew:
 * what he had to sign in with is gone, and his sign-ins end with the tasks that were given from them. Every method needs a transaction.
 */
@ApplicationScoped
public class Invitations {
    /** Longer ones lie around in mailboxes. */
    static final Duration LONGEST = Duration.ofDays(7);

    private final InvitationStore store;
    private final Credentials credentials;
    private final OtherWaysIn others;
    private final SignInEnds signIns;
    private final Identities identities;
    private final Outbox outbox;
    private final InstantSource clock;

    Invitations(
            InvitationStore store,
            Credentials credentials,
            OtherWaysIn others,
            SignInEnds signIns,
            Identities identities,
            Outbox outbox,
            InstantSource clock) {
        this.store = store;
        this.credentials = credentials;
        this.others = others;
        this.signIns = signIns;
        this.identities = identities;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Locked; refused for whoever is unknown or not active. */
    Uni<Result<PersonProfile, InvitationRefusal>> invitable(IdentityId person, Duration lifetime) {
        if (lifetime.isNegative() || lifetime.isZero() || lifetime.compareTo(LONGEST) > 0)
            return Result.nowRefused(InvitationRefusal.BAD_LIFETIME);
        return identities.lock(person).chain(() -> identities.profile(person)).map(found -> {
            if (found.isEmpty()) return Result.refused(InvitationRefusal.UNKNOWN);
            return found.get().active() ? Result.done(found.get()) : Result.refused(InvitationRefusal.INACTIVE);
        });
    }

    /** Roles of Mandate itself that he holds, or will. */
    Uni<List<HeldRole>> rolesAhead(IdentityId person) {
        var now = clock.instant();
        return identities
                .mandateRoles(person)
                .map(roles -> roles.stream()
                        .filter(role -> now.isBefore(role.until()))
                        .toList());
    }

    /**
     * Replaces an earlier one of a person who is {@link #invitable}.
     *
     * @param agreed whether it counts also while he holds a role of Mandate itself
     * @return until when it counts
     */
    Uni<Result<Instant, InvitationRefusal>> make(
            PersonProfile person, byte[] tokenHash, Duration lifetime, boolean agreed, Actor by) {
        var id = person.state().identity();
        return store.findById(id.value()).chain(known -> {
            var row = known == null ? new InvitationRow() : known;
            row.personId = id.value();
            row.tokenHash = tokenHash;
            row.madeAt = clock.instant();
            row.endsAt = clock.instant().plus(lifetime);
            row.agreed = agreed;
            return store.persist(row)
                    .chain(() ->
                            outbox.publish(AdministrationEvent.FAMILY, new PersonEvent.Invited(id, row.endsAt, by)))
                    .replaceWith(() -> Result.done(row.endsAt));
        });
    }

    /** Whom a link is for, while it counts and he is active. */
    public Uni<Optional<PersonProfile>> invited(String token) {
        if (token.length() != RandomSecret.LENGTH) return Uni.createFrom().item(Optional.empty());
        return store.by(RandomSecret.hash(token)).chain(this::person);
    }

    /** Uses the link up: what the person had is gone, and he may set something else in the same transaction. */
    public Uni<Optional<PersonProfile>> use(String token) {
        if (token.length() != RandomSecret.LENGTH) return Uni.createFrom().item(Optional.empty());
        var hash = RandomSecret.hash(token);
        return store.by(hash)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(Optional.<InvitationRow>empty())
                        : identities.lock(new IdentityId(found.get().personId)).chain(() -> store.locked(hash)))
                .chain(row -> person(row).call(person -> {
                    if (person.isEmpty()) return Uni.createFrom().voidItem();
                    var id = person.get().state().identity();
                    return store.delete(row.orElseThrow())
                            .chain(() -> credentials.removeAll(id, Initiator.USER))
                            .chain(() -> others.removeAll(id, Initiator.USER))
                            .chain(() -> signIns.endOthers(id, null, EndCause.himself(id, "invitation_used"))
                                    .replaceWithVoid());
                }));
    }

    /** One that one person made doesn't count for whoever came to a role of Mandate itself after it. */
    private Uni<Optional<PersonProfile>> person(Optional<InvitationRow> found) {
        var counts = found.filter(row -> clock.instant().isBefore(row.endsAt));
        if (counts.isEmpty()) return Uni.createFrom().item(Optional.empty());
        var id = new IdentityId(counts.get().personId);
        return rolesAhead(id).chain(roles -> {
            if (!roles.isEmpty() && !counts.get().agreed)
                return Uni.createFrom().item(Optional.empty());
            return identities.profile(id).map(profile -> profile.filter(PersonProfile::active));
        });
    }
}
