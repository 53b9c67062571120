package dev.mandate.identity.pages;

import dev.mandate.events.identity.SignalEvent.Initiator;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.browser.Browsers;
import dev.mandate.identity.browser.PageResource;
import dev.mandate.identity.browser.Site;
import dev.mandate.identity.browser.Visit;
import dev.mandate.identity.credentials.Authenticators;
import dev.mandate.identity.credentials.CredentialRefusal;
import dev.mandate.identity.credentials.Credentials;
import dev.mandate.identity.credentials.PasskeyChallenges;
import dev.mandate.identity.credentials.PasskeyUse;
import dev.mandate.identity.credentials.Passkeys;
import dev.mandate.identity.federation.Accounts;
import dev.mandate.identity.sessions.CurrentSignIn;
import dev.mandate.identity.sessions.EndCause;
import dev.mandate.identity.sessions.SignInEnds;
import dev.mandate.identity.sessions.SignInSessions;
import dev.mandate.identity.signin.Providers;
import dev.mandate.messaging.result.Result;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * A person's own credentials and sign-ins. For whoever is signed in, about himself alone; what he signs in with he changes only shortly
 * after he has signed in, by a credential that he has here if he has any.
 */
@Path("/account")
@PermitAll
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class AccountPageResource extends PageResource {
    private static final String STALE = "This page was open for too long. Please try again.";

    private final Browsers browsers;
    private final Credentials credentials;
    private final Passkeys passkeys;
    private final PasskeyChallenges challenges;
    private final SignInSessions sessions;
    private final SignInEnds ends;
    private final FreshSignIns signIns;
    private final Authenticators authenticators;
    private final Accounts accounts;
    private final Providers providers;
    private final InstantSource clock;

    AccountPageResource(
            Site site,
            Browsers browsers,
            Credentials credentials,
            Passkeys passkeys,
            PasskeyChallenges challenges,
            SignInSessions sessions,
            SignInEnds ends,
            FreshSignIns signIns,
            Authenticators authenticators,
            Accounts accounts,
            Providers providers,
            InstantSource clock) {
        super(site);
        this.browsers = browsers;
        this.credentials = credentials;
        this.passkeys = passkeys;
        this.challenges = challenges;
        this.sessions = sessions;
        this.ends = ends;
        this.signIns = signIns;
        this.authenticators = authenticators;
        this.accounts = accounts;
        this.providers = providers;
        this.clock = clock;
    }

    /** His credentials and where he is signed in. */
    @GET
    @Consumes(MediaType.WILDCARD)
    @Operation(hidden = true)
    public Uni<Response> show(@Context RoutingContext context) {
        return show(browsers.visit(context), 200, null);
    }

    /** Sets or changes his password; his other sign-ins end, with the tasks that were given from them. */
    @POST
    @Path("/password")
    @Operation(hidden = true)
    public Uni<Response> password(@Context RoutingContext context, MultivaluedMap<String, String> form) {
        var visit = browsers.visit(context);
        if (!browsers.isOurs(visit, field(form, "form"))) return show(visit, 403, STALE);
        return signIns.fresh(visit, him -> Uni.createFrom().item(him.person().knownNames()))
                .chain(result -> result.<Uni<Response>>fold(
                        about -> newPassword(visit, form, about), elsewhere -> now(goTo(elsewhere))));
    }

    private Uni<Response> newPassword(Visit visit, MultivaluedMap<String, String> form, Set<String> about) {
        return credentials
                .newPassword(field(form, "password"), field(form, "repeated"), about)
                .chain(checked -> checked.<Uni<Response>>fold(
                        password -> fresh(
                                visit,
                                him -> credentials
                                        .setPassword(idOf(him), password, Initiator.USER)
                                        .chain(() -> ends.endOthers(
                                                idOf(him),
                                                him.session().id(),
                                                EndCause.himself(idOf(him), "password_changed")))
                                        .map(tasks -> "Your password is set. You are signed out everywhere else."
                                                + SignInEndPage.ended(tasks))),
                        problem -> show(visit, 400, problem.words())));
    }

    /** Adds a passkey. */
    @POST
    @Path("/passkeys")
    @Operation(hidden = true)
    public Uni<Response> passkey(@Context RoutingContext context, MultivaluedMap<String, String> form) {
        var visit = browsers.visit(context);
        if (!browsers.isOurs(visit, field(form, "form"))) return show(visit, 403, STALE);
        return fresh(
                visit,
                him -> passkeys.register(field(form, "response"), PasskeyUse.registrationOf(idOf(him)), visit)
                        .chain(result -> result.chain(passkey ->
                                credentials.addPasskey(idOf(him), passkey, field(form, "name"), Initiator.USER)))
                        .map(result -> words(result, "Your passkey is registered.")));
    }

    /** Calls a passkey something else. */
    @POST
    @Path("/credentials/{id}/name")
    @Operation(hidden = true)
    public Uni<Response> rename(
            @Context RoutingContext context, @PathParam("id") String id, MultivaluedMap<String, String> form) {
        var visit = browsers.visit(context);
        if (!browsers.isOurs(visit, field(form, "form"))) return show(visit, 403, STALE);
        return fresh(
                visit,
                him -> credentials
                        .rename(idOf(him), id, field(form, "name"))
                        .map(result -> words(result, "The passkey has another name.")));
    }

    /** Removes a passkey, or the password, unless it is all that he has. */
    @POST
    @Path("/credentials/{id}/remove")
    @Operation(hidden = true)
    public Uni<Response> remove(
            @Context RoutingContext context, @PathParam("id") String id, MultivaluedMap<String, String> form) {
        var visit = browsers.visit(context);
        if (!browsers.isOurs(visit, field(form, "form"))) return show(visit, 403, STALE);
        return fresh(visit, him -> credentials.remove(idOf(him), id).map(result -> words(result, "It is removed.")));
    }

    /** Says what became of it. */
    private Uni<Response> fresh(Visit visit, Function<CurrentSignIn, Uni<String>> act) {
        return told(visit, signIns.fresh(visit, act));
    }

    private Uni<Response> told(Visit visit, Uni<Result<String, String>> done) {
        return done.chain(result ->
                result.<Uni<Response>>fold(notice -> show(visit, 200, notice), elsewhere -> now(goTo(elsewhere))));
    }

    private static IdentityId idOf(CurrentSignIn current) {
        return current.session().person();
    }

    private static String words(Result<?, CredentialRefusal> result, String done) {
        return result.fold(ignored -> done, CredentialRefusal::words);
    }

    private Uni<Response> show(Visit visit, int status, @Nullable String notice) {
        return Panache.withTransaction(() -> sessions.current(visit.session()).chain(current -> {
            if (current.isEmpty()) return now(goTo(FreshSignIns.SIGN_IN));
            var known = browsers.known(visit);
            return account(known.visit(), current.get(), notice)
                    .map(account -> page(status, Pages.account(account), known.cookies()));
        }));
    }

    private Uni<AccountPage> account(Visit visit, CurrentSignIn him, @Nullable String notice) {
        var id = idOf(him);
        return credentials
                .of(id)
                .chain(his -> credentials
                        .passkeyIds(id)
                        .chain(known -> sessions.of(id)
                                .chain(signIns -> authenticators
                                        .of(id)
                                        .chain(app -> ProviderAccounts.of(id, accounts, providers)
                                                .map(elsewhere -> AccountPage.of(
                                                        browsers.formToken(visit),
                                                        notice,
                                                        him.person(),
                                                        him.session(),
                                                        his,
                                                        signIns,
                                                        app.orElse(null),
                                                        elsewhere,
                                                        challenges
                                                                .registration(him.person(), known, visit)
                                                                .orElse(null),
                                                        clock.instant()))))));
    }
}
