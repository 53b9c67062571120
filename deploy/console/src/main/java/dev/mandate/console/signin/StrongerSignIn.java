package dev.mandate.console.signin;

import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.OidcRedirectFilter;
import io.quarkus.oidc.Redirect;
import io.quarkus.oidc.Redirect.Location;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Pattern;

/**
 * What a policy demands of a sign-in stands in the address that the browser was sent to, and is asked for on the way to identity-service:
 * two factors, shown now.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest">OpenID Connect Core section 3.1.2.1, acr_values</a>
 */
@ApplicationScoped
@Unremovable
@Redirect(Location.OIDC_AUTHORIZATION)
class StrongerSignIn implements OidcRedirectFilter {
    /** The last part of every address that needs it. */
    static final String PATH = "stronger";

    private static final Pattern NEEDS_IT = Pattern.compile("/[a-z]+/[a-z]+_[a-z0-9]{1,40}/" + PATH);

    @Override
    public void filter(OidcRedirectContext context) {
        if (!NEEDS_IT.matcher(context.routingContext().normalizedPath()).matches()) return;
        context.additionalQueryParams().set("acr_values", SignInStrength.MFA).set("prompt", "login");
    }
}
