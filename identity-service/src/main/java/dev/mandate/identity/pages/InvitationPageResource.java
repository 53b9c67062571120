package dev.mandate.identity.pages;

import dev.mandate.events.identity.SignalEvent.Initiator;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.browser.Browsers;
import dev.mandate.identity.browser.MessagePage;
import dev.mandate.identity.browser.PageResource;
import dev.mandate.identity.browser.Site;
import dev.mandate.identity.browser.Visit;
import dev.mandate.identity.credentials.CredentialRefusal;
import dev.mandate.identity.credentials.Credentials;
import dev.mandate.identity.credentials.Invitations;
import dev.mandate.identity.credentials.PasskeyChallenges;
import dev.mandate.identity.credentials.PasskeyUse;
import dev.mandate.identity.credentials.Passkeys;
import dev.mandate.identity.identities.PersonProfile;
import dev.mandate.identity.identities.RoleStrengths;
import dev.mandate.identity.identities.Strength;
import dev.mandate.identity.keys.RandomSecret;
import dev.mandate.identity.sessions.SignInProof;
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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** A person sets a credential by the link that was made for him. Whoever has the link may; looking at it uses nothing up. */
@Path("/invitation/{token}")
@PermitAll
public class InvitationPageResource extends PageResource {
    private static final String STALE =
            "This page was open for too long, or cookies are switched off. Please try again.";

    private final Browsers browsers;
    private final Invitations invitations;
    private final Credentials credentials;
    private final Passkeys passkeys;
    private final PasskeyChallenges challenges;
    private final SignInSessions sessions;
    private final RoleStrengths roles;

    InvitationPageResource(
            Site site,
            Browsers browsers,
            Invitations invitations,
            Credentials credentials,
            Passkeys passkeys,
            PasskeyChallenges challenges,
            SignInSessions sessions,
            RoleStrengths roles) {
        super(site);
        this.browsers = browsers;
        this.invitations = invitations;
        this.credentials = credentials;
        this.passkeys = passkeys;
        this.challenges = challenges;
        this.sessions = sessions;
        this.roles = roles;
    }

    /** Whom it is for, and what he may choose. */
    @GET
    @Operation(hidden = true)
    public Uni<Response> show(@Context RoutingContext context, @PathParam("token") String token) {
        return show(browsers.visit(context), 200, token, null);
    }

    /** Sets a password, and signs in with it. */
    @POST
    @Path("/password")
    @Operation(hidden = true)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> password(
            @Context RoutingContext context, @PathParam("token") String token, MultivaluedMap<String, String> form) {
        var visit = browsers.visit(context);
        if (!browsers.isOurs(visit, field(form, "form"))) return show(visit, 403, token, STALE);
        return Panache.withTransaction(() -> invitations.invited(token)).chain(invited -> {
            if (invited.isEmpty()) return Uni.createFrom().item(gone());
            var about = invited.get().knownNames();
            return credentials
                    .newPassword(field(form, "password"), field(form, "repeated"), about)
                    .chain(checked -> checked.<Uni<Response>>fold(
                            password -> Panache.withTransaction(() -> used(
                                            token,
                                            person -> credentials
                                                    .setPassword(person, password, Initiator.USER)
                                                    .replaceWith(Result.done(password)),
                                            SignInProof.byPassword(visit.address(), visit.agent()),
                                            visit))
                                    .chain(done -> answer(done, visit, token)),
                            problem -> show(visit, 400, token, problem.words())));
        });
    }

    /** Registers a passkey, and signs in with it. */
    @POST
    @Path("/passkey")
    @Operation(hidden = true)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> passkey(
            @Context RoutingContext context, @PathParam("token") String token, MultivaluedMap<String, String> form) {
        var visit = browsers.visit(context);
        if (!browsers.isOurs(visit, field(form, "form"))) return show(visit, 403, token, STALE);
        return Panache.withTransaction(() -> used(
                        token,
                        person -> passkeys.register(field(form, "response"), PasskeyUse.registrationOf(person), visit)
                                .chain(result -> result.chain(passkey ->
                                        credentials.addPasskey(person, passkey, field(form, "name"), Initiator.USER))),
                        SignInProof.byPasskey(visit.address(), visit.agent()),
                        visit))
                .chain(done -> answer(done, visit, token));
    }

    private interface Setting {
        Uni<? extends Result<?, CredentialRefusal>> of(IdentityId person);
    }

    /** @param onwards where he goes: to set up an app, where his role wants two factors and he has chosen a password */
    private record Entered(Begun begun, String onwards) {}

    /** Empty where the link doesn't count any more. What is refused uses nothing up. */
    private Uni<Optional<Result<Entered, CredentialRefusal>>> used(
            String token, Setting setting, SignInProof proof, Visit visit) {
        return invitations.use(token).chain(invited -> {
            if (invited.isEmpty()) return Uni.createFrom().item(Optional.empty());
            var person = invited.get().state().identity();
            return setting.of(person)
                    .chain(set -> set.<Uni<Optional<Result<Entered, CredentialRefusal>>>>fold(
                            ignored -> sessions.begin(person, proof, visit.session())
                                    .chain(begun -> roles.least(person)
                                            .map(least -> begun.map(
                                                    it -> Result.done(new Entered(it, onwards(proof, least)))))),
                            refused -> undo().replaceWith(Optional.of(Result.refused(refused)))));
        });
    }

    /** An app makes two factors of a password; who needs a passkey adds it to his account. */
    private static String onwards(SignInProof proof, Strength least) {
        return least == Strength.MFA && !proof.strength().suffices(least) ? "/account/authenticator" : "/account";
    }

    private Uni<Response> answer(Optional<Result<Entered, CredentialRefusal>> done, Visit visit, String token) {
        if (done.isEmpty()) return Uni.createFrom().item(gone());
        return done.get()
                .<Uni<Response>>fold(
                        entered -> Uni.createFrom()
                                .item(goTo(
                                        entered.onwards(),
                                        browsers.setSession(entered.begun().cookie()),
                                        browsers.setBrowser(RandomSecret.next()))),
                        refused -> show(visit, 400, token, refused.words()));
    }

    private Uni<Response> show(Visit visit, int status, String token, @Nullable String notice) {
        return Panache.withTransaction(() -> invitations.invited(token))
                .map(invited -> invited.map(person -> form(visit, status, token, notice, person))
                        .orElseGet(this::gone));
    }

    private Response form(Visit visit, int status, String token, @Nullable String notice, PersonProfile person) {
        var known = browsers.known(visit);
        var options = challenges.registration(person, List.of(), known.visit()).orElse(null);
        var name = person.state().displayName();
        var form = browsers.formToken(known.visit());
        return page(status, Pages.invitation(form, notice, token, name, options), known.cookies());
    }

    private Response gone() {
        return page(
                404,
                MessagePage.of(
                        "This link doesn't count any more",
                        List.of(
                                "An invitation works once, and only for some time.",
                                "Ask an administrator for another one, or sign in if you have set a password or passkey already.")));
    }

    private static Uni<Void> undo() {
        return Panache.currentTransaction()
                .invoke(Mutiny.Transaction::markForRollback)
                .replaceWithVoid();
    }
}
