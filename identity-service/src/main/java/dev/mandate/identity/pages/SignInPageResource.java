package dev.mandate.identity.pages;

import dev.mandate.identity.authentication.CodeSignIn;
import dev.mandate.identity.authentication.Passed;
import dev.mandate.identity.authentication.PasskeySignIn;
import dev.mandate.identity.authentication.PasswordSignIn;
import dev.mandate.identity.authentication.SignInFailure;
import dev.mandate.identity.authorize.AuthorizationFlow;
import dev.mandate.identity.authorize.FlowPageResource;
import dev.mandate.identity.browser.Browsers;
import dev.mandate.identity.browser.MessagePage;
import dev.mandate.identity.browser.Site;
import dev.mandate.identity.browser.Visit;
import dev.mandate.identity.credentials.PasskeyChallenges;
import dev.mandate.identity.federation.ProviderSignOut;
import dev.mandate.identity.identities.Strength;
import dev.mandate.identity.keys.RandomSecret;
import dev.mandate.identity.sessions.CurrentSignIn;
import dev.mandate.identity.sessions.EndCause;
import dev.mandate.identity.sessions.SignInSessions;
import dev.mandate.identity.sessions.SignInSessions.Begun;
import dev.mandate.identity.signin.Providers;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.qute.TemplateInstance;
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
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Signing in and out. Open to everybody; nobody learns from it who has an account. */
@Path("/")
@PermitAll
public class SignInPageResource extends FlowPageResource {
    private static final String HOME = "/account";
    private static final String STALE =
            "This page was open for too long, or cookies are switched off. Please try again.";

    private static final String BY_OWN =
            "What you sign in with is changed after you have signed in with a password or passkey that you"
                    + " have here. If you have neither, sign in elsewhere with two factors, or ask an administrator for an invitation.";

    private final Browsers browsers;
    private final PasswordSignIn passwords;
    private final CodeSignIn codes;
    private final PasskeySignIn passkeys;
    private final PasskeyChallenges challenges;
    private final SignInSessions sessions;
    private final AuthorizationFlow flow;
    private final Providers providers;
    private final ProviderSignOut elsewhere;

    SignInPageResource(
            Site site,
            Browsers browsers,
            PasswordSignIn passwords,
            CodeSignIn codes,
            PasskeySignIn passkeys,
            PasskeyChallenges challenges,
            SignInSessions sessions,
            AuthorizationFlow flow,
            Providers providers,
            ProviderSignOut elsewhere) {
        super(site);
        this.browsers = browsers;
        this.passwords = passwords;
        this.codes = codes;
        this.passkeys = passkeys;
        this.challenges = challenges;
        this.sessions = sessions;
        this.flow = flow;
        this.providers = providers;
        this.elsewhere = elsewhere;
    }

    /** To whoever is signed in already it leads on, unless he is asked to sign in again. */
    @GET
    @Path("/sign-in")
    @Operation(hidden = true)
    public Uni<Response> show(@Context RoutingContext context) {
        var elsewhere = elsewhere(context);
        if (elsewhere.isPresent()) return now(elsewhere.get());
        var visit = browsers.visit(context);
        var request = Objects.requireNonNullElse(context.request().getParam("request"), "");
        var again = context.request().getParam("again");
        if (!request.isEmpty() || again != null)
            return form(visit, 200, FreshSignIns.OWN.equals(again) ? BY_OWN : null, "", request, wanted(again));
        return Panache.withTransaction(() -> sessions.current(visit.session()))
                .chain(current -> current.isPresent() ? now(goTo(HOME)) : form(visit, 200, null, "", ""));
    }

    /** By name and password. */
    @POST
    @Path("/sign-in")
    @Operation(hidden = true)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> byPassword(@Context RoutingContext context, MultivaluedMap<String, String> form) {
        var visit = browsers.visit(context);
        var name = field(form, "name");
        var request = field(form, "request");
        if (!browsers.isOurs(visit, field(form, "form"))) return form(visit, 403, STALE, name, request);
        return passwords
                .signIn(name, field(form, "password"), visit)
                .chain(result -> result.<Uni<Response>>fold(
                        passed -> passed instanceof Passed.CodeAsked asked
                                ? code(visit, 200, null, asked.carried(), request)
                                : in(((Passed.In) passed).begun(), request),
                        failure -> failed(failure, visit, name, request, "The name or the password is wrong.")));
    }

    /** By a code of his authenticator app or a recovery code, after the password. */
    @POST
    @Path("/sign-in/code")
    @Operation(hidden = true)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> byCode(@Context RoutingContext context, MultivaluedMap<String, String> form) {
        var visit = browsers.visit(context);
        var request = field(form, "request");
        var carried = field(form, "carried");
        if (!browsers.isOurs(visit, field(form, "form"))) return form(visit, 403, STALE, "", request);
        return codes.signIn(carried, field(form, "code"), visit)
                .chain(result ->
                        result.<Uni<Response>>fold(begun -> in(begun, request), failure -> switch (failure.kind()) {
                            case WRONG ->
                                code(visit, 401, "This code isn't right, or was used before.", carried, request);
                            case TOO_MANY -> code(visit, 429, tooMany(failure), carried, request);
                            case BUSY, STALE ->
                                form(visit, 401, "That took too long. Please begin again.", "", request);
                        }));
    }

    /** By a passkey. */
    @POST
    @Path("/sign-in/passkey")
    @Operation(hidden = true)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> byPasskey(@Context RoutingContext context, MultivaluedMap<String, String> form) {
        var visit = browsers.visit(context);
        var request = field(form, "request");
        if (!browsers.isOurs(visit, field(form, "form"))) return form(visit, 403, STALE, "", request);
        return passkeys.signIn(field(form, "response"), visit)
                .chain(result -> result.<Uni<Response>>fold(
                        begun -> in(begun, request),
                        failure -> failed(failure, visit, "", request, "This passkey doesn't sign anybody in here.")));
    }

    /** Back to the application that sent him, without signing in. */
    @GET
    @Path("/sign-in/cancel")
    @Operation(hidden = true)
    public Uni<Response> cancel(@Context RoutingContext context) {
        var request = Objects.requireNonNullElse(context.request().getParam("request"), "");
        return flow.cancelled(request).map(step -> step.map(this::answer).orElseGet(() -> goTo("/sign-in")));
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
                                        EndCause.signedOut(
                                                current.get().session().person()))))
                .chain(current -> elsewhere.offered(current.map(CurrentSignIn::session)))
                .map(link -> page(
                        200,
                        MessagePage.signedOut(link),
                        browsers.forgetSession(),
                        browsers.setBrowser(RandomSecret.next())));
    }

    private Uni<Response> in(Begun begun, String request) {
        return now(goTo(
                new SignInTarget(request).onwards(),
                browsers.setSession(begun.cookie()),
                browsers.setBrowser(RandomSecret.next())));
    }

    private Uni<Response> failed(SignInFailure failure, Visit visit, String name, String request, String wrong) {
        return switch (failure.kind()) {
            case WRONG, STALE -> form(visit, 401, wrong, name, request);
            case TOO_MANY -> form(visit, 429, tooMany(failure), name, request);
            case BUSY ->
                form(visit, 503, "Many people sign in right now. Please try again in a moment.", name, request);
        };
    }

    private static String tooMany(SignInFailure failure) {
        return "Too many attempts. Please try again in " + delay(failure) + ".";
    }

    private Uni<Response> code(Visit visit, int status, @Nullable String notice, String carried, String request) {
        var form = browsers.formToken(visit);
        if (!new SignInTarget(request).isApplications())
            return now(page(status, Pages.code(form, notice, carried, request, null)));
        return flow.pending(request)
                .map(pending -> pending.map(asked -> pageThatLeads(
                                status,
                                asked.goesOnTo(),
                                Pages.code(form, notice, carried, request, asked.application())))
                        .orElseGet(this::tooLong));
    }

    private Response tooLong() {
        return page(
                400,
                MessagePage.of("This took too long", List.of("Please go back to the application and begin again.")));
    }

    /** What a role wants that isn't an application's request. */
    private static Strength wanted(@Nullable String again) {
        return Arrays.stream(Strength.values())
                .filter(strength -> strength.name().equals(again))
                .findFirst()
                .orElse(Strength.NONE);
    }

    private Uni<Response> form(Visit visit, int status, @Nullable String notice, String name, String request) {
        return form(visit, status, notice, name, request, Strength.NONE);
    }

    private Uni<Response> form(
            Visit visit, int status, @Nullable String notice, String name, String request, Strength wanted) {
        return Panache.withSession(providers::offered)
                .chain(offered -> form(visit, status, notice, name, request, wanted, offered));
    }

    private Uni<Response> form(
            Visit visit,
            int status,
            @Nullable String notice,
            String name,
            String request,
            Strength wanted,
            List<Providers.Offered> offered) {
        var known = browsers.known(visit);
        var seen = known.visit();
        var cookies = known.cookies();
        if (!new SignInTarget(request).isApplications())
            return now(page(status, template(seen, notice, name, request, null, wanted, offered), cookies));
        return flow.pending(request)
                .map(pending -> pending.map(asked -> pageThatLeads(
                                status,
                                asked.goesOnTo(),
                                template(
                                        seen,
                                        notice,
                                        name.isEmpty() ? asked.loginHint() : name,
                                        request,
                                        asked.application(),
                                        asked.strength(),
                                        offered),
                                cookies))
                        .orElseGet(this::tooLong));
    }

    private TemplateInstance template(
            Visit visit,
            @Nullable String notice,
            String name,
            String request,
            @Nullable String application,
            Strength strength,
            List<Providers.Offered> offered) {
        var options = challenges.signIn(visit).orElse(null);
        return Pages.signIn(browsers.formToken(visit), notice, name, options, request, application, strength, offered);
    }

    private static String delay(SignInFailure failure) {
        var seconds = failure.delay() == null ? 1 : failure.delay().toSeconds();
        return seconds < 90 ? seconds + " seconds" : (seconds + 59) / 60 + " minutes";
    }
}
