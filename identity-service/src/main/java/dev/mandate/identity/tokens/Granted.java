package dev.mandate.identity.tokens;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.mandate.identity.clients.Scopes;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Scopes and audience that a token gets: what was asked for, as far as it may be had.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-3.3">RFC 6749 section 3.3</a>
 */
record Granted(Set<String> scopes, List<String> audience) {
    /**
     * @param asked empty for all that may be had
     * @param audience empty for whatever the scopes are for; otherwise scopes of other services fall away
     * @throws TokenRefused if nothing is left
     */
    static Granted narrow(Collection<String> allowed, Collection<String> asked, Collection<String> audience) {
        var scopes = new TreeSet<>(allowed);
        if (!asked.isEmpty()) scopes.retainAll(asked);
        if (!audience.isEmpty()) scopes.removeIf(scope -> !audience.containsAll(Scopes.audienceOf(Set.of(scope))));
        var services = Scopes.audienceOf(scopes);
        if (services.isEmpty())
            throw new TokenRefused(OAuth2Error.INVALID_SCOPE, "nothing that may be had was asked for");
        return new Granted(Set.copyOf(scopes), services);
    }
}
