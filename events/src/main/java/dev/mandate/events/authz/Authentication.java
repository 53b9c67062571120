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
 * @param device on which, as {@link dev.mandate.events.identity.KnownDevice} names it: the sign-in issuer has said so; null where none has
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-2.2.1">RFC 9068, authentication information</a>
 */
public record Authentication(
        @Nullable String acr,
        Set<String> amr,
        @Nullable Instant at,
        @Nullable String device) {
    /** No token was presented, or it says nothing. */
    public static final Authentication UNKNOWN = new Authentication(null, Set.of(), null);

    public Authentication {
        amr = amr == null ? Set.of() : Set.copyOf(amr);
    }

    /** On a device that isn't known. */
    public Authentication(@Nullable String acr, Set<String> amr, @Nullable Instant at) {
        this(acr, amr, at, null);
    }

    /** The same on this device; null for one that isn't known. */
    public Authentication on(@Nullable String known) {
        return new Authentication(acr, amr, at, known);
    }
}
