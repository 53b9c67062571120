package dev.mandate.identity.federation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.cloudevents.WholeText;
import dev.mandate.identity.assertions.UsedAssertions;
import dev.mandate.identity.sessions.SignInSessions;
import dev.mandate.identity.signin.Provider;
import dev.mandate.identity.signin.Providers;
import dev.mandate.identity.upstream.Upstream;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Who signs out at a provider is signed out here, of what came of that sign-in. */
@ApplicationScoped
public class ProviderLogout {
    private static final Logger LOG = Logger.getLogger(ProviderLogout.class);

    /** A logout token is told at once; one from long ago is somebody's copy. */
    private static final Duration OLDEST = Duration.ofMinutes(10);

    /** Of one provider. */
    private static final int AT_ONCE = 8;

    private final Providers providers;
    private final Upstream upstream;
    private final UsedAssertions used;
    private final LinkedAccountStore accounts;
    private final SignInSessions sessions;
    private final InstantSource clock;
    private final Cache<String, Semaphore> places =
            Caffeine.newBuilder().maximumSize(200).build();

    ProviderLogout(
            Providers providers,
            Upstream upstream,
            UsedAssertions used,
            LinkedAccountStore accounts,
            SignInSessions sessions,
            InstantSource clock) {
        this.providers = providers;
        this.upstream = upstream;
        this.used = used;
        this.accounts = accounts;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** What became of a logout token. */
    public enum Outcome {
        ENDED,
        /** It isn't good, or comes again. */
        REFUSED,
        /** The provider's keys can't be had, or too many are looked at: the same may come again. */
        NOT_NOW
    }

    /** Nothing is used up by one that couldn't be looked at. */
    public Uni<Outcome> end(String provider, String logoutToken) {
        return Panache.withSession(() -> providers.find(provider))
                .chain(found -> found.map(known -> inPlace(known, logoutToken))
                        .orElseGet(() -> Uni.createFrom().item(Outcome.REFUSED)));
    }

    private Uni<Outcome> inPlace(Provider provider, String logoutToken) {
        var its = places.get(provider.id(), ignored -> new Semaphore(AT_ONCE));
        if (!its.tryAcquire()) return Uni.createFrom().item(Outcome.NOT_NOW);
        return told(provider, logoutToken).onTermination().invoke(() -> its.release());
    }

    private Uni<Outcome> told(Provider provider, String logoutToken) {
        return upstream.loggedOut(provider.client(), logoutToken)
                .chain(said -> said.<Uni<Outcome>>fold(
                        claims -> Panache.withTransaction(() -> ended(provider, claims))
                                .map(good -> good ? Outcome.ENDED : Outcome.REFUSED),
                        refused -> {
                            LOG.warnf(
                                    "A logout token of %s ends nothing: %s",
                                    provider.id(), PlainText.shown(refused.why()));
                            return Uni.createFrom().item(refused.later() ? Outcome.NOT_NOW : Outcome.REFUSED);
                        }));
    }

    private Uni<Boolean> ended(Provider provider, JWTClaimsSet claims) {
        var issuedAt = claims.getIssueTime();
        var now = clock.instant();
        if (issuedAt == null || issuedAt.toInstant().isBefore(now.minus(OLDEST)))
            return Uni.createFrom().item(false);
        return used.firstUse(provider.issuer(), "logout " + claims.getJWTID(), now.plus(OLDEST.multipliedBy(2)))
                .chain(first -> first ? end(provider, claims) : Uni.createFrom().item(false));
    }

    /** With a {@code sid} that one sign-in there, else all of this person there. */
    private Uni<Boolean> end(Provider provider, JWTClaimsSet claims) {
        var session = text(claims.getClaim("sid"));
        if (session.isPresent())
            return sessions.endedThere(provider.issuer(), session.get()).replaceWith(true);
        return text(claims.getSubject())
                .map(subject -> accounts.personOf(provider.issuer(), subject)
                        .chain(person -> person.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : sessions.endedThere(provider.issuer(), person.get()))
                        .replaceWith(true))
                .orElseGet(() -> Uni.createFrom().item(false));
    }

    private static Optional<String> text(@Nullable Object claim) {
        return claim instanceof String text && !text.isBlank() && WholeText.is(text)
                ? Optional.of(text)
                : Optional.empty();
    }
}
