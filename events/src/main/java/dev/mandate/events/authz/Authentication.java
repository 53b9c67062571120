package dev.mandate.events.authz;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the person behind an access token signed in, as far as the token says.
 *
 * @param acr authentication context class
 * @param amr methods that were used
 * @param at when he signed in, whole seconds
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-2.2.1">RFC 9068, authentication information</a>
 */
public record Authentication(
        @Nullable String acr, Set<String> amr, @Nullable Instant at) {
    /** No token was presented, or it says nothing. */
    public static final Authentication UNKNOWN = new Authentication(null, Set.of(), null);

    public Authentication {
        amr = amr == null ? Set.of() : Set.copyOf(amr);
    }
}
