package dev.mandate.identity.tokens;

import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.messaging.result.Result;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Scopes and audience that a token gets: what was asked for, as far as it may be had.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-3.3">RFC 6749 section 3.3</a>
 */
public record GrantedAccess(Set<String> scopes, List<String> audience) {
    /**
     * @param asked empty for all that may be had
     * @param audience empty for whatever the scopes are for; otherwise scopes of other services fall away, and one that is for every
     *     service is for these alone
     * @return refused if nothing is left
     */
    public static Result<GrantedAccess, TokenRefusal> narrow(
            Collection<String> allowed, Collection<String> asked, Collection<String> audience) {
        var scopes = new TreeSet<>(allowed);
        if (asked.isEmpty()) scopes.removeAll(audience.isEmpty() ? Scopes.ON_REQUEST : Scopes.BY_NAME);
        if (!asked.isEmpty()) scopes.retainAll(asked);
        if (!audience.isEmpty())
            scopes.removeIf(scope -> Collections.disjoint(audience, Scopes.audienceOf(Set.of(scope))));
        var services = Scopes.audienceOf(scopes).stream()
                .filter(service -> audience.isEmpty() || audience.contains(service))
                .toList();
        if (services.isEmpty()) return Result.refused(TokenRefusal.scope("nothing that may be had was asked for"));
        return Result.done(new GrantedAccess(Set.copyOf(scopes), services));
    }
}
