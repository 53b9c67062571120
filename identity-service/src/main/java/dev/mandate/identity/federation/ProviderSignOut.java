package dev.mandate.identity.federation;

import dev.mandate.identity.browser.MessagePage.Link;
import dev.mandate.identity.sessions.SignInSession;
import dev.mandate.identity.signin.Providers;
import dev.mandate.identity.upstream.Upstream;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Whoever signed in by a provider is signed in there still, so that the next one at this browser comes in without a credential. He is offered to
 * sign out there too; nobody signs him out of what else he uses it for.
 *
 * @see <a href="https://openid.net/specs/openid-connect-rpinitiated-1_0.html">OpenID Connect RP-Initiated Logout 1.0</a>
 */
@ApplicationScoped
public class ProviderSignOut {
    private final Providers providers;
    private final Upstream upstream;

    ProviderSignOut(Providers providers, Upstream upstream) {
        this.providers = providers;
        this.upstream = upstream;
    }

    /** Empty where no provider vouched for the sign-in, or it doesn't say where one signs out. No transaction is open. */
    public Uni<Optional<Link>> offered(Optional<SignInSession> ended) {
        var issuer = ended.map(SignInSession::issuer);
        if (issuer.isEmpty()) return Uni.createFrom().item(Optional.empty());
        return Panache.withSession(() -> providers.by(issuer.get()))
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(Optional.<Link>empty())
                        : upstream.signOut(found.get().client())
                                .map(address -> address.map(to ->
                                        new Link("Sign out at " + found.get().name() + " too", to))));
    }
}
