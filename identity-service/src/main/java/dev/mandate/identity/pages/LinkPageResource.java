package dev.mandate.identity.pages;

import dev.mandate.events.identity.SignalEvent.Initiator;
import dev.mandate.identity.browser.Browsers;
import dev.mandate.identity.browser.PageResource;
import dev.mandate.identity.browser.Site;
import dev.mandate.identity.browser.Visit;
import dev.mandate.identity.credentials.CredentialRefusal;
import dev.mandate.identity.federation.Accounts;
import dev.mandate.identity.federation.Federation;
import dev.mandate.identity.federation.Federation.Departure;
import dev.mandate.identity.federation.Federation.Purpose;
import dev.mandate.identity.federation.RoundTrips;
import dev.mandate.identity.sessions.CurrentSignIn;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** A person's own accounts at providers. For whoever is signed in, about himself alone, shortly after he has signed in. */
@Path("/account/linked/{id}")
@PermitAll
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class LinkPageResource extends PageResource {
    private static final String ACCOUNT = "/account";

    private final Browsers browsers;
    private final FreshSignIns signIns;
    private final Federation federation;
    private final Accounts accounts;

    LinkPageResource(Site site, Browsers browsers, FreshSignIns signIns, Federation federation, Accounts accounts) {
        super(site);
        this.browsers = browsers;
        this.signIns = signIns;
        this.federation = federation;
        this.accounts = accounts;
    }

    /**
     * Links an account at this provider: he signs in there, whoever is signed in there already. The page has a link and no redirect, since a
     * browser holds what follows on a form to where its page may lead.
     */
    @POST
    @Operation(hidden = true)
    public Uni<Response> link(
            @Context RoutingContext context, @PathParam("id") String id, MultivaluedMap<String, String> form) {
        var visit = browsers.visit(context);
        if (!browsers.isOurs(visit, field(form, "form"))) return now(goTo(ACCOUNT));
        return signIns.fresh(visit, him -> Uni.createFrom().item(him.session().id()))
                .chain(result -> result.<Uni<Response>>fold(
                        signIn -> leave(id, new Purpose(true, null, false, signIn, "", ""), visit),
                        elsewhere -> now(goTo(elsewhere))));
    }

    private Uni<Response> leave(String id, Purpose purpose, Visit visit) {
        return federation
                .leave(id, purpose, visit)
                .map(result -> result.fold(
                        this::shown, why -> page(ProviderPageResource.status(why), ArrivalWords.refused(why, id, ""))));
    }

    private Response shown(Departure gone) {
        return page(
                200,
                ArrivalWords.leaving(gone.provider(), gone.address()),
                browsers.setCarried(RoundTrips.COOKIE, gone.trip(), RoundTrips.PATIENCE));
    }

    /** It signs him in no more, unless nothing else does. */
    @POST
    @Path("/remove")
    @Operation(hidden = true)
    public Uni<Response> remove(
            @Context RoutingContext context, @PathParam("id") String id, MultivaluedMap<String, String> form) {
        var visit = browsers.visit(context);
        if (!browsers.isOurs(visit, field(form, "form"))) return now(goTo(ACCOUNT));
        return signIns.fresh(visit, him -> removed(him, id))
                .map(result -> result.fold(response -> response, this::goTo));
    }

    private Uni<Response> removed(CurrentSignIn him, String id) {
        return accounts.unlink(him.session().person(), id, Initiator.USER)
                .map(result -> result.fold(
                        unlinked -> goTo(ACCOUNT), why -> why == CredentialRefusal.LAST ? last() : goTo(ACCOUNT)));
    }

    private Response last() {
        return page(
                409,
                Pages.provider(
                        "This is the only way in that you have",
                        List.of("Set a password or add a passkey first, then unlink it."),
                        ACCOUNT,
                        "Back to your account"));
    }
}
