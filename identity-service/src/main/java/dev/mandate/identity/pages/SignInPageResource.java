package dev.mandate.identity.pages;

import dev.mandate.events.identity.SignalEvent.Initiator;
import dev.mandate.identity.authentication.PasskeySignIn;
import dev.mandate.identity.authentication.PasswordSignIn;
import dev.mandate.identity.authentication.SignInFailure;
import dev.mandate.identity.browser.Browsers;
import dev.mandate.identity.browser.PageResource;
import dev.mandate.identity.browser.Site;
import dev.mandate.identity.browser.Visit;
import dev.mandate.identity.credentials.PasskeyChallenges;
import dev.mandate.identity.keys.RandomSecret;
import dev.mandate.identity.sessions.SignInSessions;
import dev.mandate.identity.sessions.SignInSessions.Begun;
import dev.mandate.messaging.result.Result;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Signing in and out. Open to everybody; nobody learns from it who has an account. */
@Path("/")
@PermitAll
public class SignInPageResource extends PageResource {
    private static final String HOME = "/account";
    private static final String STALE =
            "This page was open for too long, or cookies are switched off. Please try again.";

    private final Browsers browsers;
    private final PasswordSignIn passwords;
    private final PasskeySignIn passkeys;
    private final PasskeyChallenges challenges;
    private final SignInSessions sessions;

    SignInPageResource(
            Site site,
            Browsers browsers,
            PasswordSignIn passwords,
            PasskeySignIn passkeys,
            PasskeyChallenges challenges,
            SignInSessions sessions) {
        super(site);
        this.browsers = browsers;
        this.passwords = passwords;
        this.passkeys = passkeys;
        this.challenges = challenges;
        this.sessions = sessions;
    }

    /** To whoever is signed in already it leads on, unless he is asked to sign in again. */
    @GET
    @Path("/sign-in")
    @Operation(hidden = true)
    public Uni<Response> show(@Context RoutingContext context) {
        var visit = browsers.visit(context);
        if (context.request().getParam("again") != null) return now(form(visit, 200, null, ""));
        return Panache.withTransaction(() -> sessions.current(visit.session()))
                .map(current -> current.isPresent() ? goTo(HOME) : form(visit, 200, null, ""));
    }

    /** By name and password. */
    @POST
    @Path("/sign-in")
    @Operation(hidden = true)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> byPassword(@Context RoutingContext context, MultivaluedMap<String, String> form) {
        var visit = browsers.visit(context);
        var name = field(form, "name");
        if (!browsers.isOurs(visit, field(form, "form"))) return now(form(visit, 403, STALE, name));
        return passwords
                .signIn(name, field(form, "password"), visit)
                .map(result -> answer(result, visit, name, "The name or the password is wrong."));
    }

    /** By a passkey. */
    @POST
    @Path("/sign-in/passkey")
    @Operation(hidden = true)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> byPasskey(@Context RoutingContext context, MultivaluedMap<String, String> form) {
        var visit = browsers.visit(context);
        if (!browsers.isOurs(visit, field(form, "form"))) return now(form(visit, 403, STALE, ""));
        return passkeys.signIn(field(form, "response"), visit)
                .map(result -> answer(result, visit, "", "This passkey doesn't sign anybody in here."));
    }

    /** Ends this browser's sign-in. */
    @POST
    @Path("/sign-out")
    @Operation(hidden = true)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> signOut(@Context RoutingContext context, MultivaluedMap<String, String> form) {
        var visit = browsers.visit(context);
        if (!browsers.isOurs(visit, field(form, "form"))) return now(goTo(HOME));
        return Panache.withTransaction(() -> sessions.current(visit.session())
                        .call(current -> current.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : sessions.end(
                                        current.get().session().person(),
                                        current.get().session().id(),
                                        Initiator.USER,
                                        "signed_out")))
                .map(ignored -> page(
                        200,
                        Pages.message("You are signed out", List.of("You may close this page.")),
                        browsers.forgetSession(),
                        browsers.setBrowser(RandomSecret.next())));
    }

    private Response answer(Result<Begun, SignInFailure> result, Visit visit, String name, String wrong) {
        return result.fold(
                begun -> goTo(HOME, browsers.setSession(begun.cookie()), browsers.setBrowser(RandomSecret.next())),
                failure -> switch (failure.kind()) {
                    case WRONG -> form(visit, 401, wrong, name);
                    case TOO_MANY ->
                        form(visit, 429, "Too many attempts. Please try again in " + delay(failure) + ".", name);
                    case BUSY -> form(visit, 503, "Many people sign in right now. Please try again in a moment.", name);
                });
    }

    /** In a browser that has no cookie yet it sets one, since its forms are bound to it. */
    private Response form(Visit visit, int status, @Nullable String notice, String name) {
        var browser = visit.browser();
        if (browser != null) return form(visit, status, notice, name, new String[0]);
        var made = RandomSecret.next();
        return form(visit.inBrowser(made), status, notice, name, browsers.setBrowser(made));
    }

    private Response form(Visit visit, int status, @Nullable String notice, String name, String... cookies) {
        var options = challenges.signIn(visit).orElse(null);
        return page(status, Pages.signIn(browsers.formToken(visit), notice, name, options), cookies);
    }

    private static String delay(SignInFailure failure) {
        var seconds = failure.delay() == null ? 1 : failure.delay().toSeconds();
        return seconds < 90 ? seconds + " seconds" : (seconds + 59) / 60 + " minutes";
    }

    private static Uni<Response> now(Response response) {
        return Uni.createFrom().item(response);
    }
}
