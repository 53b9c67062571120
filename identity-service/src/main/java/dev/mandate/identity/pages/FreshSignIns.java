package dev.mandate.identity.pages;

import dev.mandate.identity.browser.Visit;
import dev.mandate.identity.sessions.CurrentSignIn;
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
    private static final Duration FRESH = Duration.ofMinutes(10);

    private final SignInSessions sessions;
    private final InstantSource clock;

    FreshSignIns(SignInSessions sessions, InstantSource clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    /** For who has shown a credential shortly before. */
    <T> Uni<Result<T, String>> fresh(Visit visit, Function<CurrentSignIn, Uni<T>> act) {
        return in(visit, act, true);
    }

    <T> Uni<Result<T, String>> signedIn(Visit visit, Function<CurrentSignIn, Uni<T>> act) {
        return in(visit, act, false);
    }

    private <T> Uni<Result<T, String>> in(Visit visit, Function<CurrentSignIn, Uni<T>> act, boolean fresh) {
        return Panache.withTransaction(() -> sessions.current(visit.session()).chain(current -> {
            if (current.isEmpty()) return Result.<T, String>nowRefused(SIGN_IN);
            if (fresh && !isFresh(current.get())) return Result.<T, String>nowRefused(SIGN_IN_AGAIN);
            return act.apply(current.get()).map(Result::<T, String>done);
        }));
    }

    private boolean isFresh(CurrentSignIn current) {
        return clock.instant().isBefore(current.session().authenticatedAt().plus(FRESH));
    }
}
