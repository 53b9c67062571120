package dev.mandate.identity.credentials;

import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.PersonEvent;
import dev.mandate.events.identity.SignalEvent.Initiator;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.identities.PersonProfile;
import dev.mandate.identity.identities.Requester;
import dev.mandate.identity.keys.RandomSecret;
import dev.mandate.identity.sessions.SignInSessions;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Links by which a person sets a credential, the first one or, once he has lost what he had, another. Whoever uses one begins anew:
 * what he had to sign in with is gone, and his sign-ins end. Every method needs a transaction.
 */
@ApplicationScoped
public class Invitations {
    /** Longer ones lie around in mailboxes. */
    static final Duration LONGEST = Duration.ofDays(7);

    private final InvitationStore store;
    private final Credentials credentials;
    private final SignInSessions sessions;
    private final Identities identities;
    private final Outbox outbox;
    private final InstantSource clock;

    Invitations(
            InvitationStore store,
            Credentials credentials,
            SignInSessions sessions,
            Identities identities,
            Outbox outbox,
            InstantSource clock) {
        this.store = store;
        this.credentials = credentials;
        this.sessions = sessions;
        this.identities = identities;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** @param token is shown this once */
    record Made(String token, Instant endsAt) {}

    /** Replaces an earlier one. Refused for whoever is unknown or not active, and for anybody but an administrator. */
    Uni<Result<Made, InvitationRefusal>> make(IdentityId person, Duration lifetime, Requester by) {
        if (lifetime.isNegative() || lifetime.isZero() || lifetime.compareTo(LONGEST) > 0)
            return Result.nowRefused(InvitationRefusal.BAD_LIFETIME);
        if (!by.isAdministrator()) return Result.nowRefused(InvitationRefusal.NOT_ADMINISTRATOR);
        return identities.lock(person).chain(() -> identities.profile(person)).chain(found -> {
            if (found.isEmpty()) return Result.nowRefused(InvitationRefusal.UNKNOWN);
            if (!found.get().active()) return Result.nowRefused(InvitationRefusal.INACTIVE);
            return store.findById(person.value()).chain(known -> {
                var row = known == null ? new InvitationRow() : known;
                var token = RandomSecret.next();
                row.personId = person.value();
                row.tokenHash = RandomSecret.hash(token);
                row.madeAt = clock.instant();
                row.endsAt = clock.instant().plus(lifetime);
                return store.persist(row)
                        .chain(() -> outbox.publish(
                                AdministrationEvent.FAMILY, new PersonEvent.Invited(person, row.endsAt, by.by())))
                        .replaceWith(() -> Result.done(new Made(token, row.endsAt)));
            });
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
                            .chain(() -> sessions.endOthers(id, null, Initiator.USER, "invitation_used"));
                }));
    }

    private Uni<Optional<PersonProfile>> person(Optional<InvitationRow> found) {
        var counts = found.filter(row -> clock.instant().isBefore(row.endsAt));
        if (counts.isEmpty()) return Uni.createFrom().item(Optional.empty());
        return identities
                .profile(new IdentityId(counts.get().personId))
                .map(profile -> profile.filter(PersonProfile::active));
    }
}
