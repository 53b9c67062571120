package dev.mandate.identity.pages;

import dev.mandate.identity.browser.Visit;
import dev.mandate.identity.credentials.Credentials;
import dev.mandate.identity.sessions.CurrentSignIn;
import dev.mandate.identity.sessions.SignInProof;
import dev.mandate.identity.sessions.SignInSessions;
import dev.mandate.messaging.result.Result;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;

/** Does something for whoever is signed in, in one transaction with the check that he is; where he goes to sign in, if he isn't. */
@ApplicationScoped
class FreshSignIns {
    static final String SIGN_IN = "/sign-in";
    static final String SIGN_IN_AGAIN = "/sign-in?again";

    /** The value of {@code again} for who signed in by a provider, and is told why that isn't enough. */
    static final String OWN = "own";

    private static final String SIGN_IN_BY_OWN = SIGN_IN_AGAIN + "=" + OWN;
    private static final Duration FRESH = Duration.ofMinutes(10);

    private final SignInSessions sessions;
    private final Credentials credentials;
    private final InstantSource clock;

    FreshSignIns(SignInSessions sessions, Credentials credentials, InstantSource clock) {
        this.sessions = sessions;
        this.credentials = credentials;
        this.clock = clock;
    }

    /**
     * For who may change what he signs in with: he has shown a credential shortly before, and one of his own here, if he has any. A provider
     * that signs him in would else get ways in that outlast it. Who has none sets his first after two factors there.
     */
    <T> Uni<Result<T, String>> fresh(Visit visit, Function<CurrentSignIn, Uni<T>> act) {
        return in(visit, act, true);
    }

    <T> Uni<Result<T, String>> signedIn(Visit visit, Function<CurrentSignIn, Uni<T>> act) {
        return in(visit, act, false);
    }

    private <T> Uni<Result<T, String>> in(Visit visit, Function<CurrentSignIn, Uni<T>> act, boolean fresh) {
        return Panache.withTransaction(() -> sessions.current(visit.session()).chain(current -> {
            if (current.isEmpty()) return Result.<T, String>nowRefused(SIGN_IN);
            var him = current.get();
            if (fresh && !isFresh(him)) return Result.<T, String>nowRefused(SIGN_IN_AGAIN);
            return (fresh ? isByOwn(him) : Uni.createFrom().item(true))
                    .chain(may -> may
                            ? act.apply(him).map(Result::<T, String>done)
                            : Result.<T, String>nowRefused(SIGN_IN_BY_OWN));
        }));
    }

    private Uni<Boolean> isByOwn(CurrentSignIn current) {
        var session = current.session();
        if (session.issuer() == null) return Uni.createFrom().item(true);
        return credentials
                .letIn(session.person())
                .map(hasOwn -> !hasOwn && session.acr().equals(SignInProof.MFA_ACR));
    }

    private boolean isFresh(CurrentSignIn current) {
        return clock.instant().isBefore(current.session().authenticatedAt().plus(FRESH));
    }
}
