package dev.mandate.identity.pages;

import dev.mandate.identity.browser.PageResource;
import dev.mandate.identity.browser.Site;
import dev.mandate.identity.federation.ProviderLogout;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * A provider tells that somebody has signed out there. Open to everybody: what is told is signed.
 *
 * @see <a href="https://openid.net/specs/openid-connect-backchannel-1_0.html">OpenID Connect Back-Channel Logout 1.0</a>
 */
@Path("/sign-in/with/{provider}/logout")
@PermitAll
public class ProviderLogoutResource extends PageResource {
    private final ProviderLogout logout;

    ProviderLogoutResource(Site site, ProviderLogout logout) {
        super(site);
        this.logout = logout;
    }

    /**
     * 200 also where nobody was signed in by it; 400 for a token that isn't good, or comes again; 503 for one that can't be looked at now, and
     * may come again.
     */
    @POST
    @Operation(hidden = true)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> end(@PathParam("provider") String provider, MultivaluedMap<String, String> form) {
        return logout.end(provider, field(form, "logout_token"))
                .map(outcome -> Response.status(status(outcome))
                        .header("Cache-Control", "no-store")
                        .build());
    }

    private static int status(ProviderLogout.Outcome outcome) {
        return switch (outcome) {
            case ENDED -> 200;
            case REFUSED -> 400;
            case NOT_NOW -> 503;
        };
    }
}
