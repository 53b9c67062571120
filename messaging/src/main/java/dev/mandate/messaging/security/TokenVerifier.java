package dev.mandate.messaging.security;

import jakarta.enterprise.context.ApplicationScoped;

/** Checks access tokens: signature, type, issuer, audience, time. Needs no call and may be used on any thread. */
@ApplicationScoped
public class TokenVerifier {
    /** For this service as the audience. */
    public Caller verify(String token) throws InvalidToken {
        throw new UnsupportedOperationException();
    }
}
