package dev.mandate.identity.signals;

import dev.mandate.events.identity.SignalEvent;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SignInSessionId;
import dev.mandate.identity.authorize.Authorizations;
import dev.mandate.identity.clients.Clients;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Applications that somebody signed in to hear that he has signed out, or was. One that ends by its time isn't told. Needs a transaction.
 *
 * @see <a href="https://openid.net/specs/openid-connect-backchannel-1_0.html">OpenID Connect Back-Channel Logout 1.0</a>
 */
@ApplicationScoped
class Logouts {
    private final Authorizations authorizations;
    private final Clients clients;
    private final PendingStore pending;

    Logouts(Authorizations authorizations, Clients clients, PendingStore pending) {
        this.authorizations = authorizations;
        this.clients = clients;
        this.pending = pending;
    }

    Uni<Void> of(SignalEvent.SessionEnded ended, Instant now) {
        return tell(ended.subject(), ended.signIn(), "logout/" + ended.signIn().value(), now);
    }

    /** All that he has begun. */
    Uni<Void> ofAll(IdentityId person, Instant voidBefore, Instant now) {
        return tell(person, null, "logout/" + person.value() + '/' + voidBefore, now);
    }

    private Uni<Void> tell(IdentityId person, @Nullable SignInSessionId signIn, String key, Instant now) {
        return authorizations
                .clientsOf(person, signIn)
                .chain(clients::hearingOfLogout)
                .chain(hearing -> hearing.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : pending.addLogout(
                                hearing,
                                key,
                                SignalWords.logout(person.value(), signIn == null ? null : signIn.value()),
                                now));
    }
}
