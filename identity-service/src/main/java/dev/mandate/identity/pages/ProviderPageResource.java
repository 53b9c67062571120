package dev.mandate.identity.pages;

import dev.mandate.identity.authorize.AuthorizationFlow;
import dev.mandate.identity.authorize.AuthorizationFlow.Pending;
import dev.mandate.identity.browser.Browsers;
import dev.mandate.identity.browser.PageResource;
import dev.mandate.identity.browser.Site;
import dev.mandate.identity.browser.Visit;
import dev.mandate.identity.federation.Arrival;
import dev.mandate.identity.federation.Arrival.Why;
import dev.mandate.identity.federation.Federation;
import dev.mandate.identity.federation.Federation.Back;
import dev.mandate.identity.federation.Federation.Purpose;
import dev.mandate.identity.federation.RoundTrip;
import dev.mandate.identity.federation.RoundTrips;
import dev.mandate.identity.identities.Strength;
import dev.mandate.identity.keys.RandomSecret;
import dev.mandate.identity.sessions.SignInSessions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** To a provider elsewhere and back. Open to everybody; nobody learns from it who has an account here. */
@Path("/sign-in/with/{provider}")
@PermitAll
public class ProviderPageResource extends PageResource {
    /** Somebody who is to have signed in so recently signs in now: the seconds of others are whole, and their clocks differ. */
    private static final long NOW_SECONDS = 60;

    private final Browsers browsers;
    private final Federation federation;
    private final RoundTrips trips;
    private final AuthorizationFlow flow;
    private final SignInSessions sessions;

    ProviderPageResource(
            Site site,
            Browsers browsers,
            Federation federation,
            RoundTrips trips,
            AuthorizationFlow flow,
            SignInSessions sessions) {
        super(site);
        this.browsers = browsers;
        this.federation = federation;
        this.trips = trips;
        this.flow = flow;
        this.sessions = sessions;
    }

    /** Sends him there. Whoever is signed in already, and is sent by no application, is there to sign in anew. */
    @GET
    @Operation(hidden = true)
    public Uni<Response> leave(@Context RoutingContext context, @PathParam("provider") String provider) {
        var elsewhere = elsewhere(context);
        if (elsewhere.isPresent()) return now(elsewhere.get());
        var known = browsers.known(browsers.visit(context));
        var visit = known.visit();
        var request = Objects.requireNonNullElse(context.request().getParam("request"), "");
        var again = context.request().getParam("again") != null;
        return purpose(request, again, visit)
                .chain(purpose -> purpose.isEmpty()
                        ? now(refused(Why.STALE, provider, ""))
                        : federation
                                .leave(provider, purpose.get(), visit)
                                .map(result -> result.fold(
                                        gone -> goTo(
                                                gone.address(),
                                                and(
                                                        known.cookies(),
                                                        browsers.setCarried(
                                                                RoundTrips.COOKIE, gone.trip(), RoundTrips.PATIENCE))),
                                        why -> refused(why, provider, request))));
    }

    /** Empty for a request of an application that is none, or too old. */
    private Uni<Optional<Purpose>> purpose(String request, boolean again, Visit visit) {
        if (new SignInTarget(request).isApplications())
            return flow.pending(request).map(found -> found.map(asked -> purpose(asked, again, request)));
        return Panache.withTransaction(() -> sessions.current(visit.session()))
                .map(current -> Optional.of(new Purpose(again || current.isPresent(), null, false, null, request, "")));
    }

    private static Purpose purpose(Pending asked, boolean again, String request) {
        var maxAge = asked.maxAge();
        var anew = again || asked.anew() || maxAge != null && maxAge < NOW_SECONDS;
        return new Purpose(anew, maxAge, asked.strength() != Strength.NONE, null, request, asked.loginHint());
    }

    /** He comes back, with a code or an error. */
    @GET
    @Path("/back")
    @Operation(hidden = true)
    public Uni<Response> back(@Context RoutingContext context, @PathParam("provider") String provider) {
        var visit = browsers.visit(context);
        var state = Objects.requireNonNullElse(single(context, "state"), "");
        var trip = trips.opened(browsers.carried(context, RoundTrips.COOKIE), provider, state, visit);
        if (trip.isEmpty()) return now(refused(Why.STALE, provider, ""));
        var back = new Back(single(context, "code"), single(context, "error"), single(context, "iss"));
        return federation.arrive(trip.get(), back, visit).map(arrival -> answer(arrival, trip.get()));
    }

    private Response answer(Arrival arrival, RoundTrip trip) {
        var forgotten = browsers.forgetCarried(RoundTrips.COOKIE);
        if (arrival instanceof Arrival.In in)
            return goTo(
                    new SignInTarget(trip.request()).onwards(),
                    forgotten,
                    browsers.setSession(in.begun().cookie()),
                    browsers.setBrowser(RandomSecret.next()));
        if (arrival instanceof Arrival.Linked) return goTo("/account", forgotten);
        if (arrival instanceof Arrival.Joining)
            return page(200, ArrivalWords.joining(trip.provider(), trip.request()), forgotten);
        return refused(((Arrival.Refused) arrival).why(), trip.provider(), trip.request(), forgotten);
    }

    private Response refused(Why why, String provider, String request, String... cookies) {
        return page(status(why), ArrivalWords.refused(why, provider, request), cookies);
    }

    static int status(Why why) {
        return switch (why) {
            case STALE, DECLINED, NOT_FRESH -> 400;
            case NOT_BELIEVED -> 502;
            case STOPPED -> 404;
            case NOBODYS, ENDED_SINCE -> 403;
            case TAKEN -> 409;
            case TOO_MANY -> 429;
        };
    }

    /** Of one that is there twice nobody knows which is meant. */
    private static @Nullable String single(RoutingContext context, String name) {
        var values = context.request().params().getAll(name);
        return values.size() == 1 ? values.get(0) : null;
    }

    private static String[] and(String[] cookies, String another) {
        var all = Arrays.copyOf(cookies, cookies.length + 1);
        all[cookies.length] = another;
        return all;
    }
}
