package dev.mandate.identity.authorize;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.mandate.identity.browser.Browsers;
import dev.mandate.identity.browser.Site;
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
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The authorization endpoint, where applications send people. Open to everybody. */
@Path("/oauth2/authorize")
@PermitAll
public class AuthorizationResource extends FlowPageResource {
    private final AuthorizationFlow flow;
    private final Browsers browsers;

    AuthorizationResource(Site site, AuthorizationFlow flow, Browsers browsers) {
        super(site);
        this.flow = flow;
        this.browsers = browsers;
    }

    /** The usual way. */
    @GET
    @Operation(hidden = true)
    public Uni<Response> get(@Context RoutingContext context) {
        var elsewhere = elsewhere(context);
        if (elsewhere.isPresent()) return Uni.createFrom().item(elsewhere.get());
        var query = Objects.requireNonNullElse(context.request().query(), "");
        return flow.begin(query, browsers.visit(context).session()).map(this::answer);
    }

    /**
     * OpenID Connect Core section 3.1.2.1: POST is GET with a form. It becomes one, since a browser keeps {@code SameSite=Lax} cookies back
     * from another site's form.
     */
    @POST
    @Operation(hidden = true)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response post(MultivaluedMap<String, String> form) {
        var query = URLUtils.serializeParameters(form);
        return query.length() > AuthorizationRequests.LONGEST
                ? answer(new Step.Told(AuthorizationRequests.TOO_LONG))
                : goTo("/oauth2/authorize?" + query);
    }

    /** Goes on after the person has signed in. */
    @GET
    @Path("/resume")
    @Operation(hidden = true)
    public Uni<Response> resume(@Context RoutingContext context) {
        var request = Objects.requireNonNullElse(context.request().getParam("request"), "");
        return flow.resume(request, browsers.visit(context).session()).map(this::answer);
    }
}
