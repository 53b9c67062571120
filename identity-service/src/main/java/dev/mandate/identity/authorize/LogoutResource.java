package dev.mandate.identity.authorize;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.browser.BrowserSeal;
import dev.mandate.identity.browser.Browsers;
import dev.mandate.identity.browser.MessagePage;
import dev.mandate.identity.browser.PageResource;
import dev.mandate.identity.browser.Site;
import dev.mandate.identity.browser.Visit;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.Clients;
import dev.mandate.identity.clients.SelfRegistered;
import dev.mandate.identity.clients.metadata.RedirectUris;
import dev.mandate.identity.federation.ProviderSignOut;
import dev.mandate.identity.sessions.CurrentSignIn;
import dev.mandate.identity.sessions.EndCause;
import dev.mandate.identity.sessions.SignInSessions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.qute.CheckedTemplate;
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
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * An application signs a person out: without a question if it shows that it means this very sign-in, else he is asked. He goes back only
 * to an address that is registered for it.
 *
 * @see <a href="https://openid.net/specs/openid-connect-rpinitiated-1_0.html">OpenID Connect RP-Initiated Logout 1.0</a>
 */
@Path("/oauth2/logout")
@PermitAll
public class LogoutResource extends PageResource {
    private static final String PURPOSE = "after signing out";
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final Browsers browsers;
    private final BrowserSeal seal;
    private final Clients clients;
    private final SignInSessions sessions;
    private final ProviderSignOut elsewhere;
    private final IdTokens idTokens;

    LogoutResource(
            Site site,
            Browsers browsers,
            BrowserSeal seal,
            Clients clients,
            SignInSessions sessions,
            ProviderSignOut elsewhere,
            IdTokens idTokens) {
        super(site);
        this.browsers = browsers;
        this.seal = seal;
        this.clients = clients;
        this.sessions = sessions;
        this.elsewhere = elsewhere;
        this.idTokens = idTokens;
    }

    @CheckedTemplate(basePath = "")
    static final class Templates {
        private Templates() {}

        /** @param back where to afterwards, sealed */
        static native TemplateInstance signOut(String form, String back);
    }

    /** The usual way. */
    @GET
    @Operation(hidden = true)
    public Uni<Response> get(@Context RoutingContext context) {
        var query = Objects.requireNonNullElse(context.request().query(), "");
        return answer(browsers.visit(context), URLUtils.parseParameters(query));
    }

    /** The same by a form. It becomes a GET, since a browser keeps {@code SameSite=Lax} cookies back from another site's form. */
    @POST
    @Operation(hidden = true)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response post(MultivaluedMap<String, String> form) {
        var query = URLUtils.serializeParameters(form);
        return query.length() > AuthorizationRequests.LONGEST
                ? refused(AuthorizationRequests.TOO_LONG)
                : goTo("/oauth2/logout?" + query);
    }

    /** He was asked, and wants to. */
    @POST
    @Path("/confirm")
    @Operation(hidden = true)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> confirm(@Context RoutingContext context, MultivaluedMap<String, String> form) {
        var visit = browsers.visit(context);
        if (!browsers.isOurs(visit, field(form, "form")))
            return Uni.createFrom().item(goTo("/account"));
        var back = seal.open(PURPOSE, field(form, "back")).orElse("");
        return Panache.withTransaction(() ->
                        sessions.current(visit.session()).chain(current -> ended(current, EndCause::signedOut, back)))
                .chain(Supplier::get);
    }

    private Uni<Response> answer(Visit visit, Map<String, List<String>> parameters) {
        var hint = idTokens.read(single(parameters, "id_token_hint"));
        var named = single(parameters, "client_id");
        var client = hint.map(claims -> claims.getAudience().get(0)).orElse(named);
        if (!named.isEmpty() && !named.equals(client))
            return Uni.createFrom().item(refused("The application names itself in two ways."));
        // Of a hint that says nothing, as one whose key was revoked, he is asked, and stays here.
        var unknown = client.isEmpty() && parameters.containsKey("id_token_hint");
        return Panache.withTransaction(() -> clients.find(client).chain(found -> {
                    var asked = unknown ? "" : single(parameters, "post_logout_redirect_uri");
                    if (!asked.isEmpty() && !mayGoTo(found, asked))
                        return afterwards(refused(
                                "The application asks to come back to an address that isn't registered for it."));
                    var back = asked.isEmpty() ? "" : withState(asked, single(parameters, "state"));
                    return sessions.current(visit.session()).chain(current -> {
                        var meant = current.filter(it -> hint.filter(
                                        claims -> it.session().id().value().equals(claims.getClaim("sid")))
                                .isPresent());
                        if (current.isEmpty() || meant.isPresent())
                            return ended(current, person -> EndCause.signedOut(person, client), back);
                        return afterwards(ask(visit, back));
                    });
                }))
                .chain(Supplier::get);
    }

    private static boolean mayGoTo(Optional<Client> client, String uri) {
        return client.filter(it -> it.application() != null
                        && RedirectUris.matches(it.application().postLogoutUris(), uri, SelfRegistered.is(it.id())))
                .isPresent();
    }

    /** What is answered once all this is written. */
    private static Uni<Supplier<Uni<Response>>> afterwards(Response response) {
        Supplier<Uni<Response>> answer = () -> now(response);
        return Uni.createFrom().item(() -> answer);
    }

    private Uni<Supplier<Uni<Response>>> ended(
            Optional<CurrentSignIn> current, Function<IdentityId, EndCause> cause, String back) {
        return current.map(it -> sessions.end(
                        it.session().person(),
                        it.session().id(),
                        cause.apply(it.session().person())))
                .orElseGet(() -> Uni.createFrom().item(false))
                .map(ignored -> () -> back.isEmpty()
                        ? elsewhere
                                .offered(current.map(CurrentSignIn::session))
                                .map(link -> page(200, MessagePage.signedOut(link), browsers.forgetSession()))
                        : now(goTo(back, browsers.forgetSession())));
    }

    private Response ask(Visit visit, String back) {
        var known = browsers.known(visit);
        var template = Templates.signOut(browsers.formToken(known.visit()), seal.seal(PURPOSE, PATIENCE, back));
        return pageThatLeads(200, back.isEmpty() ? "" : RedirectUris.source(back), template, known.cookies());
    }

    private Response refused(String why) {
        return page(400, MessagePage.of("This can't go on", List.of(why)));
    }

    private static String withState(String uri, String state) {
        if (state.isEmpty()) return uri;
        return uri + (uri.indexOf('?') < 0 ? '?' : '&') + "state=" + URLEncoder.encode(state, UTF_8);
    }

    private static String single(Map<String, List<String>> parameters, String name) {
        var values = parameters.getOrDefault(name, List.of());
        return values.size() == 1 ? values.get(0) : "";
    }
}
