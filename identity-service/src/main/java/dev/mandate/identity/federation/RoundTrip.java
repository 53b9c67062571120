package dev.mandate.identity.federation;

import dev.mandate.identity.upstream.SignInRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way to a provider and back, as its browser carries it.
 *
 * @param provider its id here
 * @param state by which he is told who comes back
 * @param verifier of PKCE
 * @param maxAge how long ago he may have shown a credential there, in seconds
 * @param anew whether he had to show one
 * @param link the sign-in of whoever links the account; null where he signs in
 * @param request for what he signs in; empty for nothing
 */
public record RoundTrip(
        String provider,
        String state,
        String nonce,
        String verifier,
        Instant askedAt,
        long maxAge,
        boolean anew,
        @Nullable String link,
        String request) {
    SignInRequest signInRequest(String redirectUri, List<String> acrs, @Nullable String loginHint) {
        return new SignInRequest(redirectUri, state, nonce, verifier, maxAge, acrs, anew, loginHint);
    }
}
