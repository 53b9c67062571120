package dev.mandate.identity.federation;

import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.identity.SignalEvent.SignInProblem;
import dev.mandate.events.ids.SignInSessionId;
import dev.mandate.identity.assertions.AssertionConfig;
import dev.mandate.identity.authentication.Attempts;
import dev.mandate.identity.browser.Site;
import dev.mandate.identity.browser.Visit;
import dev.mandate.identity.federation.Arrival.Why;
import dev.mandate.identity.keys.RandomSecret;
import dev.mandate.identity.sessions.SignInSessions;
import dev.mandate.identity.signin.Provider;
import dev.mandate.identity.signin.ProviderView;
import dev.mandate.identity.signin.Providers;
import dev.mandate.identity.upstream.Upstream;
import dev.mandate.identity.upstream.Upstream.Answered;
import dev.mandate.messaging.result.Result;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The way to a provider and back. No transaction is open while it is asked. */
@ApplicationScoped
public class Federation {
    private static final Logger LOG = Logger.getLogger(Federation.class);

    private static final Duration FRESH = Duration.ofMinutes(10);

    private final Providers providers;
    private final Upstream upstream;
    private final RoundTrips trips;
    private final ProviderSignIn signIn;
    private final Attempts attempts;
    private final SignInSessions sessions;
    private final Site site;
    private final AssertionConfig clocks;
    private final InstantSource clock;

    Federation(
            Providers providers,
            Upstream upstream,
            RoundTrips trips,
            ProviderSignIn signIn,
            Attempts attempts,
            SignInSessions sessions,
            Site site,
            AssertionConfig clocks,
            InstantSource clock) {
        this.providers = providers;
        this.upstream = upstream;
        this.trips = trips;
        this.signIn = signIn;
        this.attempts = attempts;
        this.sessions = sessions;
        this.site = site;
        this.clocks = clocks;
        this.clock = clock;
    }

    /**
     * For what somebody goes to a provider.
     *
     * @param anew whether he shows a credential there whatever he did before
     * @param maxAge how long ago he may have, in seconds; null for as long as a sign-in lasts
     * @param mfa whether two factors are asked for
     * @param link the sign-in of whoever links the account; null where he signs in
     * @param request that his browser carries; empty for none
     * @param loginHint what he may be called; empty for nothing
     */
    public record Purpose(
            boolean anew,
            @Nullable Long maxAge,
            boolean mfa,
            @Nullable SignInSessionId link,
            String request,
            String loginHint) {}

    /**
     * @param provider what it is called
     * @param trip for the cookie of the browser
     */
    public record Departure(String provider, String address, String trip) {}

    /** Where he goes. */
    public Uni<Result<Departure, Why>> leave(String id, Purpose purpose, Visit visit) {
        return Panache.withSession(() -> providers.find(id)).chain(found -> {
            if (found.isEmpty()) return Result.nowRefused(Why.STOPPED);
            var provider = found.get();
            var trip = trip(provider, purpose);
            var carried = trips.sealed(trip, visit);
            if (carried.isEmpty()) return Result.nowRefused(Why.STALE);
            var acrs = purpose.mfa() ? provider.mfaValues() : List.<String>of();
            var request = trip.signInRequest(redirectUri(provider.id()), acrs, purpose.loginHint());
            return upstream.address(provider.client(), request)
                    .map(result -> result.map(address -> new Departure(provider.name(), address, carried.get()))
                            .because(why -> logged(provider, why)));
        });
    }

    /** Nobody goes on by what he showed elsewhere longer ago than a sign-in lasts here. */
    private RoundTrip trip(Provider provider, Purpose purpose) {
        var longest = sessions.lifetime().toSeconds();
        return new RoundTrip(
                provider.id(),
                RandomSecret.next(),
                RandomSecret.next(),
                RandomSecret.next(),
                clock.instant(),
                purpose.maxAge() == null ? longest : Math.min(purpose.maxAge(), longest),
                purpose.anew(),
                purpose.link() == null ? null : purpose.link().value(),
                purpose.request());
    }

    private String redirectUri(String id) {
        return site.url() + ProviderView.PATH + id + "/back";
    }

    /** With what he comes back; code or error is null. */
    public record Back(
            @Nullable String code,
            @Nullable String error,
            @Nullable String issuer) {}

    /** Each trip ends once, whatever comes of it. */
    public Uni<Arrival> arrive(RoundTrip trip, Back back, Visit visit) {
        return Panache.withTransaction(() -> begun(trip, visit))
                .chain(result -> result.<Uni<Arrival>>fold(
                        admitted -> asked(admitted, trip, back, visit),
                        why -> Uni.createFrom().item(new Arrival.Refused(why))));
    }

    private Uni<Result<Admitted, Why>> begun(RoundTrip trip, Visit visit) {
        return trips.end(trip).chain(first -> first ? admitted(trip, visit) : Result.nowRefused(Why.STALE));
    }

    private record Admitted(Provider provider, Attempts.Attempt attempt) {}

    private Uni<Result<Admitted, Why>> admitted(RoundTrip trip, Visit visit) {
        return providers.find(trip.provider()).chain(found -> {
            if (found.isEmpty()) return Result.nowRefused(Why.STOPPED);
            return attempts.begin(null, visit.address())
                    .map(result -> result.map(attempt -> new Admitted(found.get(), attempt))
                            .because(wait -> Why.TOO_MANY));
        });
    }

    private Uni<Arrival> asked(Admitted admitted, RoundTrip trip, Back back, Visit visit) {
        var provider = admitted.provider();
        if (back.code() == null) {
            logged(provider, "it answers " + shown(back.error()));
            return Panache.withTransaction(() -> attempts.good(admitted.attempt()))
                    .replaceWith(new Arrival.Refused(Why.DECLINED));
        }
        var request = trip.signInRequest(redirectUri(provider.id()), List.of(), null);
        return upstream.redeemed(
                        provider.client(), request, new Answered(back.code(), back.issuer()), provider.wantedClaims())
                .map(said -> said.then(it -> Account.read(it, trip, clock.instant(), clocks.clockSkew())))
                .chain(account -> Panache.withTransaction(() ->
                        account.<Uni<Arrival>>fold(good -> believed(good, admitted, trip, visit), why -> {
                            logged(provider, why);
                            return signIn.refused(null, SignInProblem.WRONG, provider, visit);
                        })));
    }

    private Uni<Arrival> believed(Account account, Admitted admitted, RoundTrip trip, Visit visit) {
        return providers.held(admitted.provider(), clock.instant()).chain(held -> {
            if (held.isEmpty()) return Uni.createFrom().<Arrival>item(new Arrival.Refused(Why.STOPPED));
            return (trip.link() == null
                            ? signIn.signIn(account, held.get(), visit)
                            : linked(account, held.get(), trip.link(), visit))
                    .call(arrival -> arrival instanceof Arrival.Refused
                            ? Uni.createFrom().voidItem()
                            : attempts.good(admitted.attempt()));
        });
    }

    /** Only for who is in the very sign-in in which he began, and has shown a credential here shortly before. */
    private Uni<Arrival> linked(Account account, Provider provider, String link, Visit visit) {
        return sessions.current(visit.session()).chain(current -> {
            var him = current.filter(it -> it.session().id().value().equals(link)
                    && clock.instant()
                            .isBefore(it.session().authenticatedAt().plus(FRESH).plus(RoundTrips.PATIENCE)));
            return him.isEmpty()
                    ? Uni.createFrom().<Arrival>item(new Arrival.Refused(Why.NOT_FRESH))
                    : signIn.link(him.get().session().person(), account, provider);
        });
    }

    /** For whoever runs this; never what is secret. */
    private static Why logged(Provider provider, String why) {
        LOG.warnf("Nobody is signed in by %s (%s): %s", provider.id(), provider.issuer(), shown(why));
        return Why.NOT_BELIEVED;
    }

    private static String shown(@Nullable String text) {
        var plain = PlainText.shown(String.valueOf(text));
        return plain.substring(0, Math.min(plain.length(), 300));
    }
}
