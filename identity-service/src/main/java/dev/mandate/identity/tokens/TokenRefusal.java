package dev.mandate.identity.tokens;

import dev.mandate.identity.assertions.AssertionRefusal;
import dev.mandate.identity.attestation.AttestationRefusal;

/**
 * The token endpoint says no.
 *
 * @param kept whether what was written before stays, such as that something which was stolen doesn't count any more
 * @param why for the developer of the client; holds nothing of what was presented but names
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-5.2">RFC 6749 section 5.2</a>
 */
public record TokenRefusal(Kind kind, String why, boolean kept) {
    public TokenRefusal(Kind kind, String why) {
        this(kind, why, false);
    }

    public enum Kind {
        INVALID_REQUEST,
        INVALID_CLIENT,
        INVALID_GRANT,
        INVALID_SCOPE,
        INVALID_TARGET,
        INVALID_DPOP_PROOF,
        INVALID_CLIENT_ATTESTATION,
        USE_FRESH_ATTESTATION,
        USE_ATTESTATION_CHALLENGE,
        USE_DPOP_NONCE,
        UNAUTHORIZED_CLIENT,
        UNSUPPORTED_GRANT_TYPE,
        /** Of RFC 8628: nobody has answered yet. */
        AUTHORIZATION_PENDING,
        /** Of RFC 8628: nobody has answered yet, and the device asks too often. */
        SLOW_DOWN,
        /** Of RFC 8628: the person refused. */
        ACCESS_DENIED,
        /** Of RFC 8628: nobody has answered in time. */
        EXPIRED_TOKEN,
        /** The client has asked for too many. */
        TOO_MANY,
        /** It isn't known now whether it may: asked again later, it may be given. */
        NOT_NOW
    }

    public static TokenRefusal request(String why) {
        return new TokenRefusal(Kind.INVALID_REQUEST, why);
    }

    public static TokenRefusal client(String why) {
        return new TokenRefusal(Kind.INVALID_CLIENT, why);
    }

    public static TokenRefusal client(AssertionRefusal refused) {
        return client(refused.why());
    }

    public static TokenRefusal grant(String why) {
        return new TokenRefusal(Kind.INVALID_GRANT, why);
    }

    /** Nothing of what was presented is used up. */
    public static TokenRefusal notNow(String why) {
        return new TokenRefusal(Kind.NOT_NOW, why);
    }

    public static TokenRefusal grant(AssertionRefusal refused) {
        return grant(refused.why());
    }

    public static TokenRefusal scope(String why) {
        return new TokenRefusal(Kind.INVALID_SCOPE, why);
    }

    /** A resource that isn't there, RFC 8707 section 2. */
    public static TokenRefusal target(String why) {
        return new TokenRefusal(Kind.INVALID_TARGET, why);
    }

    /** RFC 9449 sections 5 and 8. */
    static TokenRefusal proof(ProofRefusal refused) {
        return new TokenRefusal(
                refused.equals(ProofRefusal.NONCE) ? Kind.USE_DPOP_NONCE : Kind.INVALID_DPOP_PROOF, refused.why());
    }

    /** By the codes of draft-ietf-oauth-attestation-based-client-auth. */
    static TokenRefusal attestation(AttestationRefusal refused) {
        var kind =
                switch (refused.kind()) {
                    case INVALID -> Kind.INVALID_CLIENT_ATTESTATION;
                    case STALE -> Kind.USE_FRESH_ATTESTATION;
                    case CHALLENGE -> Kind.USE_ATTESTATION_CHALLENGE;
                };
        return new TokenRefusal(kind, refused.why());
    }

    /** With what was written because of it. */
    public TokenRefusal keeping() {
        return new TokenRefusal(kind, why, true);
    }
}
