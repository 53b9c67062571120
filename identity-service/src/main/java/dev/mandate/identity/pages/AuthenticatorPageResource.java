package dev.mandate.identity.pages;

import dev.mandate.identity.browser.BrowserSeal;
import dev.mandate.identity.browser.Browsers;
import dev.mandate.identity.browser.MessagePage;
import dev.mandate.identity.browser.PageResource;
import dev.mandate.identity.browser.Site;
import dev.mandate.identity.browser.Visit;
import dev.mandate.identity.credentials.Authenticators;
import dev.mandate.identity.credentials.CredentialRefusal;
import dev.mandate.messaging.result.Result;
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
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * A person's own authenticator app and recovery codes. For whoever is signed in, about himself alone, shortly after he has signed in; that
 * was by a code, if he has an app.
 */
@Path("/account/authenticator")
@PermitAll
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class AuthenticatorPageResource extends PageResource {
    private static final String ACCOUNT = "/account";
    private static final String HERE = "/account/authenticator";
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final Browsers browsers;
    private final BrowserSeal seal;
    private final FreshSignIns signIns;
    private final Authenticators authenticators;

    AuthenticatorPageResource(
            Site site, Browsers browsers, BrowserSeal seal, FreshSignIns signIns, Authenticators authenticators) {
        super(site);
        this.browsers = browsers;
        this.seal = seal;
        this.signIns = signIns;
        this.authenticators = authenticators;
    }

    /** A new secret for his app; nothing is kept of it yet. */
    @GET
    @Consumes(MediaType.WILDCARD)
    @Operation(hidden = true)
    public Uni<Response> show(@Context RoutingContext context) {
        var visit = browsers.visit(context);
        if (visit.browser() == null) return now(goTo(ACCOUNT));
        return signIns.fresh(visit, him -> Uni.createFrom().item(him.person()))
                .map(result -> result.fold(
                        person -> form(visit, 200, null, authenticators.offer(person)), elsewhere -> goTo(elsewhere)));
    }

    /** He shows that his app has it, and gets recovery codes. */
    @POST
    @Operation(hidden = true)
    public Uni<Response> set(@Context RoutingContext context, MultivaluedMap<String, String> form) {
        var visit = browsers.visit(context);
        var secret = seal.open(purpose(visit), field(form, "carried"));
        if (!browsers.isOurs(visit, field(form, "form")) || secret.isEmpty()) return now(goTo(HERE));
        return signIns.fresh(
                        visit,
                        him -> authenticators
                                .set(him.session().person(), secret.get(), field(form, "code"))
                                .map(result -> result.fold(
                                        AuthenticatorPageResource.this::shown,
                                        refused -> form(
                                                visit,
                                                400,
                                                refused.words(),
                                                authenticators.offer(secret.get(), him.person())))))
                .map(result -> result.fold(page -> page, elsewhere -> goTo(elsewhere)));
    }

    /** Other recovery codes; those from before don't count any more. */
    @POST
    @Path("/codes")
    @Operation(hidden = true)
    public Uni<Response> codes(@Context RoutingContext context, MultivaluedMap<String, String> form) {
        var visit = browsers.visit(context);
        if (!browsers.isOurs(visit, field(form, "form"))) return now(goTo(ACCOUNT));
        return signIns.fresh(
                        visit, him -> authenticators.renewCodes(him.session().person()))
                .map(result -> result.fold(this::codesOrAccount, elsewhere -> goTo(elsewhere)));
    }

    private Response codesOrAccount(Result<List<String>, CredentialRefusal> made) {
        return made.fold(this::shown, refused -> goTo(ACCOUNT));
    }

    /** His password alone lets him in from then on, unless his role wants more. */
    @POST
    @Path("/remove")
    @Operation(hidden = true)
    public Uni<Response> remove(@Context RoutingContext context, MultivaluedMap<String, String> form) {
        var visit = browsers.visit(context);
        if (!browsers.isOurs(visit, field(form, "form"))) return now(goTo(ACCOUNT));
        return signIns.fresh(visit, him -> authenticators.remove(him.session().person()))
                .map(result -> result.fold(this::removed, elsewhere -> goTo(elsewhere)));
    }

    private Response removed(Result<Boolean, CredentialRefusal> done) {
        return done.fold(
                ignored -> goTo(ACCOUNT),
                refused -> refused == CredentialRefusal.ROLE
                        ? page(409, MessagePage.of("The app stays", List.of(refused.words())))
                        : goTo(ACCOUNT));
    }

    private Response form(Visit visit, int status, @Nullable String notice, Authenticators.Offer offer) {
        var carried = seal.seal(purpose(visit), PATIENCE, offer.secret());
        return page(status, Pages.authenticator(browsers.formToken(visit), notice, offer, carried));
    }

    private Response shown(List<String> codes) {
        return page(200, Pages.recoveryCodes(codes));
    }

    private static String purpose(Visit visit) {
        return "new authenticator\n" + visit.binding();
    }
}
